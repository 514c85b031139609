"""Protected tables as cross-tables: two breakdowns, or the answers to one question by a breakdown."""

from collections import defaultdict
from collections.abc import Sequence

from realign.analyse.surveys.tables.presenters import words
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.types import Group, level_name, style_of
from realign.foundations.design.tables import CrossAxis, CrossCell, CrossTable
from realign.methods.disclosure import TOTAL, Symbol
from realign.registers.evidence.presenters.cross import NOBODY, answers_by, sheets
from realign.registers.evidence.types import Dimension

HIDDEN = "hidden to protect people"


def cross_tables(protected: ProtectedTable) -> list[CrossTable]:
    """A table of two breakdowns as one cross-table; of three, one for each level of the first; of fewer, none."""
    axes = [CrossAxis(dim.title, _levels(protected, dim)) for dim in protected.wanted.dims]
    return sheets(protected.wanted.title, _what(protected), axes, lambda group: _cell(protected, group))


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
        cell=lambda code, level: _cell(by_code[code], (level,)),
        answered=lambda level: _base(tables[0], (level,)) or str(Symbol.NOT_APPLICABLE),
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


def _cell(protected: ProtectedTable, group: Group) -> CrossCell:
    figure = protected.estimates.get(group)
    base = _base(protected, group)
    if figure is None:
        return CrossCell(str(Symbol.NOT_APPLICABLE), why=NOBODY)
    if group in protected.hidden_groups:
        return CrossCell(str(Symbol.CONFIDENTIAL), base="" if base.startswith("[") else base, why=HIDDEN)
    if figure.withheld:
        return CrossCell(str(Symbol.LOW), base=base, why=f"too uncertain to show: {figure.low}")
    lower, upper = words.figure(protected, figure.lower), words.figure(protected, figure.upper)
    low = f" {Symbol.LOW}" if figure.low else ""
    interval = f"{lower} to {upper}" if figure.lower is not None else ""
    return CrossCell(words.figure(protected, figure.estimate) + low, interval, base, figure.low)


def _base(protected: ProtectedTable, group: Group) -> str:
    """How many answered, as it would be published; means show none."""
    if not protected.counts_pupils:
        return ""
    value = protected.answered.get(group)
    return f"{value:,}" if isinstance(value, int) else str(value or "")
