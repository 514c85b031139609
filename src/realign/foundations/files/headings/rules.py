"""Whether a layout fits a file, and the rows of the format that a row of the file holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from realign.foundations.files.reading.workbooks import place_of
from realign.foundations.files.table_layouts.types import (
    ANY_END,
    BREAKDOWN,
    NOT_USED,
    HeadingPattern,
    TableLayout,
    fold,
    one_line,
)
from realign.foundations.files.types import FileColumn

SEARCHED = 60
"""Rows from the top in which a header is looked for."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sep(?:t|tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_WHEN = rf"(?:(?:\d{{1,2}} )?{_MONTH} )?\d{{4}}"
PERIOD = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{4}}[ -]?Q[1-4]|{_WHEN}(?:\s*(?:[-–/]|to)\s*(?:{_WHEN}|\d{{2}}))?"
    r"(?: (?:calendar|financial|school|academic) years?)?)"
)
"""A period as headings write it. Whether it is a sound one is judged by the room that reads it."""

CODE = r"[A-Z][A-Z&-]*[ -]?\d{1,3}[a-z]?"
"""The code of a series as headings write it: letters and a number (CHN8a, CORP 4, C&L5a), never the words of a title."""

_SHAPES = {"word": r"\S+", "code": CODE}
_PLACE = re.compile(r"\{([^{}:]+|\.\.\.)(?::(word|code))?\}")


@dataclass(frozen=True)
class HeadingParts:
    """What a heading says: the column of the format that its figures are in, and columns that are the same for them all."""

    column: str
    values: Mapping[str, str]


def faults_of(layout: TableLayout, columns: Sequence[FileColumn], *, breakdowns: bool) -> Iterator[str]:
    """What makes a layout none for this format, in words; nothing where it can be used."""
    known = {fold(column.name) for column in columns}
    roles = [role for role in layout.columns.values() if role not in (NOT_USED, BREAKDOWN)]
    if BREAKDOWN in layout.columns.values() and not breakdowns:
        yield "Files of this format have no breakdown columns."
    named = [
        *roles,
        *layout.same,
        *(each.column for each in layout.patterns if each.column != NOT_USED),
        *(name for each in layout.patterns for name in _names_in(each.pattern)),
    ]
    for name in dict.fromkeys(named):
        if fold(name) not in known:
            listed = ", ".join(column.name for column in columns)
            yield f"“{name}” is no column of the format. It has: {listed}."
    for name in dict.fromkeys(role for role in roles if roles.count(role) > 1):
        yield f"Two columns are both “{name}”."
    for each in layout.patterns:
        if not _PLACE.search(each.pattern):
            yield f"“{each.pattern}” has no name between braces."
    if layout.header_row < 0:
        yield "The row of the header is less than 1."
    given = {fold(name) for name in named}
    if layout.names_columns and not layout.own_names:
        for column in columns:
            if column.required and fold(column.name) not in given:
                yield (
                    f"Nothing is “{column.name}”{': ' + column.help if column.help else ''}. "
                    "Say which column it is, or what it is in every row."
                )


def canonical(layout: TableLayout, columns: Sequence[FileColumn]) -> TableLayout:
    """The layout with the columns of the format written as the format writes them."""
    return replace(
        layout,
        columns={
            heading: role if role in (NOT_USED, BREAKDOWN) else _name(role, columns)
            for heading, role in layout.columns.items()
        },
        patterns=tuple(
            replace(each, column=each.column if each.column == NOT_USED else _name(each.column, columns))
            for each in layout.patterns
        ),
        same={_name(name, columns): value for name, value in layout.same.items()},
    )


def _names_in(pattern: str) -> list[str]:
    return [name for name, _ in _PLACE.findall(pattern) if name != "..."]


def parts_of(heading: str, pattern: HeadingPattern, columns: Sequence[FileColumn]) -> HeadingParts | None:
    """What a heading says by a pattern; nothing where it is written otherwise.

    >>> year = FileColumn("year", is_period=True)
    >>> pattern = HeadingPattern("{indicator} {year}", "value")
    >>> dict(parts_of("CHN1 2010-11", pattern, [FileColumn("indicator"), year]).values)
    {'indicator': 'CHN1', 'year': '2010-11'}
    """
    match = re.fullmatch(_regex(pattern.pattern, columns), one_line(heading), re.IGNORECASE)
    if match is None:
        return None
    names = _names_in(pattern.pattern)
    return HeadingParts(
        pattern.column, {_name(name, columns): match[f"p{n}"].strip() for n, name in enumerate(names)}
    )


def _name(name: str, columns: Sequence[FileColumn]) -> str:
    return next((column.name for column in columns if fold(column.name) == fold(name)), name)


