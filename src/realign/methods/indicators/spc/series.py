"""A series of values in time order, checked as it is built."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from realign.methods.numbers import figure_of


@dataclass(frozen=True)
class PeriodSeries:
    """Values by period, oldest first. A None value is a period with nothing recorded.

    With `denominators`, values are counts and what is drawn is count ÷ denominator. With `groups`, each
    period holds several measurements (for xbar and s charts) and `values` are not used.

    >>> PeriodSeries.of([12, 15, 11]).periods
    ('1', '2', '3')
    """

    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    denominators: tuple[float | None, ...] | None = None
    groups: tuple[tuple[float, ...], ...] | None = None

    def __post_init__(self) -> None:
        if not len(self.periods) == len(self.values):
            raise ValueError(
                f"Found {len(self.periods)} periods for {len(self.values)} values; expected one each."
            )
        for name, column in (("denominators", self.denominators), ("groups", self.groups)):
            if column is not None and len(column) != len(self.periods):
                raise ValueError(
                    f"Found {len(column)} {name} for {len(self.periods)} periods; expected one each."
                )
        for period, value in zip(self.periods, self.values, strict=True):
            if value is not None and not math.isfinite(value):
                raise ValueError(
                    f"Period {period}: the value is {value}; expected a number, or None for a gap."
                )

    @classmethod
    def of(
        cls,
        values: Iterable[float | None],
        *,
        denominators: Iterable[float | None] | None = None,
        periods: Iterable[str] | None = None,
    ) -> "PeriodSeries":
        """A series from values, with periods numbered from 1 where none are given."""
        numbers = tuple(values)
        names = tuple(periods) if periods is not None else tuple(str(i + 1) for i in range(len(numbers)))
        return cls(names, numbers, tuple(denominators) if denominators is not None else None)

    @classmethod
    def of_groups(
        cls, groups: Iterable[Iterable[float]], periods: Iterable[str] | None = None
    ) -> "PeriodSeries":
        """A series of small groups of measurements, one group for each period."""
        members = tuple(tuple(group) for group in groups)
        names = tuple(periods) if periods is not None else tuple(str(i + 1) for i in range(len(members)))
        means = tuple(sum(group) / len(group) if group else None for group in members)
        return cls(names, means, None, members)


def series_from_records(
    records: Iterable[Mapping[str, str]], lines: Sequence[int] | None = None
) -> PeriodSeries:
    """A series from rows of text with `period`, `value` and perhaps `denominator`.

    A blank or a symbol in brackets ([c], [x], [z], …) is a gap. Where periods are repeated, the rows of each
    become one group of measurements; a group may be of one, or empty, as long as two are larger. Rows are counted from 2,
    as in a spreadsheet with a heading, unless `lines` says on which line each stands.

    >>> series_from_records([{"period": "2024", "value": "9"}, {"period": "2025", "value": "[c]"}]).values
    (9.0, None)
    """
    rows = list(records)
    if not rows or "period" not in rows[0] or "value" not in rows[0]:
        columns = sorted(rows[0]) if rows else "no rows"
        raise ValueError(
            f"Expected rows with columns period, value and perhaps denominator; found {columns}."
        )
    where = lines or range(2, len(rows) + 2)
    periods = [(row["period"] or "").strip() for row in rows]
    values = [_number(row["value"], line, "value") for line, row in zip(where, rows, strict=True)]
    if len(set(periods)) < len(periods):
        return _grouped(periods, values)
    bottoms = None
    if any((row.get("denominator") or "").strip() for row in rows):
        bottoms = [
            _number(row["denominator"], line, "denominator") for line, row in zip(where, rows, strict=True)
        ]
    return PeriodSeries.of(values, denominators=bottoms, periods=periods)


def _grouped(periods: list[str], values: list[float | None]) -> PeriodSeries:
    groups: dict[str, list[float]] = {}
    for period, value in zip(periods, values, strict=True):
        groups.setdefault(period, [])
        if value is not None:
            groups[period].append(value)
    singles = [period for period, group in groups.items() if len(group) < 2]
    if len(groups) - len(singles) < 2:
        repeated = next(period for period in groups if periods.count(period) > 1)
        raise ValueError(
            f"Period {repeated} comes more than once, but {singles[0]} has fewer than two values. Expected "
            "one row for each period, or at least two measurements in two periods or more. Remove duplicates."
        )
    return PeriodSeries.of_groups(groups.values(), groups.keys())


def _number(text: str | None, line: int, column: str) -> float | None:
    cleaned = (text or "").strip()
    if not cleaned or (cleaned.startswith("[") and cleaned.endswith("]")):
        return None
    number = figure_of(cleaned)
    if number is None:
        raise ValueError(f"Row {line}, column {column}: expected a number or a blank, found {text!r}.")
    return number
