"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Meetings", "decisions:meetings", permission="decisions.view", section=Room.DELIVER, order=20),
    NavItem("Decisions", "decisions:list", permission="decisions.view", section=Room.DELIVER, order=21),
    NavItem(
        "Open questions", "decisions:questions", permission="decisions.view", section=Room.DELIVER, order=22
    ),
    NavItem("Decisions", "decisions:public-list", permission="public", section=Room.PUBLIC, order=60),
)
