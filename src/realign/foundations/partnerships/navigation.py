"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("People and roles", "partnerships:people", "partnership.view", Room.ADMINISTRATION, order=10),
    NavItem("Organisations", "partnerships:organisations", "partnership.view", Room.ADMINISTRATION, order=20),
    NavItem("What each role may do", "partnerships:roles", "partnership.view", Room.ADMINISTRATION, order=30),
    NavItem("Record of changes", "partnerships:audit", "audit.view", Room.ADMINISTRATION, order=90),
)
