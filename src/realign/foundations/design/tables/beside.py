"""Two to four things side by side: chosen by tick boxes, shown as one table that also downloads as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from realign.foundations.design.tables.page import table_page
from realign.foundations.design.tables.response import render_table
from realign.foundations.design.tables.spec import Column, TableSpec
from realign.foundations.design.types import Link, SummaryRow

LEAST, MOST = 2, 4
TICKED, CHOSEN, NARROWED = "with", "these", "among"


@dataclass(frozen=True)
class Compared:
    """One of the things that stand side by side: its name, its page, and what is known of it."""

    title: str
    url: str
    facts: Sequence[SummaryRow]


@dataclass(frozen=True)
class TickBox:
    """A thing that can be chosen."""

    key: str
    title: str
    is_ticked: bool


def beside_page(
    request: HttpRequest,
    *,
    noun: str,
    choices: Sequence[tuple[str, str]],
    things: Callable[[list[str]], Sequence[Compared]],
    breadcrumbs: Sequence[Link],
) -> HttpResponseBase:
    """The page that lets things be chosen and sets them side by side; ``choices`` are their keys and names.

    ``things`` answers those of the keys chosen, in their order. Nothing beyond ``choices`` can be chosen.
    """
    if ticked := request.GET.getlist(TICKED):
        return redirect(f"{request.path}?{urlencode({CHOSEN: ','.join(ticked)})}")
    known = dict(choices)
    wanted = [key for key in dict.fromkeys(request.GET.get(CHOSEN, "").split(",")) if key in known]
    words = request.GET.get(NARROWED, "").strip()[:100]
    compared = things(wanted[:MOST]) if len(wanted) >= LEAST else []
    rows, columns = _table(compared)
    spec = TableSpec(
        name="side-by-side",
        noun="line",
        caption=f"{len(wanted[:MOST])} {noun} side by side",
        columns=columns,
        page_size=500,
        keep=(CHOSEN,),
    )
    context: dict[str, Any] = {
        "noun": noun,
        "boxes": [
            TickBox(key, title, key in wanted)
            for key, title in choices
            if key in wanted or words.casefold() in title.casefold()
        ],
        "among": words,
        "too_few": len(wanted) == 1,
        "too_many": len(wanted) > MOST,
        "most": MOST,
        "compared": [Link(thing.title, thing.url) for thing in compared],
        "breadcrumbs": [*breadcrumbs, Link("Side by side")],
    }
    return render_table(request, "design/beside.html", table_page(request, spec, rows), context)


def _table(things: Sequence[Compared]) -> tuple[list[dict[str, object]], tuple[Column, ...]]:
    """A row for each line that any of them has, in the order of the first that has it; a column for each thing."""
    facts = [{row.key: row.value for row in thing.facts} for thing in things]
    lines = dict.fromkeys(row.key for thing in things for row in thing.facts)
    rows: list[dict[str, object]] = [
        {"line": line} | {f"thing{n}": known.get(line, "not known") for n, known in enumerate(facts)}
        for line in lines
    ]
    columns = tuple(Column(f"thing{n}", thing.title, sortable=False) for n, thing in enumerate(things))
    return rows, (Column("line", "What", sortable=False), *columns)
