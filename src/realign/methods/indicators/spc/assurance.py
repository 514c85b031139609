"""Whether a process will meet its target as it runs now: pass, fail, or hit and miss."""

from enum import StrEnum

from realign.methods.indicators.spc.types import ChartResult


class Polarity(StrEnum):
    """Which way is better. NEUTRAL means neither, and no judgement is made."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Assurance(StrEnum):
    """P, F and ? of NHS England's Making Data Count."""

    PASS = "consistently passes"  # noqa: S105  (a verdict, not a password)
    FAIL = "consistently fails"
    HIT_OR_MISS = "hit or miss"


def assurance(lower: float, upper: float, target: float, polarity: Polarity) -> Assurance | None:
    """Compare a target with the limits that a stable process stays within; None where no way is better.

    Source: NHS England, Making Data Count, assurance icons.

    >>> assurance(5, 7, target=4, polarity=Polarity.HIGHER).value
    'consistently passes'
    """
    if lower > upper:
        raise ValueError(f"The lower limit ({lower}) is above the upper limit ({upper}); swap them.")
    if polarity is Polarity.NEUTRAL:
        return None
    above, below = lower > target, upper < target
    if not (above or below):
        return Assurance.HIT_OR_MISS
    return Assurance.PASS if above is (polarity is Polarity.HIGHER) else Assurance.FAIL


def assurance_of(result: ChartResult, target: float, polarity: Polarity) -> Assurance | None:
    """The same for the latest point of a checked series; None on a run chart, which has no limits."""
    latest = result.latest
    if latest.lower is None or latest.upper is None:
        return None
    return assurance(latest.lower, latest.upper, target, polarity)
