"""Percentages, rates, means and quantiles that give no hidden count away."""

from __future__ import annotations

from .keys import Key
from .safe import SafeTable
from .symbols import Shown, Symbol


def percentage(safe: SafeTable, part: Key, whole: Key, decimals: int = 1) -> Shown:
    """The part as a percentage of the whole; hidden when either is, because percentage and base give the count.

    A rounded profile gives the percentage of the rounded numbers.
    """
    return rate(safe, part, whole, per=100, decimals=decimals)


def rate(safe: SafeTable, part: Key, whole: Key, per: float, decimals: int = 1) -> Shown:
    """The part for every so many of the whole; `[z]` when there is nobody to divide by."""
    top, bottom = safe.value(part), safe.value(whole)
    if isinstance(top, Symbol):
        return top
    if isinstance(bottom, Symbol):
        return bottom
    return round(per * top / bottom, decimals) if bottom else Symbol.NOT_APPLICABLE


def statistic(safe: SafeTable, key: Key, value: float, people: int, decimals: int = 1) -> Shown:
    """A mean, median or other quantile of the people in one cell; hidden when they are few or their count is hidden.

    The means of all groups but one, with the mean of everybody, give the last: so a mean follows its count
    into hiding.
    """
    shown = safe.value(key)
    if isinstance(shown, Symbol):
        return shown
    if people < safe.profile.minimum_for_means:
        return Symbol.CONFIDENTIAL
    return round(value, decimals)
