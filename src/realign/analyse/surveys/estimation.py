"""From restricted data to a protected table: one scan to estimate, one to count, then disclosure control."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import ibis
import ibis.expr.types as ir

from realign.analyse.surveys.measures import Measure, known_in_all, missing_codes
from realign.analyse.surveys.models import Survey
from realign.methods.disclosure import TOTAL, CountTable, PublishedTable, SafeTable, profile, protect
from realign.methods.survey import Design, Indicator, Interval, LonelyPsu, Stat, estimate
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension, Shown

HOLDS = "holds_measure"


@dataclass(frozen=True)
class Asked:
    """What somebody wants to know: a measure by up to three breakdowns, with how to say it safely."""

    measure: Measure
    dims: tuple[Dimension, ...]
    profile: str
    interval: str = "logit"


@dataclass(frozen=True)
class WorkedOut:
    """The answer, protected: counts that may be shown, and the estimate of each group that may be shown."""

    asked: Asked
    safe: SafeTable
    estimates: Mapping[tuple[str, ...], Shown]
    left_out: int


def design_of(survey: Survey) -> Design:
    """The survey’s design as it was declared, once."""
    return Design(
        weight=survey.weight or None,
        strata=survey.stratum or None,
        psu=survey.psu or None,
        fpc=survey.fpc or None,
        lonely_psu=LonelyPsu(survey.lonely_psu),
    )


def work_out(survey: Survey, path: Path, asked: Asked, released: Sequence[PublishedTable]) -> WorkedOut:
    """Estimate, count and protect one table. Raises ReleaseRefused where nothing would protect it."""
    table = _prepared(survey, path, asked)
    estimates = _estimates(table, survey, asked)
    counts, left_out = _counts(table, asked)
    counted = CountTable.from_rows(
        counts,
        dims=(*(dim.column for dim in asked.dims), ANSWER),
        name=asked.measure.title,
        measure=asked.measure.code,
        answers=(ANSWER,),
    )
    safe = protect([counted], profile(asked.profile), released=released)
    return WorkedOut(asked, safe, estimates, left_out)


def _prepared(survey: Survey, path: Path, asked: Asked) -> ir.Table:
    """The survey with the measure as one column, null for anybody outside the table.

    Pupils with an unknown level in any breakdown answer nothing here, so that every margin is of the same
    people; they stay in the data, so that the design is whole.
    """
    table = ibis.read_parquet(path)
    holds = asked.measure.holds(table, missing_codes(survey.dataset, asked.measure.column))
    if asked.dims:
        holds = known_in_all(table, asked.dims).ifelse(holds, None)
    levels = {dim.column: table[dim.column].cast("string") for dim in asked.dims}
    return table.mutate(**{HOLDS: holds.cast("int8")}, **levels)


def _estimates(table: ir.Table, survey: Survey, asked: Asked) -> dict[tuple[str, ...], Shown]:
    columns = [dim.column for dim in asked.dims]
    found = estimate(
        table,
        design_of(survey),
        indicators=[Indicator(HOLDS, Stat.PROPORTION)],
        by=[chosen for size in range(len(columns) + 1) for chosen in combinations(columns, size)],
        interval=Interval(asked.interval),
    )
    return {
        tuple(TOTAL if row.get(column) is None else str(row[column]) for column in columns): Shown(
            **{name: row[name] for name in ("estimate", "lower", "upper", "se", "df", "deff")}
        )
        for row in found.rows()
        if row["n"]
    }


def _counts(table: ir.Table, asked: Asked) -> tuple[list[dict[str, object]], int]:
    columns = [dim.column for dim in asked.dims]
    answered = table.filter(table[HOLDS].notnull())
    grouped = answered.group_by(columns) if columns else answered
    reduced = grouped.aggregate(base=answered.count(), count=answered[HOLDS].sum()).to_pyarrow().to_pylist()
    # in a fixed order, so that the same data give the same table and the same fingerprint
    reduced.sort(key=lambda row: [row[column] for column in columns])
    rows: list[dict[str, object]] = []
    for row in reduced:
        group = {column: row[column] for column in columns}
        rows += [
            {**group, ANSWER: WITH, "n": row["count"]},
            {**group, ANSWER: WITHOUT, "n": row["base"] - row["count"]},
        ]
    pupils = table.count().to_pyarrow().as_py()
    return rows, pupils - sum(row["base"] for row in reduced)
