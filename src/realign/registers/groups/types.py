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


@dataclass(frozen=True)
class PlannedGroup:
    """A group of a usual structure, with the name of the one it reports to; nothing for the one at the top."""

    name: str
    kind: Group.Kind
    purpose: str
    reports_to: str = ""


@dataclass(frozen=True)
class UsualStructure:
    """A structure to begin with: its name, for whom it is, and its groups from the top down."""

    slug: str
    name: str
    explanation: str
    groups: tuple[PlannedGroup, ...]
    under: str = field(default="")

    def with_priority_groups(self, count: int) -> tuple[PlannedGroup, ...]:
        """Its groups, and as many priority groups as there shall be, reporting to the group that leads them."""
        numbered = (
            PlannedGroup(
                f"Priority group {number}", Group.Kind.PRIORITY, "Leads one priority of the plan.", self.under
            )
            for number in range(1, count + 1)
        )
        return (*self.groups, *numbered)


_BOARD, _STRATEGIC, _DIRECTORS = (
    "Children’s services planning board",
    "Strategic group",
    "Directors’ group",
)
USUAL_STRUCTURES = (
    UsualStructure(
        "board",
        "A planning board",
        "One board on which everybody sits, and groups for priorities under it. Usual where one council and one health "
        "board plan together.",
        (PlannedGroup(_BOARD, Group.Kind.STRATEGIC, "Prepares the plan and answers for it."),),
        under=_BOARD,
    ),
    UsualStructure(
        "tiers",
        "A strategic group and a directors’ group",
        "Chief executives at the top, directors who lead the priorities under them, and groups for communications and "
        "performance beside them. Usual where several councils plan together.",
        (
            PlannedGroup(_STRATEGIC, Group.Kind.STRATEGIC, "Sets the direction and answers for the plan."),
            PlannedGroup(_DIRECTORS, Group.Kind.DIRECTORS, "Leads the priorities of the plan.", _STRATEGIC),
            PlannedGroup(
                "Communications group",
                Group.Kind.COMMUNICATIONS,
                "Tells people and staff about the plan.",
                _DIRECTORS,
            ),
            PlannedGroup(
                "Performance sub-group", Group.Kind.PERFORMANCE, "Watches how the plan is going.", _DIRECTORS
            ),
        ),
        under=_DIRECTORS,
    ),
)
