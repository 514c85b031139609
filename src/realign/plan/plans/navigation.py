"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Plans", "plans:list", "plans.view", Room.PLAN, order=10, heading="The plan"),
    NavItem("Check a text", "plans:check-text", "plans.view", Room.PLAN, order=11, heading="The plan"),
    NavItem("Plan", "plans:public", "public", Room.PUBLIC, order=20),
)
