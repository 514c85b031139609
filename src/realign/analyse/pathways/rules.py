"""What may stand on a pathway."""

from typing import Any

from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.analyse.pathways.types import LANES
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence.rules import check_may_cite

VIEW, EDIT = "fit.view", "fit.edit"
RESERVED = frozenset({"add", "stop", "placed"})

STARTS = {
    Pathway.Kind.STAGES: "pathway-stages",
    Pathway.Kind.TRANSITIONS: "transition-points",
    Pathway.Kind.SUPPORT: "adversity-support",
}
"""The framework that gives a new map its stops; people may then change them."""

POINTS_AT = {
    Placement.Kind.SERVICE: "service",
    Placement.Kind.EVIDENCE: "finding",
    Placement.Kind.MEASURE: "indicator",
}
CHOOSE = {"service": "a service", "finding": "a finding", "indicator": "a measure"}


def check_ages(age_from: int | None, age_to: int | None) -> None:
    """Refuse ages that end before they begin."""
    if age_from is not None and age_to is not None and age_to < age_from:
        raise Refusal(f"The ages run from {age_from} to {age_to}.", "Give the younger age first.")


def check_belongs(stop: Stop, kind: str, values: dict[str, Any]) -> None:
    """Refuse a placement that this kind of map does not ask for, or that points at nothing or at the wrong thing."""
    if kind not in LANES[stop.pathway.kind]:
        raise Refusal(
            f"A {stop.pathway.get_kind_display().lower()} has no {Placement.Kind(kind).label.lower()}.",
            "Place it on another map.",
        )
    wanted = POINTS_AT.get(Placement.Kind(kind))
    for field in POINTS_AT.values():
        if field != wanted and values.get(field) is not None:
            raise Refusal(f"{CHOOSE[field].capitalize()} was given too.", "Place one thing at a time.")
    if wanted and values.get(wanted) is None:
        raise Refusal("Nothing was chosen.", f"Choose {CHOOSE[wanted]} from the register.")
    if not wanted and not str(values.get("words", "")).strip():
        raise Refusal(
            "A gap or a plan needs words.", "Say in a sentence what is missing, or what is planned."
        )
    finding = values.get("finding")
    if finding is not None:
        check_may_cite(finding)


def check_not_there(stop: Stop, kind: str, values: dict[str, Any], besides: Placement | None = None) -> None:
    """Refuse to place the same record twice on one stop."""
    wanted = POINTS_AT.get(Placement.Kind(kind))
    if wanted is None:
        return
    there = stop.placements.filter(**{wanted: values[wanted]})
    if besides is not None:
        there = there.exclude(pk=besides.pk)
    if there.exists():
        raise Refusal(f"“{values[wanted]}” is already placed at “{stop}”.", "Change the note on it instead.")


def check_empty(stop: Stop) -> None:
    """Refuse to take away a stop on which things are placed."""
    placed = stop.placements.count()
    if placed:
        raise Refusal(
            f"{placed} {'thing is' if placed == 1 else 'things are'} placed on “{stop}”.",
            "Remove them, or move them to another stop first.",
        )
