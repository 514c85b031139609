"""Who a service reaches, at what cost, and how early."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from realign.methods.intervals import Interval, wilson


@dataclass(frozen=True)
class Reach:
    """One service against three populations. Shares are from 0 to 1, or None where nothing is beneath."""

    users: int
    reach: Interval | None
    penetration: Interval | None
    capacity_ratio: float | None
    use_of_capacity: float | None
    spend_per_child_reached: float | None


def reach(
    *,
    users: int,
    users_in_target: int,
    target_population: float,
    eligible_population: float,
    capacity: float | None = None,
    need: float | None = None,
    spend: float | None = None,
) -> Reach:
    """Reach = users in the target group ÷ target group; penetration = users ÷ those eligible.

    Capacity ratio is places ÷ need. Spend is in pounds of one price base. Source: METHODS 5.2.

    >>> r = reach(users=150, users_in_target=120, target_population=900, eligible_population=3000,
    ...           capacity=160, need=900, spend=300_000)
    >>> round(r.reach.estimate, 4), r.penetration.estimate, r.spend_per_child_reached
    (0.1333, 0.05, 2000.0)
    """
    if users_in_target > users:
        raise ValueError(
            f"Users in the target group ({users_in_target}) cannot be more than all users ({users})."
        )
    return Reach(
        users=users,
        reach=_share(users_in_target, target_population),
        penetration=_share(users, eligible_population),
        capacity_ratio=_divide(capacity, need),
        use_of_capacity=_divide(users, capacity),
        spend_per_child_reached=_divide(spend, users),
    )


def spend_per_child(spend: float, children: Interval) -> Interval | None:
    """Pounds per child when the number of children is an estimate; None when it may be zero.

    >>> spend_per_child(22_000_000, Interval(2200, 2000, 2500)).lower
    8800.0
    """
    if spend < 0:
        raise ValueError(f"Spend must be zero or more pounds; found {spend}.")
    if children.lower <= 0:
        return None
    return Interval(spend / children.estimate, spend / children.upper, spend / children.lower, children.level)


def early_share(first_contacts: Mapping[str, int], early_tiers: Sequence[str]) -> Interval | None:
    """The share of first contacts made at an early tier: is help coming at the earliest opportunity?

    >>> early_share({"universal": 60, "additional": 20, "specialist": 20}, ["universal"]).estimate
    0.6
    """
    unknown = set(early_tiers) - set(first_contacts)
    if unknown:
        raise ValueError(
            f"Tiers not found among first contacts: {sorted(unknown)}. Expected some of "
            f"{sorted(first_contacts)}. A tier with no contacts should be given as 0."
        )
    return _share(sum(first_contacts[tier] for tier in set(early_tiers)), sum(first_contacts.values()))


def _share(part: float, whole: float) -> Interval | None:
    return wilson(part, whole) if whole > 0 else None


def _divide(top: float | None, bottom: float | None) -> float | None:
    return None if top is None or not bottom else top / bottom
