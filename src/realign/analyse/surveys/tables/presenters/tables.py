"""Tables for a page: their figures, counts, tests, and what had to be hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realign.analyse.surveys.tables.comparison import Elsewhere, TestedDifference, with_elsewhere
from realign.analyse.surveys.tables.pictures import chart_of, nothing_to_draw
from realign.analyse.surveys.tables.presenters import words
from realign.analyse.surveys.tables.presenters.cross import cross_tables, figure_parts
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import WantedTable, level_name, style_of
from realign.foundations.design.types import PlainTable, Source
from realign.methods.disclosure import TOTAL, CellRule
from realign.methods.signs import Sign
from realign.registers.evidence.presenters.released import NO_CHART
from realign.registers.evidence.rules import ANSWER
from realign.registers.evidence.types import COUNCIL

SAME_ANSWER = {CellRule.SAME_ANSWER, CellRule.ZERO}
"""Why a group is hidden in which all answered alike: by the answer nobody gave, and the one that all did."""


def counts_table(protected: ProtectedTable, beside: Sequence[WantedTable] = ()) -> PlainTable | None:
    """The counts as they would be published, with the rule behind each hidden one. Means show none.

    ``beside`` are the tables that are protected together with this one; a reason may name their numbers.
    """
    if not protected.counts_pupils:
        return None
    dims, own = protected.wanted.dims, f"{protected.wanted.measure.own}: "
    return PlainTable(
        caption="Pupils, as they would be published",
        headers=(*(dim.title for dim in dims), "", "Pupils", "Why"),
        rows=[
            [
                *(level_name(dim, str(row[dim.column])) for dim in dims),
                words.ANSWER_WORDS[str(row[ANSWER])],
                row["value"],
                words.readable(row["why"].replace(own, ""), [protected.wanted, *beside])
                if isinstance(row["value"], str)
                else "",
            ]
            for row in protected.rows
        ],
    )


def estimates_table(protected: ProtectedTable) -> PlainTable:
    """Shares or means with their intervals, or the sign that says why there are none."""
    dims = protected.wanted.dims
    rows = []
    for group, figure in protected.ordered:
        names = [level_name(dim, level) for dim, level in zip(dims, group, strict=True)] or ["All pupils"]
        parts = figure_parts(protected, group)
        # where a figure is hidden or withheld, its sign stands for the interval and the design effect too
        blank = str(Sign.NOT_AVAILABLE) if group in protected.shown else parts.value
        deff = blank if group not in protected.shown or figure.deff is None else f"{figure.deff:.2f}"
        rows.append([*names, parts.value, parts.interval or blank, deff, parts.why])
    what = style_of(protected.wanted.measure).name
    first = [dim.title for dim in dims] or [""]
    return PlainTable(
        caption=protected.wanted.title
        if protected.wanted.measure.quantile
        else f"{protected.wanted.measure.title}: {what.lower()}",
        headers=(*first, what, "95% interval", "Design effect", "Note"),
        rows=rows,
    )


def figures_table(protected: ProtectedTable) -> PlainTable:
    """The figures alone, narrow enough to stand beside their picture."""
    full = estimates_table(protected)
    return PlainTable(caption=full.caption, headers=full.headers[:-2], rows=[row[:-2] for row in full.rows])


def hidden_words(protected: ProtectedTable) -> list[str]:
    """Which figures are hidden or too uncertain, and why, in sentences."""
    few: list[str] = []
    alike: list[str] = []
    others: list[str] = []
    for group in (group for group, _ in protected.ordered if group in protected.hidden_groups):
        rules = {
            row["rule"]
            for row in protected.rows
            if _group_of(protected, row) == group and isinstance(row["value"], str)
        } - {CellRule.PROTECTS_OTHERS}
        kind = others if not rules else alike if rules <= SAME_ANSWER else few
        kind.append(words.name_of(protected, group))
    vague = [
        words.name_of(protected, group)
        for group, figure in protected.ordered
        if figure.withheld and group not in protected.hidden_groups
    ]
    reasons = (
        ("Hidden because it is based on too few pupils", few),
        ("Hidden because all pupils in it gave the same answer", alike),
        ("Hidden because a figure for too few pupils could be calculated from it", others),
        ("Not shown because it is too uncertain", vague),
    )
    return [f"{why}: {'; '.join(names)}." for why, names in reasons if names]


def _group_of(protected: ProtectedTable, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in protected.wanted.columns)


def together_words(protected: ProtectedTable) -> str:
    """How the figure for all councils comes about; nothing in tables without councils."""
    dim = next((dim for dim in protected.wanted.dims if dim.column == COUNCIL), None)
    if dim is None:
        return ""
    return (
        f"“{level_name(dim, TOTAL)}” is calculated from all their pupils together. It is not the "
        "average of their figures."
    )


def tests_table(
    protected: ProtectedTable, compared: Sequence[TestedDifference], title: str
) -> PlainTable | None:
    """Every difference with its interval and test."""
    if not compared:
        return None
    return PlainTable(
        caption=title,
        headers=("Group", "Against", "Difference", "95% interval", "p", "Different"),
        rows=[
            [
                words.name_of(protected, difference.group),
                difference.against,
                _signed(protected, difference.difference),
                f"{_signed(protected, difference.lower)} to {_signed(protected, difference.upper)}",
                words.chance(difference.p_value).removeprefix("p = "),
                "Yes" if difference.differs else "Not shown",
            ]
            for difference in compared
        ],
    )


def _signed(protected: ProtectedTable, value: float) -> str:
    return style_of(protected.wanted.measure).signed(value)


def panel(protected: ProtectedTable, beside: Sequence[WantedTable] = ()) -> dict[str, object]:
    """One table for a page: picture, sentence, figures, counts, and what had to be hidden.

    ``beside`` are the tables that are protected together with this one.
    """
    return {
        "protected": protected,
        "chart": chart_of(protected),
        "no_chart": NO_CHART if nothing_to_draw(protected) else "",
        "sentence": words.overall(protected),
        "estimates": estimates_table(protected),
        "figures": figures_table(protected),
        "crosses": cross_tables(protected),
        "hidden": hidden_words(protected),
        "together": together_words(protected),
        "counts": counts_table(protected, beside),
    }


@dataclass(frozen=True)
class OtherFigure:
    """A figure from elsewhere in words, with where it is from."""

    words: str
    source: Source
    invented: bool


def other_words(protected: ProtectedTable, other: Elsewhere) -> OtherFigure:
    """How all pupils here compare with a figure from elsewhere, by a test where there is an interval to test with."""
    compared = with_elsewhere(protected, other)
    figure = words.figure(protected, other.value)
    if compared is None:
        sentence = f"{other.place}, {other.period}: {figure}."
    else:
        sentence = words.compared_words(protected, compared, f"{other.place}, {other.period}")
        if other.se is None:
            sentence += " That figure has no interval, and is treated as exact."
    return OtherFigure(sentence, Source(where=other.source, when=other.period, url=other.url), other.invented)
