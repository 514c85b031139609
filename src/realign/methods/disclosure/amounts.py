"""Tables of amounts, such as spend by provider: hidden when a few contributors make up the figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .errors import DisclosureError
from .keys import TOTAL, Key
from .margins import with_margins
from .profiles import Profile
from .reading import Row, read_levels, read_number
from .relations import Hierarchy, Layout, Levels, Relation
from .rules import Rule
from .sums import find_relations


def dominated(contributions: Sequence[float], rules: Profile) -> bool:
    """Whether the n largest contributors hold at least the share k of the amount.

    >>> from .profiles import profile
    >>> dominated([80, 12, 8], profile("acro")), dominated([40, 30, 30], profile("acro"))
    (True, False)
    """
    total = sum(contributions)
    largest = sum(sorted(contributions, reverse=True)[: rules.dominance_n])
    return rules.dominance_n > 0 and total > 0 and largest >= rules.dominance_k * total


def too_close(contributions: Sequence[float], rules: Profile) -> bool:
    """Whether the second largest contributor could come within p per cent of the largest by subtraction.

    >>> from .profiles import profile
    >>> too_close([80, 12, 7], profile("acro")), too_close([80, 12, 8], profile("acro"))
    (True, False)
    """
    ranked = sorted(contributions, reverse=True)
    return rules.p_percent > 0 and bool(ranked) and sum(ranked[2:]) < rules.p_percent * ranked[0]


@dataclass(frozen=True)
class AmountTable:
    """Amounts by some dimensions, each with what every contributor put in."""

    name: str
    layout: Layout
    cells: Mapping[Levels, float]
    contributions: Mapping[Levels, tuple[float, ...]]
    relations: tuple[Relation, ...]
    left_out: Mapping[Key, float]
    answers: tuple[str, ...] = ()

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Row],
        dims: Sequence[str],
        amount: str,
        contributor: str,
        *,
        name: str = "amounts",
        measure: str = "amount",
        where: Mapping[str, str] | None = None,
        hierarchies: Mapping[str, Hierarchy] | None = None,
    ) -> AmountTable:
        """Read one row for each contributor in each cell; every total is worked out."""
        layout = Layout.of(dims, measure, where, hierarchies)
        cells: dict[Levels, float] = {}
        by_contributor: dict[str, dict[Levels, float]] = {}
        for number, row in enumerate(rows, start=1):
            levels = read_levels(row, layout.dims, number)
            if TOTAL in levels:
                raise DisclosureError(f"row {number}", "one contributor in one cell", "a total")
            paid = float(read_number(row, amount, number))
            (who,) = read_levels(row, (contributor,), number)
            mine = by_contributor.setdefault(who, {})
            mine[levels] = mine.get(levels, 0.0) + paid
            cells[levels] = cells.get(levels, 0.0) + paid
        if not cells:
            raise DisclosureError(f"table {name}", "at least one row", "none")
        cells = with_margins(cells, layout)
        contributions: dict[Levels, tuple[float, ...]] = dict.fromkeys(cells, ())
        for mine in by_contributor.values():
            for levels, paid in with_margins(mine, layout).items():
                contributions[levels] = (*contributions[levels], paid)
        relations, left_out = find_relations(cells, layout, rest=False)
        return cls(name, layout, cells, contributions, relations, left_out)

    @property
    def counts(self) -> dict[Key, float]:
        """Every amount that would be published, by key."""
        return {self.layout.key(levels): amount for levels, amount in self.cells.items()}

    def sensitive(self, rules: Profile) -> dict[Key, Rule]:
        """The amounts that the profile hides, each with the rule."""
        found: dict[Key, Rule] = {}
        for levels, paid in self.contributions.items():
            if not sum(paid):
                continue
            if 0 < len(paid) < rules.threshold:
                found[self.layout.key(levels)] = Rule.TOO_FEW
            elif dominated(paid, rules):
                found[self.layout.key(levels)] = Rule.DOMINATED
            elif too_close(paid, rules):
                found[self.layout.key(levels)] = Rule.TOO_CLOSE
        return found

    def worth_hiding(self, rules: Profile) -> set[Key]:
        """The cells that hide something when hidden."""
        return {key for key, amount in self.counts.items() if amount}

    @property
    def amounts(self) -> frozenset[str]:
        """The measures that are amounts and not counts of people."""
        return frozenset({self.layout.measure})
