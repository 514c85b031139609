"""What people told us in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

HEADING = "Participation"
NAVIGATION.add(
    NavItem("What children say", "voices:list", "evidence.view", Room.ANALYSE, order=54, heading=HEADING),
    NavItem("Stories", "voices:stories", "evidence.view", Room.ANALYSE, order=55, heading=HEADING),
    NavItem("Change seen", "voices:changes", "evidence.view", Room.ANALYSE, order=56, heading=HEADING),
    NavItem("Pilots side by side", "voices:pilots", "evidence.view", Room.ANALYSE, order=57, heading=HEADING),
)
