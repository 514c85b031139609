"""Slots and capacity in words and tables."""

from collections.abc import Sequence

from django.urls import reverse

from realign.analyse.programme.models import Place, Round, Tranche
from realign.analyse.programme.presenters.shared import ROUND
from realign.analyse.programme.queries import capacity_of
from realign.analyse.programme.types import SlotPlan
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words, number_words
from realign.foundations.partnerships.models import Partnership


def lead(held: Round, plan: Sequence[SlotPlan]) -> str:
    """Who is in which slot, and how much room is left?"""
    room = capacity_of(held)
    ahead = [one for one in plan if not one.before]
    taken = sum(len(one.areas) for one in ahead)
    return (
        f"{held.name} has room for {counted(room.new, 'area')} in {counted(len(ahead), 'slot')}; "
        f"{_taken(taken)}."
    )


def _taken(areas: int) -> str:
    if not areas:
        return "nobody has a place"
    return "one area has a place" if areas == 1 else f"{number_words(areas)} areas have a place"


def arithmetic(held: Round) -> PlainTable:
    """How the number of areas is worked out, from the terms."""
    room = capacity_of(held)
    return PlainTable(
        caption="Worked out from the terms",
        headers=("From the terms", "Number"),
        rows=(
            ("Survey slots a year", len(held.slot_months)),
            ("Areas in one slot", held.areas_per_slot),
            ("Years it is funded for", held.funded_years),
            ("New areas: slots × areas × years", room.new),
            ("Areas that took part before", room.before),
            ("All together", room.all),
        ),
    )


def state(one: SlotPlan) -> Status:
    """Whether a slot has room."""
    if one.before:
        return Status("Before the round", Tone.DONE)
    if one.past:
        return Status("Over", Tone.DONE)
    if one.free == 0:
        return Status("Full", Tone.ATTENTION)
    if not one.areas:
        return Status("Free", Tone.NEUTRAL)
    return Status(f"Room for {number_words(one.free)}", Tone.GOOD)


def table(partnership: Partnership, held: Round) -> TableSpec:
    """Every slot of a round."""
    return TableSpec(
        name="slots",
        keep=ROUND,
        noun="slot",
        caption=f"Survey slots of {held.name}",
        columns=(
            Column("on", "Slot", value=lambda one: f"{one.on:%B %Y}", sortable=False),
            Column(
                "name", "Tranche", value=lambda one: one.name if one.slug else "", sortable=False,
                link=lambda one: reverse("programme:tranche", args=[partnership.slug, one.slug]) if one.slug else "",
            ),
            Column("areas", "Areas", value=lambda one: ", ".join(one.areas), sortable=False),
            Column("free", "Free places", kind=Kind.NUMBER, sortable=False),
            Column("state", "Room", kind=Kind.STATUS, value=state, sortable=False),
        ),
    )  # fmt: skip


def facts(one: Tranche) -> list[SummaryRow]:
    """What is known of a tranche."""
    rows = (
        ("Slot", f"{one.slot_on:%B %Y}"),
        ("Age groups", one.age_groups or "not decided"),
        ("Questionnaire", one.instrument or "not decided"),
        ("Supplier", one.supplier or "not chosen"),
        ("Contract", one.contract or "none yet"),
        ("Note", one.note),
        ("Source", "Invented for the demonstration" if one.invented else one.source or "not said"),
    )
    return [SummaryRow(key, value) for key, value in rows if value]


def place_words(one: Place) -> str:
    """The call-off behind a place."""
    if not one.call_off:
        return "No call-off yet"
    return f"{one.call_off}{f', {date_words(one.called_off_on)}' if one.called_off_on else ''}"
