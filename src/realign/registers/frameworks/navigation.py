"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Lists and laws",
        "frameworks:list",
        permission="frameworks.view",
        section=Room.PLAN,
        order=80,
        heading="To look up",
    ),
    NavItem(
        "Glossary",
        "frameworks:glossary",
        permission="frameworks.view",
        section=Room.PLAN,
        order=90,
        heading="To look up",
    ),
)
