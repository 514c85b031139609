"""Sentences under a chart: what is and what is not different, by the test."""

import re
from collections.abc import Sequence

from django.utils.text import get_text_list

from realign.analyse.surveys.data.measures import Measure
from realign.analyse.surveys.tables.comparison import ALPHA, TestedDifference
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import Group, WantedTable, style_of
from realign.methods.disclosure import TOTAL
from realign.methods.survey import Stat
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT

ANSWER_WORDS = {WITH: "With it", WITHOUT: "Without it", TOTAL: "Answered"}
"""Whether pupils gave the answer that a table is about, as its counts say it."""

SMALLEST_P = 0.001


PARTS = {0.25: "A quarter", 0.5: "Half", 0.75: "Three quarters"}


def figure(protected: ProtectedTable, value: float | None) -> str:
    """A number of this table as a reader sees it: 14.2% for a share, 11.3 for a mean."""
    return style_of(protected.wanted.measure).write(value)


def gap(protected: ProtectedTable, value: float) -> str:
    """A difference in its own unit: 7.1 percentage points, 1.2 points."""
    return style_of(protected.wanted.measure).gap(value)


def name_of(protected: ProtectedTable, group: Group) -> str:
    """A group in words: Angus, girls; everybody where it is restricted by nothing.

    The level names are those of the codebook.
    """
    names = [
        dim.name_of(level) for dim, level in zip(protected.wanted.dims, group, strict=True) if level != TOTAL
    ]
    return ", ".join(names) or "All pupils"


def readable(why: str, wanted: Sequence[WantedTable]) -> str:
    """A reason for hiding with the titles of measures and the names of groups in place of their codes.

    Longer codes come first, so that none is taken for the beginning of another.
    """
    titles = {f"{table.measure.own}: ": f"{table.measure.title}: " for table in wanted}
    names = {
        f"{dim.column} {level}": name for table in wanted for dim in table.dims for level, name in dim.levels
    }
    answers = {f"{ANSWER} {answer}": words.lower() for answer, words in ANSWER_WORDS.items()}
    words_of = titles | names | answers
    if not words_of:
        return why
    codes = "|".join(re.escape(code) for code in sorted(words_of, key=len, reverse=True))
    return re.sub(codes, lambda code: words_of[code[0]], why)


def chance(p_value: float) -> str:
    """A p-value as it is written."""
    return f"p < {SMALLEST_P}" if p_value < SMALLEST_P else f"p = {p_value:.3f}"


def compared_words(protected: ProtectedTable, difference: TestedDifference, against: str = "") -> str:
    """One difference as a sentence.

    The interval is of the difference; the test and not the overlap of two intervals decides the words.
    """
    against = against or difference.against
    here, there = figure(protected, difference.value), figure(protected, difference.other)
    who = name_of(protected, difference.group)
    low, high = sorted((difference.lower, difference.upper))
    style = style_of(protected.wanted.measure)
    spread = (
        f"95% interval of the difference {style.signed(low)} to {style.signed(high)} {style.points}, "
        f"{chance(difference.p_value)}"
    )
    if difference.differs:
        way = "more" if difference.difference > 0 else "less"
        return f"{who}: {here}, {gap(protected, difference.difference)} {way} than {against} ({there}); {spread}."
    return f"{who}: {here}; no difference from {against} ({there}) can be shown; {spread}."


def summary(protected: ProtectedTable, compared: Sequence[TestedDifference]) -> str:
    """How many of the comparisons differ, and what that is worth."""
    if not compared:
        return ""
    differing = sum(difference.differs for difference in compared)
    count = len(compared)
    if count == 1:
        sentence = "They differ" if differing else "No difference can be shown"
        return f"{sentence}, by a test at {ALPHA:.0%}."
    sentence = (
        f"{differing or 'None'} of {count} comparisons show a difference, by a test of each at {ALPHA:.0%}."
    )
    by_chance = round(count * ALPHA)
    if differing:
        sentence += (
            f" By chance alone about {by_chance} would."
            if by_chance
            else " By chance alone one test in twenty does."
        )
    if differing < count:
        sentence += " “No difference can be shown” does not mean that groups are the same."
    return sentence


