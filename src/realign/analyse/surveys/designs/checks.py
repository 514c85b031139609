"""Checks that the declared design is the design of the data, made before anything is estimated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from realign.analyse.surveys.data.engine import answers_in
from realign.analyse.surveys.data.types import named_columns
from realign.analyse.surveys.designs.replicates import expanded
from realign.analyse.surveys.models import Survey
from realign.foundations.partnerships.types import Refusal
from realign.methods.survey import LonelyPsu

NAMED = 8


COLUMNS = ("weight", "base_weight", "stratum", "psu", "fpc", "ssu", "ssu_fpc")
WEIGHTS = ("weight", "base_weight")


@dataclass(frozen=True)
class DesignProblem:
    """One thing in which the declared design and the data disagree; ``field`` is where it was declared."""

    field: str
    words: str


class DesignRefused(Refusal):
    """A design that does not fit its data, with every problem."""

    def __init__(self, problems: Iterable[DesignProblem]) -> None:
        self.problems = list(problems)
        super().__init__(
            "The design does not fit the data. " + " ".join(problem.words for problem in self.problems),
            "Correct the names of the columns, or choose how to treat this.",
        )


def check_design(survey: Survey, path: Path) -> None:
    """Refuse a design that these data do not bear out, naming every problem."""
    problems = list(design_problems(survey, answers_in(path)))
    if problems:
        raise DesignRefused(problems)


def design_problems(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    """Everything in which the declared design and the data disagree."""
    absent = list(_absent(survey, table))
    yield from absent
    yield from _against_each_other(survey)
    if absent:
        return
    yield from _weights(survey, table)
    yield from _blanks(survey, table)
    if survey.replicates:
        yield from _replicates(survey, table)
        return
    if survey.psu and LonelyPsu(survey.lonely_psu) is LonelyPsu.FAIL:
        yield from _lonely(survey, table)
    if survey.fpc:
        yield from _population(survey, table)


def lonely_strata(survey: Survey, table: ir.Table) -> list[str]:
    """The strata in which a single unit was sampled (and not all there are)."""
    if not survey.psu or not survey.stratum:
        return []
    units = table.group_by(survey.stratum).aggregate(
        units=table[survey.psu].nunique(), **({"all": table[survey.fpc].max()} if survey.fpc else {})
    )
    lonely = units.filter(units.units == 1)
    if survey.fpc:
        lonely = lonely.filter(lonely["all"] > 1)
    return sorted(str(row[survey.stratum]) for row in lonely.to_pyarrow().to_pylist())


def _absent(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    columns = ", ".join(table.columns[:40])
    for field in COLUMNS:
        name = getattr(survey, field)
        if name and name not in table.columns:
            yield DesignProblem(field, f"The data have no column “{name}”. They have: {columns}.")
    missing = [name for name in named_columns(survey.raked_to) if name not in table.columns]
    if missing:
        yield DesignProblem("raked_to", f"The data have no column {_named(missing)}. They have: {columns}.")
    missing = [name for name in expanded(survey.replicates, table.columns) if name not in table.columns]
    if missing:
        yield DesignProblem("replicates", f"The data have no column {_named(missing)}.")
    if survey.replicates and len(expanded(survey.replicates, table.columns)) < 2:
        yield DesignProblem(
            "replicates", f"“{survey.replicates}” names fewer than two columns of replicate weights."
        )


def _against_each_other(survey: Survey) -> Iterator[DesignProblem]:
    if survey.replicates and not survey.replicate_method:
        yield DesignProblem("replicate_method", "Say how the replicate weights were made.")
    if survey.replicates and not survey.weight:
        yield DesignProblem("weight", "Replicate weights need the column of full-sample weights beside them.")
    if survey.raked_to and not survey.weight:
        yield DesignProblem("weight", "Name the column of weights that were adjusted.")
    if survey.base_weight and not survey.raked_to:
        yield DesignProblem(
            "raked_to", "Weights before an adjustment only matter with what they were adjusted to."
        )
    if survey.raked_to and survey.replicates:
        yield DesignProblem(
            "raked_to",
            "Replicate weights that were each adjusted know of it already. Leave one or the other out.",
        )
    if survey.replicates and (survey.stratum or survey.psu):
        yield DesignProblem(
            "replicates",
            "With replicate weights, strata and sampling units are not used. Leave one or the other out.",
        )
    method = survey.replicate_method
    if method == Survey.Replication.JKN and survey.replicate_scale is None:
        yield DesignProblem(
            "replicate_scale", "A stratified jackknife needs its scale, from the survey’s documentation."
        )
    if method == Survey.Replication.FAY and not 0 < (survey.fay or 0) < 1:
        yield DesignProblem("fay", "Fay’s factor lies between 0 and 1, such as 0.5.")
    if survey.ssu and not survey.psu:
        yield DesignProblem("psu", "A second stage needs a first: name the column of primary sampling units.")
    if survey.ssu_fpc and not survey.fpc:
        yield DesignProblem(
            "fpc", "A second-stage population size only matters with a first-stage one. Give both or none."
        )


def _weights(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    for field in WEIGHTS:
        name = getattr(survey, field)
        if not name:
            continue
        weight = table[name]
        if not weight.type().is_numeric():
            yield DesignProblem(field, f"“{name}” holds {weight.type()}, where numbers were expected.")
            continue
        number = weight.cast("float64")
        bad = _count(number.isnull() | number.isnan() | (number < 0))
        if bad:
            yield DesignProblem(field, f"{bad:,} pupils have no weight, or a negative weight.")
        if infinite := _count(number.isinf()):
            yield DesignProblem(field, f"{infinite:,} pupils have an infinite weight in “{name}”.")


def _count(condition: ir.BooleanColumn) -> int:
    return int(condition.cast("int64").sum().to_pyarrow().as_py() or 0)


def _blanks(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    for field in ("stratum", "psu", "ssu"):
        if name := getattr(survey, field):
            blank = int(table[name].isnull().cast("int64").sum().to_pyarrow().as_py() or 0)
            if blank:
                yield DesignProblem(field, f"“{name}” is empty for {blank:,} pupils.")


def _lonely(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    if alone := lonely_strata(survey, table):
        yield DesignProblem(
            "lonely_psu",
            f"Only one sampling unit was drawn in {_named(alone)}, so the spread inside cannot be measured. "
            "Merge strata, or choose how to treat them.",
        )


def _population(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    size = table[survey.fpc]
    if not size.type().is_numeric():
        yield DesignProblem("fpc", f"“{survey.fpc}” holds {size.type()}, where numbers were expected.")
        return
    by = [survey.stratum] if survey.stratum else []
    unit = table[survey.psu] if survey.psu else ibis.row_number()
    sums: dict[str, Any] = {"low": size.min(), "high": size.max()}
    sums["units"] = unit.nunique() if survey.psu else table.count()
    sizes = table.group_by(by).aggregate(**sums).order_by(by) if by else table.aggregate(**sums)
    for row in sizes.to_pyarrow().to_pylist():
        where = f" in {row[survey.stratum]}" if by else ""
        if row["low"] is None or row["low"] != row["high"]:
            yield DesignProblem(
                "fpc", f"“{survey.fpc}” has more than one value, or gaps,{where}.".replace(",.", ".")
            )
        elif row["low"] > 1 and row["units"] > row["low"]:
            yield DesignProblem(
                "fpc",
                f"“{survey.fpc}” says that there are {row['low']:,} units{where}, but {row['units']:,} were sampled. "
                "It must count sampling units, not pupils.",
            )


def _replicates(survey: Survey, table: ir.Table) -> Iterator[DesignProblem]:
    for name in expanded(survey.replicates, table.columns):
        if not table[name].type().is_numeric():
            yield DesignProblem(
                "replicates", f"“{name}” holds {table[name].type()}, where numbers were expected."
            )
            return
    names = expanded(survey.replicates, table.columns)
    sums = {name: table[name].isnull().cast("int64").sum() for name in names}
    blank = [name for name, count in table.aggregate(**sums).to_pyarrow().to_pylist()[0].items() if count]
    if blank:
        yield DesignProblem("replicates", f"There are gaps in {_named(blank)}.")


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:NAMED]) + more
