"""What can be worked out from a survey: measures and breakdowns, held as data in measures.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib import resources
from typing import Any

import ibis.expr.types as ir

from realign.foundations.files.models import Dataset
from realign.registers.evidence.types import Dimension


@dataclass(frozen=True)
class Measure:
    """A share that can be estimated: whose answers count, and which answers make the share."""

    code: str
    title: str
    sentence: str
    definition: str
    column: str
    asked_of: str
    source: str
    verified: bool
    at_least: float | None = None
    values: tuple[int, ...] = ()

    def holds(self, table: ir.Table, missing: Sequence[str]) -> ir.BooleanColumn:
        """Whether each pupil has the attribute: null where the question was not asked or not answered."""
        column = table[self.column]
        unknown = column.isnull() | column.cast("string").isin(list(missing)) if missing else column.isnull()
        yes = column >= self.at_least if self.at_least is not None else column.isin(list(self.values))
        return unknown.ifelse(None, yes)


@dataclass(frozen=True)
class Breakdown:
    """A column that tables may be broken down by."""

    column: str
    title: str


@cache
def _file() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("measures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def measures_of(dataset: Dataset) -> list[Measure]:
    """The measures whose column these data have."""
    held = {column["name"] for column in dataset.columns}
    rows = ({**row, "values": tuple(row.get("values", ()))} for row in _file()["measure"])
    return [Measure(**row) for row in rows if row["column"] in held]


def measure_of(dataset: Dataset, code: str) -> Measure:
    """One measure of these data; KeyError where they do not have it."""
    found = {measure.code: measure for measure in measures_of(dataset)}
    return found[code]


def dimensions_of(dataset: Dataset) -> dict[str, Dimension]:
    """The breakdowns that these data allow: columns whose values all have a name."""
    described = {column["name"]: column for column in dataset.columns}
    found = {}
    for row in _file()["breakdown"]:
        column = described.get(row["column"])
        if column and column["values"]:
            levels = tuple((v, name) for v, name in column["values"].items() if v not in column["missing"])
            found[row["column"]] = Dimension(row["column"], row["title"], levels)
    return found


def missing_codes(dataset: Dataset, column: str) -> list[str]:
    """The values of a column that say “missing”, whatever the reason."""
    return next((list(held["missing"]) for held in dataset.columns if held["name"] == column), [])


def known_in_all(table: ir.Table, dims: Sequence[Dimension]) -> ir.BooleanValue:
    """Whether a pupil has a named level in every breakdown of a table."""
    tests = [table[dim.column].cast("string").isin([level for level, _ in dim.levels]) for dim in dims]
    return reduce(lambda one, other: one & other, tests)
