"""Rows that wait on disk while a file is read, checked and compared, so that memory does not grow with the file.

Apart from the database, since commands that need none read files too.
"""

import marshal
import os
import weakref
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, Generic, TypeVar

LOT = 50_000
"""Values in memory at a time: a file with fewer is compared and written in one go."""

ROWS = 5_000
"""Rows of a table in memory at a time: a table with fewer never touches the disk."""

PARTS = 64
"""Parts of a large table: 2 million rows are then 31,000 in each."""

Row = TypeVar("Row")


class Lots:
    """Lists of texts, numbers and tuples in one file without a name, which is gone when nobody reads them any more."""

    def __init__(self) -> None:
        self._size = 0

    @cached_property
    def _file(self) -> int:
        file = TemporaryFile(prefix="realign-rows-", buffering=0)  # noqa: SIM115 - closed with these lots
        weakref.finalize(self, file.close)
        return file.fileno()

    def write(self, lot: list[Any]) -> tuple[int, int]:
        """Write a lot down; answers where it is."""
        data = marshal.dumps(lot)
        place = (self._size, len(data))
        while data:
            written = os.pwrite(self._file, data, self._size)
            self._size, data = self._size + written, data[written:]
        return place

    def read(self, place: tuple[int, int]) -> list[Any]:
        """The lot at a place."""
        start, size = place
        # our own file, which has no name: nobody else can have written to it
        return marshal.loads(os.pread(self._file, size, start))  # type: ignore[no-any-return]  # noqa: S302


class RowsOnDisk(Generic[Row]):
    """Rows in the order in which they were added, read anew as often as wanted; all but the last ``ROWS`` are on disk.

    ``pack`` makes a row into a tuple of texts, numbers and nothing else, and ``unpack`` a row again.
    """

    def __init__(self, pack: Callable[[Row], tuple[Any, ...]], unpack: Callable[[Any], Row]) -> None:
        self._pack, self._unpack = pack, unpack
        self._lots = Lots()
        self._places: list[tuple[int, int]] = []
        self._last: list[Row] = []
        self._count = 0

    def append(self, row: Row) -> None:
        """Add a row after the others."""
        self._last.append(row)
        self._count += 1
        if len(self._last) == ROWS:
            self._places.append(self._lots.write(list(map(self._pack, self._last))))
            self._last = []

    def extend(self, rows: Iterable[Row]) -> None:
        """Add rows after the others."""
        for row in rows:
            self.append(row)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for place in self._places:
            yield from map(self._unpack, self._lots.read(place))
        yield from self._last

    def __getitem__(self, place: int) -> Row:
        for row in islice(self, place if place >= 0 else self._count + place, None):
            return row
        raise IndexError(place)


class RowsByKey(Generic[Row]):
    """Rows in parts that fit into memory one after the other; all rows of one key are in the same part.

    Up to ``LOT`` rows are one part. Two tables in parts by the same key can be compared part by part.
    """

    def __init__(
        self,
        key: Callable[[Row], Hashable],
        pack: Callable[[Row], tuple[Any, ...]],
        unpack: Callable[[Any], Row],
        *,
        is_large: bool = False,
    ) -> None:
        self._key, self._pack, self._unpack = key, pack, unpack
        self._lots = Lots()
        self._parts: list[list[tuple[int, int]]] = [[] for _ in range(PARTS)] if is_large else []
        self._waiting: list[Row] = []
        self._count = 0

    @property
    def is_large(self) -> bool:
        """Whether there are several parts."""
        return bool(self._parts)

    def append(self, row: Row) -> None:
        """Add a row to the part of its key."""
        self._waiting.append(row)
        self._count += 1
        if len(self._waiting) == LOT:
            self._write_down()

    def _write_down(self) -> None:
        self._parts = self._parts or [[] for _ in range(PARTS)]
        lots: list[list[Any]] = [[] for _ in self._parts]
        for row in self._waiting:
            lots[hash(self._key(row)) % PARTS].append(self._pack(row))
        for part, lot in zip(self._parts, lots, strict=True):
            if lot:
                part.append(self._lots.write(lot))
        self._waiting = []

    def parts(self) -> Iterator[list[Row]]:
        """The rows of each part, in the order in which they were added."""
        if not self.is_large:
            yield self._waiting
            return
        self._write_down()
        for part in self._parts:
            yield [self._unpack(row) for place in part for row in self._lots.read(place)]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        for part in self.parts():
            yield from part
