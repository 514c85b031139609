"""Reads the sheets of one workbook (Excel or OpenDocument) in a process of its own, and writes down their rows.

Runs as a script, apart from the package. Usage: ``workbook_child.py FILE FOLDER ORDER MEGABYTES``,
where ORDER says as JSON which sheets are wanted and what is too much. For each sheet it writes a file of JSON lines into
FOLDER, ``[row, hidden, [cell, …]]``; on standard output it says which sheets there are, or why the file is refused.

Parts of the archive are read as streams and nothing of a sheet is kept, so that memory depends on the texts alone.
openpyxl keeps something of every row that it has read, does not tell a formula without a value from an empty cell, and
knows no hidden row when it reads a large file; the tests compare the two on what they have in common.
"""

import datetime
import json
import math
import posixpath
import re
import resource
import sys
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

TOO_LARGE = 4
NO_MEMORY = expat.errors.XML_ERROR_NO_MEMORY
MEGABYTE = 1024 * 1024
DAMAGED = "Open it in Excel and save it again."
AS_CSV = "Save the one sheet that is wanted as CSV UTF-8, and upload that."
NO_CHANGE = "Leave out the password when you save it, or save it as an Excel workbook (.xlsx)."

Cell = Any
"""A cell as JSON: nothing, text, a number, a boolean, or an object with one letter for what else it is.

``p`` a percentage as shown, ``d`` a day, ``t`` a day and time, ``h`` a time, ``e`` an error, ``f`` a formula without a
stored value, ``x`` what cannot be a value, in words.
"""

NUMBER = re.compile(r"[-+]?(\d{1,400}(\.\d*)?|\.\d+)([eE][-+]?\d{1,5})?", re.ASCII)
ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
REFERENCE = re.compile(r"([A-Za-z]{1,4})(\d{1,8})", re.ASCII)


class Refused(Exception):
    """Why a file is refused, in words, and what to do."""

    def __init__(self, fault: str, todo: str = DAMAGED) -> None:
        super().__init__(fault)
        self.fault, self.todo = fault, todo


def damaged(why: str) -> Refused:
    """A refusal of what no program writes."""
    return Refused(f"a workbook that cannot be opened ({why})")


def parse(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    *,
    namespaces: bool = False,
) -> None:
    """Read XML piece by piece. What declares its own entities is refused: it may unfold without end."""
    parser = expat.ParserCreate(namespace_separator=" " if namespaces else None)
    parser.buffer_text = True

    def declared(*args: object) -> None:
        raise damaged("it declares a document type")

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    while piece := stream.read(64 * 1024):
        parser.Parse(piece)
    parser.Parse(b"", True)


