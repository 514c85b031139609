"""What the partnership learns about itself, in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Focus and pace", "learning:collaboration", "assurance.view", Room.REVIEW, order=25),
)
