"""Tables of true counts, before anything is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .errors import DisclosureError
from .implied import disagreement_of
from .keys import DEFAULT_MEASURE, TOTAL, Key
from .margins import with_margins
from .primary import everyone_the_same, too_few
from .profiles import Profile, Zeros
from .reading import Row, read_count, read_levels
from .relations import Hierarchy, Layout, Levels, Relation
from .rules import Rule
from .sums import find_relations


class Margins(StrEnum):
    """Where the totals come from.

    GIVEN: the rows marked `Total` are the totals that will be published, and there are no others.
    COMPUTED: every total is worked out and will be published.
    AUTO: given when any row is marked `Total`, otherwise computed.
    """

    AUTO = "auto"
    GIVEN = "given"
    COMPUTED = "computed"


@dataclass(frozen=True)
class CountTable:
    """Counts of people by some dimensions, with the sums that hold among them.

    >>> table = CountTable.from_rows(
    ...     [{"area": "A", "need": "raised", "n": 3}, {"area": "A", "need": "not", "n": 57}],
    ...     dims=("area", "need"))
    >>> table.counts[Key.of({"area": "A"})]
    60
    """

    name: str
    layout: Layout
    cells: Mapping[Levels, int]
    relations: tuple[Relation, ...]
    left_out: Mapping[Key, int]
    answers: tuple[str, ...] = ()

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Row],
        dims: Sequence[str],
        count: str = "n",
        *,
        name: str = "table",
        measure: str = DEFAULT_MEASURE,
        where: Mapping[str, str] | None = None,
        hierarchies: Mapping[str, Hierarchy] | None = None,
        answers: Sequence[str] = (),
        margins: Margins = Margins.AUTO,
        rest: bool = False,
    ) -> CountTable:
        """Read a table from rows such as `{"council": "Angus", "quintile": "1", "n": 42}`.

        `where` says what every row shares (`{"wave": "2026"}`) and is part of each key. `answers` names the
        dimensions that hold an answer or a characteristic rather than a group: a group in which all gave
        one answer can then be hidden. A total larger than its parts is an error, unless `rest` says that
        some groups are left out on purpose: what is left is then protected too, because anybody can
        subtract.
        """
        layout = Layout.of(dims, measure, where, hierarchies)
        if unknown := set(answers) - set(layout.dims):
            raise DisclosureError("answers", "dimensions of the table", ", ".join(sorted(unknown)))
        cells = _read_cells(rows, layout, count)
        given = any(TOTAL in levels for levels in cells)
        if margins is Margins.COMPUTED or (margins is Margins.AUTO and not given):
            cells = with_margins(cells, layout)
        relations, left_out = find_relations(cells, layout, rest)
        if not rest:
            _check_distant_totals(cells, layout, relations)
        return cls(name, layout, cells, relations, left_out, tuple(answers))

    @property
    def counts(self) -> dict[Key, int]:
        """Every count that would be published, by key."""
        return {self.layout.key(levels): count for levels, count in self.cells.items()}

    def sensitive(self, rules: Profile) -> dict[Key, Rule]:
        """The counts that the profile hides for what they are, each with the rule."""
        found = {key: rule for key, count in self.counts.items() if (rule := too_few(count, rules))}
        if rules.same_answer:
            for levels in everyone_the_same(self.cells, self.answer_places):
                found.setdefault(self.layout.key(levels), Rule.SAME_ANSWER)
        return found

    def worth_hiding(self, rules: Profile) -> set[Key]:
        """Cells that hide something. Noughts do not, except beside a group where all gave one answer."""
        found = {key for key, count in self.counts.items() if count or rules.zeros is Zeros.HIDE}
        if rules.same_answer:
            for noughts in everyone_the_same(self.cells, self.answer_places).values():
                found.update(self.layout.key(levels) for levels in noughts)
        return found

    @property
    def answer_places(self) -> list[int]:
        """Where the answer dimensions stand."""
        return [self.layout.dims.index(answer) for answer in self.answers]

    @property
    def amounts(self) -> frozenset[str]:
        """The measures that are amounts: none, these are counts of people."""
        return frozenset()


def _check_distant_totals(cells: Mapping[Levels, int], layout: Layout, relations: Sequence[Relation]) -> None:
    """Refuse a total of totals that differs from its cells where the totals between are not in the table."""
    exact = {layout.key(levels): (float(count), float(count)) for levels, count in cells.items()}
    found = disagreement_of(exact, relations)
    if found is not None:
        whole, dim, total, parts = found
        cure = "Correct the figures, or add the missing group (for example `Not known`) as a level."
        raise DisclosureError(f"{whole} over {dim}", f"the parts to add up to {total:g}", f"{parts:g}", cure)


def _read_cells(rows: Iterable[Row], layout: Layout, count: str) -> dict[Levels, int]:
    cells: dict[Levels, int] = {}
    for number, row in enumerate(rows, start=1):
        levels = read_levels(row, layout.dims, number)
        if levels in cells:
            raise DisclosureError(f"row {number}", "each cell once", f"{layout.key(levels)} again")
        cells[levels] = read_count(row, count, number)
    if not cells:
        raise DisclosureError("table", "at least one row", "none")
    return cells
