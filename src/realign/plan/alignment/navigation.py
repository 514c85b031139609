"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Evidence for commitments",
        "alignment:matrix",
        "priorities.view",
        Room.PLAN,
        order=31,
        heading="Checks",
    ),
    NavItem(
        "Indicators for outcomes",
        "alignment:outcomes",
        "priorities.view",
        Room.PLAN,
        order=32,
        heading="Checks",
    ),
)
