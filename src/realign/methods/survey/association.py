"""Whether two answers go together: the Rao–Scott test on a survey's cross-table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import special

from realign.methods.survey import raked, taylor
from realign.methods.survey.cells import cell_rows, cell_units
from realign.methods.survey.design import Design, LonelyPsu, SurveyError
from realign.methods.survey.indicators import Stat, SurveyIndicator
from realign.methods.survey.reading import Reduction, read
from realign.methods.survey.sample import Floats, check_lonely, crossed
from realign.methods.survey.scan import ScanPlan


@dataclass(frozen=True)
class RaoScott:
    """The test of two answers being unrelated.

    ``chi_square`` is Pearson's on the weighted table scaled to the number of people; ``f`` is it divided by
    the sum of the generalised design effects, and follows F with ``df1`` and ``df2`` degrees of freedom.
    ``first_order_p`` sets ``chi_square`` divided by their mean against chi-squared: quicker to explain, less exact.
    """

    chi_square: float
    f: float
    df1: float
    df2: float
    p_value: float
    first_order_p: float


def rao_scott(
    table: Any, design: Design, *, rows: str, columns: str, reduction: Reduction = Reduction.HERE
) -> RaoScott:
    """Test whether two questions are related, allowing for weights, strata and clusters.

    People missing either answer are left out, and stay in the design: in its degrees of freedom and, as in R, in
    the number of people ``chi_square`` is scaled to (which ``f`` does not depend on). Second-order corrected F:
    J. N. K. Rao and A. J. Scott (1984), Annals of Statistics 12, as in R's ``svychisq``.

    >>> import ibis, pyarrow
    >>> answers = {"school": list("aabbccdd"), "girl": [0, 1] * 4, "raised": [0, 1, 0, 1, 0, 0, 1, 1]}
    >>> test = rao_scott(ibis.memtable(pyarrow.table(answers)), Design(psu="school"),
    ...                  rows="raised", columns="girl")
    >>> round(test.f, 3), round(test.p_value, 3)
    (2.25, 0.231)
    """
    known = table.filter(table[rows].notnull(), table[columns].notnull())
    everyone = table.mutate(_one=(table[rows].notnull() & table[columns].notnull()).cast("int8"))
    if not known.limit(1).to_pyarrow().num_rows:
        raise SurveyError(f"Nobody answered both {rows!r} and {columns!r}.")
    plan = ScanPlan(design, (SurveyIndicator("_one", Stat.MEAN),), ((rows, columns),))
    totals = read(everyone, plan, Reduction(reduction))[0][1]
    if design.lonely_psu is LonelyPsu.FAIL:
        check_lonely(totals.sample)
    units = cell_units(totals, (rows, columns))
    row, row_example = crossed(_codes(units.values[rows]))
    column, column_example = crossed(_codes(units.values[columns]))
    shape = len(row_example), len(column_example)
    if min(shape) < 2:
        raise SurveyError(
            f"A test needs two answers or more of each question; found {shape[0]} × {shape[1]}."
        )
    place = row * shape[1] + column
    weights = np.zeros((len(totals.sample.psu_of_unit), shape[0] * shape[1]))
    np.add.at(weights, (units.unit, place[units.cell]), units.sums.w[:, 0])
    people = float(totals.respondents.sum())
    share = weights.sum(axis=0) / weights.sum()
    scores = (weights - np.outer(weights.sum(axis=1), share)) / weights.sum()
    if design.margins:
        margins = raked.RakedGroups.of_totals(totals, design)
        kept, cell, _ = cell_rows(totals, (rows, columns))
        before = np.zeros((margins.combinations, len(share)))
        np.add.at(before, (margins.combination[kept], place[cell]), totals.base.w[kept, 0])
        moments = (before - np.outer(before.sum(axis=1), share)) / weights.sum()
        scores = margins.residuals(scores, np.arange(len(weights)), moments)
    covariance = taylor.covariance(scores, np.arange(len(weights)), totals.sample, design.lonely_psu)
    df = float(len(totals.sample.stratum) - len(totals.sample.units_in_stratum))
    return _test(share, covariance, shape, people, df)


def _codes(values: list[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([places[value] for value in values], dtype=np.int64)


def _test(share: Floats, covariance: Floats, shape: tuple[int, int], people: float, df: float) -> RaoScott:
    grid = share.reshape(shape)
    expected = np.outer(grid.sum(axis=1), grid.sum(axis=0))
    chi_square = people * float(((grid - expected) ** 2 / expected).sum())
    interaction = _interaction(shape)
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1.0), 0.0)[:, None]
    simple = interaction.T @ (inverse / people * interaction)
    actual = (inverse * interaction).T @ covariance @ (inverse * interaction)
    effects = np.linalg.solve(simple, actual)
    total = float(np.trace(effects))
    df1 = total**2 / float(np.trace(effects @ effects))
    f = chi_square / total
    freedom = len(effects)
    first_order = float(special.chdtrc(freedom, f * freedom))
    return RaoScott(chi_square, f, df1, df1 * df, float(special.fdtrc(df1, df1 * df, f)), first_order)


def _interaction(shape: tuple[int, int]) -> Floats:
    """Contrasts of the cells that neither row nor column totals can explain."""
    row, column = np.divmod(np.arange(shape[0] * shape[1]), shape[1])
    rows = (row[:, None] == np.arange(1, shape[0])).astype(np.float64)
    columns = (column[:, None] == np.arange(1, shape[1])).astype(np.float64)
    main = np.hstack([np.ones((len(row), 1)), rows, columns])
    crossed_terms = np.hstack([rows[:, [place]] * columns for place in range(rows.shape[1])])
    fitted = main @ np.linalg.lstsq(main, crossed_terms, rcond=None)[0]
    residual: Floats = crossed_terms - fitted
    return residual