class Out:
    """Where the rows of one sheet go, within what is too much for the whole file."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.cells = self.written = 0
        self.stream: IO[str] | None = None

    def row(self, number: int, is_hidden: bool, cells: list[Cell]) -> None:
        """Write one row that is not empty, where its sheet is wanted."""
        if self.stream is None:
            return
        self.cells += len(cells)
        if self.cells > self.order["cells"]:
            raise Refused(
                f"a workbook with more than {self.order['cells']:,} cells",
                "Save it in several files, by year or by area.",
            )
        line = json.dumps([number, int(is_hidden), cells], ensure_ascii=False, separators=(",", ":"))
        self.written += len(line)
        if self.written > self.order["written"]:
            raise Refused(
                f"a workbook with more than {self.order['written'] // MEGABYTE} MB of texts in its cells",
                "Save it in several files, by year or by area.",
            )
        self.stream.write(line + "\n")

    def width(self, cells: int) -> None:
        """Refuse a row of too many cells: a few bytes may claim thousands in each of a million rows."""
        if cells > self.order["columns"]:
            raise Refused(
                f"a workbook with a row of {cells:,} cells",
                f"Leave at most {self.order['columns']:,} columns.",
            )

    def text(self, text: str) -> Cell:
        """A text as a cell; one longer than any cell of Excel is none."""
        if len(text) > self.order["letters"]:
            return {"x": f"a text of {len(text):,} letters"}
        return text or None


def check_size(size: int, limit: int) -> None:
    """Refuse what says that it unpacks to more than the limit."""
    if size > limit:
        raise Refused(f"a workbook that unpacks to more than {limit // MEGABYTE} MB", AS_CSV)


def check_sizes(archive: zipfile.ZipFile, order: dict[str, Any]) -> None:
    """Refuse an archive whose parts are too large, together or where they are kept in memory; pictures do not count."""
    parts = [entry for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels"))]
    check_size(sum(entry.file_size for entry in parts), order["unpacked"])
    check_size(
        sum(entry.file_size for entry in parts if entry.filename.endswith("/sharedStrings.xml")),
        order["texts"],
    )


def number(text: str) -> int | float | None:
    """The number that a cell holds; nothing where it is none, or larger than a computer counts."""
    text = text.strip()
    if not NUMBER.fullmatch(text):
        return None
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return None
    return value if any(letter in text for letter in ".eE") else int(text)


def percentage(value: float) -> Cell:
    """A share as the percentage that its cell shows: 0.923 is 92.3."""
    percent = Decimal(f"{value:.15g}") * 100
    return {"p": format(percent.normalize(), "f")}


# --- Excel ---------------------------------------------------------------------------------------------------------

BUILT_IN = {9: "percent", 10: "percent", **dict.fromkeys((45, 46, 47), "duration")}
BUILT_IN |= dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), "date")
NOT_CODE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


def kind_of(code: str) -> str:
    """Whether a number format shows a percentage, a day or a time: its letters outside quotes and brackets say so."""
    code = code.split(";")[0]
    if ELAPSED.search(code):
        return "duration"
    code = NOT_CODE.sub("", code).lower()
    if code.strip() == "general":
        return ""
    if "%" in code:
        return "percent"
    return "date" if re.search(r"[dmyhs]", code) else ""


def column_of(letters: str, known: dict[str, int] = {}) -> int:  # noqa: B006 - kept between calls
    """The place of a column by its letters: A is 1."""
    place = known.get(letters)
    if place is None:
        place = 0
        for letter in letters.upper():
            place = place * 26 + ord(letter) - 64
        known[letters] = place
    return place


class Excel:
    """The parts of an Excel workbook."""

    def __init__(self, archive: zipfile.ZipFile, out: Out) -> None:
        self.archive, self.out = archive, out
        self.names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        root = self.related("")
        self.workbook = next(
            (target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if self.workbook.endswith(".bin"):
            raise Refused("an Excel binary workbook (.xlsb)", "Save it as an Excel workbook (.xlsx).")
        self.parts = self.related(self.workbook)
        self.is_1904 = False
        self.sheets: list[tuple[str, bool, str]] = []
        self.read_workbook()
        self.texts: list[Cell] | None = None
        self.kinds: list[str] = []

    def open(self, part: str, most: int) -> IO[bytes]:
        """A part of the archive, refused by what it says it unpacks to; zipfile gives no more than that."""
        name = self.names.get(part.lower())
        if name is None:
            raise damaged(f"{part[:60]} is missing")
        check_size(self.archive.getinfo(name).file_size, most)
        return self.archive.open(name)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: the kind and the path of each, by its identifier."""
        folder, name = posixpath.split(part)
        targets: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                targets[attributes.get("Id", "")] = (kind, posixpath.normpath(path))

        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path.lower() in self.names:
            with self.open(path, self.out.order["other"]) as stream:
                parse(stream, start)
        return targets

    def read_workbook(self) -> None:
        """The sheets in their order, and from which year days are counted."""

        def start(tag: str, attributes: dict[str, str]) -> None:
            tag = tag.rpartition(":")[2]
            if tag == "workbookPr":
                self.is_1904 = attributes.get("date1904") in {"1", "true"}
            elif tag == "sheet":
                ids = [value for name, value in attributes.items() if name.rpartition(":")[2] == "id"]
                kind, target = self.parts.get(ids[0] if ids else "", ("", ""))
                if kind == "worksheet":
                    state = attributes.get("state", "visible")
                    self.sheets.append((unescaped(attributes.get("name", "")), state != "visible", target))

        with self.open(self.workbook, self.out.order["other"]) as stream:
            parse(stream, start)

    def prepare(self) -> None:
        """Read what all sheets share: their texts and number formats."""
        if self.texts is not None:
            return
        by_kind = dict(self.parts.values())
        self.texts = []
        if target := by_kind.get("sharedStrings"):
            with self.open(target, self.out.order["texts"]) as stream:
                self.read_texts(stream, self.texts)
        if target := by_kind.get("styles"):
            with self.open(target, self.out.order["other"]) as stream:
                self.read_kinds(stream)

    def read_texts(self, stream: IO[bytes], texts: list[Cell]) -> None:
        """Texts that cells refer to by number; how to pronounce them is left out."""
        parts: list[str] = []
        reading = spoken = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal reading, spoken
            tag = tag.rpartition(":")[2]
            if tag == "si":
                parts.clear()
            elif tag == "rPh":
                spoken = True
            reading = tag == "t" and not spoken

        def end(tag: str) -> None:
            nonlocal reading, spoken
            tag = tag.rpartition(":")[2]
            reading = False
            if tag == "rPh":
                spoken = False
            elif tag == "si":
                texts.append(self.out.text(unescaped("".join(parts))))

        def text(piece: str) -> None:
            if reading:
                parts.append(piece)

        parse(stream, start, end, text)

    def read_kinds(self, stream: IO[bytes]) -> None:
        """What each style of a cell makes of a number."""
        codes = dict(BUILT_IN)
        inside = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            tag = tag.rpartition(":")[2]
            if tag == "numFmt":
                codes[whole(attributes.get("numFmtId"))] = kind_of(attributes.get("formatCode", ""))
            elif tag == "cellXfs":
                inside = True
            elif tag == "xf" and inside:
                self.kinds.append(codes.get(whole(attributes.get("numFmtId")), ""))

        def end(tag: str) -> None:
            nonlocal inside
            inside = inside and tag.rpartition(":")[2] != "cellXfs"

        parse(stream, start, end)

    def day(self, serial: float) -> Cell:
        """The day or time of a serial number, as Excel counts: 1900 was no leap year, and Excel says it was."""
        if 0 <= serial < 1:
            return lasting(serial)
        base = datetime.datetime(1904, 1, 1) if self.is_1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001
        if not self.is_1904 and serial < 60:
            serial += 1
        try:
            moment = base + datetime.timedelta(seconds=round(serial * 86400))
        except (OverflowError, ValueError):
            return {"x": "a day that no calendar has"}
        if serial < 0 or moment.year > 9999:
            return {"x": "a day that no calendar has"}
        if moment.time() == datetime.time():
            return {"d": moment.date().isoformat()}
        return {"t": moment.isoformat(sep=" ")}

    def cell(self, kind: str, style: str, text: str, has_formula: bool, has_value: bool) -> Cell:
        """What a cell holds, by its type and number format."""
        if has_formula and (not has_value or (not text and kind != "str")):
            return {"f": 1}
        if kind == "s":
            place = whole(text)
            if not text:
                return None
            if self.texts is None or not 0 <= place < len(self.texts):
                raise damaged("a cell refers to a text that is missing")
            return self.texts[place]
        if kind in {"str", "inlineStr"}:
            return self.out.text(unescaped(text))
        if not text.strip():
            return None
        if kind == "e":
            return {"e": text[:40]}
        if kind == "b":
            return text.strip() in {"1", "true"}
        if kind == "d":
            return moment_of(text)
        value = number(text)
        if value is None:
            return {"x": f"“{text[:40]}” where a number is kept"}
        place = whole(style)
        looks = self.kinds[place] if 0 <= place < len(self.kinds) else ""
        if looks == "percent":
            return percentage(value)
        if looks == "duration":
            return lasting(value)
        return self.day(value) if looks == "date" else value

    def read_sheet(self, part: str) -> dict[str, Any]:
        """Write the rows of one sheet; answers which columns are hidden and which cells are merged."""
        self.prepare()
        hidden: list[list[int]] = []
        merged: list[list[int]] = []
        out = self.out
        prefix = ""
        row = column = 0
        is_hidden = has_formula = has_value = reading = spoken = False
        cells: list[Cell] = []
        parts: list[str] = []
        kind = style = ""

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal \
                prefix, \
                row, \
                column, \
                is_hidden, \
                has_formula, \
                has_value, \
                reading, \
                spoken, \
                kind, \
                style, \
                cells
            if prefix:
                tag = tag.removeprefix(prefix)
            if tag == "c":
                place = column + 1
                if reference := attributes.get("r"):
                    match = REFERENCE.fullmatch(reference)
                    if match is None:
                        raise damaged(f"a cell is called “{reference[:20]}”")
                    place = column_of(match[1])
                if place <= column:
                    raise damaged(f"the cells of row {row} are out of order")
                column = place
                kind, style = attributes.get("t", "n"), attributes.get("s", "0")
                has_formula = has_value = False
                parts.clear()
            elif tag in {"v", "t"}:
                reading = not spoken
                has_value = True
            elif tag == "f":
                has_formula = True
            elif tag == "row":
                place = whole(attributes["r"]) if "r" in attributes else row + 1
                if place <= row or place > 10_000_000:
                    raise damaged(f"rows are out of order after row {row}")
                row, column, cells = place, 0, []
                is_hidden = attributes.get("hidden") in {"1", "true"}
            elif tag == "rPh":
                spoken = True
            elif tag == "col":
                if attributes.get("hidden") in {"1", "true"} and len(hidden) < 1000:
                    hidden.append([whole(attributes.get("min")), whole(attributes.get("max"))])
            elif tag == "mergeCell":
                if len(merged) < 10_000 and (span := span_of(attributes.get("ref", ""))):
                    merged.append(span)
            elif tag.endswith(":worksheet") and not prefix:
                prefix = tag.removesuffix("worksheet")

        def end(tag: str) -> None:
            nonlocal reading, spoken
            if prefix:
                tag = tag.removeprefix(prefix)
            if tag in {"v", "t"}:
                reading = False
            elif tag == "c":
                value = self.cell(kind, style, "".join(parts), has_formula, has_value)
                if value is not None:
                    out.width(column)
                    if column > len(cells) + 1:
                        cells.extend([None] * (column - 1 - len(cells)))
                    cells.append(value)
            elif tag == "row":
                if cells:
                    out.row(row, is_hidden, cells)
            elif tag == "rPh":
                spoken = False

        def text(piece: str) -> None:
            if reading:
                parts.append(piece)

        with self.open(part, out.order["unpacked"]) as stream:
            parse(stream, start, end, text)
        return {"hidden_columns": hidden, "merged": merged}


