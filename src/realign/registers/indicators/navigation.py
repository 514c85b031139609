"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Indicators",
        "indicators:list",
        permission="indicators.view",
        section=Room.ANALYSE,
        order=30,
        heading="Indicators",
    ),
    NavItem(
        "Data quality",
        "indicators:quality",
        permission="indicators.view",
        section=Room.ANALYSE,
        order=31,
        heading="Indicators",
    ),
)
