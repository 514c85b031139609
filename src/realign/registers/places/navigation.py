"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Places", "places:public-list", "public", Room.PUBLIC, order=37, heading="What we know"),
    NavItem(
        "Places",
        "places:list",
        permission="places.view",
        section=Room.ANALYSE,
        order=60,
        heading="Data sources",
    ),
)
