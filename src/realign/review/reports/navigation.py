"""Reports in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Reports", "reports:public", "public", Room.PUBLIC, order=70),
    NavItem("Reports", "reports:list", "reports.view", Room.REVIEW, order=10),
)
