"""How good a survey is: response, item non-response by kind of missing, weights, design, and how firm its figures are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np

from realign.analyse.surveys.data.engine import answers_in
from realign.analyse.surveys.data.measures import UNKNOWN, main_dimensions, main_measures
from realign.analyse.surveys.data.queries import dataset_of
from realign.analyse.surveys.data.reading import prepared
from realign.analyse.surveys.designs.checks import lonely_strata
from realign.analyse.surveys.designs.estimates import estimates_of
from realign.analyse.surveys.models import Survey
from realign.methods.survey import Reliability, SurveyError, kish_deff, reliability

NOT_ASKED = re.compile(r"not (asked|applicable|collected)|routed", re.IGNORECASE)


BANDS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)
"""Weights as multiples of their mean, for the picture of how they are spread."""


@dataclass(frozen=True)
class ItemMissing:
    """One column: how many were asked, and how many gave no answer for each reason."""

    column: str
    label: str
    not_asked: int
    kinds: dict[str, int]
    blank: int
    pupils: int

    @property
    def asked(self) -> int:
        """Pupils of whom the question was asked."""
        return self.pupils - self.not_asked

    @property
    def missing(self) -> int:
        """Pupils who were asked and gave no answer, for whatever reason."""
        return sum(self.kinds.values()) + self.blank

    @property
    def rate(self) -> float | None:
        """The share of those asked who gave no answer."""
        return self.missing / self.asked if self.asked else None


@dataclass(frozen=True)
class Weights:
    """How weights are spread, and what their being unequal costs."""

    smallest: float
    quartiles: tuple[float, float, float]
    largest: float
    total: float
    kish: float
    effective: float
    bands: list[tuple[str, int]]


@dataclass(frozen=True)
class SampleSummary:
    """The sample in numbers."""

    pupils: int
    strata: int
    units: int
    fewest_units: int
    most_units: int
    pupils_in_unit: tuple[int, float, int]
    alone: list[str]


@dataclass(frozen=True)
class Firmness:
    """How many groups of a measure by a breakdown have firm, less certain, or too uncertain figures."""

    measure: str
    by: str
    firm: int
    caution: int
    low: int


@dataclass(frozen=True)
class Quality:
    """Everything a report on quality says of a survey’s data."""

    items: list[ItemMissing]
    weights: Weights | None
    drawn: SampleSummary
    firmness: list[Firmness]
    problem: str = ""


def quality_of(survey: Survey, path: Path) -> Quality:
    """Look at the data once for each part of the report."""
    table = answers_in(path)
    try:
        firm, problem = _firmness(survey, path), ""
    except SurveyError as error:
        firm, problem = [], str(error)
    return Quality(_items(survey, table), _weights(survey, table), _drawn(survey, table), firm, problem)


def _items(survey: Survey, table: ir.Table) -> list[ItemMissing]:
    """One aggregation over all columns: each missing code of each column counted apart."""
    design = {survey.stratum, survey.psu, survey.weight, survey.fpc, survey.ssu, survey.ssu_fpc}
    columns = [
        c for c in dataset_of(survey).columns if c["name"] not in design and (c["values"] or c["missing"])
    ]
    sums: dict[str, Any] = {"pupils": table.count()}
    for place, column in enumerate(columns):
        text = table[column["name"]].cast("string")
        sums[f"{place}|blank"] = table[column["name"]].isnull().cast("int64").sum()
        for number, code in enumerate(column["missing"]):
            sums[f"{place}|{number}"] = (text == code).cast("int64").sum()
    counts = {name: value or 0 for name, value in table.aggregate(**sums).to_pyarrow().to_pylist()[0].items()}
    return [_item(column, place, counts) for place, column in enumerate(columns)]


def _item(column: dict[str, Any], place: int, counts: dict[str, int]) -> ItemMissing:
    kinds: dict[str, int] = {}
    not_asked = 0
    for number, code in enumerate(column["missing"]):
        words, count = column["values"].get(code, code), counts[f"{place}|{number}"]
        if NOT_ASKED.search(words):
            not_asked += count
        else:
            kinds[words] = kinds.get(words, 0) + count
    return ItemMissing(
        column["name"], column["label"], not_asked, kinds, counts[f"{place}|blank"], counts["pupils"]
    )


def _weights(survey: Survey, table: ir.Table) -> Weights | None:
    if not survey.weight:
        return None
    values = table[survey.weight].cast("float64").to_pyarrow().to_numpy(zero_copy_only=False)
    values = values[~np.isnan(values)]
    kish = kish_deff(values)
    first, middle, third = (float(value) for value in np.quantile(values, (0.25, 0.5, 0.75)))
    return Weights(
        smallest=float(values.min()),
        quartiles=(first, middle, third),
        largest=float(values.max()),
        total=float(values.sum()),
        kish=kish,
        effective=len(values) / kish,
        bands=_bands(values / values.mean()),
    )


def _bands(multiples: np.ndarray) -> list[tuple[str, int]]:
    places = np.digitize(multiples, BANDS, right=True)
    names = [f"Up to {BANDS[0]:g}"]
    names += [f"{low:g} to {high:g}" for low, high in pairwise(BANDS)]
    names.append(f"Over {BANDS[-1]:g}")
    return [(name, int((places == place).sum())) for place, name in enumerate(names)]


def _drawn(survey: Survey, table: ir.Table) -> SampleSummary:
    pupils = int(table.count().to_pyarrow().as_py())
    if not survey.psu:
        return SampleSummary(pupils, _different(survey.stratum, table), pupils, 0, 0, (1, 1.0, 1), [])
    keys = [survey.stratum, survey.psu] if survey.stratum else [survey.psu]
    rows = table.group_by(keys).aggregate(n=table.count()).to_pyarrow().to_pylist()
    sizes = np.array([row["n"] for row in rows])
    in_stratum: dict[Any, int] = {}
    for row in rows:
        place = row.get(survey.stratum) if survey.stratum else None
        in_stratum[place] = in_stratum.get(place, 0) + 1
    return SampleSummary(
        pupils=pupils,
        strata=len(in_stratum) if survey.stratum else 0,
        units=len(rows),
        fewest_units=min(in_stratum.values()),
        most_units=max(in_stratum.values()),
        pupils_in_unit=(int(sizes.min()), float(np.median(sizes)), int(sizes.max())),
        alone=lonely_strata(survey, table),
    )


def _different(column: str, table: ir.Table) -> int:
    return int(table[column].nunique().to_pyarrow().as_py()) if column else 0


def _firmness(survey: Survey, path: Path) -> list[Firmness]:
    """Every named measure by every single breakdown, from one reading."""
    measures = main_measures(dataset_of(survey))
    dims = list(main_dimensions(dataset_of(survey)).values())
    if not measures:
        return []
    by: Sequence[tuple[str, ...]] = [(), *((dim.column,) for dim in dims)]
    indicators = [measure.indicator for measure in measures]
    estimates = estimates_of(prepared(survey, path, measures, dims), survey, indicators, by, "logit")
    counted: dict[tuple[str, str], list[Reliability]] = {}
    for row, (firm, _) in zip(estimates.rows(), reliability(estimates), strict=True):
        place = next((key for key in estimates.keys if row[key] is not None), "")
        if firm is not Reliability.NOT_ASKED and row.get(place) != UNKNOWN:
            counted.setdefault((row["indicator"], place), []).append(firm)
    titles = {measure.code: measure.title for measure in measures}
    names = {"": "All pupils", **{dim.column: dim.title for dim in dims}}
    return [
        Firmness(
            titles[code],
            names[place],
            *(flags.count(flag) for flag in (Reliability.FIRM, Reliability.CAUTION, Reliability.SUPPRESS)),
        )
        for (code, place), flags in counted.items()
    ]
