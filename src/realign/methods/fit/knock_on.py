"""Where children go if one partner does less: a first-round scenario, not a forecast."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ServiceAfter:
    """One service before and after; `beyond_capacity` is children it has no place for."""

    service: str
    before: float
    after: float
    beyond_capacity: float | None


@dataclass(frozen=True)
class KnockOn:
    """Every service, and the children who go to none."""

    services: tuple[ServiceAfter, ...]
    without_service: float
    assumption: str = "One round only: children whom a fuller service turns away are not moved on again."


def knock_on(
    *,
    users: Mapping[str, float],
    reduction: Mapping[str, float],
    goes_to: Mapping[str, Mapping[str, float]],
    capacity: Mapping[str, float] | None = None,
) -> KnockOn:
    """Move children from services that shrink to those they would turn to.

    `reduction` is children each shrinking service no longer sees. `goes_to` holds, for each of them, the
    shares that turn to each other service; what is left of 1 goes without.

    >>> outcome = knock_on(users={"A": 100, "B": 40}, reduction={"A": 100}, goes_to={"A": {"B": 0.6}},
    ...                  capacity={"B": 80})
    >>> [(s.service, s.after, s.beyond_capacity) for s in outcome.services], outcome.without_service
    ([('A', 0, None), ('B', 100.0, 20.0)], 40.0)
    """
    _check(users, reduction, goes_to)
    after = {service: count - reduction.get(service, 0.0) for service, count in users.items()}
    without = 0.0
    for source, moved in reduction.items():
        shares = goes_to.get(source, {})
        for target, share in shares.items():
            after[target] += moved * share
        without += moved * (1 - sum(shares.values()))
    places = capacity or {}
    return KnockOn(
        services=tuple(
            ServiceAfter(s, users[s], after[s], max(0.0, after[s] - places[s]) if s in places else None)
            for s in users
        ),
        without_service=max(0.0, without),
    )


def _check(
    users: Mapping[str, float], reduction: Mapping[str, float], goes_to: Mapping[str, Mapping[str, float]]
) -> None:
    named = {*reduction, *goes_to, *(target for shares in goes_to.values() for target in shares)}
    if named - set(users):
        raise ValueError(
            f"Services without a number of users: {sorted(named - set(users))}. Give each one's users."
        )
    for service, fewer in reduction.items():
        if not 0 <= fewer <= users[service]:
            raise ValueError(f"{service} sees {users[service]} children, so it cannot see {fewer} fewer.")
    for service, shares in goes_to.items():
        if service in shares or min(shares.values(), default=0) < 0 or sum(shares.values()) > 1 + 1e-9:
            raise ValueError(
                f"The shares of those leaving {service} must be zero or more, add up to at most 1, and not lead "
                f"back to it; found {dict(shares)}."
            )
