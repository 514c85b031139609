"""An organisation’s own data, and everybody’s, in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("An organisation’s data", "exports:own-data", "member", Room.REVIEW, order=60),
    NavItem("Open data", "api:page", "public", Room.PUBLIC, order=40, heading="What we know"),
)
