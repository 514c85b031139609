"""Opening a file of answers for the command, on the engine asked for."""

import re
import shutil
from collections.abc import Collection
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import click
import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from realign.analyse.surveys.connections import answers_in, answers_of
from realign.foundations.files.isolated import UnreadableFileError, read_spss_file
from realign.foundations.files.terminal import BadInput, read_rows, refuse

ENGINES = ("duckdb", "spark")
PARTITIONS = "4"
"""Of a shuffle in local mode; Spark’s own 200 would be mostly empty."""


WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")


def open_table(path: Path, engine: str, labels: Collection[str] = ()) -> Any:
    """A file as an Ibis table on the engine asked for. Columns of labels keep a CSV's spelling (001, 1.0, true)."""
    try:
        if engine == "spark":
            return _spark_table(path, labels)
        match path.suffix.lower():
            case ".parquet":
                return answers_in(path)
            case ".csv":
                return answers_of(read_csv(path, labels))
            case ".sav" | ".zsav":
                return answers_of(read_spss_file(path, user_missing=False).table)
    except UnreadableFileError as error:
        raise BadInput(f"{path.name}: {error}") from error
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        if path.suffix.lower() == ".csv":
            read_rows(path)  # says which row or byte is wrong
        raise BadInput(f"{path.name}: this file cannot be read. {str(error).splitlines()[0]}") from error
    return refuse(
        path.name,
        "a file ending in .parquet, .csv or .sav",
        path.suffix or "no ending",
        "Save it as one of them.",
    )


def read_csv(path: Path, labels: Collection[str] = ()) -> pa.Table:
    """A CSV with blanks as missing. A column's type is judged by all of it: one that begins in whole numbers may go on."""
    table = pacsv.read_csv(
        path,
        read_options=pacsv.ReadOptions(block_size=min(path.stat().st_size + 1, 2**31 - 1)),
        convert_options=pacsv.ConvertOptions(
            strings_can_be_null=True, column_types=dict.fromkeys(labels, pa.string())
        ),
    )
    twice = sorted({name for name in table.column_names if table.column_names.count(name) > 1})
    if twice:
        refuse(f"{path.name}, row 1", "a name for each column", f"“{twice[0]}” more than once")
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            column = _blank_as_missing(table.column(place))
            table = table.set_column(place, field.name, _whole(column) if field.name in labels else column)
    return table


def _blank_as_missing(text: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(text), ""), pa.scalar(None, pa.string()), text)


def _whole(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Labels that are all plain whole numbers as numbers, so that 10 follows 9; others as they are."""
    values = [value for value in pc.unique(text).to_pylist() if value is not None]
    return text.cast(pa.int64()) if values and all(WHOLE.fullmatch(value) for value in values) else text


def _spark_table(path: Path, labels: Collection[str]) -> Any:
    if path.suffix.lower() not in (".parquet", ".csv"):
        refuse(
            path.name,
            "a Parquet or CSV file for Spark",
            path.suffix or "no ending",
            "Use --engine duckdb, or convert it.",
        )
    try:
        spark = ibis.pyspark
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional extra
    except ImportError:
        raise BadInput("--engine spark needs the optional extra: install realign[spark], and Java.") from None
    if shutil.which("java") is None:
        raise BadInput(
            "--engine spark needs Java, and no “java” was found. Install it, or use --engine duckdb."
        )
    session = (
        SparkSession.builder.master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", PARTITIONS)
        # Spark makes this folder where it stands; nobody’s working folder should fill with it
        .config("spark.sql.warehouse.dir", str(Path(gettempdir()) / "realign-spark-warehouse"))
        .getOrCreate()
    )
    if path.suffix.lower() == ".csv":
        folder = Path(click.get_current_context().with_resource(TemporaryDirectory()))
        table, path = read_csv(path, labels), folder / "answers.parquet"
        pq.write_table(table, path)
    return spark.connect(session).read_parquet(str(path))
