"""Opening answers for the engine: a connection of its own for every reading, and a column for each measure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import ibis
import ibis.expr.types as ir

from realign.analyse.surveys.data.engine import answers_in
from realign.analyse.surveys.data.measures import UNKNOWN, Measure, below, dimensions_of, missing_codes
from realign.analyse.surveys.data.queries import dataset_of
from realign.analyse.surveys.data.types import named_columns
from realign.analyse.surveys.models import Survey
from realign.foundations.files.models import Dataset
from realign.registers.evidence.types import Dimension


def prepared(survey: Survey, path: Path, measures: Sequence[Measure], dims: Sequence[Dimension]) -> ir.Table:
    """The survey with a column for each measure, of its own name, and breakdowns as text.

    Pupils whose level has no name (no answer, not asked) are a level of their own, so that every table of a measure
    counts the same pupils and rows add up to totals.
    """
    table, dataset = answers_in(path), dataset_of(survey)
    new = {
        measure.prepared: measure.value(table, missing_codes(dataset, measure.column)) for measure in measures
    }
    new |= _ratios(dataset, table, measures, new)
    for dim in [*dims, *_raked_to(survey, dataset, {dim.column for dim in dims})]:
        text = table[dim.column].cast("string")
        levels = [level for level, _ in dim.levels]
        # a column that an earlier table was broken down by, and the codebook no longer names the values of
        known = text.isin(levels) if levels else text.notnull()
        new[dim.column] = known.ifelse(text, UNKNOWN)
    return table.mutate(**new)


def _raked_to(survey: Survey, dataset: Dataset, done: Collection[str]) -> list[Dimension]:
    """The groups that weights were adjusted to, beyond those that a table is broken down by."""
    known = dimensions_of(dataset)
    return [known[name] for name in named_columns(survey.raked_to) if name in known and name not in done]


def _ratios(
    dataset: Dataset, table: ir.Table, measures: Sequence[Measure], above: Mapping[str, ir.Column]
) -> dict[str, ir.Column]:
    """The columns below the line of ratios, and those above without pupils of whom only one of the two is known."""
    columns = {}
    for ratio in (measure for measure in measures if measure.per):
        per = replace(ratio, column=ratio.per).value(table, missing_codes(dataset, ratio.per))
        columns[below(ratio.code)] = per
        columns[ratio.prepared] = per.isnull().ifelse(ibis.null("float64"), above[ratio.prepared])
    return columns
