"""Progress towards a target: how far, how fast, and whether that is fast enough."""

from dataclasses import dataclass
from enum import StrEnum

from realign.methods.intervals import Interval


class Progress(StrEnum):
    """In words and in order; the thresholds are with `judge`."""

    ACHIEVED = "target achieved"
    SUBSTANTIAL = "on track"
    MODERATE = "progress, but too slow"
    LIMITED = "little progress"
    DETERIORATION = "going the wrong way"


@dataclass(frozen=True)
class Thresholds:
    """Pace is actual change a year ÷ change a year that would just reach the target.

    The cut points are conventions of automated progress measurement (as in Open SDG), not official ones.
    """

    substantial: float = 0.95
    moderate: float = 0.5
    verified: bool = False


@dataclass(frozen=True)
class TowardsTarget:
    """Where an indicator stands between baseline and target. Shares of 1 mean all the way."""

    progress: Progress
    distance_covered: float
    expected_now: float
    pace: float | None
    pace_needed_from_now: float | None
    sure: bool | None


def towards_target(
    *,
    baseline: float,
    baseline_year: float,
    latest: float | Interval,
    latest_year: float,
    target: float,
    target_year: float,
    thresholds: Thresholds | None = None,
) -> TowardsTarget:
    """Compare the change so far with a straight line from baseline to target.

    The direction wanted is the direction of the target from the baseline. With an interval for the latest
    value, `sure` says whether its whole range gives the same judgement. `pace_needed_from_now` is change a
    year from here on.

    >>> t = towards_target(baseline=20, baseline_year=2023, latest=17, latest_year=2025, target=10,
    ...                    target_year=2030)
    >>> t.progress.value, round(t.distance_covered, 2), round(t.expected_now, 2), t.pace_needed_from_now
    ('on track', 0.3, 17.14, -1.4)
    """
    if not baseline_year < target_year or latest_year < baseline_year:
        raise ValueError(
            f"Years must run from baseline to target with the latest value not before the baseline; found "
            f"{baseline_year}, {latest_year} and {target_year}."
        )
    if target == baseline:
        raise ValueError("The target equals the baseline, so there is no way to go; set a limit instead.")
    cuts = thresholds or Thresholds()
    estimate = latest.estimate if isinstance(latest, Interval) else latest
    elapsed, whole = latest_year - baseline_year, target_year - baseline_year

    def judged(value: float) -> Progress:
        return judge((value - baseline) / (target - baseline), elapsed / whole, cuts)

    covered = (estimate - baseline) / (target - baseline)
    left = target_year - latest_year
    sure = None
    if isinstance(latest, Interval):
        sure = judged(latest.lower) is judged(latest.upper)
    return TowardsTarget(
        progress=judged(estimate),
        distance_covered=covered,
        expected_now=baseline + (target - baseline) * min(1.0, elapsed / whole),
        pace=covered / (elapsed / whole) if elapsed else None,
        pace_needed_from_now=(target - estimate) / left if left > 0 and covered < 1 else None,
        sure=sure,
    )


def judge(covered: float, time_used: float, cuts: Thresholds) -> Progress:
    """Words for a share of the distance covered in a share of the time."""
    if covered >= 1:
        return Progress.ACHIEVED
    if covered < 0:
        return Progress.DETERIORATION
    pace = covered / time_used if time_used > 0 else 0.0
    if pace >= cuts.substantial:
        return Progress.SUBSTANTIAL
    if pace >= cuts.moderate:
        return Progress.MODERATE
    return Progress.LIMITED
