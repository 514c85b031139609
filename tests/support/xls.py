"""Workbooks of Excel 97 to 2003, written record by record: no library here writes them, and forms still come as .xls."""

import struct

SECTOR, END, FAT, FREE = 512, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def old_workbook(sheets):
    """The bytes of a workbook: of each sheet its name and rows of texts, numbers, yes and no."""
    return _compound(_book(sheets))


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _text(words, size):
    return struct.pack(f"<{size}", len(words), 1) + words.encode("utf-16-le")


def _cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, bool):
        return _record(0x0205, place + struct.pack("<BB", value, 0))
    if isinstance(value, int | float):
        return _record(0x0203, place + struct.pack("<d", value))
    return _record(0x0204, place + _text(value, "HB"))


def _book(sheets):
    begin = {kind: _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 0)) for kind in (5, 16)}
    end = _record(0x000A, b"")
    names = [_text(name, "BB") for name, _ in sheets]
    at = len(begin[5]) + sum(len(_record(0x0085, b"\0" * 6 + name)) for name in names) + len(end)
    globals_, bodies = begin[5], b""
    for name, (_, rows) in zip(names, sheets, strict=True):
        globals_ += _record(0x0085, struct.pack("<IH", at + len(bodies), 0) + name)
        cells = (
            _cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""
        )
        bodies += begin[16] + b"".join(cells) + end
    return globals_ + end + bodies


def _compound(stream):
    stream = stream.ljust(-(-max(len(stream), 4096) // SECTOR) * SECTOR, b"\0")
    count = len(stream) // SECTOR
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<I", 0)
    chain = [FAT, END, *range(3, count + 2), END]
    return (
        head.ljust(SECTOR, b"\xff")
        + struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
        + (_entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream))).ljust(
            SECTOR, b"\0"
        )
        + stream
    )


def _entry(name, kind, start, size, child=FREE):
    words = (name + "\0").encode("utf-16-le")
    body = words.ljust(64, b"\0") + struct.pack("<HBB", len(words), kind, 1)
    return body + struct.pack("<III", FREE, FREE, child) + b"\0" * 36 + struct.pack("<III", start, size, 0)
