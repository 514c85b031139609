"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Names without an account", "people:names", "people.manage", Room.ADMINISTRATION, order=15),
    NavItem("E-mails not sent", "people:unsent", "people.manage", Room.ADMINISTRATION, order=16),
)
