"""Counting pupils by group: one aggregation over all breakdowns at once, rolled up to every table."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import ibis.expr.types as ir

from realign.analyse.surveys.asking import UNKNOWN, Asked
from realign.analyse.surveys.measures import Measure
from realign.methods.disclosure import TOTAL, CountTable, Margins
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT

Group = tuple[str, ...]
Counts = Sequence[dict[str, Any]]


def count_groups(
    table: ir.Table, measures: Sequence[Measure], columns: Sequence[str]
) -> list[dict[str, Any]]:
    """How many pupils answered, and with the attribute, in each finest group.

    Columns: the breakdowns, and ``<code>|base`` and ``<code>|with`` for each measure.
    """
    sums = {}
    for measure in measures:
        answer = table[measure.prepared]
        sums[f"{measure.code}|base"] = answer.count()
        sums[f"{measure.code}|with"] = (answer == 1).cast("int64").sum().coalesce(0)
    grouped = table.group_by(list(columns)) if columns else table
    found = grouped.aggregate(**sums).to_pyarrow().to_pylist()
    # in a fixed order, so that the same data give the same table and the same fingerprint
    return sorted(found, key=lambda row: [row[column] for column in columns])


def unknown_in(groups: Counts, measure: str, columns: Sequence[str]) -> list[str]:
    """The breakdowns in which some who answered have no known level."""
    return [
        column
        for column in columns
        if any(row[column] == UNKNOWN and row[f"{measure}|base"] for row in groups)
    ]


def count_tables(asked: Sequence[Asked], groups: Counts) -> list[CountTable]:
    """The counts of each table, totals included. Means count people; shares count them by answer as well."""
    return [_table(one, groups, number) for number, one in enumerate(asked, start=1)]


def _table(asked: Asked, groups: Counts, number: int) -> CountTable:
    code, columns = asked.measure.code, asked.columns
    cells: dict[Group, list[int]] = {}
    for row in groups:
        base, held = row[f"{code}|base"], row[f"{code}|with"]
        if not base:
            continue
        levels = [(TOTAL, row[column]) for column in columns]
        for group in product(*levels):
            cell = cells.setdefault(group, [0, 0])
            cell[0] += base
            cell[1] += held
    rows: list[dict[str, Any]] = []
    for group in sorted(cells):
        base, held = cells[group]
        named = dict(zip(columns, group, strict=True))
        if not asked.measure.counts_pupils:
            rows.append({**named, "n": base})
        else:
            answers = {WITH: held, WITHOUT: base - held, TOTAL: base}
            rows += [{**named, ANSWER: answer, "n": count} for answer, count in answers.items()]
    shares = asked.measure.counts_pupils
    return CountTable.from_rows(
        rows,
        dims=(*columns, ANSWER) if shares else columns,
        name=f"{number}. {asked.title}",
        measure=asked.measure.own,
        answers=(ANSWER,) if shares else (),
        margins=Margins.GIVEN,
    )
