"""A table on its way to disk as Parquet, in batches, looked at for anything that could name a person."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from realign.foundations.files.identifiers import Suspicion, suspect_name, suspect_values
from realign.foundations.files.storage import Stored, fingerprint, full_path

BATCH = 50_000


@dataclass(frozen=True)
class Written:
    """A Parquet file still under a temporary name, what it holds, and which columns could name people."""

    path: Path
    rows: int
    types: dict[str, str]
    suspicions: list[Suspicion]


def write(folder: str, data: pa.Table | pa.RecordBatchReader) -> Written:
    """Write a table batch by batch to a temporary file in the folder, judging every column of every batch."""
    target = full_path(folder)
    target.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target, prefix=".arriving-")
    os.close(handle)
    suspicions = {name: found for name in data.schema.names if (found := suspect_name(name))}
    rows = 0
    try:
        with pq.ParquetWriter(temporary, data.schema, compression="zstd") as writer:
            for batch in _batches(data):
                rows += batch.num_rows
                for name, found in _judge(batch):
                    suspicions.setdefault(name, found)
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
        if _may_identify(column.type) and (found := suspect_values(name, _distinct(column))):
            yield name, found


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
