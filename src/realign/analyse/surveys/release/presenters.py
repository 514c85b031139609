"""Release requests in words and tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse

from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.tables.presenters.words import ANSWER_WORDS, readable
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, Tone
from realign.foundations.design.words import opening
from realign.methods.disclosure import TOTAL
from realign.registers.evidence.rules import ANSWER

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


def state(request: ReleaseRequest) -> Status:
    """Where a request stands, in words and shape."""
    return Status(request.get_state_display(), TONES[State(request.state)])


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
            Column("requested_by.name", "Requested by", sortable="requested_by__name"),
            Column("created_at", "Asked", kind=Kind.DATE),
            Column("state", "State", kind=Kind.STATUS, value=state, sortable="state"),
        ),
        filters=(Filter("state", "State", choices=State.choices, field="state"),),
        empty_title="No release requests",
        empty_help="Open a survey, make a table and request its release there.",
    )


def _reasons(tables: Sequence[ProtectedTable]) -> dict[tuple[str, frozenset[tuple[str, str]]], str]:
    """Why each number is hidden, by measure and group."""
    reasons = {}
    for table in tables:
        names = {*table.wanted.columns, ANSWER}
        for row in table.rows:
            where = frozenset(
                (dim, str(level)) for dim, level in row.items() if dim in names and level != TOTAL
            )
            reasons[table.wanted.measure.own, where] = (
                row["why"].removeprefix("Hidden: ").removeprefix("Hidden ")
            )
    return reasons


def attack_table(findings: Sequence[Mapping[str, Any]], tables: Sequence[ProtectedTable]) -> PlainTable:
    """What somebody with all published totals could work out about each hidden cell, and which rule hides it."""
    wanted = [table.wanted for table in tables]
    reasons = _reasons(tables)
    dims = {dim.column: dim for table in wanted for dim in table.dims}
    measures = {table.measure.own: table.measure.title for table in wanted}
    rows = []
    for finding in findings:
        where = [
            ANSWER_WORDS[level] if dim == ANSWER else dims[dim].name_of(level)
            for dim, level in finding["where"]
        ]
        top = "no limit" if finding["upper"] is None else f"{finding['upper']:g}"
        cell = ", ".join(where) or "All"
        if len(measures) > 1:
            cell = f"{measures.get(finding['measure'], finding['measure'])}: {cell}"
        verdict = "Too narrow" if finding["too_narrow"] else "Wide enough"
        why = reasons.get(
            (finding["measure"], frozenset((dim, level) for dim, level in finding["where"])), ""
        )
        rows.append(
            [
                cell,
                f"{finding['lower'] + 0.0:g} to {top}",
                verdict,
                opening(readable(why.replace(f"{finding['measure']}: ", ""), wanted)),
            ]
        )
    headers = ("Hidden number", "Range", "Result", "Why it is hidden")
    return PlainTable(caption="Hidden numbers and their possible ranges", headers=headers, rows=rows)
