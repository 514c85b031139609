"""Groups as values that other rooms may use: the structure as a tree, a group's gaps."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from realign.registers.groups.models import Group, Seat

# Two parts of one report call these groups by two names; both are kept (S0 ch4, summary and ch7).
KIND_NAMES: dict[str, Group.Kind] = {
    "delivery reform group": Group.Kind.REFORM,
    "reform group": Group.Kind.REFORM,
    "icsp priority group": Group.Kind.PRIORITY,
    "performance group": Group.Kind.PERFORMANCE,
    **{kind.label.lower().replace("’", "'"): kind for kind in Group.Kind},
}

# Seats that are only talked about are neither empty nor counted as members.
NOT_COUNTED = (Seat.Role.PROPOSED, Seat.Role.OPTIONAL, Seat.Role.EXPERT)


@dataclass(frozen=True)
class GroupTree:
    """One group in the structure with the groups that report to it."""

    group: Group
    reporting: tuple["GroupTree", ...] = ()

    def all(self) -> Iterator["GroupTree"]:
        """This node and everything below it, from the top."""
        yield self
        for node in self.reporting:
            yield from node.all()

    @property
    def size(self) -> int:
        """How many groups from here down."""
        return sum(1 for _ in self.all())


@dataclass(frozen=True)
class DottedLine:
    """A dotted line: one group supports another."""

    supporter: Group
    supported: Group


@dataclass(frozen=True)
class Structure:
    """The whole structure: trees (one when it is complete), dotted lines, and groups still to be placed."""

    tops: tuple[GroupTree, ...]
    supports: tuple[DottedLine, ...]
    unplaced: tuple[Group, ...]


@dataclass(frozen=True)
class GroupGap:
    """Something missing in a group, in words, and what would mend it."""

    what: str
    mend: str = ""
    serious: bool = False


@dataclass(frozen=True)
class Members:
    """Who sits in a group now: filled seats, empty ones, and those not agreed yet."""

    filled: tuple[Seat, ...] = ()
    empty: tuple[Seat, ...] = ()
    not_agreed: tuple[Seat, ...] = field(default=())