def overall(protected: ProtectedTable) -> str:
    """What the table says of everybody, and between which groups it lies."""
    figures = protected.compared
    everybody = figures.pop(tuple(TOTAL for _ in protected.wanted.dims), None)
    if everybody is None:
        return "Too little can be shown to say more."
    interval = (
        ""
        if everybody.lower is None
        else (f" (95% interval {figure(protected, everybody.lower)} to {figure(protected, everybody.upper)})")
    )
    sentence = _sentence_for_all(
        protected.wanted.measure, f"{figure(protected, everybody.estimate)}{interval}"
    )
    finest = {group: estimate for group, estimate in figures.items() if TOTAL not in group}
    if len(finest) < 2:
        return sentence
    low = min(finest, key=lambda group: finest[group].estimate)
    high = max(finest, key=lambda group: finest[group].estimate)
    if figure(protected, finest[low].estimate) == figure(protected, finest[high].estimate):
        return f"{sentence} It is the same in every group shown."
    return sentence + (
        f" In the groups shown it goes from {figure(protected, finest[low].estimate)} ({name_of(protected, low)}) "
        f"to {figure(protected, finest[high].estimate)} ({name_of(protected, high)})."
    )


def _sentence_for_all(measure: Measure, value: str) -> str:
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


def group_lines(protected: ProtectedTable, compared: Sequence[TestedDifference]) -> list[str]:
    """One sentence for each place: which groups differ from the one they are compared with, and which cannot be said to."""
    places = dict.fromkeys(difference.group[:-1] for difference in compared)
    return [
        _place_line(
            protected, place, [difference for difference in compared if difference.group[:-1] == place]
        )
        for place in places
    ]


def _place_line(protected: ProtectedTable, place: Group, compared: Sequence[TestedDifference]) -> str:
    last = protected.wanted.dims[-1]
    names = [
        dim.name_of(level) for dim, level in zip(protected.wanted.dims, place, strict=False) if level != TOTAL
    ]
    where = f"{', '.join(names)}: compared" if names else "Compared"
    first = compared[0]
    return f"{where} with {first.against} ({figure(protected, first.other)}), " + _differences_in_words(
        protected, [(last.name_of(difference.group[-1]), difference) for difference in compared]
    )


def _differences_in_words(protected: ProtectedTable, named: Sequence[tuple[str, TestedDifference]]) -> str:
    differing = [
        f"{name} {gap(protected, difference.difference)} "
        f"{'more' if difference.difference > 0 else 'less'} ({figure(protected, difference.value)})"
        for name, difference in named
        if difference.differs
    ]
    alike = [
        f"{name} ({figure(protected, difference.value)})"
        for name, difference in named
        if not difference.differs
    ]
    parts = [get_text_list(differing, "and")] if differing else []
    if alike:
        parts.append(f"no difference can be shown for {get_text_list(alike, 'and')}")
    return "; ".join(parts) + "."


def wave_lines(protected: ProtectedTable, compared: Sequence[TestedDifference]) -> list[str]:
    """Up to three sentences: which groups are higher than in the wave before, which lower, which cannot be said to be."""
    lines = []
    for words, chosen in (
        (
            "Higher than before",
            [difference for difference in compared if difference.differs and difference.difference > 0],
        ),
        (
            "Lower than before",
            [difference for difference in compared if difference.differs and difference.difference <= 0],
        ),
    ):
        if chosen:
            names = [
                f"{name_of(protected, difference.group)} "
                f"({figure(protected, difference.other)}, now {figure(protected, difference.value)})"
                for difference in chosen
            ]
            lines.append(f"{words}: {'; '.join(names)}.")
    alike = [name_of(protected, difference.group) for difference in compared if not difference.differs]
    if alike:
        lines.append(f"No change can be shown: {'; '.join(alike)}.")
    return lines
