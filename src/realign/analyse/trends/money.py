"""Money of different years in the prices of one year, so that a rise in prices does not pass for a rise in spending."""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.analyse.trends.words import figure
from realign.foundations.design.words import percent
from realign.methods.indicators.deflate import Deflator, real_terms
from realign.registers.indicators.types import SeriesPoint

DEFLATOR = "gdp-deflator"
"""The slug of the indicator that holds the price index, imported like any other: one value a financial year."""


@dataclass(frozen=True)
class Real:
    """Values as spent, and in the prices of one year, over the years that the index covers."""

    periods: tuple[str, ...]
    cash: tuple[float, ...]
    real: tuple[float, ...]
    price_base: str
    index: str

    @property
    def change(self) -> float | None:
        """Change from first to last in real terms, as a share."""
        return None if self.real[0] == 0 else self.real[-1] / self.real[0] - 1


@dataclass(frozen=True)
class NoReal:
    """Why amounts cannot be shown in real terms, in words for the reader."""

    reason: str


def in_real_terms(
    points: Sequence[SeriesPoint], index: Sequence[SeriesPoint], title: str, source: str
) -> Real | NoReal:
    """The measured values that a price index covers, in prices of the latest year that both hold."""
    prices = {
        (p.starts_on, p.ends_on): p for p in index if p.value is not None and p.value > 0 and p.is_measured
    }
    if not prices:
        return NoReal(
            "These are cash figures. To see them in real terms, import HM Treasury’s GDP deflator as an indicator."
        )
    priced = [
        p for p in points if p.value is not None and p.is_measured and (p.starts_on, p.ends_on) in prices
    ]
    if len(priced) < 2:
        return NoReal(
            f"The price index “{title}” covers fewer than two of these years, so they are shown in cash terms."
        )
    deflator = Deflator(
        title, source, False, {p.period: prices[p.starts_on, p.ends_on].value or 1.0 for p in priced}
    )
    base = priced[-1].period
    amounts = {p.period: p.value or 0.0 for p in priced}
    restated = dict(real_terms(amounts, deflator, base).amounts)
    periods = tuple(p.period for p in priced)
    return Real(periods, tuple(amounts.values()), tuple(restated[name] for name in periods), base, title)


def real_sentence(real: Real, unit: str) -> str:
    """By how much it rose or fell once prices are allowed for, beside what the bare pounds say."""
    first, last = real.periods[0], real.periods[-1]
    now = figure(real.real[-1], unit)
    then = figure(real.real[0], unit)
    change = real.change
    moved = (
        "" if change is None else f", {percent(abs(change))} {'more' if change > 0 else 'less'} in real terms"
    )
    return (
        f"In {real.price_base} prices: {then} in {first} and {now} in {last}{moved}. In cash terms it was "
        f"{figure(real.cash[0], unit)} in {first}."
    )
