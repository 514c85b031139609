"""Slots and capacity in words and tables."""

from collections.abc import Sequence

from django.urls import reverse

from realign.analyse.programme.models import Place, Round, Tranche
from realign.analyse.programme.presenters.shared import ROUND
from realign.analyse.programme.queries import capacity_of
from realign.analyse.programme.types import SlotPlan
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words, month_words, number_words
from realign.foundations.partnerships.models import Partnership


def lead(round: Round, plan: Sequence[SlotPlan]) -> str:
    """How many areas a round has room for, in how many slots, and how many places are taken."""
    room = capacity_of(round)
    ahead = [slot for slot in plan if not slot.before]
    taken = sum(len(slot.areas) for slot in ahead)
    return (
        f"{round.name} has room for {counted(room.new, 'area')} in {counted(len(ahead), 'slot')}; "
        f"{_taken(taken)}."
    )


def _taken(areas: int) -> str:
    if not areas:
        return "no area has a place"
    return "one area has a place" if areas == 1 else f"{number_words(areas)} areas have a place"


def arithmetic(round: Round) -> PlainTable:
    """How the number of areas is worked out, from the terms."""
    room = capacity_of(round)
    return PlainTable(
        caption="Calculated from the terms",
        headers=("From the terms", "Number"),
        rows=(
            ("Survey slots a year", len(round.slot_months)),
            ("Areas in one slot", round.areas_per_slot),
            ("Years it is funded for", round.funded_years),
            ("New areas: slots × areas × years", room.new),
            ("Areas that took part before", room.before),
            ("All together", room.all),
        ),
    )


def state(plan: SlotPlan) -> Status:
    """Whether a slot has room."""
    if plan.before:
        return Status("Before the round", Tone.DONE)
    if plan.past:
        return Status("Over", Tone.DONE)
    if plan.free == 0:
        return Status("Full", Tone.ATTENTION)
    if not plan.areas:
        return Status("Free", Tone.NEUTRAL)
    return Status(f"Room for {number_words(plan.free)}", Tone.GOOD)


def table(partnership: Partnership, round: Round) -> TableSpec:
    """Every slot of a round."""
    return TableSpec(
        name="slots",
        keep=ROUND,
        noun="slot",
        caption=f"Survey slots of {round.name}",
        columns=(
            Column("on", "Slot", value=lambda plan: month_words(plan.on), sortable=False),
            Column(
                "name", "Tranche", value=lambda plan: plan.name if plan.slug else "", sortable=False,
                link=lambda plan: reverse("programme:tranche", args=[partnership.slug, plan.slug]) if plan.slug else "",
            ),
            Column("areas", "Areas", value=lambda plan: ", ".join(plan.areas), sortable=False),
            Column("free", "Free places", kind=Kind.NUMBER, sortable=False),
            Column("state", "Room", kind=Kind.STATUS, value=state, sortable=False),
        ),
    )  # fmt: skip


def facts(tranche: Tranche) -> list[SummaryRow]:
    """What is known of a tranche."""
    rows = (
        ("Slot", month_words(tranche.slot_on)),
        ("Age groups", tranche.age_groups or "not decided"),
        ("Questionnaire", tranche.instrument or "not decided"),
        ("Supplier", tranche.supplier or "not chosen"),
        ("Contract", tranche.contract or "none yet"),
        ("Note", tranche.note),
        (
            "Source",
            "Invented for the demonstration" if tranche.invented else tranche.source or "not recorded",
        ),
    )
    return [SummaryRow(key, value) for key, value in rows if value]


def place_words(place: Place) -> str:
    """The call-off behind a place."""
    if not place.call_off:
        return "No call-off yet"
    return f"{place.call_off}{f', {date_words(place.called_off_on)}' if place.called_off_on else ''}"
