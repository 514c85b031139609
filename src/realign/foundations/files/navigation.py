"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Imports",
        "files:imports",
        permission="partnership.view",
        section=Room.ANALYSE,
        order=61,
        heading="Data sources",
        covers=("work",),
    ),
    NavItem(
        "Datasets",
        "files:datasets",
        permission="surveys.view",
        section=Room.ANALYSE,
        order=62,
        heading="Data sources",
    ),
)
