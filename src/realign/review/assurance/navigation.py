"""The golden thread in the navigation. It is one item, so that its wide picture has the whole page."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (NavItem("Golden thread", "assurance:thread", "assurance.view", Room.THREAD, order=10),)
