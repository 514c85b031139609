"""The same questions answered by the package, in R's order."""

import functools

import ibis
import numpy as np
import pyarrow as pa
from tests.reference.survey.live.drawn import Drawn
from tests.reference.survey.live.questions import SHARES

from realign.methods.survey import (
    Deff,
    Design,
    IntervalMethod,
    Stat,
    SurveyIndicator,
    differences,
    estimate,
    quantiles,
    rao_scott,
)

BY = [(), ("g",), ("h",), ("g", "h")]
LIMITS = (IntervalMethod.MEAN, IntervalMethod.LOGIT, IntervalMethod.ASIN, IntervalMethod.BETA)


class Ours:
    """Estimates of one drawn survey, worked out once and looked up by group."""

    def __init__(self, drawn: Drawn) -> None:
        self.table = ibis.memtable(pa.Table.from_pandas(drawn.frame, preserve_index=False))
        self.design: Design = drawn.design

    @functools.cached_property
    def _found(self):
        indicators = [
            SurveyIndicator("y"),
            SurveyIndicator("rare"),
            SurveyIndicator("mean score", Stat.MEAN, column="score"),
            SurveyIndicator("total score", Stat.TOTAL, column="score"),
            SurveyIndicator("ratio", Stat.RATIO, column="score", per="x"),
        ]
        return {
            (limits, deff): _by_group(
                estimate(self.table, self.design, indicators=indicators, by=BY, interval=limits, deff=deff)
            )
            for limits in IntervalMethod
            for deff in Deff
        }

    def row(self, indicator: str, g: str, h: str, limits=IntervalMethod.LOGIT, deff=Deff.WITHOUT_REPLACEMENT):
        return self._found[limits, deff][indicator, g, h]

    def share(self, y, g, h):
        row = self.row(y, g, h)
        return [row[k] for k in ("estimate", "se", "deff", "df", "n")] + self.limits(y, g, h, LIMITS)

    def replaced(self, g):
        return [
            self.row(name, g, "", deff=Deff.REPLACE)["deff"] for name in ("y", "mean score", "total score")
        ]

    def limits(self, y, g, h, methods):
        rows = [self.row(y, g, h, method) for method in methods]
        return [row[end] for row in rows for end in ("lower", "upper")]

    def number(self, indicator, g, h):
        row = self.row(indicator, g, h)
        return [row[k] for k in ("estimate", "se", "deff", "lower", "upper")]

    def ratio(self, g, h):
        row = self.row("ratio", g, h)
        return [row[k] for k in ("estimate", "se", "lower", "upper")]

    def ratio_effects(self, g, h):
        return [self.row("ratio", g, h, deff=deff)["deff"] for deff in Deff]

    @functools.cached_property
    def _quantiles(self):
        found = quantiles(self.table, self.design, column="score", shares=SHARES, by=BY)
        return _by_group(found, lambda row: row["share"])

    def quartiles(self, g, h):
        rows = [self._quantiles[share, g, h] for share in SHARES]
        return [row[k] for row in rows for k in ("quantile", "lower", "upper", "se")]

    def related(self, a, b):
        test = rao_scott(self.table, self.design, rows=a, columns=b)
        return [test.f, test.df1, test.df2, test.p_value, test.chi_square, test.first_order_p]

    def compared(self, y, between, reference, group):
        found = differences(
            self.table,
            self.design,
            indicators=[SurveyIndicator(y, Stat.MEAN)],
            between=between,
            reference=reference,
        )
        row = next(one for one in found.rows() if one["group"] == group)
        return [row[k] for k in ("difference", "t", "df", "p_value", "lower", "upper")]

    def contrast(self, stat, group):
        indicator = SurveyIndicator("score", stat, per="x" if stat == Stat.RATIO else None)
        found = differences(self.table, self.design, indicators=[indicator], between="g", reference="a")
        row = next(one for one in found.rows() if one["group"] == group)
        return [row["difference"], row["se"]]

    def answer(self, question: str) -> list[float]:
        """Our answer to a question as it was put to R."""
        kind, *rest = question.split(" ")
        match kind, *rest:
            case "share", y, g, h:
                found = self.share(y, g, h)
            case (("mean" | "total"), y, g, h):
                found = self.number(f"{kind} {y}", g, h)
            case "replaced", g:
                found = self.replaced(g)
            case "ratio", "effects", g, h:
                found = self.ratio_effects(g, h)
            case "ratio", g, h:
                found = self.ratio(g, h)
            case "quantiles", "all":
                found = self.quartiles("", "")[8:12]
            case "modelled", y:
                found = self.limits(y, "", "", (IntervalMethod.LOGIT, IntervalMethod.LIKELIHOOD))
            case "quantiles", g, h:
                found = self.quartiles(g, h)
            case "related", a, b:
                found = self.related(a, b)
            case "compared", y:
                found = self.compared(y, "h", "no", "yes")
            case "compared", y, group:
                found = self.compared(y, "g", "a", group)
            case "contrast", stat, group:
                found = self.contrast(Stat(stat), group)
            case _:
                raise ValueError(f"No answer for {question!r}.")
        return [np.nan if value is None else float(value) for value in found]


def _by_group(found, name=lambda row: row["indicator"]):
    return {(name(row), row["g"] or "", row["h"] or ""): row for row in found.rows()}
