"""What a table is: its columns, what can be searched and filtered, and what it says when it is empty."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from realign.foundations.design import words

Value = Callable[[Any], Any]


class Kind(StrEnum):
    """How a column's value is written on the page and in a CSV file."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    STATUS = "status"
    TAGS = "tags"


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `key` names it in the address and, unless `value` is given, says where the value is found: an attribute or
    dictionary key, with dots between steps (`lead.name`). `link` gives an address for a row. `sortable` is True to
    sort by the key, or the name of the database field to sort by. `csv` gives the value for a CSV file where that
    should differ from the page; False leaves the column out of the file.
    """

    key: str
    label: str
    value: Value | None = None
    link: Callable[[Any], str] | None = None
    kind: Kind = Kind.TEXT
    sortable: bool | str = True
    csv: Value | bool = True

    def of(self, row: Any) -> Any:
        """This column's value of one row."""
        return self.value(row) if self.value is not None else value_at(row, self.key)

    @property
    def order_field(self) -> str:
        """The database field to sort by."""
        return self.sortable if isinstance(self.sortable, str) else self.key.replace(".", "__")

    @property
    def is_numeric(self) -> bool:
        return self.kind in {Kind.NUMBER, Kind.MONEY, Kind.PERCENT}


@dataclass(frozen=True)
class Filter:
    """One choice above a table.

    `choices` are (value, label) pairs, or a callable that gives them. `field` is the database field or attribute
    compared with the value; where that is not enough, `apply(rows, value)` returns the rows that stay.
    """

    key: str
    label: str
    choices: Sequence[tuple[str, str]] | Callable[[], Iterable[tuple[str, str]]]
    field: str = ""
    apply: Callable[[Any, str], Any] | None = None

    def options(self) -> list[tuple[str, str]]:
        """The choices, without the one that means all."""
        given = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in given]


@dataclass(frozen=True)
class TableSpec:
    """A table as data. `default_sort` is a column's key, with a minus sign before it for the largest first.

    `noun` is what a row is, with its plural after a comma where that needs more than an s: "child,children".
    `anchor` gives each row an id, so that another page can link to it; such a table is best kept on one page.
    `keep` names what else the address says of the whole page: the table's links and its form carry that on.
    """

    name: str
    columns: Sequence[Column]
    search_fields: Sequence[str] = ()
    filters: Sequence[Filter] = ()
    default_sort: str = ""
    empty_title: str = "Nothing here yet"
    empty_help: str = ""
    page_size: int = 25
    noun: str = "row"
    caption: str = ""
    empty_action: str = ""
    empty_url: str = ""
    anchor: Callable[[Any], str] | None = None
    keep: Sequence[str] = ()

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(
                f"Table “{self.name}” has two columns with one key: {keys}. Give each its own key."
            )
        if self.default_sort and self.default_sort.lstrip("-") not in keys:
            raise ValueError(
                f"Table “{self.name}” sorts by “{self.default_sort}”, which is not a column. Columns: {keys}."
            )

    @property
    def singular(self) -> str:
        return words.plural(1, self.noun)

    @property
    def plural(self) -> str:
        return words.plural(2, self.noun)

    def sortable(self, key: str) -> Column | None:
        """The column with this key, if the table may be sorted by it."""
        return next((column for column in self.columns if column.key == key and column.sortable), None)


def value_at(row: Any, path: str) -> Any:
    """Follow dots through attributes and dictionary keys; None where the way ends.

    >>> value_at({"lead": {"name": "Dundee City Council"}}, "lead.name")
    'Dundee City Council'
    """
    for step in path.split("."):
        if row is None:
            return None
        row = row[step] if isinstance(row, dict) else getattr(row, step)
    return row() if callable(row) else row
