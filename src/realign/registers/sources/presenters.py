"""The data location map and linkages in words and tables."""

from typing import Any

from django.urls import reverse

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.models import Partnership
from realign.registers.sources.models import Holding, Linkage
from realign.registers.sources.rules import lacking

JOINS = {Holding.Joins.YES: Tone.GOOD, Holding.Joins.NO: Tone.BAD, Holding.Joins.UNKNOWN: Tone.ATTENTION}
STATES = {
    Linkage.State.PROPOSED: Tone.NEUTRAL,
    Linkage.State.AGREED: Tone.INFO,
    Linkage.State.RUNNING: Tone.ATTENTION,
    Linkage.State.ENDED: Tone.DONE,
}


def joins(holding: Holding) -> Status:
    """Whether it can be joined."""
    answer = Holding.Joins(holding.joins)
    return Status(str(answer.label), JOINS[answer], holding.joins_by)


def state(linkage: Linkage) -> Status:
    """How far a linkage is."""
    state_now = Linkage.State(linkage.state)
    missing = lacking(linkage) if state_now is Linkage.State.PROPOSED else []
    return Status(
        str(state_now.label), STATES[state_now], f"missing: {', '.join(missing)}" if missing else ""
    )


def gaps_left(holding: Holding) -> str:
    """The open gaps of one entry, in words."""
    row: Any = holding  # `queries.holdings` adds its open gaps, and the type of a model does not say so
    return "; ".join(str(gap) for gap in row.open_gaps)


def lead(counts: dict[str, int]) -> str:
    """The map in a sentence."""
    if not counts["held"]:
        return "No data systems have been added yet."
    return (
        f"{counted(counts['held'], 'kind').capitalize()} of information: "
        f"{counted(counts['joinable'], 'kind')} can be linked with other data; for "
        f"{counted(counts['unknown'], 'kind')} it is not known; "
        f"{counted(counts['with_gap'], 'kind')} with an open data gap."
    )


def holding_table(partnership: Partnership) -> TableSpec:
    """Which system holds which information."""
    return TableSpec(
        name="data-location-map",
        noun="kind of information,kinds of information",
        caption="Data systems",
        search_fields=("information", "system", "holder__name", "whom"),
        default_sort="information",
        columns=(
            Column("information", "Information", link=Holding.get_absolute_url),
            Column("system", "System"),
            Column("holder", "Held by", value=lambda holding: str(holding.holder), sortable="holder__name"),
            Column("sector", "Sector", value=lambda holding: holding.get_sector_display()),
            Column("joins", "Linkage", kind=Kind.STATUS, value=joins),
            Column(
                "gaps",
                "Data gap",
                value=gaps_left,
                sortable="gap_count",
            ),
        ),
        filters=(
            Filter("sector", "Sector", choices=Holding.Sector.choices),
            Filter("joins", "Linkage", choices=Holding.Joins.choices),
            Filter(
                "gap",
                "Gaps",
                (("yes", "Has an open gap"),),
                apply=lambda rows, _: rows.filter(gap_count__gt=0),
            ),
        ),
        empty_title="No data systems yet",
        empty_help="Add the information that the partnership needs, and the system that holds it.",
        empty_action="Add data",
        empty_url=reverse("sources:add", args=[partnership.slug]),
    )


def linkage_table(partnership: Partnership) -> TableSpec:
    """What is joined with what."""
    return TableSpec(
        name="linkages",
        noun="linkage",
        caption="Linkages",
        search_fields=("title", "purpose", "legal_basis", "linked_by", "overseen_by"),
        default_sort="title",
        columns=(
            Column("title", "Linkage", link=Linkage.get_absolute_url),
            Column("purpose", "What it is for", sortable=False),
            Column("legal_basis", "Legal basis"),
            Column("linked_by", "Linked by"),
            Column("overseen_by", "Overseen by"),
            Column("kept", "Data kept"),
            Column("kept_until", "Until", kind=Kind.DATE),
            Column("state", "State", kind=Kind.STATUS, value=state),
        ),
        filters=(Filter("state", "State", choices=Linkage.State.choices),),
        empty_title="No linkages yet",
        empty_help="Data linked with what, for which purpose, on which legal basis, by whom, and what is kept.",
        empty_action="Propose a linkage",
        empty_url=reverse("sources:linkage-add", args=[partnership.slug]),
    )


def holding_facts(holding: Holding) -> list[SummaryRow]:
    """What is said of one entry."""
    rows = [
        ("In which system", holding.system),
        ("Held by", str(holding.holder)),
        ("Sector", holding.get_sector_display()),
        ("About which children", holding.whom),
        ("Who may see it", holding.seen_by),
        ("How it is collected", holding.provenance),
        ("Updated", holding.refreshed),
        ("Source", holding.source),
    ]
    return [SummaryRow(key, value) for key, value in rows if value]


def linkage_facts(linkage: Linkage) -> list[SummaryRow]:
    """What is said of one linkage; what is not written says so."""
    rows = [
        ("Legal basis", linkage.legal_basis),
        ("Data protection impact assessment", linkage.assessed),
        ("Method", linkage.method),
        ("Linked by", linkage.linked_by),
        ("Overseen by", linkage.overseen_by),
        ("Data kept", linkage.kept),
        ("Until when", date_words(linkage.kept_until) if linkage.kept_until else ""),
    ]
    told = [SummaryRow(key, value or "Not recorded") for key, value in rows]
    more = [("Why it ended", linkage.ended_because), ("Source", linkage.source)]
    return [*told, *(SummaryRow(key, value) for key, value in more if value)]


def crumbs(partnership: Partnership, *last: Link) -> list[Link]:
    """The way back to the map."""
    return [Link("Data systems", reverse("sources:list", args=[partnership.slug])), *last]
