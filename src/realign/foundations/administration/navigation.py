"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("People and roles", "administration:people", "partnership.view", Room.ADMINISTRATION, order=10),
    NavItem(
        "Organisations", "administration:organisations", "partnership.view", Room.ADMINISTRATION, order=20
    ),
    NavItem(
        "What each role may do", "administration:roles", "partnership.view", Room.ADMINISTRATION, order=30
    ),
    NavItem("Record of changes", "administration:audit", "audit.view", Room.ADMINISTRATION, order=90),
)
