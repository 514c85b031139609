"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem(
        "Trends",
        "trends:list",
        permission="trends.view",
        section=Room.ANALYSE,
        order=31,
        heading="Indicators",
    ),
)
