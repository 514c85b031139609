"""The data location map and linkages in words and tables."""

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


def joins(one: Holding) -> Status:
    """Whether it can be joined."""
    held = Holding.Joins(one.joins)
    return Status(str(held.label), JOINS[held], one.joins_by)


def state(one: Linkage) -> Status:
    """How far a linkage is."""
    held = Linkage.State(one.state)
    missing = lacking(one) if held is Linkage.State.PROPOSED else []
    return Status(str(held.label), STATES[held], f"not written: {', '.join(missing)}" if missing else "")


def holding_address(one: Holding) -> str:
    """The page of one entry of the map."""
    return reverse("sources:holding", args=[one.partnership.slug, one.slug])


def linkage_address(one: Linkage) -> str:
    """The page of a linkage."""
    return reverse("sources:linkage", args=[one.partnership.slug, one.slug])


def gaps_left(one: Holding) -> str:
    """The open gaps of one entry, in words."""
    return "; ".join(str(gap) for gap in one.open_gaps)


def lead(found: dict[str, int]) -> str:
    """The map in a sentence."""
    if not found["held"]:
        return "Nobody has written down yet which system holds what."
    return (
        f"{counted(found['held'], 'kind')} of information. {found['joinable'] or 'None'} can be joined with other data; "
        f"of {found['unknown'] or 'none'} nobody knows. {found['with_gap'] or 'None'} leaves a gap that is still open."
    )


def holding_table(partnership: Partnership, *, may_edit: bool) -> TableSpec:
    """Which system holds which information."""
    return TableSpec(
        name="data-location-map",
        noun="kind of information,kinds of information",
        caption="Which system holds what",
        search_fields=("information", "system", "holder__name", "whom"),
        default_sort="information",
        columns=(
            Column("information", "Information", link=holding_address),
            Column("system", "System"),
            Column("holder", "Held by", value=lambda one: str(one.holder), sortable="holder__name"),
            Column("sector", "Sector", value=lambda one: one.get_sector_display()),
            Column("joins", "Can it be joined?", kind=Kind.STATUS, value=joins),
            Column(
                "gaps",
                "Gap that it leaves",
                value=gaps_left,
                sortable="gap_count",
            ),
        ),
        filters=(
            Filter("sector", "Sector", choices=Holding.Sector.choices),
            Filter("joins", "Can it be joined?", choices=Holding.Joins.choices),
            Filter(
                "gap",
                "Gaps",
                (("yes", "Leaves an open gap"),),
                apply=lambda rows, _: rows.filter(gap_count__gt=0),
            ),
        ),
        empty_title="The map is empty",
        empty_help="Name a kind of information that the partnership needs, and the system that holds it.",
        empty_action="Add to the map" if may_edit else "",
        empty_url=reverse("sources:add", args=[partnership.slug]) if may_edit else "",
    )


def linkage_table(partnership: Partnership, *, may_edit: bool) -> TableSpec:
    """What is joined with what."""
    return TableSpec(
        name="linkages",
        noun="linkage",
        caption="Data that is joined",
        search_fields=("title", "purpose", "legal_basis", "linked_by", "overseen_by"),
        default_sort="title",
        columns=(
            Column("title", "Linkage", link=linkage_address),
            Column("purpose", "What it is for", sortable=False),
            Column("legal_basis", "Legal basis"),
            Column("linked_by", "Who links"),
            Column("overseen_by", "Who oversees it"),
            Column("kept", "What is kept"),
            Column("kept_until", "Until", kind=Kind.DATE),
            Column("state", "State", kind=Kind.STATUS, value=state),
        ),
        filters=(Filter("state", "State", choices=Linkage.State.choices),),
        empty_title="Nothing is joined",
        empty_help="What is joined with what, for which purpose, on which legal basis, by whom, and what is kept.",
        empty_action="Propose a linkage" if may_edit else "",
        empty_url=reverse("sources:linkage-add", args=[partnership.slug]) if may_edit else "",
    )


def holding_facts(one: Holding) -> list[SummaryRow]:
    """What is said of one entry."""
    rows = [
        ("In which system", one.system),
        ("Held by", str(one.holder)),
        ("Sector", one.get_sector_display()),
        ("About which children", one.whom),
        ("Who may see it", one.seen_by),
        ("How it comes to be", one.provenance),
        ("Brought up to date", one.refreshed),
        ("Source", one.source),
    ]
    return [SummaryRow(key, value) for key, value in rows if value]


def linkage_facts(one: Linkage) -> list[SummaryRow]:
    """What is said of one linkage; what is not written says so."""
    rows = [
        ("Legal basis", one.legal_basis),
        ("Data protection impact assessment", one.assessed),
        ("How it is joined", one.method),
        ("Who links", one.linked_by),
        ("Who oversees it", one.overseen_by),
        ("What is kept", one.kept),
        ("Until when", date_words(one.kept_until) if one.kept_until else ""),
    ]
    told = [SummaryRow(key, value or "Not written yet") for key, value in rows]
    more = [("Why it ended", one.ended_because), ("Source", one.source)]
    return [*told, *(SummaryRow(key, value) for key, value in more if value)]


def crumbs(partnership: Partnership, *last: Link) -> list[Link]:
    """The way back to the map."""
    return [Link("Where data is", reverse("sources:list", args=[partnership.slug])), *last]
