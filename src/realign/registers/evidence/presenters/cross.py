"""Released tables as cross-tables, on a page and in a workbook: rows by columns, totals last, n beneath."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from realign.foundations.design.tables import CrossAxis, CrossCell, CrossTable, cross_table, sides
from realign.foundations.design.words import within
from realign.foundations.open_data.workbooks import Formatted
from realign.methods.disclosure import TOTAL
from realign.methods.signs import Sign
from realign.registers.evidence.models import Release, ReleasedCell
from realign.registers.evidence.presenters.released import NOBODY, base_words, figure_parts, is_mean, sign_of
from realign.registers.evidence.queries import dimensions
from realign.registers.evidence.types import Dimension

BASE = "base"
"""The last row of the answers to a question: how many answered it."""
RELIABILITY, NO_WARNING = "Reliability", "no warning"
"""The last row of each group in a workbook, and what stands there for a figure that is not of low reliability."""
ANSWERED = re.compile(r"Answered “(?P<answer>.+)” to “(?P<question>.+)”")

Cells = Mapping[tuple[str, ...], ReleasedCell]


def cross_tables(release: Release, cells: Sequence[ReleasedCell]) -> list[CrossTable]:
    """A table of two breakdowns as one cross-table; of three, one for each level of the first; of fewer, none."""
    dims = dimensions(release)
    by_group = _by_group(cells, dims)
    axes = [CrossAxis(dim.title, _levels(dim)) for dim in dims]
    return sheets(release.title, _what(release), axes, lambda group: _cell(release, by_group.get(group)))


def sheets(
    title: str, what: str, axes: Sequence[CrossAxis], cell: Callable[[tuple[str, ...]], CrossCell]
) -> list[CrossTable]:
    """One cross-table of the last two breakdowns for each level of those before; of fewer than two, none.

    ``what`` says what stands in each cell; ``cell`` takes a level of each breakdown, in their order.
    """
    if len(axes) < 2:
        return []
    *before, first, second = axes

    def below(levels: tuple[str, ...], down: str, along: str) -> CrossCell:
        return cell((*levels, down, along))

    return [
        cross_table(
            ", ".join([title, *(name for _, name in sheet)]) + f": {what}",
            first,
            second,
            partial(below, tuple(code for code, _ in sheet)),
            total=TOTAL,
        )
        for sheet in product(*(axis.levels for axis in before))
    ]


def answers_table(release: Release, answers: Sequence[Release]) -> CrossTable | None:
    """Every released answer to the question of this table, by its one breakdown; nothing where no other is released."""
    if len(answers) < 2:
        return None
    (dim,) = dimensions(release)
    cells = {answer.measure_code: _by_group(list(answer.cells.all()), (dim,)) for answer in answers}
    by_code = {answer.measure_code: answer for answer in answers}
    return answers_by(
        question_words(release),
        [(code, answer_words(answer)) for code, answer in by_code.items()],
        CrossAxis(dim.title, _levels(dim)),
        cell=lambda code, level: _cell(by_code[code], cells[code].get((level,))),
        answered=lambda level: _base(cells[release.measure_code].get((level,))),
    )


def answers_by(
    question: str,
    answers: Sequence[tuple[str, str]],
    breakdown: CrossAxis,
    *,
    cell: Callable[[str, str], CrossCell],
    answered: Callable[[str], str],
) -> CrossTable:
    """The answers to one question by one breakdown; how many answered it stands once, in the last row."""

    def share(code: str, level: str) -> CrossCell:
        return CrossCell(answered(level)) if code == BASE else replace(cell(code, level), base="")

    return cross_table(
        f"{question} by {within(breakdown.title)}: share of each answer and 95% interval",
        CrossAxis("Answer", [*answers, (BASE, "Pupils who answered (n)")]),
        breakdown,
        share,
        total=TOTAL,
    )


def answer_words(release: Release) -> str:
    """The answer that a table is about, as the questionnaire words it."""
    match = ANSWERED.match(release.measure)
    return match["answer"] if match else release.measure


def question_words(release: Release) -> str:
    """The question that a table is about."""
    match = ANSWERED.match(release.measure)
    return match["question"] if match else release.title


def workbook_rows(release: Release, cells: Sequence[ReleasedCell]) -> list[list[object]]:
    """A cross-table for a workbook: for each row its share or mean, the interval beneath, n beneath that, and last which
    of its figures are of low reliability.
    """
    *before, first, second = (CrossAxis(dim.title, _levels(dim)) for dim in dimensions(release))
    down, along, turned = sides(first, second)
    by_group = _by_group(cells, dimensions(release))
    rows: list[list[object]] = [
        [
            *(dim.title for dim in before),
            down.title,
            "Figure",
            *(f"{along.title}: {name}" for _, name in along.levels),
        ]
    ]
    for sheet in product(*(dim.levels for dim in before)):
        for level, name in down.levels:
            pair = [(code, level) if turned else (level, code) for code, _ in along.levels]
            across = [by_group.get((*(code for code, _ in sheet), *group)) for group in pair]
            for figure, field in _figures(release):
                values = [_number(cell, field, is_share=not is_mean(release)) for cell in across]
                rows.append([*(words for _, words in sheet), name, figure, *values])
            rows.append([*(words for _, words in sheet), name, RELIABILITY, *map(_reliability, across)])
    return rows


def _figures(release: Release) -> list[tuple[str, str]]:
    limits = [("95% interval from", "lower"), ("95% interval to", "upper")]
    if is_mean(release):
        return [("Mean", "estimate"), *limits]
    return [("Share", "estimate"), *limits, ("n: pupils who answered", "base"), ("With it", "count")]


def _number(cell: ReleasedCell | None, field: str, *, is_share: bool) -> object:
    if cell is None:
        return str(Sign.NOT_APPLICABLE)
    value = getattr(cell, field)
    if value is None:
        return cell.symbol or str(Sign.NOT_AVAILABLE)
    return Formatted(value) if is_share and isinstance(value, float) else value


def _reliability(cell: ReleasedCell | None) -> str:
    if cell is None:
        return str(Sign.NOT_APPLICABLE)
    if cell.low:
        return f"{sign_of(cell)} {cell.low}"
    return NO_WARNING if cell.estimate is not None else sign_of(cell) or str(Sign.NOT_AVAILABLE)


def _what(release: Release) -> str:
    return "mean and 95% interval" if is_mean(release) else "share, 95% interval and pupils who answered (n)"


def _levels(dim: Dimension) -> list[tuple[str, str]]:
    return [*dim.levels, (TOTAL, dim.name_of(TOTAL))]


def _by_group(cells: Sequence[ReleasedCell], dims: Sequence[Dimension]) -> Cells:
    return {tuple(cell.key[dim.column] for dim in dims): cell for cell in cells}


def _cell(release: Release, cell: ReleasedCell | None) -> CrossCell:
    if cell is None:
        return CrossCell(str(Sign.NOT_APPLICABLE), why=NOBODY)
    return figure_parts(release, cell)


def _base(cell: ReleasedCell | None) -> str:
    return str(Sign.NOT_APPLICABLE) if cell is None else base_words(cell)
