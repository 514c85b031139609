"""Tables of true counts and amounts before anything is hidden, and tables as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from realign.methods.signs import Sign

from .keys import DEFAULT_MEASURE, TOTAL, DisclosureError, Key, Shown, read_shown
from .profiles import CellRule, Profile, Zeros, everyone_the_same, too_few
from .relations import Hierarchy, Layout, Levels, Relation, Sum, disagreement_of, find_relations, with_margins

# ----------------------------------------------------------------
# Read rows of plain dictionaries, with errors that name the row and the column.

Row = Mapping[str, object]


class ReadRow(dict[str, Any]):
    """A row of a file that knows its line there, so that an error names the row that a spreadsheet shows."""

    def __init__(self, line: int, cells: Mapping[str, object]) -> None:
        super().__init__(cells)
        self.line = line


def numbered(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    """Each row with its line in its file, or its place among the rows where it is from no file."""
    return ((row.line if isinstance(row, ReadRow) else place, row) for place, row in enumerate(rows, start=1))


def read_levels(row: Row, dims: tuple[str, ...], number: int) -> Levels:
    """The level of this row in each dimension."""
    return tuple(_read_level(row, dim, number) for dim in dims)


def _read_level(row: Row, dim: str, number: int) -> str:
    if dim not in row:
        columns = ", ".join(map(str, row))
        raise DisclosureError(
            f"row {number}", f"a column {dim!r}", f"columns {columns}", "Check the dimensions."
        )
    level = str(row[dim] if row[dim] is not None else "").strip()
    if not level:
        cure = "Write `Total` for a total and a word such as `Not known` for a missing answer."
        raise DisclosureError(f"row {number}, column {dim}", "a level", "nothing", cure)
    return level


def read_number(row: Row, column: str, number: int) -> int | float:
    """A number that is not negative."""
    where = f"row {number}, column {column}"
    if column not in row:
        columns = ", ".join(map(str, row))
        raise DisclosureError(f"row {number}", f"a column {column!r}", f"columns {columns}")
    value = read_shown(row[column], where)
    if isinstance(value, Sign):
        cure = "Protection starts from the true numbers: give the table before anything was hidden."
        raise DisclosureError(where, "a number", str(value), cure)
    if value < 0:
        raise DisclosureError(where, "a number of 0 or more", str(value))
    return value


def read_count(row: Row, column: str, number: int) -> int:
    """A whole number of people."""
    count = read_number(row, column, number)
    if not isinstance(count, int):
        cure = "Protect unweighted counts; weighted estimates follow the counts they are based on."
        raise DisclosureError(f"row {number}, column {column}", "a whole number", str(count), cure)
    return count


def _check_apart(layout: Layout, figures: str) -> None:
    """Refuse a dimension that is the column of figures: it would print what it hides."""
    if figures in layout.dims:
        cure = "The column of figures cannot break the table down: leave it out of the dimensions."
        raise DisclosureError("dimensions", f"columns other than {figures!r}", ", ".join(layout.dims), cure)


# ----------------------------------------------------------------
# Tables of true counts, before anything is hidden.


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
        _check_apart(layout, count)
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

    def sensitive(self, rules: Profile) -> dict[Key, CellRule]:
        """The counts that the profile hides for what they are, each with the rule."""
        rules_by_key = {key: rule for key, count in self.counts.items() if (rule := too_few(count, rules))}
        if rules.same_answer:
            for levels in everyone_the_same(self._with_noughts(), self.answer_places):
                rules_by_key.setdefault(self.layout.key(levels), CellRule.SAME_ANSWER)
        return rules_by_key

    def worth_hiding(self, rules: Profile) -> set[Key]:
        """Cells that hide something. Noughts do not, unless the rules may hide them."""
        return {key for key, count in self.counts.items() if count} | self.may_be_nought(rules)

    def may_be_nought(self, rules: Profile) -> set[Key]:
        """Cells that the rules may hide although they are noughts: any, or the answers of a group, or none."""
        if rules.zeros is Zeros.HIDE:
            return set(self.counts)
        places = self.answer_places if rules.same_answer else []
        return {
            self.layout.key(levels)
            for levels in self.cells
            if any(levels[place] != TOTAL for place in places)
        }

    def groups_of_one_answer(self, dim: str) -> list[Key]:
        """The cells that hold all of their group, beside written noughts, if this dimension is one of answers."""
        return [
            self.layout.key(levels) for levels in everyone_the_same(self.cells, [self.layout.dims.index(dim)])
        ]

    def _with_noughts(self) -> Mapping[Levels, int]:
        """The cells, and a nought for each answer that stands elsewhere in the table but has no row in a group."""
        full = dict(self.cells)
        for place in self.answer_places:
            answers = dict.fromkeys(levels[place] for levels in self.cells if levels[place] != TOTAL)
            for levels in self.cells:
                full |= {
                    beside: 0
                    for answer in answers
                    if (beside := (*levels[:place], answer, *levels[place + 1 :])) not in self.cells
                }
        return full

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
    gap = disagreement_of(exact, relations)
    if gap is not None:
        whole, dim, total, parts = gap
        cure = "Correct the figures, or add the missing group (for example `Not known`) as a level."
        raise DisclosureError(f"{whole} over {dim}", f"the parts to add up to {total:g}", f"{parts:g}", cure)


def _read_cells(rows: Iterable[Row], layout: Layout, count: str) -> dict[Levels, int]:
    cells: dict[Levels, int] = {}
    for number, row in numbered(rows):
        levels = read_levels(row, layout.dims, number)
        if levels in cells:
            raise DisclosureError(f"row {number}", "each cell once", f"{layout.key(levels)} again")
        cells[levels] = read_count(row, count, number)
    if not cells:
        raise DisclosureError("table", "at least one row", "none")
    return cells


# ----------------------------------------------------------------
# Tables of amounts, such as spend by provider: hidden when a few contributors make up the figure.


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
        _check_apart(layout, amount)
        cells: dict[Levels, float] = {}
        by_contributor: dict[str, dict[Levels, float]] = {}
        for number, row in numbered(rows):
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

    def sensitive(self, rules: Profile) -> dict[Key, CellRule]:
        """The amounts that the profile hides, each with the rule."""
        rules_by_key: dict[Key, CellRule] = {}
        for levels, paid in self.contributions.items():
            if not sum(paid):
                continue
            if 0 < len(paid) < rules.threshold:
                rules_by_key[self.layout.key(levels)] = CellRule.TOO_FEW
            elif dominated(paid, rules):
                rules_by_key[self.layout.key(levels)] = CellRule.DOMINATED
            elif too_close(paid, rules):
                rules_by_key[self.layout.key(levels)] = CellRule.TOO_CLOSE
        return rules_by_key

    def worth_hiding(self, rules: Profile) -> set[Key]:
        """The cells that hide something when hidden."""
        return {key for key, amount in self.counts.items() if amount}

    @property
    def amounts(self) -> frozenset[str]:
        """The measures that are amounts and not counts of people."""
        return frozenset({self.layout.measure})


# ----------------------------------------------------------------
# Tables as a reader sees them: numbers, and signs where numbers are hidden.


@dataclass(frozen=True)
class PublishedTable:
    """What was released: the cells as shown, and the sums that hold among them.

    `round_to` says that the numbers were rounded to a base, so that each stands for a range. `profile` says
    under which rules it was published, where that is known: its readers know them too. `answers` names the
    dimensions that hold an answer. `outside_rules` are cells that are hidden for another reason than the rules, or
    because a number beside them is.

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
    profile: Profile | None = None
    answers: frozenset[str] = frozenset()
    outside_rules: frozenset[Key] = frozenset()

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
        profile: Profile | None = None,
        answers: Sequence[str] = (),
    ) -> PublishedTable:
        """Read a published table; a total that is more than its parts is taken to hold groups not shown."""
        layout = Layout.of(dims, measure, where, hierarchies)
        _check_apart(layout, value)
        cells: dict[Levels, Shown] = {}
        for number, row in numbered(rows):
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
        shown = {layout.key(levels): figure for levels, figure in cells.items()}
        return cls(name, shown, relations, round_to, kinds, profile, frozenset(answers))


def _relation(each: Sum, cells: Mapping[Levels, Shown], layout: Layout, round_to: int) -> Relation:
    parts = [layout.key(part) for part in each.parts]
    if layout.is_partial(each) or (not round_to and _falls_short(each, cells)):
        parts.append(layout.key(each.rest()))
    return Relation(layout.key(each.whole), tuple(parts))


def _falls_short(each: Sum, cells: Mapping[Levels, Shown]) -> bool:
    """Whether everything is shown and the parts come to less than the whole."""
    numbers = [cells[levels] for levels in (each.whole, *each.parts)]
    if any(isinstance(value, Sign) and value is not Sign.NOT_APPLICABLE for value in numbers):
        return False
    whole, *parts = (0 if isinstance(value, Sign) else value for value in numbers)
    return whole > sum(parts)
