"""The data location map in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Data systems", "sources:list", "evidence.view", Room.ANALYSE, order=63, heading="Data sources"),
    NavItem("Linkages", "sources:linkages", "evidence.view", Room.ANALYSE, order=64, heading="Data sources"),
)
