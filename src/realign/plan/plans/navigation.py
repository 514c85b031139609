"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Plans", "plans:list", "plans.view", Room.PLAN, order=10),
    NavItem("Check a text", "plans:check-text", "plans.view", Room.PLAN, order=90),
    NavItem("Plan", "plans:public", "public", Room.PUBLIC, order=20),
)
