"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Proposals", "proposals:list", "proposals.view", Room.PLAN, order=40, heading="Proposals"),
)
