"""Where this room stands in the navigation."""

from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

NAVIGATION.add(
    NavItem(
        "Reference lists",
        "frameworks:list",
        permission="member",
        section=Room.HELP,
        order=80,
    ),
    NavItem(
        "Glossary",
        "frameworks:glossary",
        permission="member",
        section=Room.HELP,
        order=90,
    ),
)
