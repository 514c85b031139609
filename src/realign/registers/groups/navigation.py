"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Groups", "groups:list", permission="groups.view", section=Room.DELIVER, order=50),
    NavItem("Structure", "groups:structure", permission="groups.view", section=Room.DELIVER, order=51),
)
