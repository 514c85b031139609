"""Children no list shows in full: capture and recapture from two lists."""

import math
from dataclasses import dataclass

from realign.methods.intervals import Interval, z_value

ASSUMPTIONS = (
    "The same child can be recognised on both lists.",
    "Being on one list does not make being on the other more or less likely.",
    "Nobody joins or leaves the group between the lists.",
    "Every child in the group has some chance of being on each list.",
)


@dataclass(frozen=True)
class HiddenGroup:
    """An estimated group size. `seen` is the children on at least one list; `missed` is the rest."""

    size: Interval
    seen: int
    missed: float
    standard_error: float
    assumptions: tuple[str, ...] = ASSUMPTIONS


def chapman(first_list: int, second_list: int, on_both: int, level: float = 0.95) -> HiddenGroup:
    """How many children there are in all, when two lists overlap but neither is complete.

    Estimate (m+1)(c+1)/(r+1) - 1: Chapman (1951), Univ. Calif. Publ. Stat. 1, 131-160. Standard error:
    Seber (1970), Biometrics 26, 13-22. Interval on the log of the number missed, so it never falls below
    the number seen: Chao (1987), Biometrics 43, 783-791.

    >>> chapman(200, 150, 30).size.estimate
    978.0645161290323
    """
    m, c, r = first_list, second_list, on_both
    if min(m, c, r) < 0 or r > min(m, c):
        raise ValueError(
            "Children on both lists cannot be more than on either one, and no count is below zero; "
            f"found {m} and {c} with {r} on both."
        )
    size = (m + 1) * (c + 1) / (r + 1) - 1
    variance = (m + 1) * (c + 1) * (m - r) * (c - r) / ((r + 1) ** 2 * (r + 2))
    on_either = m + c - r
    missed = max(0.0, size - on_either)
    if missed == 0 or variance == 0:
        return HiddenGroup(Interval(size, size, size, level), on_either, missed, math.sqrt(variance))
    spread = math.exp(z_value(level) * math.sqrt(math.log(1 + variance / missed**2)))
    interval = Interval(size, on_either + missed / spread, on_either + missed * spread, level)
    return HiddenGroup(interval, on_either, missed, math.sqrt(variance))
