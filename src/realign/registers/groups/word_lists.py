"""The lists of this room whose words are the partnership’s own."""

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.registry import WORD_LISTS, WordList
from realign.registers.groups.models import GROUP_KINDS, SEAT_ROLES, Group, Seat


def _groups(partnership: Partnership, code: str) -> int:
    return Group.objects.filter(partnership=partnership, kind=code).count()


def _seats(partnership: Partnership, code: str) -> int:
    return Seat.objects.filter(partnership=partnership, role=code).count()


WORD_LISTS.add(
    WordList(
        GROUP_KINDS,
        "Kinds of group",
        "A priority group is asked for a senior sponsor and a lead official, whatever you call the kind. Kinds of your own "
        "are asked for nothing.",
        Group.Kind.choices,
        _groups,
    ),
    WordList(
        SEAT_ROLES,
        "Parts in a group",
        "What the sponsor, the lead and the others are called here. Those who may join, are proposed or are invited as "
        "experts are not counted as members; every part of your own is.",
        Seat.Role.choices,
        _seats,
    ),
)
