"""The fit of needs as rows for a file. Names and order of the columns are a contract: scripts depend on them."""

from collections.abc import Iterable
from datetime import date

from realign.analyse.fit import queries
from realign.analyse.fit.types import NeedFit
from realign.foundations.partnerships.models import Partnership
from realign.methods.fit.table import CAUTION
from realign.methods.intervals import Interval
from realign.methods.signs import Sign

COLUMNS = (
    "need", "place", "code", "age_from", "age_to", "population", "prevalence", "prevalence_lower",
    "prevalence_upper", "children", "children_lower", "children_upper", "services", "capacity", "reached",
    "waiting", "coverage", "coverage_lower", "coverage_upper", "missed", "missed_lower", "missed_upper",
    "spend", "spend_per_reached", "why_unknown", "caution",
)  # fmt: skip


def rows(fits: Iterable[NeedFit], *, with_spend: bool = True) -> list[list[object]]:
    """A heading row, then a row for each need and place. What is hidden stays hidden, marked as confidential."""
    return [list(COLUMNS), *(_row(fit, with_spend) for fit in fits)]


def every_fit(slug: str, on: date) -> list[list[object]] | None:
    """A heading row and a row for each need and place; nothing when there is no such partnership."""
    partnership = Partnership.objects.filter(slug=slug).first()
    if partnership is None:
        return None
    fits = []
    for whole in queries.fits(partnership, on):
        fits += [whole, *queries.fit_by_council(partnership, whole.need, on)]
    return rows(fits)


def _row(fit: NeedFit, with_spend: bool) -> list[object]:
    empty = str(Sign.CONFIDENTIAL) if fit.hidden else ""
    share, children, missed = fit.prevalence, fit.children, fit.missed
    coverage = fit.coverage.coverage if fit.coverage else None
    return [
        fit.need.slug,
        fit.place,
        fit.code,
        fit.need.age_from,
        fit.need.age_to,
        _number(fit.population.number if fit.population else None, 0),
        *_three(share, 6, empty),
        *_three(children, 0, empty),
        len(fit.contributions),
        _number(fit.capacity, 0),
        _number(fit.reached, 0),
        _number(fit.waiting, 0),
        *_three(coverage, 6, empty),
        *_three(missed, 0, empty),
        _number(fit.spend, 2) if with_spend else "",
        _number(fit.spend_per_reached, 2) if with_spend else "",
        fit.why_unknown,
        CAUTION,
    ]


def _three(interval: Interval | None, places: int, empty: str) -> list[object]:
    if interval is None:
        return [empty] * 3
    return [_number(value, places) for value in (interval.estimate, interval.lower, interval.upper)]


def _number(value: float | None, places: int) -> object:
    return "" if value is None else round(value) if places == 0 else round(value, places)
