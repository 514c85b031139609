"""The needs assessment in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem("Needs assessment", "needs:list", "evidence.view", Room.ANALYSE, order=12),
    NavItem("Who sees which data", "needs:who-sees-what", "evidence.view", Room.ANALYSE, order=19),
)
