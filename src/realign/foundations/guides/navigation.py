"""The guides in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Guides", "guides:list", "member", Room.HELP, order=10),
)
