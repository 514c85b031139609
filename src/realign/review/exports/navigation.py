"""An organisation’s own data in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (NavItem("An organisation’s part", "exports:own-data", "member", Room.REVIEW, order=60),)
