"""Surveys and release requests in words and tables."""

from collections.abc import Sequence

from django.urls import reverse

from realign.analyse.surveys.estimation import WorkedOut
from realign.analyse.surveys.models import ReleaseRequest
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, Tone
from realign.methods.disclosure import TOTAL, attack
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension

State = ReleaseRequest.State

TONES = {
    State.ESTIMATING: Tone.INFO,
    State.DRAFT: Tone.NEUTRAL,
    State.SUBMITTED: Tone.ATTENTION,
    State.PART_REVIEWED: Tone.ATTENTION,
    State.REVIEWED: Tone.GOOD,
    State.RETURNED: Tone.BAD,
    State.RELEASED: Tone.DONE,
    State.REJECTED: Tone.BAD,
    State.WITHDRAWN: Tone.NEUTRAL,
}
ANSWER_WORDS = {WITH: "With it", WITHOUT: "Without it", TOTAL: "Answered"}


def state(request: ReleaseRequest) -> Status:
    """Where a request stands, in words and shape."""
    return Status(request.get_state_display(), TONES[State(request.state)])


def survey_table(slug: str) -> TableSpec:
    """The survey waves."""
    return TableSpec(
        name="surveys",
        noun="survey",
        caption="Surveys",
        search_fields=("title", "wave", "population"),
        default_sort="-wave",
        columns=(
            Column("title", "Survey", link=lambda s: reverse("surveys:survey", args=[slug, s.slug])),
            Column("wave", "When"),
            Column("population", "Who was asked", sortable=False),
            Column("dataset.rows", "Pupils", kind=Kind.NUMBER, sortable="dataset__rows"),
            Column(
                "invented",
                "Data",
                value=lambda s: "Invented data" if s.invented else s.source,
                sortable=False,
            ),
        ),
        empty_title="No survey yet",
        empty_help="An analyst adds a wave: the data, who was asked, and how pupils were drawn.",
    )


def request_table(slug: str) -> TableSpec:
    """Everything that somebody asked to let out."""
    return TableSpec(
        name="release-requests",
        noun="request",
        caption="Release requests",
        search_fields=("title", "survey__title"),
        default_sort="-created_at",
        columns=(
            Column("title", "Table", link=lambda r: reverse("surveys:request", args=[slug, r.pk])),
            Column("requested_by.name", "Asked by", sortable="requested_by__name"),
            Column("created_at", "Asked", kind=Kind.DATE),
            Column("state", "State", kind=Kind.STATUS, value=state, sortable="state"),
        ),
        filters=(Filter("state", "State", choices=State.choices, field="state"),),
        empty_title="Nobody has asked for a release",
        empty_help="Open a survey, make a table, and ask for its release from there.",
    )


def counts_table(rows: Sequence[dict[str, object]], dims: Sequence[Dimension]) -> PlainTable:
    """The counts as they would be published, with the rule behind each hidden one."""
    return PlainTable(
        caption="Pupils, as they would be published",
        headers=(*(dim.title for dim in dims), "", "Pupils", "Why"),
        rows=[
            [
                *(dim.name_of(str(row[dim.column])) for dim in dims),
                ANSWER_WORDS[str(row[ANSWER])],
                row["value"],
                row["why"] if isinstance(row["value"], str) else "",
            ]
            for row in rows
        ],
    )


def estimates_table(found: WorkedOut) -> PlainTable:
    """The shares with their intervals; hidden where the count or the base is."""
    dims = found.asked.dims
    values = {
        (tuple(str(row[dim.column]) for dim in dims), str(row[ANSWER])): row["value"]
        for row in found.safe.rows()
    }
    rows = []
    for group, shown in found.estimates.items():
        names = [dim.name_of(level) for dim, level in zip(dims, group, strict=True)]
        if any(isinstance(values.get((group, answer)), str) for answer in (WITH, TOTAL)):
            rows.append([*names, "[c]", "[c]", "[c]"])
        else:
            interval = "" if shown.lower is None else f"{shown.lower:.1%} to {shown.upper:.1%}"
            deff = "" if shown.deff is None else f"{shown.deff:.2f}"
            rows.append([*names, f"{shown.estimate:.1%}", interval, deff])
    return PlainTable(
        caption=f"{found.asked.measure.title}: share of pupils",
        headers=(*(dim.title for dim in dims), "Share", "95% interval", "Design effect"),
        rows=rows,
    )


def attack_table(found: WorkedOut, names: Sequence[Dimension]) -> PlainTable:
    """What somebody with all published totals could work out about each hidden cell."""
    titles = {dim.column: dim for dim in names}
    rows = []
    for finding in attack(found.safe):
        where = [
            ANSWER_WORDS[level] if dim == ANSWER else titles[dim].name_of(level)
            for dim, level in finding.key.where
        ]
        top = "no limit" if finding.upper == float("inf") else f"{finding.upper:g}"
        verdict = "Too narrow" if finding.too_narrow else "Wide enough"
        rows.append([", ".join(where) or "All", f"{finding.lower:g} to {top}", verdict])
    return PlainTable(
        caption="What an attacker could work out", headers=("Hidden cell", "Lies between", ""), rows=rows
    )
