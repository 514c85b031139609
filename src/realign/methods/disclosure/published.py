"""Tables as a reader sees them: numbers, and signs where numbers are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .errors import DisclosureError
from .keys import DEFAULT_MEASURE, Key
from .reading import Row, read_levels
from .relations import Hierarchy, Layout, Levels, Relation, Sum
from .symbols import Shown, Symbol, read_shown


@dataclass(frozen=True)
class PublishedTable:
    """What was released: the cells as shown, and the sums that hold among them.

    `round_to` says that the numbers were rounded to a base, so that each stands for a range.

    >>> table = PublishedTable.from_rows(
    ...     [{"area": "A", "value": "[c]"}, {"area": "B", "value": 12}, {"area": "Total", "value": 15}],
    ...     dims=("area",))
    >>> print(table.relations[0])
    everybody = area A + area B
    """

    name: str
    shown: Mapping[Key, Shown]
    relations: tuple[Relation, ...]
    round_to: int = 0
    amounts: frozenset[str] = frozenset()

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Row],
        dims: Sequence[str],
        value: str = "value",
        *,
        name: str = "released table",
        measure: str = DEFAULT_MEASURE,
        where: Mapping[str, str] | None = None,
        hierarchies: Mapping[str, Hierarchy] | None = None,
        round_to: int = 0,
        amounts: bool = False,
    ) -> PublishedTable:
        """Read a published table; a total that is more than its parts is taken to hold groups not shown."""
        layout = Layout.of(dims, measure, where, hierarchies)
        cells: dict[Levels, Shown] = {}
        for number, row in enumerate(rows, start=1):
            levels = read_levels(row, layout.dims, number)
            if levels in cells:
                raise DisclosureError(f"row {number}", "each cell once", f"{layout.key(levels)} again")
            if value not in row:
                raise DisclosureError(
                    f"row {number}", f"a column {value!r}", f"columns {', '.join(map(str, row))}"
                )
            cells[levels] = read_shown(row[value], f"row {number}, column {value}")
        if not cells:
            raise DisclosureError(f"table {name}", "at least one row", "none")
        kinds = frozenset({measure}) if amounts else frozenset[str]()
        relations = tuple(_relation(each, cells, layout, round_to) for each in layout.sums(cells))
        return cls(
            name, {layout.key(levels): shown for levels, shown in cells.items()}, relations, round_to, kinds
        )


def _relation(each: Sum, cells: Mapping[Levels, Shown], layout: Layout, round_to: int) -> Relation:
    parts = [layout.key(part) for part in each.parts]
    if not round_to and _falls_short(each, cells):
        parts.append(layout.key(each.rest()))
    return Relation(layout.key(each.whole), tuple(parts))


def _falls_short(each: Sum, cells: Mapping[Levels, Shown]) -> bool:
    """Whether everything is shown and the parts come to less than the whole."""
    numbers = [cells[levels] for levels in (each.whole, *each.parts)]
    if any(isinstance(shown, Symbol) and shown is not Symbol.NOT_APPLICABLE for shown in numbers):
        return False
    whole, *parts = (0 if isinstance(shown, Symbol) else shown for shown in numbers)
    return whole > sum(parts)
