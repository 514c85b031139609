"""Pathways in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem(
        "Pathways and transitions",
        "pathways:list",
        "fit.view",
        Room.ANALYSE,
        order=52,
        heading="Need and services",
    ),
)
