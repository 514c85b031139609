"""The needs assessment in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Needs assessment", "needs:list", "evidence.view", Room.ANALYSE, order=11, heading="Evidence"),
    NavItem("Needs assessment", "needs:public", "public", Room.PUBLIC, order=36, heading="What we know"),
    NavItem(
        "Who sees which data",
        "needs:who-sees-what",
        "evidence.view",
        Room.ANALYSE,
        order=66,
        heading="Data sources",
    ),
)
