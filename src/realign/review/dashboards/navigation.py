"""The front pages in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Home", "dashboards:home", "public", Room.PUBLIC, order=0, exact=True),
    NavItem("My work", "dashboards:work", "member", Room.MY_WORK, order=0, exact=True),
)
