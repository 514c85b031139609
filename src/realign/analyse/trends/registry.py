"""Targets that are measured by an indicator. Whoever sets targets stands above, and tells them here."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from realign.analyse.trends.types import Use
from realign.foundations.rooms import Registry

TargetsOf = Callable[[Collection[int]], Iterable[tuple[int, Use]]]


@dataclass(frozen=True)
class TargetSource:
    """A room that sets targets: given the keys of indicators, each target with the key of its indicator; one query.

    ``published_of`` gives the targets as everybody reads them, ``targets_of`` as they are kept now.
    """

    name: str
    targets_of: TargetsOf
    published_of: TargetsOf


TARGETS: Registry[TargetSource] = Registry(
    "indicator_targets", holds="targets measured by indicators", key=lambda source: source.name
)


def uses_of(indicators: Collection[int], *, public: bool = False) -> dict[int, list[Use]]:
    """The targets of each of these indicators that has any, the earliest day first; or those that are published."""
    uses: dict[int, list[Use]] = defaultdict(list)
    for source in TARGETS.all():
        targets_of = source.published_of if public else source.targets_of
        for indicator, use in targets_of(indicators):
            uses[indicator].append(use)
    return {indicator: sorted(targets, key=lambda use: use.goal_on) for indicator, targets in uses.items()}
