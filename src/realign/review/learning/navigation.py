"""What the partnership learns about itself, in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (NavItem("Focus and pace", "learning:collaboration", "assurance.view", Room.REVIEW, order=25),)
