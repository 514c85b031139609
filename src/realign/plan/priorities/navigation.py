"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Priorities", "priorities:list", "priorities.view", Room.PLAN, order=20),
    NavItem("Commitments", "priorities:commitments", "priorities.view", Room.PLAN, order=22),
    NavItem("Actions", "priorities:actions", "priorities.view", Room.PLAN, order=24),
    NavItem("Targets", "priorities:targets", "priorities.view", Room.PLAN, order=25),
    NavItem("Do they hold together?", "priorities:checks", "priorities.view", Room.PLAN, order=26),
)
