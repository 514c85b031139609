"""What this room adds to the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Delivery", "progress:overview", "progress.view", Room.DELIVER, order=10),
    NavItem("Milestones", "progress:milestones", "progress.view", Room.DELIVER, order=12),
    NavItem("Progress", "progress:public", "public", Room.PUBLIC, order=30),
)
