"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NavItem, Room

NAVIGATION = (
    NavItem(
        "Places", "places:list", permission="places.view", section=Room.ANALYSE, order=60, heading="Data"
    ),
)
