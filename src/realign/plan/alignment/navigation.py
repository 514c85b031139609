"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Evidence for promises", "alignment:matrix", "priorities.view", Room.PLAN, order=27),
    NavItem("Can we see each outcome?", "alignment:outcomes", "priorities.view", Room.PLAN, order=28),
)
