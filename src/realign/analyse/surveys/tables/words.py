"""Sentences under a chart: what is and what is not different, by the test."""

from collections.abc import Sequence

from django.utils.text import get_text_list

from realign.analyse.surveys.data.measures import Measure
from realign.analyse.surveys.tables.comparison import ALPHA, Compared
from realign.analyse.surveys.tables.protected import Seen
from realign.analyse.surveys.tables.types import Group, style_of
from realign.methods.disclosure import TOTAL
from realign.methods.survey import Stat

SMALLEST_P = 0.001


PARTS = {0.25: "A quarter", 0.5: "Half", 0.75: "Three quarters"}


def figure(seen: Seen, value: float | None) -> str:
    """A number of this table as a reader sees it: 14.2% for a share, 11.3 for a mean."""
    return style_of(seen.asked.measure).write(value)


def gap(seen: Seen, value: float) -> str:
    """A difference in its own unit: 7.1 percentage points, 1.2 points."""
    return style_of(seen.asked.measure).gap(value)


def name_of(seen: Seen, group: Group) -> str:
    """A group in words: Angus, girls; everybody where it is restricted by nothing.

    The level names are those of the codebook.
    """
    names = [dim.name_of(level) for dim, level in zip(seen.asked.dims, group, strict=True) if level != TOTAL]
    return ", ".join(names) or "All pupils"


def chance(p_value: float) -> str:
    """A p-value as it is written."""
    return f"p < {SMALLEST_P}" if p_value < SMALLEST_P else f"p = {p_value:.3f}"


def compared_words(seen: Seen, one: Compared, against: str = "") -> str:
    """One difference as a sentence.

    The interval is of the difference; the test and not the overlap of two intervals decides the words.
    """
    against = against or one.against
    here, there = figure(seen, one.value), figure(seen, one.other)
    who = name_of(seen, one.group)
    low, high = sorted((one.lower, one.upper))
    style = style_of(seen.asked.measure)
    spread = (
        f"95% interval of the difference {style.signed(low)} to {style.signed(high)} {style.points}, "
        f"{chance(one.p_value)}"
    )
    if one.differs:
        way = "more" if one.difference > 0 else "less"
        return f"{who}: {here}, {gap(seen, one.difference)} {way} than {against} ({there}); {spread}."
    return f"{who}: {here}; no difference from {against} ({there}) can be shown; {spread}."


def summary(seen: Seen, compared: Sequence[Compared]) -> str:
    """How many of the comparisons differ, and what that is worth."""
    if not compared:
        return ""
    differing = sum(one.differs for one in compared)
    count = len(compared)
    if count == 1:
        said = "They differ" if differing else "No difference can be shown"
        return f"{said}, by a test at {ALPHA:.0%}."
    said = (
        f"{differing or 'None'} of {count} comparisons show a difference, by a test of each at {ALPHA:.0%}."
    )
    by_chance = round(count * ALPHA)
    if differing:
        said += (
            f" By chance alone about {by_chance} would."
            if by_chance
            else " By chance alone one test in twenty does."
        )
    if differing < count:
        said += " “No difference can be shown” does not mean that groups are alike."
    return said


def overall(seen: Seen) -> str:
    """What the table says of everybody, and between which groups it lies."""
    shown = seen.compared
    everybody = shown.pop(tuple(TOTAL for _ in seen.asked.dims), None)
    if everybody is None:
        return "Too little can be shown to say more."
    interval = (
        ""
        if everybody.lower is None
        else (f" (95% interval {figure(seen, everybody.lower)} to {figure(seen, everybody.upper)})")
    )
    said = _said_of_all(seen.asked.measure, f"{figure(seen, everybody.estimate)}{interval}")
    finest = {group: one for group, one in shown.items() if TOTAL not in group}
    if len(finest) < 2:
        return said
    low = min(finest, key=lambda group: finest[group].estimate)
    high = max(finest, key=lambda group: finest[group].estimate)
    if figure(seen, finest[low].estimate) == figure(seen, finest[high].estimate):
        return f"{said} It is the same in every group shown."
    return said + (
        f" In the groups shown it goes from {figure(seen, finest[low].estimate)} ({name_of(seen, low)}) "
        f"to {figure(seen, finest[high].estimate)} ({name_of(seen, high)})."
    )


def _said_of_all(measure: Measure, value: str) -> str:
    match measure.stat:
        case Stat.PROPORTION:
            return f"{value} of pupils {measure.sentence}."
        case Stat.TOTAL:
            return f"About {value} pupils {measure.sentence}."
        case Stat.RATIO:
            return f"{measure.title}: {value}."
        case Stat.MEAN if measure.quantile is not None:
            return f"{PARTS[measure.quantile]} of pupils score {value} or less."
        case Stat.MEAN:
            return f"Pupils {measure.sentence} {value}."


def group_lines(seen: Seen, compared: Sequence[Compared]) -> list[str]:
    """One sentence for each place: which groups differ from the one they are compared with, and which cannot be said to."""
    places = dict.fromkeys(one.group[:-1] for one in compared)
    return [
        _place_line(seen, place, [one for one in compared if one.group[:-1] == place]) for place in places
    ]


def _place_line(seen: Seen, place: Group, compared: Sequence[Compared]) -> str:
    last = seen.asked.dims[-1]
    names = [dim.name_of(level) for dim, level in zip(seen.asked.dims, place, strict=False) if level != TOTAL]
    where = f"{', '.join(names)}: compared" if names else "Compared"
    first = compared[0]
    return f"{where} with {first.against} ({figure(seen, first.other)}), " + _said(
        seen, [(last.name_of(one.group[-1]), one) for one in compared]
    )


def _said(seen: Seen, named: Sequence[tuple[str, Compared]]) -> str:
    differing = [
        f"{name} {gap(seen, one.difference)} {'more' if one.difference > 0 else 'less'} ({figure(seen, one.value)})"
        for name, one in named
        if one.differs
    ]
    alike = [f"{name} ({figure(seen, one.value)})" for name, one in named if not one.differs]
    parts = [listed(differing)] if differing else []
    if alike:
        parts.append(f"no difference can be shown for {listed(alike)}")
    return "; ".join(parts) + "."


def wave_lines(seen: Seen, compared: Sequence[Compared]) -> list[str]:
    """Up to three sentences: which groups are higher than in the wave before, which lower, which cannot be said to be."""
    lines = []
    for words, chosen in (
        ("Higher than before", [one for one in compared if one.differs and one.difference > 0]),
        ("Lower than before", [one for one in compared if one.differs and one.difference <= 0]),
    ):
        if chosen:
            names = [
                f"{name_of(seen, one.group)} ({figure(seen, one.other)}, now {figure(seen, one.value)})"
                for one in chosen
            ]
            lines.append(f"{words}: {listed(names, ';')}.")
    alike = [name_of(seen, one.group) for one in compared if not one.differs]
    if alike:
        lines.append(f"No change can be shown: {listed(alike, ';')}.")
    return lines


def listed(names: Sequence[str], between: str = ",") -> str:
    """Names in a row: a, b and c.

    >>> listed(["a", "b", "c"]), listed(["a"])
    ('a, b and c', 'a')
    """
    return get_text_list(list(names), "and") if between == "," else f"{between} ".join(names)
