"""How a table lies in a file: its sheet, the row of its header, what each column is, and what headings say of figures."""

import datetime
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

NOT_USED = "not used"
BREAKDOWN = "breakdown column"
"""What a column may be besides a column of the format; the second is a group that each figure is for."""

REMEMBER = "remember_as"
"""Beside the layout of an import: the name under which it is remembered once the file is imported."""

ANY_END = "*"
"""The end of a heading of which only the beginning counts: “local authority*” is “local authority (as of April 2023)”."""


def fold(name: str) -> str:
    """A column’s name for comparison: case, spaces, hyphens and underscores do not matter."""
    return re.sub(r"[\s_\-]+", "", name).casefold()


def one_line(heading: str) -> str:
    """A heading without its line breaks and repeated spaces."""
    return " ".join(heading.split())


@dataclass(frozen=True)
class HeadingPattern:
    """How the headings of columns of figures are written, such as ``{indicator} {year}``, and what their figures are.

    Each name between braces is a column of the format, which is then the same for every figure under that heading;
    ``{...}`` stands for words that are not needed, ``{name:word}`` for words without a space, and ``{name:code}`` for
    letters with a number, such as CHN1 or CORP 4. ``column`` is the column of the format that the figures are in, or
    ``NOT_USED``.
    """

    pattern: str
    column: str

    def __str__(self) -> str:
        return f"{self.pattern} = {self.column}"


@dataclass(frozen=True)
class TableLayout:
    """How the table lies in a file. Empty it is the usual one: a header in row 1 with the columns of the format.

    ``header_row`` 0 is the first row in which all of its headings stand. ``same`` are columns of the format that the file
    has not, with what they are in every row. With ``ends_when_blank`` the table ends above the first row without anything
    in the columns that are used: what stands below are notes. ``no_value`` are words and errors, such as #N/A, that stand
    where there is no figure; ``rows_not_used`` are rows with one of these words under a heading; with ``every_sheet``
    all sheets that are not hidden and have such a header are read, one after the other. With ``own_names`` a column that
    the layout does not name is the one of the format that is called so, such as one of the 91 of a table by year of age.
    """

    sheet: str = ""
    header_row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[HeadingPattern, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    ends_when_blank: bool = False
    no_value: tuple[str, ...] = ()
    rows_not_used: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    every_sheet: bool = False
    own_names: bool = False

    @property
    def names_columns(self) -> bool:
        """Whether it says what the columns are; otherwise the header has those of the format."""
        return bool(self.columns or self.patterns or self.own_names)

    def as_data(self) -> dict[str, Any]:
        """The layout as JSON and TOML hold it; what says nothing is left out."""
        data: dict[str, Any] = {
            "sheet": self.sheet,
            "header_row": self.header_row,
            "ends_when_blank": self.ends_when_blank,
            "every_sheet": self.every_sheet,
            "own_names": self.own_names,
            "no_value": list(self.no_value),
            "rows_not_used": {heading: list(words) for heading, words in self.rows_not_used.items()},
            "columns": dict(self.columns),
            "same": dict(self.same),
            "headings": [{"pattern": each.pattern, "column": each.column} for each in self.patterns],
        }
        return {name: value for name, value in data.items() if value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "TableLayout":
        """The layout that data hold. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            sheet=str(data.get("sheet", "")),
            header_row=int(data.get("header_row", 0)),
            columns={str(heading): str(role) for heading, role in dict(data.get("columns", {})).items()},
            patterns=tuple(
                HeadingPattern(str(each["pattern"]), str(each["column"])) for each in data.get("headings", ())
            ),
            same={str(column): str(value) for column, value in dict(data.get("same", {})).items()},
            ends_when_blank=bool(data.get("ends_when_blank", False)),
            no_value=tuple(str(words) for words in data.get("no_value", ())),
            rows_not_used={
                str(heading): tuple(str(word) for word in words)
                for heading, words in dict(data.get("rows_not_used", {})).items()
            },
            every_sheet=bool(data.get("every_sheet", False)),
            own_names=bool(data.get("own_names", False)),
        )


@dataclass(frozen=True)
class KnownLayout:
    """A layout under a name: of a published download, or remembered by a partnership; with where it was seen and when."""

    slug: str
    title: str
    kind: str
    format: str
    layout: TableLayout
    source: str = ""
    dated: datetime.date | None = None
    unverified: str = ""
    """Why it is not sure that files look so; empty where the real header was seen."""

    @classmethod
    def of_room(cls, package: str) -> "list[KnownLayout]":
        """The layouts of published downloads in ``data/layouts.toml`` of a room, in their order."""
        text = resources.files(package).joinpath("data/layouts.toml").read_text(encoding="utf-8")
        return [cls.from_data(row) for row in tomllib.loads(text)["layout"]]

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "KnownLayout":
        """The layout of a published download that data of a room hold. Raises KeyError, TypeError or ValueError."""
        return cls(
            slug=str(data["slug"]),
            title=str(data["title"]),
            kind=str(data["kind"]),
            format=str(data["format"]),
            layout=TableLayout.from_data(data),
            source=str(data["source"]),
            dated=data["seen"],
            unverified=str(data.get("unverified", "")),
        )


class RowNumber(int):
    """The number of a row as a spreadsheet shows it, which knows how the file calls each column of the format.

    In a file with a column for each period many figures stand in one row: two of them are the same place only when their
    columns are too.
    """

    columns: Mapping[str, str]
    figure: str
    sheet: str
    """The sheet that it stands in, where several are read."""

    def __new__(
        cls, number: int, columns: Mapping[str, str], figure: str = "", sheet: str = ""
    ) -> "RowNumber":
        row = super().__new__(cls, number)
        row.columns, row.figure, row.sheet = columns, figure, sheet
        return row

    def of_sheet(self, sheet: str) -> "RowNumber":
        """The same row, known to be in a sheet."""
        return RowNumber(int(self), self.columns, self.figure, sheet)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, RowNumber):
            return (int(self), self.figure, self.sheet) == (int(other), other.figure, other.sheet)
        return int(self) == other

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(int(self))
