"""The evidence programme in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Evidence programme", "programme:home", "programme.view", Room.ANALYSE, order=70),
)
