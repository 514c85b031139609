"""What importers give and take: columns, problems, what would change, and the format itself."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from realign.foundations.files.models import Import
from realign.foundations.files.table_layouts.types import RowNumber, TableLayout
from realign.foundations.partnerships.types import Actor

Report = Callable[[int, int, str], None]
"""``report(done, total, message)`` says how far long work is."""

SHOWN = 200
"""Problems kept with the import and shown on its page."""

KEPT = 20_000
"""Problems written to the file that can be downloaded; the rest are counted."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a file: where, what was found, what was expected, what to do.

    ``row`` counts as a spreadsheet does: the header is row 1. Row 0 is the file as a whole.
    """

    row: int
    column: str
    found: str
    expected: str
    todo: str

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "the file"
        if self.column:
            place += f", column {self.column}"
        return f"{place}: found {self.found}; expected {self.expected}. {self.todo}".strip()

    def as_data(self) -> dict[str, Any]:
        """The problem as JSON holds it."""
        return asdict(self)


def called(row: int, column: str) -> str:
    """A column of the format as the file calls it, with its sheet where several are read."""
    if not isinstance(row, RowNumber):
        return column
    column = row.columns.get(column) or column
    return f"{column} (sheet “{row.sheet}”)" if row.sheet else column


class Problems:
    """Problems gathered while a file is read: all are counted, the first ``KEPT`` are kept."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self._known: set[Problem] = set()
        self.count = 0
        self.about_layout = False
        """Whether the file was not read because it is not known how its table lies in it."""
        self.personal: list[str] = []
        """Headings of columns that no format has and that tell of a child or another person."""

    def add(self, row: int, column: str, found: str, expected: str, todo: str = "") -> None:
        """Note one problem. Long values are cut: a page is not the place to repeat a whole cell."""
        problem = Problem(int(row), called(row, column), found[:120] or "nothing", expected, todo)
        # a row with a column for each period is read once for each of them: one wrong cell is one problem all the same
        if problem in self._known:
            return
        self.count += 1
        if len(self.kept) < KEPT:
            self.kept.append(problem)
            self._known.add(problem)

    def add_all(self, others: "Problems", place: str) -> None:
        """Note the problems of a part of the file, with the place of that part."""
        self.count += others.count
        self.about_layout = self.about_layout or others.about_layout
        self.personal += others.personal
        for problem in others.kept[: KEPT - len(self.kept)]:
            column = f"{problem.column} ({place})" if problem.column else place
            self.kept.append(replace(problem, column=column))

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True)
class Changes:
    """What taking a file in would do, or did, counted in rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def nothing(self) -> bool:
        """True when everything in the file is already held."""
        return not (self.new or self.changed)


@dataclass(frozen=True)
class FileColumn:
    """A column that a format knows, under its name and any other names that files use for it."""

    name: str
    help: str = ""
    required: bool = True
    aliases: tuple[str, ...] = ()
    is_period: bool = False
    """Whether it says when: in a heading such as “CHN1 2010-11” it is then told from the words beside it."""


@dataclass(frozen=True)
class ImportOption:
    """Something that the person who brings the file must or may say about it."""

    name: str
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    is_file: bool = False
    """Whether it is the fingerprint of another file, for which a command takes the file itself."""
    from_title: Callable[[Actor, str], str] | None = None
    """What it is if left empty, made from the title of the import."""


@dataclass(frozen=True)
class Preview:
    """What a checked file holds, in words: a line for each of what it is about. ``left_out`` lines are not listed."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int = 0

    def as_data(self) -> dict[str, Any]:
        """The preview as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True)
class FileReading:
    """A file as read and checked: its rows as the format’s own values, how many, what they would change, what is wrong."""

    rows: Any
    count: int
    changes: Changes
    problems: Problems
    notes: tuple[str, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    """What else the format’s own page shows before anything is taken in; kept with the import as JSON."""
    preview: Preview | None = None
    """The figures themselves, for whoever is to import them; kept until they are imported."""
    personal: tuple[str, ...] = ()
    """Columns that could identify people and would be stored."""
    is_described: bool = True
    """Whether somebody said what the columns are, so that nothing more can be said to make the file fit to keep."""


@dataclass(frozen=True)
class IncomingFile:
    """A file on its way in, with who brings it and what they said about it."""

    path: Path
    name: str
    by: Actor
    record: Import
    options: Mapping[str, str] = field(default_factory=dict)
    report: Report = lambda done, total, message: None
    layout: TableLayout = field(default_factory=TableLayout)


@dataclass(frozen=True)
class ImportFormat:
    """One file convention: which columns, how it is read and checked, how it is written.

    ``reader(source)`` reads and compares and writes nothing; ``apply(source, reading)`` writes inside the transaction that
    the engine holds, in bulk, and answers what it did. ``recognises(path)`` replaces the comparison of header columns.
    ``page`` names the address of a room’s own page for bringing such files, where one form does not fit all.
    ``columns_page`` names the one where a person says what the columns of such a file are, before it can be imported.
    With ``second_person`` whoever brought it does not take it in: somebody else looks at it first.
    """

    kind: str
    slug: str
    title: str
    help: str
    columns: tuple[FileColumn, ...]
    permission: str
    reader: Callable[[IncomingFile], FileReading]
    apply: Callable[[IncomingFile, FileReading], Changes]
    options: tuple[ImportOption, ...] = ()
    recognises: Callable[[Path], bool] | None = None
    producer: str = ""
    licence: str = ""
    page: str = ""
    columns_page: str = ""
    second_person: bool = False
    breakdowns: bool = False
    """Whether further columns of such a file are groups that its figures are for."""

    @property
    def has_layouts(self) -> bool:
        """Whether somebody may say how the table lies in such a file: its sheet, header and columns."""
        return bool(self.columns) and not (self.recognises or self.page or self.columns_page)


@dataclass(frozen=True)
class DatasetColumn:
    """One column of a dataset: its label, what its values mean, which values say “missing”, and what it is for."""

    name: str
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    role: str = ""
    """What the column is for, in the words of the room that keeps it; empty where nobody said."""
