"""Services in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Find a service", "services:find", "public", Room.PUBLIC, order=40),
    NavItem(
        "Services", "services:list", "services.view", Room.ANALYSE, order=40, heading="Services and spend"
    ),
    NavItem("Spend", "services:spend", "spend.view", Room.ANALYSE, order=42, heading="Services and spend"),
)
