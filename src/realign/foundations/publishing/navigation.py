"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Waiting to be published", "publishing:waiting", "partnership.view", Room.MY_WORK, order=30),
)
