"""Surveys published with replicate weights, and replicates formed from a design, against R in the same run."""

import math
from dataclasses import dataclass, replace

import ibis
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from tests.reference.survey.live.drawn import Shape, frame_of
from tests.reference.survey.live.session import ask_r

from realign.methods.survey import (
    Centre,
    Design,
    IntervalMethod,
    Method,
    Stat,
    SurveyIndicator,
    differences_with_replicate_weights,
    estimate_by_replication,
    estimate_with_replicate_weights,
)
from realign.methods.survey.replicates import Replicates, replicates
from realign.methods.survey.sample import Sample

pytestmark = [pytest.mark.slow]  # R starts once for all of them

LIMITS = (IntervalMethod.MEAN, IntervalMethod.LOGIT, IntervalMethod.ASIN, IntervalMethod.BETA)
BY = [(), ("g",), ("g", "h")]
GROUPS = {
    ("", ""): "TRUE",
    ("a", ""): 'g == "a"',
    ("c", ""): 'g == "c"',
    ("b", "yes"): 'g == "b" & h == "yes"',
}
PAIRED, UNEVEN, WHOLE = Shape(strata=6, paired=True), Shape(strata=3, fpc="count"), Shape(strata=1)


@dataclass(frozen=True)
class Case:
    method: Method
    shape: Shape
    in_r: str
    fay: float = 0.5


CASES = {
    "brr": Case(Method.BRR, PAIRED, 'type = "BRR"'),
    "fay": Case(Method.FAY, PAIRED, 'type = "Fay", fay.rho = 0.3', 0.3),
    "jk1": Case(Method.JK1, WHOLE, 'type = "JK1"'),
    "jkn": Case(Method.JKN, UNEVEN, 'type = "JKn"'),
    "jkn gaps": Case(Method.JKN, replace(UNEVEN, missing=0.1), 'type = "JKn"'),
    "bootstrap": Case(Method.BOOTSTRAP, UNEVEN, ""),
}


@dataclass(frozen=True)
class World:
    frame: pd.DataFrame
    formed: Replicates
    design: Design

    @property
    def names(self) -> list[str]:
        return [f"rw{place}" for place in range(self.formed.factors.shape[1])]

    @property
    def table(self):
        return ibis.memtable(pa.Table.from_pandas(self.frame, preserve_index=False))


def world(case: Case, rng: np.random.Generator) -> World:
    frame = frame_of(case.shape, rng)
    unit = pd.factorize(pd.Series(list(zip(frame["stratum"], frame["unit"], strict=True))))[0]
    stratum = pd.factorize(frame["stratum"])[0]
    first = pd.Series(unit).drop_duplicates().index
    of_unit = stratum[first]
    counts = np.bincount(of_unit).astype(float)
    sizes = frame["units"].to_numpy(float)[[np.flatnonzero(stratum == s)[0] for s in range(len(counts))]]
    population = sizes if case.shape.fpc else np.full(len(counts), np.nan)
    sample = Sample(of_unit, counts, population, np.arange(len(of_unit)), np.full(len(of_unit), np.nan))
    formed = replicates(sample, case.method, fay=case.fay, count=40, rng=rng)
    weights = frame["w"].to_numpy()[:, None] * formed.factors[unit]
    frame = frame.assign(**{f"rw{place}": column for place, column in enumerate(weights.T)})
    design = Design(
        weight="w",
        psu="unit",
        strata="stratum" if case.shape.strata > 1 else None,
        fpc="units" if case.shape.fpc else None,
    )
    return World(frame, formed, design)


@pytest.fixture(scope="module")
def worlds():
    rng = np.random.default_rng(11)
    return {name: world(case, rng) for name, case in CASES.items()}


def opening(name: str, one: World, mse: bool) -> str:
    shares = ", ".join(f"{share:.17g}" for share in one.formed.shares)
    return (
        f'd <- read.csv("{name}.csv", colClasses = c(g = "character", h = "character"), na.strings = "")\n'
        'des <- svrepdesign(data = d, weights = ~w, repweights = "^rw", type = "other", combined.weights = TRUE, '
        f"scale = {one.formed.scale:.17g}, rscales = c({shares}), mse = {str(mse).upper()})\n"
    )


