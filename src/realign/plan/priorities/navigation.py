"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Priorities", "priorities:list", "priorities.view", Room.PLAN, order=20, heading="Priorities"),
    NavItem(
        "Commitments", "priorities:commitments", "priorities.view", Room.PLAN, order=22, heading="Priorities"
    ),
    NavItem("Actions", "priorities:actions", "priorities.view", Room.PLAN, order=24, heading="Priorities"),
    NavItem("Targets", "priorities:targets", "priorities.view", Room.PLAN, order=25, heading="Priorities"),
    NavItem(
        "Consistency checks",
        "priorities:checks",
        "priorities.view",
        Room.PLAN,
        order=30,
        heading="Checks",
    ),
)
