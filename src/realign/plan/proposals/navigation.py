"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Proposals", "proposals:list", "proposals.view", Room.PLAN, order=40, heading="Proposals"),
)
