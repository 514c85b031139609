"""The data location map in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Where data is", "sources:list", "evidence.view", Room.ANALYSE, order=17),
    NavItem("Linkages", "sources:linkages", "evidence.view", Room.ANALYSE, order=18),
)
