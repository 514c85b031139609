"""One page of a table, worked out from the address: what is shown, and the links that change it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse

from realign.foundations.design import words
from realign.foundations.design.tables import choose
from realign.foundations.design.tables.cells import TableCell, cell_of
from realign.foundations.design.tables.download import csv_response
from realign.foundations.design.tables.spec import Column, Kind, TableSpec
from realign.methods.signs import key_of

SEARCH, SORT, PAGE, FORMAT, TABLE = "q", "sort", "page", "format", "table"


@dataclass(frozen=True)
class TableRow:
    """A row ready to draw: the record itself, and a cell for each column."""

    record: Any
    cells: tuple[TableCell, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Heading:
    """A column's heading: the link that sorts by it, and how the table is sorted by it now."""

    column: Column
    url: str = ""
    sorted: str = ""

    @property
    def sorted_words(self) -> str:
        """How the table is sorted, as a person would say it: “A to Z”."""
        up = self.sorted == "ascending"
        if self.column.is_numeric:
            return "smallest first" if up else "largest first"
        if self.column.kind is Kind.DATE:
            return "oldest first" if up else "newest first"
        return "A to Z" if up else "Z to A"


@dataclass(frozen=True)
class PageLink:
    """A page number that leads to its page, or a gap between numbers."""

    number: int = 0
    url: str = ""
    current: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Pages:
    """The row of page numbers."""

    links: tuple[PageLink, ...]
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class ChosenFilter:
    """A filter as shown above the table, with what is chosen now."""

    key: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str = ""

    @property
    def word(self) -> str:
        return dict(self.options).get(self.value, "")


@dataclass(frozen=True)
class TablePage:
    """A page of a table: everything `design/table.html` draws."""

    spec: TableSpec
    rows: tuple[TableRow, ...]
    headings: tuple[Heading, ...]
    filters: tuple[ChosenFilter, ...]
    pages: Pages
    search: str
    sort: str
    total: int
    first: int
    last: int
    csv_url: str
    wants_csv: bool
    chosen_rows: choose.Rows
    carried: tuple[tuple[str, str], ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything was searched for or filtered."""
        return bool(self.search) or any(choice.value for choice in self.filters)

    @property
    def offers_the_first(self) -> bool:
        """Whether the table is empty and offers to add the first record itself, so that no button beside it need do so."""
        return not self.total and not self.narrowed and bool(self.spec.empty_url)

    @property
    def bare_url(self) -> str:
        """The table with nothing searched for or filtered."""
        return _address(dict(self.carried))

    @property
    def result_words(self) -> str:
        """`Showing 1 to 25 of 312 services`."""
        count = words.counted(self.total, self.spec.noun)
        if not self.total:
            return f"{count[:1].upper()}{count[1:]}"
        if self.total <= self.spec.page_size:
            return f"Showing {'all ' if self.total > 1 and not self.narrowed else ''}{count}"
        return f"Showing {self.first} to {self.last} of {count}"

    @property
    def key(self) -> list[tuple[str, str]]:
        """The signs that stand on this page of the table, with what they mean."""
        return key_of(cell.text for row in self.rows for cell in row.cells)

    def csv_response(self) -> StreamingHttpResponse:
        """Every row that was chosen, not only this page, as a CSV file."""
        return csv_response(self.spec, self._every_row(), invented=self._may_be_invented())

    def _may_be_invented(self) -> bool:
        """Whether the records can say of themselves that they are invented; asks the database nothing."""
        rows = self.chosen_rows
        if not isinstance(rows, QuerySet):
            return any(getattr(row, "invented", False) is True for row in rows)
        return any(field.name == "invented" for field in rows.model._meta.concrete_fields)

    def _every_row(self) -> Iterator[Any]:
        rows = self.chosen_rows
        return iter(rows.iterator(chunk_size=2000)) if hasattr(rows, "iterator") else iter(rows)


def table_page(request: HttpRequest, spec: TableSpec, rows: choose.Rows) -> TablePage:
    """Search, filter, sort and page `rows` as the address asks. Two queries, however many rows there are.

    What the address asks that this table does not have (another column, a page past the end) is left aside, so
    that an old link still opens the table.
    """
    question = request.GET
    words_ = question.get(SEARCH, "").strip()
    filters = tuple(
        ChosenFilter(choice.key, choice.label, options, _known(question.get(choice.key, ""), options))
        for choice in spec.filters
        for options in [tuple(choice.options())]
    )
    rows = choose.search(rows, spec.search_fields, words_)
    for choice, chosen in zip(spec.filters, filters, strict=True):
        if chosen.value:
            rows = choose.keep(rows, choice, chosen.value)
    order = question.get(SORT, "") if spec.sortable(question.get(SORT, "").lstrip("-")) else spec.default_sort
    if column := spec.sortable(order.lstrip("-")):
        rows = choose.sort(rows, column, descending=order.startswith("-"))
    elif isinstance(rows, QuerySet) and not rows.ordered:
        rows = rows.order_by("pk")
    part = Paginator(rows, spec.page_size).get_page(question.get(PAGE))
    carried = {name: question[name] for name in spec.keep if question.get(name)}
    kept = {**carried, SEARCH: words_, SORT: order if order != spec.default_sort else ""}
    kept |= {choice.key: choice.value for choice in filters}
    return TablePage(
        spec=spec,
        rows=tuple(_row(spec, record) for record in part),
        headings=tuple(_heading(column, order, kept) for column in spec.columns),
        filters=filters,
        pages=_pages(part, kept),
        search=words_,
        sort=kept[SORT],
        total=part.paginator.count,
        first=part.start_index(),
        last=part.end_index(),
        csv_url=_address(kept, **{FORMAT: "csv", TABLE: spec.name}),
        wants_csv=question.get(FORMAT) == "csv" and question.get(TABLE, spec.name) == spec.name,
        chosen_rows=rows,
        carried=tuple(carried.items()),
    )


def _row(spec: TableSpec, record: Any) -> TableRow:
    anchor = spec.anchor(record) if spec.anchor is not None else ""
    return TableRow(record, tuple(cell_of(column, record) for column in spec.columns), anchor)


def _known(value: str, options: tuple[tuple[str, str], ...]) -> str:
    return value if value in dict(options) else ""


def _address(kept: dict[str, str], **changed: Any) -> str:
    """The query string with something changed, and nothing empty in it."""
    return "?" + urlencode({key: value for key, value in {**kept, **changed}.items() if value})


def _heading(column: Column, order: str, kept: dict[str, str]) -> Heading:
    if not column.sortable:
        return Heading(column)
    if order.lstrip("-") != column.key:
        return Heading(column, _address(kept, **{SORT: column.key}))
    descending = order.startswith("-")
    turned = column.key if descending else f"-{column.key}"
    return Heading(column, _address(kept, **{SORT: turned}), "descending" if descending else "ascending")


def _pages(part: Any, kept: dict[str, str]) -> Pages:
    numbers = part.paginator.get_elided_page_range(part.number, on_each_side=1, on_ends=1)
    return Pages(
        links=tuple(
            PageLink(number, _address(kept, page=number), number == part.number)
            if isinstance(number, int)
            else PageLink(gap=True)
            for number in numbers
        ),
        previous=_address(kept, page=part.previous_page_number()) if part.has_previous() else "",
        next=_address(kept, page=part.next_page_number()) if part.has_next() else "",
    )
