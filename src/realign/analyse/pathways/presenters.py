"""Pathways in words and tables."""

from collections.abc import Iterator, Sequence

from django.utils.text import get_text_list

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


def answer(pathway_shown: PathwayShown) -> str:
    """What the map shows, in a sentence or two: how much is there, and first what is not."""
    if not pathway_shown.stops:
        return "It has no stops yet."
    there = [
        counted(pathway_shown.total(kind), NOUNS[kind])
        for kind in pathway_shown.kinds
        if pathway_shown.total(kind)
    ]
    text = f"{counted(len(pathway_shown.stops), 'stop')}"
    text += f" with {get_text_list(there, 'and')} on them." if there else ". Nothing is placed on them yet."
    return " ".join([text, *_holes(pathway_shown)])


def picture_answer(pathway_shown: PathwayShown) -> str:
    """What the picture shows, in a sentence; the lead of the page says what is missing where."""
    missing = sum(bool(stop.holes) for stop in pathway_shown.stops)
    if not missing:
        return "Every stop has what it needs."
    which = "each" if missing == len(pathway_shown.stops) else str(missing)
    stops = counted(len(pathway_shown.stops), "stop")
    return f"Something is missing at {which} of the {stops}: see the dashed boxes in bold."


def _holes(pathway_shown: PathwayShown) -> Iterator[str]:
    for kind, none in (("measure", "no measure"), ("service", "no service")):
        without = pathway_shown.without(kind) if kind in pathway_shown.kinds else ()
        if len(without) == len(pathway_shown.stops):
            yield f"There is {none} at any of them."
        elif without:
            yield f"There is {none} at {get_text_list([shown_stop.stop.name for shown_stop in without], 'and')}."


def counts(pathway_shown: PathwayShown) -> PlainTable:
    """How many services, findings, measures, gaps and plans stand at each stop, as a table."""
    heads = [NOUNS[kind].capitalize() + "s" for kind in pathway_shown.kinds]
    with_ages = any(ages(stop.stop) for stop in pathway_shown.stops)
    return PlainTable(
        caption="Counts by stop",
        headers=("Stop", *(["Ages"] if with_ages else []), *heads, "Children reached", "What is missing"),
        rows=[
            [
                stop.stop.name,
                *([ages(stop.stop) or "not said"] if with_ages else []),
                *(stop.count(kind) for kind in pathway_shown.kinds),
                reach(stop),
                "; ".join(stop.holes).capitalize() or "Nothing",
            ]
            for stop in pathway_shown.stops
        ],
    )


def reach(stop: StopShown) -> str:
    """Children reached at a stop, and of how many services nobody recorded it."""
    if stop.reached is None:
        return "not known" if stop.count("service") else "none"
    text = number(stop.reached)
    return (
        f"{text}, without {counted(stop.reach_unknown, 'service')} not recorded"
        if stop.reach_unknown
        else text
    )


def line(placement: Placement) -> tuple[Link, str]:
    """One thing placed: a link to its own record where it has one, and what is said of it here."""
    record = placement.service or placement.finding or placement.indicator
    link = Link(str(placement), record.get_absolute_url()) if record is not None else Link(placement.words)
    parts = [placement.words if link.url else "", _who(placement)]
    return link, " ".join(part for part in parts if part)


def _who(placement: Placement) -> str:
    who = f"Lead: {placement.lead}" if placement.lead else ""
    when = f"by {date_words(placement.due_on)}" if placement.due_on else ""
    if placement.kind in {Placement.Kind.GAP, Placement.Kind.PLANNED} and not who:
        who = "No lead yet"
    return f"{who}{', ' + when if who and when else when}." if who or when else ""


def rows(pathways: Sequence[PathwayShown]) -> Iterator[Sequence[object]]:
    """Everything placed, one row each, for a file; a stop with nothing on it keeps its row."""
    yield (
        "map", "kind of map", "stop", "from age", "to age", "what can go wrong", "kind", "what", "note",
        "lead", "by when", "invented", "source",
    )  # fmt: skip
    for pathway in pathways:
        for stop_shown in pathway.stops:
            stop = stop_shown.stop
            head = (
                pathway.pathway.name, pathway.pathway.get_kind_display(), stop.name, stop.age_from, stop.age_to, stop.risk,
            )  # fmt: skip
            placed = [placement for lane in stop_shown.lanes.values() for placement in lane]
            for placement in placed:
                yield (
                    *head, placement.get_kind_display(), str(placement), placement.words, str(placement.lead or ""),
                    placement.due_on.isoformat() if placement.due_on else "", placement.invented, placement.source,
                )  # fmt: skip
            for hole in stop_shown.holes:
                yield (*head, "Missing", hole, "", "", "", stop.invented, "")
            if not placed and not stop_shown.holes:
                yield (*head, "", "", "", "", "", stop.invented, "")
