"""Files on disk, inside the data folder: written in pieces, fingerprinted on the way, never held whole in memory."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from realign.foundations.files.identifiers import Suspicion, suspect_name, suspect_values
from realign.foundations.partnerships.types import Refusal

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file in the data folder: its path within it, size in bytes and sha256."""

    path: str
    size: int
    sha256: str


def full_path(path: str) -> Path:
    """The place on this machine of a path within the data folder; refuses to leave the folder."""
    base = Path(settings.DATA_DIR).resolve()
    full = (base / path).resolve()
    if not full.is_relative_to(base):
        raise ValueError(f"{path!r} is outside the data folder")
    return full


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a megabyte at a time, so that a large file never fills the memory."""
    with path.open("rb") as stream:
        while piece := stream.read(PIECE):
            yield piece


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, by which an altered file is noticed."""
    digest = hashlib.sha256()
    for piece in pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def store(folder: str, chunks: Iterable[bytes], *, limit: int) -> Stored:
    """Write pieces to a file named by its own fingerprint; refuses in words, and leaves nothing, beyond ``limit`` bytes."""
    target = full_path(folder)
    target.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target, prefix=".arriving-")
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as stream:
            for chunk in chunks:
                size += len(chunk)
                check_size(size, limit)
                digest.update(chunk)
                stream.write(chunk)
        name = digest.hexdigest()
        os.replace(temporary, target / name)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return Stored(f"{folder}/{name}", size, name)


def check_size(size: int, limit: int) -> None:
    """Refuse a file that is larger than this installation takes."""
    if size > limit:
        raise Refusal(too_large(limit), "Split it by year or by area, or ask your administrator for more.")


def too_large(limit: int) -> str:
    """Why a file is refused for its size."""
    return f"The file is larger than {megabytes(limit)}, which is the largest size allowed."


def megabytes(size: int) -> str:
    """A size in megabytes, as it is told to a reader."""
    return f"{size / 1024 / 1024:,.0f} MB" if size >= PIECE else f"{size / 1024:,.1f} kB"


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Streams a file to disk up to the limit; beyond it, drops the file and notes on the request that it did.

    The form then refuses in words (files.forms). The rest of the form is still read, so that nothing typed is lost.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.REALIGN_MAX_UPLOAD_BYTES:
            self.file.close()
            # a note for the form that reads this request; it has no field of its own for it
            setattr(self.request, "upload_too_large", True)  # noqa: B010
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


BATCH = 50_000


@dataclass(frozen=True)
class Written:
    """A Parquet file still under a temporary name, what it holds, and which columns could name people."""

    path: Path
    rows: int
    types: dict[str, str]
    suspicions: list[Suspicion]


def write_parquet(folder: str, data: pa.Table | pa.RecordBatchReader) -> Written:
    """Write a table batch by batch to a temporary file in the folder, judging every column of every batch."""
    target = full_path(folder)
    target.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target, prefix=".arriving-")
    os.close(handle)
    suspicions = {name: suspicion for name in data.schema.names if (suspicion := suspect_name(name))}
    rows = 0
    try:
        with pq.ParquetWriter(temporary, data.schema, compression="zstd") as writer:
            for batch in _batches(data):
                rows += batch.num_rows
                for name, suspicion in _judge(batch):
                    suspicions.setdefault(name, suspicion)
                writer.write_batch(batch)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    types = {field.name: str(field.type) for field in data.schema}
    return Written(Path(temporary), rows, types, list(suspicions.values()))


def settle(written: Written, folder: str, slug: str) -> Stored:
    """Give the file its lasting name, which carries its fingerprint."""
    sha256 = fingerprint(written.path)
    path = f"{folder}/{slug}-{sha256[:16]}.parquet"
    size = written.path.stat().st_size
    os.replace(written.path, full_path(path))
    return Stored(path, size, sha256)


def _batches(data: pa.Table | pa.RecordBatchReader) -> Iterator[pa.RecordBatch]:
    if isinstance(data, pa.Table):
        yield from data.to_batches(max_chunksize=BATCH)
    else:
        yield from data


def _judge(batch: pa.RecordBatch) -> Iterator[tuple[str, Suspicion]]:
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if _may_identify(column.type) and (suspicion := suspect_values(name, _distinct(column))):
            yield name, suspicion


def _distinct(column: pa.Array) -> list[Any]:
    # a labelled answer repeats; an identifier does not: its distinct values tell enough and are quicker to look at
    return [value for value in column.drop_null().unique().to_pylist() if value is not None]


def _may_identify(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_dictionary(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_temporal(kind)
    )