def lasting(days: float) -> Cell:
    """A time of a day, or how long something took, in hours, minutes and seconds."""
    seconds = round(abs(days) * 86400)
    sign = "-" if days < 0 else ""
    return {"h": f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"}


def whole(text: str | None) -> int:
    """A whole number of a file’s own; -1 where there is none."""
    return int(text) if text and WHOLE.fullmatch(text) else -1


def span_of(reference: str) -> list[int]:
    """First row and column and last row and column of cells such as A1:B2."""
    first, _, last = reference.partition(":")
    ends = [REFERENCE.fullmatch(end) for end in (first, last)]
    if None in ends:
        return []
    return [part for match in ends if match for part in (int(match[2]), column_of(match[1]))]


def unescaped(text: str) -> str:
    """A text of Excel with its control characters, which the file writes as _x000B_."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def moment_of(text: str) -> Cell:
    """A day, or a day and time, that a file writes out."""
    text = text.strip().removesuffix("Z")
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return {"x": f"“{text[:40]}” where a day is kept"}
    moment = moment.replace(tzinfo=None, microsecond=0)
    if moment.time() == datetime.time():
        return {"d": moment.date().isoformat()}
    return {"t": moment.isoformat(sep=" ")}


# --- OpenDocument --------------------------------------------------------------------------------------------------

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TABLE, TEXT, STYLE = (f"{SPACE}{name}:1.0 " for name in ("office", "table", "text", "style"))
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
# what stands in a cell or beside the rows and is no value of it
BESIDE = {
    f"{OFFICE}annotation",
    f"{TABLE}shapes",
    f"{TABLE}tracked-changes",
    f"{OFFICE}forms",
    f"{TABLE}detective",
}
ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:\d+|#N/A")
DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S", re.ASCII)


class OpenDocument:
    """The content of an OpenDocument workbook: one stream with all of its sheets."""

    def __init__(self, archive: zipfile.ZipFile, out: Out) -> None:
        self.archive, self.out = archive, out
        if "META-INF/manifest.xml" in archive.namelist():
            with archive.open("META-INF/manifest.xml") as stream:
                if b"encryption-data" in stream.read(MEGABYTE):
                    raise Refused("a workbook with a password", NO_CHANGE)

    def cell(self, attributes: dict[str, str], text: str) -> Cell:
        """What a cell holds, by what it says of its value."""
        kind = attributes.get(f"{OFFICE}value-type", "")
        has_formula = f"{TABLE}formula" in attributes
        is_error = attributes.get(f"{CALC}value-type") == "error"
        if is_error or (has_formula and ERROR.fullmatch(text.strip())):
            return {"e": text.strip()[:40] or "#ERROR"}
        if not kind:
            return {"f": 1} if has_formula and not text else self.out.text(text)
        if kind == "string":
            return self.out.text(attributes.get(f"{OFFICE}string-value", text))
        if kind == "boolean":
            return attributes.get(f"{OFFICE}boolean-value") == "true"
        if kind == "date":
            return moment_of(attributes.get(f"{OFFICE}date-value", ""))
        if kind == "time":
            match = DURATION.fullmatch(attributes.get(f"{OFFICE}time-value", ""))
            return {"h": f"{int(match[1])}:{match[2]:>02}:{match[3]:>02}"} if match else {"x": "a time"}
        written = attributes.get(f"{OFFICE}value", "")
        value = number(written)
        if value is None:
            return {"x": f"“{written[:40]}” where a number is kept"}
        return percentage(value) if kind == "percentage" else value

    def read(self, begin: Callable[[str, bool], None], finish: Callable[[dict[str, Any]], None]) -> None:
        """Write the rows of every sheet; says when a sheet begins and when it ends."""
        out = self.out
        hidden_styles: set[str] = set()
        style = ""
        depth = beside = tables = row = column = repeated = lines = 0
        is_hidden = in_text = False
        cells: list[Cell] = []
        parts: list[str] = []
        cell_depth = 0
        about: dict[str, str] = {}
        extra: dict[str, Any] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal style, depth, beside, tables, row, column, repeated, is_hidden, in_text, cells, lines
            nonlocal cell_depth, about, extra
            depth += 1
            if beside or tag in BESIDE:
                beside += 1
            elif tag == f"{TABLE}table":
                tables += 1
                if tables == 1:
                    row = column = 0
                    extra = {"hidden_columns": [], "merged": []}
                    begin(
                        attributes.get(f"{TABLE}name", ""),
                        attributes.get(f"{TABLE}style-name", "") in hidden_styles,
                    )
            elif tag == f"{STYLE}style":
                style = attributes.get(f"{STYLE}name", "")
            elif tag == f"{STYLE}table-properties":
                if attributes.get(f"{TABLE}display") == "false":
                    hidden_styles.add(style)
            elif tables != 1:
                return
            elif tag == f"{TABLE}table-column":
                times = times_of(attributes, "columns")
                if attributes.get(f"{TABLE}visibility", "visible") != "visible":
                    extra["hidden_columns"].append([column + 1, column + times])
                column += times
            elif tag == f"{TABLE}table-row":
                repeated = times_of(attributes, "rows")
                is_hidden = attributes.get(f"{TABLE}visibility", "visible") != "visible"
                cells, column = [], 0
            elif tag in CELLS:
                about, cell_depth, lines = attributes, depth, 0
                parts.clear()
            elif cell_depth and tag == f"{TEXT}p":
                parts.append("\n" if lines else "")
                lines += 1
                in_text = True
            elif cell_depth and in_text and tag == f"{TEXT}s":
                parts.append(" " * min(max(whole(attributes.get(f"{TEXT}c", "1")), 1), 1000))
            elif cell_depth and in_text and tag in {f"{TEXT}tab", f"{TEXT}line-break"}:
                parts.append("\t" if tag == f"{TEXT}tab" else "\n")

        def end(tag: str) -> None:
            nonlocal depth, beside, tables, row, column, in_text, cell_depth
            depth -= 1
            if beside:
                beside -= 1
            elif tag == f"{TABLE}table":
                tables -= 1
                if not tables:
                    finish(extra)
            elif tables != 1:
                return
            elif tag == f"{TEXT}p":
                in_text = False
            elif tag in CELLS:
                add_cell()
            elif tag == f"{TABLE}table-row":
                if cells:
                    for number in range(row + 1, row + 1 + repeated):
                        out.row(number, is_hidden, cells)
                row += repeated

        def add_cell() -> None:
            nonlocal column, cell_depth
            cell_depth = 0
            times = times_of(about, "columns")
            down = whole(about.get(f"{TABLE}number-rows-spanned", "1"))
            across = whole(about.get(f"{TABLE}number-columns-spanned", "1"))
            if (down > 1 or across > 1) and len(extra["merged"]) < 10_000:
                first = [row + 1, column + 1]
                extra["merged"].append([*first, row + max(down, 1), column + max(across, 1)])
            value = self.cell(about, "".join(parts))
            if value is not None:
                out.width(column + times)
                cells.extend([None] * (column - len(cells)))
                cells.extend([value] * times)
            column += times

        def text(piece: str) -> None:
            if in_text and not beside:
                parts.append(piece)

        with self.archive.open("content.xml") as stream:
            parse(stream, start, end, text, namespaces=True)


def times_of(attributes: dict[str, str], what: str) -> int:
    """How often a row, cell or column stands there."""
    written = attributes.get(f"{TABLE}number-{what}-repeated", "1")
    times = whole(written)
    if not 1 <= times <= 2_000_000:
        raise damaged(f"something is repeated “{written[:20]}” times")
    return times


# --- both ----------------------------------------------------------------------------------------------------------


def read(path: str, folder: Path, order: dict[str, Any]) -> list[dict[str, Any]]:
    """Write the wanted sheets down and say which there are."""
    out = Out(order)
    sheets: list[dict[str, Any]] = []

    def is_wanted(title: str, is_hidden: bool) -> bool:
        match order["wanted"]:
            case "all":
                return True
            case "none":
                return False
            case "first":
                return not is_hidden and not any(sheet["file"] for sheet in sheets)
            case titles:
                return title in titles

    def add(title: str, is_hidden: bool) -> None:
        file = f"{len(sheets)}.jsonl" if is_wanted(title, is_hidden) else ""
        sheets.append({"title": title, "hidden": is_hidden, "file": file})
        if len(sheets) > 1000:
            raise Refused("a workbook with more than 1,000 sheets", AS_CSV)
        out.stream = (folder / file).open("w", encoding="utf-8") if file else None

    def close(extra: dict[str, Any]) -> None:
        if out.stream is not None:
            out.stream.close()
            sheets[-1] |= extra

    with zipfile.ZipFile(path) as archive:
        check_sizes(archive, order)
        names = set(archive.namelist())
        if "content.xml" in names and "[Content_Types].xml" not in names:
            # one stream holds all sheets; of those that are not wanted nothing is written
            OpenDocument(archive, out).read(add, close)
        else:
            book = Excel(archive, out)
            for title, is_hidden, part in book.sheets:
                add(title, is_hidden)
                if out.stream is not None:
                    close(book.read_sheet(part))
    if not sheets:
        raise Refused("a workbook without a sheet")
    return sheets


def main(path: str, folder: str, order: str, megabytes: str) -> int:
    """Read one workbook; the way the process ends says how it went."""
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = json.loads(order)
    # whoever waits for it ends it sooner; this is for when nobody waits any more
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(wanted["seconds"]) + 1,) * 2)
    try:
        answer: dict[str, Any] = {"sheets": read(path, Path(folder), wanted)}
    except MemoryError:
        return TOO_LARGE
    except Refused as refused:
        answer = {"refused": [refused.fault, refused.todo]}
    except Exception as error:  # whatever a reader says of a stranger’s file is a refusal of the file
        if isinstance(error, expat.ExpatError) and error.code == expat.errors.codes[NO_MEMORY]:
            return TOO_LARGE
        why = " ".join(str(error).split())[:120] or type(error).__name__
        answer = {"refused": [f"a workbook that cannot be opened ({why})", DAMAGED]}
    print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
