"""Pathways in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Pathways and transitions",
        "pathways:list",
        "fit.view",
        Room.ANALYSE,
        order=52,
        heading="Need and services",
    ),
)
