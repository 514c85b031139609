"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Plans", "plans:list", "plans.view", Room.PLAN, order=10, heading="Plans"),
    NavItem("Check a text", "plans:check-text", "plans.view", Room.PLAN, order=11, heading="Plans"),
    NavItem("Plan", "plans:public", "public", Room.PUBLIC, order=20),
)
