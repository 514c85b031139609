"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Trends",
        "trends:list",
        permission="trends.view",
        section=Room.ANALYSE,
        order=31,
        heading="Indicators",
    ),
)
