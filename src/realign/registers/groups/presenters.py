"""Groups as tables, charts and words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.audit.models import Event
from realign.foundations.audit.presenters import change_lines
from realign.foundations.design.maps.lines import Reporting
from realign.foundations.design.maps.organisation import GroupBox, OrganisationChart, organisation_chart
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import HistoryEntry, PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, number_words, plural
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import all_words
from realign.foundations.partnerships.types import Actor
from realign.registers.groups.models import GROUP_KINDS, SEAT_ROLES, Group
from realign.registers.groups.types import USUAL_STRUCTURES, GroupTree, Structure, UsualStructure

TONES = {
    Group.Status.ACTIVE: Tone.GOOD,
    Group.Status.PROPOSED: Tone.INFO,
    Group.Status.ENDED: Tone.NEUTRAL,
}
PLURALS: dict[str, str] = {
    Group.Kind.PRIORITY: "priority groups",
    Group.Kind.REFORM: "reform delivery groups",
}
# More groups of one kind under one group than this are drawn as one box, or the chart would not fit a page.
DRAWN_APART = 3


def status(group: Group) -> Status:
    """Whether a group meets."""
    state = Group.Status(group.status)
    return Status(state.label, TONES[state])


def usual_structures() -> list[tuple[UsualStructure, list[str]]]:
    """Every structure to begin with, and each of its groups in a line with the one it reports to."""
    return [
        (
            usual,
            [
                f"{planned.name}, reports to the {planned.reports_to.lower()}"
                if planned.reports_to
                else planned.name
                for planned in usual.groups
            ],
        )
        for usual in USUAL_STRUCTURES
    ]


def seats_words(group: Group) -> str:
    """“5 of 7”: how many seats are filled."""
    counted_: Any = group  # `queries.groups` adds the counts, and the type of a model does not say so
    return f"{counted_.filled_count} of {counted_.seat_count}" if counted_.seat_count else "none yet"


def groups_table(partnership: Partnership) -> TableSpec:
    """Every group."""
    return TableSpec(
        name="groups",
        noun="group",
        caption="Groups",
        search_fields=("name", "aliases", "purposes"),
        default_sort="name",
        columns=(
            Column("name", "Group", link=Group.get_absolute_url),
            Column("kind", "Kind", value=lambda group: group.get_kind_display()),
            Column("status", "Status", value=status, kind=Kind.STATUS, sortable="status"),
            Column(
                "reports_to",
                "Reports to",
                value=lambda group: group.reports_to.name if group.reports_to else "",
                sortable="reports_to__name",
            ),
            Column("seats", "Seats filled", value=seats_words, sortable="filled_count", csv=False),
            Column("confirmed", "Confirmed", value=_confirmed, sortable="confirmed_count", csv=False),
        ),
        filters=(
            Filter("kind", "Kind", all_words(partnership.pk, GROUP_KINDS)),
            Filter("status", "Status", Group.Status.choices),
        ),
        empty_title="No groups yet",
        empty_help="Start with a usual structure, or add the top group first, then those that report to it.",
        empty_action="Begin with groups",
        empty_url=reverse("groups:start", args=[partnership.slug]),
    )


def groups_file(partnership: Partnership) -> TableSpec:
    """Every group for a CSV file, which holds more columns than the page."""
    page = groups_table(partnership)
    return TableSpec(
        name=page.name,
        noun=page.noun,
        search_fields=page.search_fields,
        filters=page.filters,
        default_sort=page.default_sort,
        columns=(
            *(column for column in page.columns if column.key not in {"seats", "confirmed"}),
            Column("aliases", "Other names"),
            Column("purposes", "Purposes"),
            Column("reports_through", "Reports through"),
            Column("life", "Lasts", value=lambda group: group.get_life_display()),
            Column("phase", "Phase"),
            Column("due", "To report"),
            Column("seat_count", "Seats"),
            Column("filled_count", "Filled"),
            Column("confirmed_count", "Confirmed"),
            Column("source", "Source"),
        ),
    )


def _confirmed(group: Group) -> str:
    counted_: Any = group  # as above
    return f"{counted_.confirmed_count} of {counted_.seat_count}" if counted_.seat_count else ""


def empty_seats_table(partnership: Partnership) -> TableSpec:
    """Seats that nobody holds."""
    return TableSpec(
        name="empty-seats",
        noun="vacant seat",
        caption="Vacancies",
        search_fields=("post", "group__name", "organisation__name"),
        default_sort="group",
        columns=(
            Column(
                "post",
                "Seat",
                link=lambda seat: reverse("groups:seat-fill", args=[partnership.slug, seat.pk]),
            ),
            Column("group", "Group", value=lambda seat: seat.group.name, sortable="group__name"),
            Column(
                "organisation",
                "Organisation",
                value=lambda seat: seat.organisation.name if seat.organisation else "",
                sortable="organisation__name",
            ),
            Column("role", "Part", value=lambda seat: seat.get_role_display()),
        ),
        filters=(Filter("role", "Part", all_words(partnership.pk, SEAT_ROLES)),),
        empty_title="No vacancies",
        empty_help="A seat of an active group without a member appears here. Seats are added on the page of the group.",
    )


def chart(structure: Structure) -> OrganisationChart:
    """The structure drawn: solid lines for reporting, dotted ones for support.

    Several groups of one kind with one place in the structure are drawn as one box: seventeen boxes side by side
    were tried, and could not be read on any screen. The list beside the picture has every group.
    """
    boxes: dict[str, GroupBox] = {}
    box_of: dict[int, str] = {}
    lines: dict[tuple[str, str], Reporting] = {}
    for top in structure.tops:
        _draw(top, None, boxes, box_of, lines)
    for group in structure.unplaced:
        boxes[group.slug] = GroupBox(group.slug, group.name, "Proposed, not placed yet")
        box_of[group.pk] = group.slug
    for support in structure.supports:
        ends = (box_of[support.supporter.pk], box_of[support.supported.pk])
        if ends[0] != ends[1] and ends not in lines and ends[::-1] not in lines:
            lines[ends] = Reporting(*ends, dotted=True)
    return organisation_chart(
        title="Reporting lines",
        sentence=sentence(structure),
        groups=list(boxes.values()),
        lines=list(lines.values()),
        dotted="supports",
    )


def _draw(
    node: GroupTree,
    above: str | None,
    boxes: dict[str, GroupBox],
    box_of: dict[int, str],
    lines: dict[tuple[str, str], Reporting],
) -> None:
    key = node.group.slug
    boxes[key] = GroupBox(key, node.group.name, _detail(node.group))
    box_of[node.group.pk] = key
    if above is not None:
        lines[key, above] = Reporting(key, above)
    for family in _families(node.reporting):
        if len(family) == 1:
            _draw(family[0], key, boxes, box_of, lines)
            continue
        kind = family[0].group.kind
        together = f"{key}+{kind}"
        words = f"{number_words(len(family)).capitalize()} {_plural(family[0].group)}"
        boxes[together] = GroupBox(together, words, _through(family))
        box_of |= {member.group.pk: together for member in family}
        lines[together, key] = Reporting(together, key)


def _plural(group: Group) -> str:
    """What several groups of this kind are called: the plural that comes with the product while its word does."""
    label = group.get_kind_display()
    is_usual = label == dict(Group.Kind.choices).get(group.kind)
    return PLURALS[group.kind] if is_usual and group.kind in PLURALS else f"{label.lower()}s"


def _families(nodes: Iterable[GroupTree]) -> list[list[GroupTree]]:
    """Groups that may share a box: of one kind, with none below them, and too many to draw apart."""
    by_kind: dict[tuple[str, str], list[GroupTree]] = {}
    for node in nodes:
        by_kind.setdefault((node.group.kind, node.group.status), []).append(node)
    families: list[list[GroupTree]] = []
    for same in by_kind.values():
        together = len(same) > DRAWN_APART and not any(node.reporting for node in same)
        families += [same] if together else [[node] for node in same]
    return families


def _through(family: list[GroupTree]) -> str:
    through = {node.group.reports_through for node in family if node.group.reports_through}
    return f"report through {through.pop()}" if len(through) == 1 else ""


def _detail(group: Group) -> str:
    if group.status == Group.Status.PROPOSED:
        return "Proposed"
    return f"reports through {group.reports_through}" if group.reports_through else ""


def sentence(structure: Structure) -> str:
    """The structure in a sentence."""
    if not structure.tops:
        return "No group has been set up yet."
    placed = [node.group for top in structure.tops for node in top.all()]
    active = [group for group in placed if group.status == Group.Status.ACTIVE]
    proposed = [group for group in (*placed, *structure.unplaced) if group.status == Group.Status.PROPOSED]
    words = f"{counted(len(active), 'group')} {plural(len(active), 'meets,meet')}; "
    words += f"“{structure.tops[0].group.name}” is at the top."
    if proposed:
        names = get_text_list([f"“{group.name}”" for group in proposed], "and")
        words += f" {names} {plural(len(proposed), 'is,are')} only proposed."
    return words[0].upper() + words[1:]


def chart_table(drawn: OrganisationChart) -> PlainTable:
    """The chart as a table."""
    return PlainTable(drawn.title, drawn.columns, drawn.rows)


def facts(group: Group) -> list[SummaryRow]:
    """What a group is, line by line, without what is not known."""
    rows = [
        ("How long it lasts", group.get_life_display()),
        ("Phase", group.phase),
        ("To report", group.due),
        ("Intended members", group.membership),
        ("Also called", ", ".join(group.aliases)),
        ("Note", group.note),
        ("Source", group.source),
    ]
    return [SummaryRow(key, value) for key, value in rows if value]


def history(events: Iterable[Event], actor: Actor) -> list[HistoryEntry]:
    """What happened, for reading. Who did it is shown to those who may read the record of changes."""
    named = actor.may("audit.view")
    return [
        HistoryEntry(
            at=event.at,
            who=event.actor_name if named else "A colleague",
            what=f"{event.verb} {_what(event)}",
            detail="; ".join(
                f"{field}: {_listed(old)} → {_listed(new)}" for field, old, new in change_lines(event)
            ),
        )
        for event in events
    ]


def _what(event: Event) -> str:
    return "this group" if event.subject_type == "groups.group" else f"the seat “{event.subject_label}”"


def _listed(text: str) -> str:
    """A list as JSON printed it, without its brackets and quotation marks."""
    return text.strip("[]").replace("'", "") or "nothing" if text.startswith("[") else text


def merging_words(group: Group, belongs: Sequence[tuple[str, int]]) -> str:
    """What becomes of a group and of what points at it when it is merged into another, before it is."""
    records = get_text_list([counted(number, kind) for kind, number in belongs], "and")
    moving = f"These go to the group that stays: {records}." if records else "Nothing points at it."
    return (
        f"{moving} What hangs on them, such as the decisions of a meeting, goes with them. {group.name} is then removed: "
        "its name becomes another name of the group that stays, and its address leads there. Its purposes, outputs and "
        "notes do not go over. This cannot be undone."
    )
