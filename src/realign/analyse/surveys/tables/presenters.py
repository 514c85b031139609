"""Tables for a page: their figures, counts, tests, and what had to be hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realign.analyse.surveys.tables import words
from realign.analyse.surveys.tables.comparison import Compared, Elsewhere, with_elsewhere
from realign.analyse.surveys.tables.pictures import chart_of
from realign.analyse.surveys.tables.protected import Seen
from realign.analyse.surveys.tables.types import COUNCIL, level_name, style_of
from realign.foundations.design.types import PlainTable, Source
from realign.methods.disclosure import TOTAL, Rule
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT

SAME_ANSWER = {Rule.SAME_ANSWER, Rule.ZERO}
"""Why a group is hidden in which all answered alike: by the answer nobody gave, and the one that all did."""


ANSWER_WORDS = {WITH: "With it", WITHOUT: "Without it", TOTAL: "Answered"}


def counts_table(seen: Seen) -> PlainTable | None:
    """The counts as they would be published, with the rule behind each hidden one. Means show none."""
    if not seen.counts_pupils:
        return None
    dims = seen.asked.dims
    return PlainTable(
        caption="Pupils, as they would be published",
        headers=(*(dim.title for dim in dims), "", "Pupils", "Why"),
        rows=[
            [
                *(level_name(dim, str(row[dim.column])) for dim in dims),
                ANSWER_WORDS[str(row[ANSWER])],
                row["value"],
                row["why"] if isinstance(row["value"], str) else "",
            ]
            for row in seen.rows
        ],
    )


def estimates_table(seen: Seen) -> PlainTable:
    """Shares or means with their intervals: [c] where a count or the base is hidden, [low] where they are unreliable."""
    dims, hidden = seen.asked.dims, seen.hidden_groups
    rows = []
    for group, shown in seen.ordered:
        names = [level_name(dim, level) for dim, level in zip(dims, group, strict=True)] or ["All pupils"]
        if group in hidden:
            rows.append([*names, "[c]", "[c]", "[c]", "hidden to protect people"])
        elif shown.withheld:
            rows.append([*names, "[low]", "[low]", "[low]", f"too uncertain to show: {shown.low}"])
        else:
            lower, upper = words.figure(seen, shown.lower), words.figure(seen, shown.upper)
            value = words.figure(seen, shown.estimate) + (" [low]" if shown.low else "")
            deff = "[x]" if shown.deff is None else f"{shown.deff:.2f}"
            rows.append([*names, value, f"{lower} to {upper}" if lower else "[x]", deff, shown.low])
    what = style_of(seen.asked.measure).name
    first = [dim.title for dim in dims] or [""]
    return PlainTable(
        caption=seen.asked.title
        if seen.asked.measure.quantile
        else f"{seen.asked.measure.title}: {what.lower()}",
        headers=(*first, what, "95% interval", "Design effect", "Note"),
        rows=rows,
    )


def figures_table(seen: Seen) -> PlainTable:
    """The figures alone, narrow enough to stand beside their picture."""
    full = estimates_table(seen)
    return PlainTable(caption=full.caption, headers=full.headers[:-2], rows=[row[:-2] for row in full.rows])


def hidden_words(seen: Seen) -> list[str]:
    """Which figures are hidden or too uncertain, and why, in sentences."""
    few: list[str] = []
    alike: list[str] = []
    others: list[str] = []
    for group in (group for group, _ in seen.ordered if group in seen.hidden_groups):
        rules = {
            row["rule"]
            for row in seen.rows
            if _group_of(seen, row) == group and isinstance(row["value"], str)
        } - {Rule.PROTECTS_OTHERS}
        kind = others if not rules else alike if rules <= SAME_ANSWER else few
        kind.append(words.name_of(seen, group))
    vague = [
        words.name_of(seen, group)
        for group, shown in seen.ordered
        if shown.withheld and group not in seen.hidden_groups
    ]
    said = (
        ("Hidden, because too few pupils stand behind it", few),
        ("Hidden, because everybody in it gave the same answer", alike),
        ("Hidden, because a figure with too few pupils could be worked out from it", others),
        ("Not shown, because it would be too uncertain", vague),
    )
    return [f"{why}: {words.listed(names, ';')}." for why, names in said if names]


def _group_of(seen: Seen, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in seen.asked.columns)


def together_words(seen: Seen) -> str:
    """How the figure for all councils comes about; nothing in tables without councils."""
    dim = next((dim for dim in seen.asked.dims if dim.column == COUNCIL), None)
    if dim is None:
        return ""
    return (
        f"“{level_name(dim, TOTAL)}” is worked out from all their pupils together. "
        "It is no average of their figures."
    )


def tests_table(seen: Seen, compared: Sequence[Compared], title: str) -> PlainTable | None:
    """Every difference with its interval and test."""
    if not compared:
        return None
    return PlainTable(
        caption=title,
        headers=("Group", "Against", "Difference", "95% interval", "p", "Different"),
        rows=[
            [
                words.name_of(seen, one.group),
                one.against,
                _signed(seen, one.difference),
                f"{_signed(seen, one.lower)} to {_signed(seen, one.upper)}",
                words.chance(one.p_value).removeprefix("p = "),
                "Yes" if one.differs else "Not shown",
            ]
            for one in compared
        ],
    )


def _signed(seen: Seen, value: float) -> str:
    return style_of(seen.asked.measure).signed(value)


def panel(seen: Seen) -> dict[str, object]:
    """One table for a page: picture, sentence, figures, counts, and what had to be hidden."""
    return {
        "seen": seen,
        "chart": chart_of(seen),
        "sentence": words.overall(seen),
        "estimates": estimates_table(seen),
        "figures": figures_table(seen),
        "hidden": hidden_words(seen),
        "together": together_words(seen),
        "counts": counts_table(seen),
    }


@dataclass(frozen=True)
class OtherFigure:
    """A figure from elsewhere in words, with where it is from."""

    words: str
    source: Source
    invented: bool


def other_words(seen: Seen, other: Elsewhere) -> OtherFigure:
    """How all pupils here compare with a figure from elsewhere, by a test where there is an interval to test with."""
    compared = with_elsewhere(seen, other)
    figure = words.figure(seen, other.value)
    if compared is None:
        said = f"{other.place}, {other.period}: {figure}."
    else:
        said = words.compared_words(seen, compared, f"{other.place}, {other.period}")
        if other.se is None:
            said += " That figure has no interval, and is taken as exact."
    return OtherFigure(said, Source(where=other.source, when=other.period, url=other.url), other.invented)