@pytest.fixture(scope="module")
def answered(worlds):
    lines = []
    for name, one in worlds.items():
        for centre in Centre:
            lines.append(opening(name, one, centre is Centre.ESTIMATE))
            for (g, h), condition in GROUPS.items():
                where = f"{name}|{centre}|{g}|{h}"
                lines.append(f"sub <- subset(des, {condition.replace('==', '%in%')})")
                lines.append(f'answer("{where}", "share", share(sub, "y"))')
                lines.append(f'answer("{where}", "mean", number(svymean, sub, "score"))')
                lines.append(f'answer("{where}", "total", number(svytotal, sub, "score"))')
                lines.append(f'answer("{where}", "ratio", ratio(sub, "score", "x"))')
            pair = 'subset(des, g %in% c("a", "b"))'
            both = f'repeated_contrast({pair}, "b", "a")'
            lines.append(f'answer("{name}|{centre}", "compared", c({both}, degf({pair}) - 1))')
        if CASES[name].in_r:
            shape = CASES[name].shape
            strata = ", strata = ~stratum" if shape.strata > 1 else ""
            fpc = ", fpc = ~units" if shape.fpc else ""
            lines.append(f"des <- svydesign(ids = ~unit, weights = ~w, data = d, nest = TRUE{strata}{fpc})")
            lines.append(f"des <- as.svrepdesign(des, {CASES[name].in_r}, mse = TRUE, compress = FALSE)")
            for (g, h), condition in GROUPS.items():
                lines.append(f"sub <- subset(des, {condition.replace('==', '%in%')})")
                lines.append(f'answer("{name}|formed|{g}|{h}", "share", share(sub, "y"))')
                lines.append(f'answer("{name}|formed|{g}|{h}", "total", number(svytotal, sub, "score"))')
    return ask_r({name: one.frame for name, one in worlds.items()}, "\n".join(lines))


INDICATORS = [
    SurveyIndicator("share", column="y"),
    SurveyIndicator("mean", Stat.MEAN, column="score"),
    SurveyIndicator("total", Stat.TOTAL, column="score"),
    SurveyIndicator("ratio", Stat.RATIO, column="score", per="x"),
]


def by_group(found):
    return {(row["indicator"], row["g"] or "", row["h"] or ""): row for row in found.rows()}


def agree(row, names, theirs):
    pairs = [(row[name], value) for name, value in zip(names, theirs, strict=True) if math.isfinite(value)]
    assert [mine for mine, _ in pairs] == pytest.approx([value for _, value in pairs], rel=1e-6, abs=1e-9)


def hold(rows, place, answered, where):
    """One group's estimates against R's; R counts ``n`` as we do."""
    for name, order in (
        ("mean", ("estimate", "se", "deff", "lower", "upper")),
        ("total", ("estimate", "se", "deff", "lower", "upper")),
        ("ratio", ("estimate", "se", "lower", "upper")),
    ):
        if (where, name) in answered or name == "total":
            agree(rows[name, *place], order, answered[where, name])


@pytest.mark.parametrize("centre", Centre)
@pytest.mark.parametrize("name", CASES)
def test_published_replicate_weights(name, centre, worlds, answered):
    one = worlds[name]
    asked = {
        "weights": one.names,
        "scale": one.formed.scale,
        "shares": list(one.formed.shares),
        "centre": centre,
    }
    for interval in LIMITS:
        found = estimate_with_replicate_weights(
            one.table, one.design, **asked, indicators=INDICATORS, by=BY, interval=interval
        )
        rows = by_group(found)
        for place in GROUPS:
            where = f"{name}|{centre}|{place[0]}|{place[1]}"
            hold(rows, place, answered, where)
            theirs, start = answered[where, "share"], 5 + 2 * LIMITS.index(interval)
            agree(rows["share", *place], ("estimate", "se", "deff", "df", "n"), theirs[:5])
            if interval is not IntervalMethod.ASIN or theirs[start] <= theirs[0] <= theirs[start + 1]:
                agree(rows["share", *place], ("lower", "upper"), theirs[start : start + 2])
    found = differences_with_replicate_weights(
        one.table, one.design, **asked, indicators=[INDICATORS[1]], between="g", reference="a"
    )
    row = next(row for row in found.rows() if row["group"] == "b")
    agree(row, ("difference", "se", "df"), answered[f"{name}|{centre}", "compared"])


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.in_r])
def test_replicates_formed_from_the_design(name, worlds, answered):
    one, case = worlds[name], CASES[name]
    found = estimate_by_replication(
        one.table, one.design, indicators=INDICATORS[::2], by=BY, method=case.method, fay=case.fay
    )
    rows = by_group(found)
    # which halves are balanced against which is not the same in R, and matters to shares in groups, not to totals
    same_halves = case.method in (Method.JK1, Method.JKN)
    for g, h in GROUPS:
        where = f"{name}|formed|{g}|{h}"
        hold(rows, (g, h), answered, where)
        share = answered[where, "share"]
        if same_halves:
            agree(rows["share", g, h], ("estimate", "se", "deff", "df", "n"), share[:5])
        else:
            assert rows["share", g, h]["se"] == pytest.approx(share[1], rel=0.2)