def _regex(pattern: str, columns: Sequence[FileColumn]) -> str:
    periods = {fold(column.name) for column in columns if column.is_period}
    text, at, number = "", 0, 0
    pattern = one_line(pattern)
    for place in _PLACE.finditer(pattern):
        text += re.escape(pattern[at : place.start()])
        at = place.end()
        name, sort = place[1], place[2]
        # words end where the sign after them stands for the first time; only a space may stand in them
        following = pattern[at:].strip()[:1]
        other = rf"[^{re.escape(following)}]" if following and following not in "{ " else "."
        shape = _SHAPES.get(sort) or (PERIOD if fold(name) in periods else rf"{other}+?")
        if name == "...":
            text += rf"(?:{shape})"
        else:
            text += rf"\s*(?P<p{number}>{shape})\s*"
            number += 1
    return text + re.escape(pattern[at:])


def column_letter(place: int) -> str:
    """The letters over a column in a spreadsheet, from 0.

    >>> column_letter(0), column_letter(27)
    ('A', 'AB')
    """
    return place_of(place + 1, 1)[:-1]


def headings_of(cells: Sequence[str]) -> list[str]:
    """The headings of a row; a column without one is called by its place, and so is the second of the same name."""
    headings: list[str] = []
    met: set[str] = set()
    for place, cell in enumerate(cells):
        heading = one_line(cell) or f"Column {column_letter(place)}"
        if fold(heading) in met:
            heading = f"{heading} (column {column_letter(place)})"
        met.add(fold(heading))
        headings.append(heading)
    return headings


def trimmed(cells: Sequence[str]) -> list[str]:
    """A row without the empty cells at its end."""
    cells = list(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _is_called(heading: str, name: str) -> bool:
    if name.endswith(ANY_END):
        return fold(heading).startswith(fold(name[: -len(ANY_END)]))
    return fold(heading) == fold(name)


def role_of(heading: str, layout: TableLayout) -> str:
    """What a layout says that the column of this heading is; empty where it says nothing of it."""
    return next((role for name, role in layout.columns.items() if _is_called(heading, name)), "")


def _own(layout: TableLayout, columns: Sequence[FileColumn]) -> list[FileColumn]:
    """The columns of the format that a file may have under their own names: those of which the layout says nothing."""
    if not layout.own_names:
        return []
    figures = [each for each in layout.patterns if each.column != NOT_USED]
    told = {*layout.columns.values(), *layout.same, *(each.column for each in figures)}
    told |= {name for each in figures for name in _names_in(each.pattern)}
    folded = {fold(name) for name in told}
    return [column for column in columns if fold(column.name) not in folded]


def _names_of(column: FileColumn) -> set[str]:
    return {fold(name) for name in (column.name, *column.aliases)}


def is_header(cells: Sequence[str], layout: TableLayout, columns: Sequence[FileColumn]) -> bool:
    """Whether a row has every heading that the layout uses and, for each of its patterns with figures, one such heading.

    A layout that names no columns, or leaves some their own names, asks for those that the format requires.
    """
    headings = headings_of(trimmed(cells))
    names = {fold(heading) for heading in headings}
    own = _own(layout, columns) if layout.names_columns else columns
    if not all(not column.required or names & _names_of(column) for column in own):
        return False
    if not layout.names_columns:
        return True
    wanted = [name for name, role in layout.columns.items() if role != NOT_USED]
    return all(any(_is_called(heading, name) for heading in headings) for name in wanted) and all(
        any(parts_of(heading, each, columns) for heading in headings)
        for each in layout.patterns
        if each.column != NOT_USED
    )


FIGURES = {"value", "measure"}
"""What formats call the column of their figures."""


def rivals_in(cells: Sequence[str], columns: Sequence[FileColumn]) -> dict[str, list[str]]:
    """The headings of a row that may each be the same column of a format, by its name: it is not known which is meant.

    Only of periods and figures, which two columns may say differently. The code and the name of an area say the same.

    >>> year = FileColumn("year", aliases=("period",), is_period=True)
    >>> rivals_in(["area", "area_code", "year", "Period"], [FileColumn("area", aliases=("area_code",)), year])
    {'year': ['year', 'Period']}
    """
    written = {fold(cell): one_line(cell) for cell in cells if cell.strip()}
    names = {name: fold(name) for column in columns for name in (column.name, *column.aliases)}
    own = {fold(column.name) for column in columns}
    rivals = {
        column.name: [
            written[names[name]]
            for name in (column.name, *column.aliases)
            # a heading that is a column of its own is that one
            if names[name] in written and (name == column.name or names[name] not in own)
        ]
        for column in columns
        if column.is_period or fold(column.name) in FIGURES
    }
    return {name: headings for name, headings in rivals.items() if len(headings) > 1}


def offered_header(rows: Iterable[tuple[int, Sequence[str]]], columns: Sequence[FileColumn]) -> int:
    """The row offered as the header: the first with every required column, else the first with any; 0 where none has."""
    some = 0
    for number, cells in rows:
        if is_header(cells, TableLayout(), columns):
            return number
        names = {fold(cell) for cell in cells if cell.strip()}
        known = {fold(name) for column in columns for name in (column.name, *column.aliases)}
        # one word that happens to be a column, such as a title “Population”, makes no header
        if not some and len(names & known) > 1:
            some = number
    return some


@dataclass
class HeaderReading:
    """A header, read by a layout: for each column of the file what it is, and what is wrong with it."""

    headings: list[str]
    roles: list[str] = field(default_factory=list)
    figures: dict[int, HeadingParts] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)

    @property
    def not_used(self) -> list[str]:
        """The headings of columns that are not read."""
        return [
            heading
            for place, heading in enumerate(self.headings)
            if not self.roles[place] and place not in self.figures
        ]


