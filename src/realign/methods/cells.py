"""Text on its way into and out of files: letters that no file can hold, and cells that a spreadsheet would run."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

# What XML 1.0 (section 2.2, Char) leaves out, and so every XLSX, DOCX and SVG; half a surrogate pair is not even UTF-8.
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# of these, the ones that part words: what word processors write for a line break inside a paragraph
_PARTING = re.compile(r" ?[\x0b\x0c\x1c-\x1f]+ ?")

# A spreadsheet takes a cell that begins with one of these for a formula, and would run it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?(?=\.?[0-9])([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?%?")


def unwritable_in(text: str) -> str:
    """The letters of a text that no file can hold, by their numbers; nothing where there are none.

    >>> unwritable_in("Number of\\x0breferrals \\x07"), unwritable_in("Number of referrals")
    ('0x07, 0x0B', '')
    """
    return ", ".join(f"0x{ord(letter):02X}" for letter in sorted(set(UNWRITABLE.findall(text))))


def writable(text: str) -> str:
    """A text without the letters that no file can hold; those that part words leave a space.

    >>> writable("Number of\\x0breferrals\\x07")
    'Number of referrals'
    """
    return UNWRITABLE.sub("", _PARTING.sub(" ", text)) if UNWRITABLE.search(text) else text


def all_writable(value: Any) -> Any:
    """A value with every text in it writable: inside lists, tuples and mappings too. Anything else is left as it is.

    >>> all_writable({"a\\x00": ["b\\x01", 3]})
    {'a': ['b', 3]}
    """
    match value:
        case str():
            # a text of a kind of its own, such as one that is safe as HTML, stays of that kind where nothing is taken out
            return writable(value)
        case dict():
            return {all_writable(key): all_writable(part) for key, part in value.items()}
        case list():
            return [all_writable(part) for part in value]
        case tuple() if type(value) is tuple:
            return tuple(all_writable(part) for part in value)
        case _:
            return value


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a value, inside lists, tuples and mappings too.

    >>> list(texts_in({"a": ["b", 3]}))
    ['a', 'b']
    """
    match value:
        case str():
            yield value
        case dict():
            for key, part in value.items():
                yield from texts_in(key)
                yield from texts_in(part)
        case list() | tuple():
            for part in value:
                yield from texts_in(part)


def name_of(letter: str) -> str:
    """A letter in words, for where it cannot be drawn.

    >>> name_of("\\N{SLIGHTLY SMILING FACE}"), name_of("\\ue000")
    ('slightly smiling face', 'letter U+E000')
    """
    return unicodedata.name(letter, "").lower() or f"letter U+{ord(letter):04X}"


def harmless(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet would take it for a formula; a plain number stays one.

    >>> harmless("=1+1"), harmless("Dundee"), harmless("-1.5"), harmless("-1+1")
    ("'=1+1", 'Dundee', '-1.5', "'-1+1")
    """
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def as_given(text: str) -> str:
    """What `harmless` was given, for a file that is read again.

    >>> as_given(harmless("=1+1")), as_given(harmless("'=1")), as_given("'tis"), as_given("-9")
    ('=1+1', "'=1", "'tis", '-9')
    """
    return text[1:] if text.startswith("'") and _is_formula(text.lstrip("'")) else text


def _is_formula(text: str) -> bool:
    bare = text.lstrip(" ")
    return bare.startswith(FORMULA_STARTS) and not _NUMBER.fullmatch(bare)


class Stream(Protocol):
    """Anything that text is written to."""

    def write(self, text: str, /) -> Any: ...


class CsvWriter:
    """Writes rows as CSV in which no text is a formula: the one way in which the product writes CSV."""

    def __init__(self, stream: Stream, *, lineterminator: str = "\r\n") -> None:
        self._writer = csv.writer(stream, lineterminator=lineterminator)

    def row(self, cells: Iterable[Any]) -> Any:
        """Write one row; answers what the stream answers."""
        return self._writer.writerow([_cell(cell) for cell in cells])

    def rows(self, rows: Iterable[Iterable[Any]]) -> None:
        """Write every row."""
        for row in rows:
            self.row(row)

    def records(self, columns: Iterable[str], records: Iterable[Mapping[str, Any]]) -> None:
        """A heading row, then one row for each record; what a record does not say is empty."""
        names = list(columns)
        self.row(names)
        self.rows(_values(names, records))


def _values(names: list[str], records: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    for record in records:
        yield ["" if record.get(name) is None else record[name] for name in names]


def _cell(cell: Any) -> Any:
    return harmless(writable(cell)) if isinstance(cell, str) else cell
