"""Protected tables as cross-tables: two breakdowns, or the answers to one question by a breakdown."""

from collections import defaultdict
from collections.abc import Sequence

from realign.analyse.surveys.tables.presenters import words
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import Group, level_name, style_of
from realign.foundations.design.tables import CrossAxis, CrossCell, CrossTable
from realign.methods.disclosure import TOTAL
from realign.methods.signs import HIDDEN, TOO_UNCERTAIN, Sign
from realign.registers.evidence.presenters.cross import answers_by, sheets
from realign.registers.evidence.presenters.released import NOBODY, with_reliability
from realign.registers.evidence.types import Dimension


def cross_tables(protected: ProtectedTable) -> list[CrossTable]:
    """A table of two breakdowns as one cross-table; of three, one for each level of the first; of fewer, none."""
    axes = [CrossAxis(dim.title, _levels(protected, dim)) for dim in protected.wanted.dims]
    return sheets(
        protected.wanted.title, _what(protected), axes, lambda group: figure_parts(protected, group)
    )


def answers_tables(tables: Sequence[ProtectedTable]) -> list[CrossTable]:
    """The answers to one question by one breakdown, as one cross-table for each question of which several are asked for."""
    alike: dict[tuple[str, tuple[str, ...]], list[ProtectedTable]] = defaultdict(list)
    for table in tables:
        if table.wanted.measure.values and len(table.wanted.dims) == 1 and table.counts_pupils:
            alike[table.wanted.measure.column, table.wanted.columns].append(table)
    return [_answers(answers) for answers in alike.values() if len(answers) > 1]


def _answers(tables: Sequence[ProtectedTable]) -> CrossTable:
    by_code = {table.wanted.measure.code: table for table in tables}
    (dim,) = tables[0].wanted.dims
    names = {code: table.wanted.measure.title.rpartition(": ") for code, table in by_code.items()}
    question = next((named[0] for named in names.values() if named[0]), tables[0].wanted.measure.title)
    return answers_by(
        question,
        [(code, answer) for code, (_, _, answer) in names.items()],
        CrossAxis(dim.title, _levels(tables[0], dim)),
        cell=lambda code, level: figure_parts(by_code[code], (level,)),
        answered=lambda level: _base(tables[0], (level,)) or str(Sign.NOT_APPLICABLE),
    )


def _what(protected: ProtectedTable) -> str:
    name = style_of(protected.wanted.measure).name.lower()
    if protected.counts_pupils:
        return f"{name}, 95% interval and pupils who answered (n)"
    return f"{name} and 95% interval"


def _levels(protected: ProtectedTable, dim: Dimension) -> list[tuple[str, str]]:
    """The levels that anybody is in, the total last."""
    position = protected.wanted.dims.index(dim)
    there = {group[position] for group in protected.estimates}
    present = [(code, name) for code, name in dim.levels if code in there]
    return [*present, (TOTAL, level_name(dim, TOTAL))]


def figure_parts(protected: ProtectedTable, group: Group) -> CrossCell:
    """A figure of a protected table as a reader sees it, the same on every page: value or sign, interval, n, and why."""
    figure = protected.estimates.get(group)
    base = _base(protected, group)
    if figure is None:
        return CrossCell(str(Sign.NOT_APPLICABLE), why=NOBODY)
    if group in protected.hidden_groups:
        return CrossCell(str(Sign.CONFIDENTIAL), base="" if base.startswith("[") else base, why=HIDDEN)
    if figure.withheld:
        return CrossCell(str(Sign.UNRELIABLE), base=base, why=f"{TOO_UNCERTAIN}: {figure.low}")
    lower, upper = words.figure(protected, figure.lower), words.figure(protected, figure.upper)
    value = with_reliability(words.figure(protected, figure.estimate), figure.low)
    return CrossCell(value, "" if figure.lower is None else f"{lower} to {upper}", base, figure.low)


def _base(protected: ProtectedTable, group: Group) -> str:
    """How many answered, as it would be published; means show none."""
    if not protected.counts_pupils:
        return ""
    value = protected.answered.get(group)
    return f"{value:,}" if isinstance(value, int) else str(value or "")