def read_header(cells: Sequence[str], layout: TableLayout, columns: Sequence[FileColumn]) -> HeaderReading:
    """What each column of a file is by a layout: its role, or the figures that its heading describes."""
    reading = HeaderReading(headings_of(trimmed(cells)))
    own = {name: column.name for column in reversed(_own(layout, columns)) for name in _names_of(column)}
    met: set[tuple[object, ...]] = set()
    for place, heading in enumerate(reading.headings):
        role = role_of(heading, layout) or own.get(fold(heading), "")
        parts = None if role else _described(heading, layout, columns)
        if parts is None and not role:
            # where headings that are not used stand twice, the place that the second is called by is none of its words
            parts = _described(cells[place], layout, columns, (NOT_USED,))
        if parts is not None and parts.column == NOT_USED:
            role, parts = NOT_USED, None
        key: tuple[object, ...] = (role,)
        if parts is not None:
            key = (parts.column, *sorted(parts.values.items()))
            reading.figures[place] = parts
        elif not role:
            # what is filled in under no heading at all is told when its rows are read
            reading.unknown += [heading] if cells[place].strip() else []
        elif role == BREAKDOWN:
            key = (role, fold(heading))
        if role != NOT_USED and (role or parts) and key in met:
            reading.twice.append(heading)
        met.add(key)
        reading.roles.append("" if role == NOT_USED else role)
    return reading


def _described(
    heading: str, layout: TableLayout, columns: Sequence[FileColumn], among: Sequence[str] = ()
) -> HeadingParts | None:
    """What the first pattern that fits says of a heading; of those whose column is among some, if any are named."""
    parts = (parts_of(heading, each, columns) for each in layout.patterns)
    first = next((described for described in parts if described), None)
    return first if first and (not among or first.column in among) else None


@dataclass(frozen=True)
class RowPlan:
    """How a row of a file is a row of the format: where its columns and other headings are, and what is always the same.

    ``columns`` and ``others`` are places in the cells of the file, followed by those of ``always``.
    """

    columns: Mapping[str, int]
    others: Mapping[str, int]
    always: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """How the file calls each column, where it calls them otherwise than the format."""
    figure: str = ""
    named: frozenset[int] = frozenset()
    """The columns of the file without which a row is no row of the table."""

    @property
    def places(self) -> set[int]:
        """The columns of the file that are read."""
        return {*self.columns.values(), *self.others.values()}


def plans_of(reading: HeaderReading, layout: TableLayout) -> Iterator[RowPlan]:
    """The rows of the format that each row of the file is: one, or one for each group of its columns of figures."""
    width = len(reading.headings)
    columns: dict[str, int] = {}
    names = dict.fromkeys(layout.same, "")
    others = {}
    for place, role in enumerate(reading.roles):
        if role == BREAKDOWN:
            others[reading.headings[place]] = place
        elif role:
            columns[role], names[role] = place, reading.headings[place]
    groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for place, parts in reading.figures.items():
        groups.setdefault(tuple(sorted(parts.values.items())), []).append(place)
    for shared, places in (groups or {(): []}).items():
        always = {**layout.same, **dict(shared)}
        headings = {reading.figures[place].column: reading.headings[place] for place in places}
        first = reading.headings[places[0]] if places else ""
        yield RowPlan(
            {
                **{name: width + number for number, name in enumerate(always)},
                **columns,
                **{reading.figures[place].column: place for place in places},
            },
            others,
            tuple(always.values()),
            {**names, **{name: first for name, _ in shared}, **headings},
            first,
            frozenset([*columns.values(), *others.values()]),
        )
