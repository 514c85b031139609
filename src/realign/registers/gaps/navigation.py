"""The register of gaps in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Data gaps", "gaps:list", "evidence.view", Room.ANALYSE, order=13, heading="Evidence"),
    NavItem("Data gaps", "gaps:public", "public", Room.PUBLIC, order=39, heading="What we know"),
)
