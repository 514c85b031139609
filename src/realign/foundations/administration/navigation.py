"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Setting up",
        "administration:setting-up",
        "partnership.view",
        Room.ADMINISTRATION,
        order=5,
        only_while=lambda partnership: partnership.set_up_on is None,
    ),
    NavItem("People and roles", "administration:people", "partnership.view", Room.ADMINISTRATION, order=10),
    NavItem(
        "Organisations", "administration:organisations", "partnership.view", Room.ADMINISTRATION, order=20
    ),
    NavItem(
        "What each role can do", "administration:roles", "partnership.view", Room.ADMINISTRATION, order=30
    ),
    NavItem("Lists", "administration:lists", "partnership.view", Room.ADMINISTRATION, order=35),
    NavItem("Settings", "administration:settings", "partnership.manage", Room.ADMINISTRATION, order=40),
    NavItem("Record of changes", "administration:audit", "audit.view", Room.ADMINISTRATION, order=90),
)
