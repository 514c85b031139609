"""The evidence library in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem("Findings", "evidence:library", "public", Room.PUBLIC, order=35, heading="What we know"),
    NavItem(
        "Tables and indicators", "evidence:published", "public", Room.PUBLIC, order=36, heading="What we know"
    ),
    NavItem(
        "Evidence library",
        "evidence:library",
        "evidence.view",
        Room.ANALYSE,
        order=10,
        heading="Evidence",
    ),
    NavItem(
        "Findings to release",
        "evidence:waiting",
        "evidence.view",
        Room.ANALYSE,
        order=11,
        heading="Evidence",
    ),
    NavItem(
        "Tables and indicators",
        "evidence:published",
        "evidence.view",
        Room.ANALYSE,
        order=12,
        heading="Evidence",
    ),
)
