"""Pathways in words and tables."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.analyse.pathways.types import PathwayShown, StopShown
from realign.foundations.design.types import Link, PlainTable
from realign.foundations.design.words import counted, date_words, number

NOUNS = {
    "service": "service",
    "evidence": "finding",
    "measure": "measure",
    "gap": "gap",
    "planned": "planned step",
}
TITLES = {
    "service": "Services",
    "evidence": "What we know",
    "measure": "Measures",
    "gap": "Gaps",
    "planned": "Planned",
}
QUESTIONS = {
    Pathway.Kind.STAGES: "What is there at each stage?",
    Pathway.Kind.TRANSITIONS: "Where can help be lost on the way?",
    Pathway.Kind.SUPPORT: "What support is there, and what is missing?",
}
REACH_NOTE = (
    "Children reached are those of the services placed at a stop, in their latest year. "
    "A child whom two services reach is counted twice, and a service at two stops counts at both."
)


def ages(stop: Stop) -> str:
    """The ages of a stop in words; nothing where none are said."""
    match stop.age_from, stop.age_to:
        case None, None:
            return ""
        case 0, int(to):
            return f"up to age {to}"
        case None, to:
            return f"up to age {to}"
        case start, None:
            return f"age {start} and over"
        case start, to:
            return f"age {start}" if start == to else f"ages {start} to {to}"


def answer(held: PathwayShown) -> str:
    """What the map shows, in a sentence or two: how much is there, and first what is not."""
    if not held.stops:
        return "It has no stops yet."
    there = [counted(held.total(kind), NOUNS[kind]) for kind in held.kinds if held.total(kind)]
    said = f"{counted(len(held.stops), 'stop')}"
    said += f" with {_and(there)} on them." if there else ". Nothing is placed on them yet."
    return " ".join([said, *_holes(held)])


def picture_answer(held: PathwayShown) -> str:
    """What the picture shows, in a sentence; the lead of the page says what is missing where."""
    missing = sum(bool(one.holes) for one in held.stops)
    if not missing:
        return "Every stop has what is asked of it."
    which = "each" if missing == len(held.stops) else str(missing)
    return f"Something is missing at {which} of the {counted(len(held.stops), 'stop')}: see the dashed boxes in bold."


def _holes(held: PathwayShown) -> Iterator[str]:
    for kind, none in (("measure", "no measure"), ("service", "no service")):
        without = held.without(kind) if kind in held.kinds else ()
        if len(without) == len(held.stops):
            yield f"There is {none} at any of them."
        elif without:
            yield f"There is {none} at {_and([one.stop.name for one in without])}."


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def counts(held: PathwayShown) -> PlainTable:
    """Counts by stop."""
    heads = [NOUNS[kind].capitalize() + "s" for kind in held.kinds]
    with_ages = any(ages(one.stop) for one in held.stops)
    return PlainTable(
        caption="Counts by stop",
        headers=("Stop", *(["Ages"] if with_ages else []), *heads, "Children reached", "What is missing"),
        rows=[
            [
                one.stop.name,
                *([ages(one.stop) or "not said"] if with_ages else []),
                *(one.count(kind) for kind in held.kinds),
                reach(one),
                "; ".join(one.holes).capitalize() or "Nothing",
            ]
            for one in held.stops
        ],
    )


def reach(one: StopShown) -> str:
    """Children reached at a stop, and of how many services nobody recorded it."""
    if one.reached is None:
        return "not known" if one.count("service") else "none"
    said = number(one.reached)
    return (
        f"{said}, without {counted(one.reach_unknown, 'service')} not recorded" if one.reach_unknown else said
    )


def line(held: Placement, partnership_slug: str) -> tuple[Link, str]:
    """One thing placed: a link to its own record where it has one, and what is said of it here."""
    match held.kind:
        case Placement.Kind.SERVICE:
            link = Link(
                held.service.name, reverse("services:service", args=[partnership_slug, held.service.slug])
            )
        case Placement.Kind.EVIDENCE:
            link = Link(
                held.finding.sentence, reverse("evidence:finding", args=[partnership_slug, held.finding.slug])
            )
        case Placement.Kind.MEASURE:
            link = Link(
                held.indicator.title,
                reverse("indicators:indicator", args=[partnership_slug, held.indicator.slug]),
            )
        case _:
            link = Link(held.words)
    parts = [held.words if link.url else "", _who(held)]
    return link, " ".join(part for part in parts if part)


def _who(held: Placement) -> str:
    who = f"Taken further by {held.lead}" if held.lead else ""
    when = f"by {date_words(held.due_on)}" if held.due_on else ""
    if held.kind in {Placement.Kind.GAP, Placement.Kind.PLANNED} and not who:
        who = "Nobody takes it further yet"
    return f"{who}{', ' + when if who and when else when}." if who or when else ""


def rows(held: Sequence[PathwayShown]) -> Iterator[Sequence[object]]:
    """Everything placed, one row each, for a file; a stop with nothing on it keeps its row."""
    yield (
        "map", "kind of map", "stop", "from age", "to age", "what can go wrong", "kind", "what", "said of it",
        "who takes it further", "by when", "invented", "source",
    )  # fmt: skip
    for one in held:
        for shown in one.stops:
            stop = shown.stop
            head = (
                one.pathway.name, one.pathway.get_kind_display(), stop.name, stop.age_from, stop.age_to, stop.risk,
            )  # fmt: skip
            placed = [found for lane in shown.lanes.values() for found in lane]
            for found in placed:
                yield (
                    *head, found.get_kind_display(), str(found), found.words, str(found.lead or ""),
                    found.due_on.isoformat() if found.due_on else "", found.invented, found.source,
                )  # fmt: skip
            for hole in shown.holes:
                yield (*head, "Missing", hole, "", "", "", stop.invented, "")
            if not placed and not shown.holes:
                yield (*head, "", "", "", "", "", stop.invented, "")
