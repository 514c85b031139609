"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem(
        "Files taken in",
        "files:imports",
        permission="partnership.view",
        section=Room.ANALYSE,
        order=61,
        heading="Data",
    ),
    NavItem(
        "Datasets",
        "files:datasets",
        permission="surveys.view",
        section=Room.ANALYSE,
        order=62,
        heading="Data",
    ),
)
