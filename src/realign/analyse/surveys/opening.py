"""Opening a file of answers for the command, on the engine asked for."""

import shutil
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.csv as pacsv
import pyreadstat

from realign.foundations.files.terminal import BadInput, refuse

ENGINES = ("duckdb", "spark")
PARTITIONS = "4"
"""Of a shuffle in local mode; Spark’s own 200 would be mostly empty."""


def open_table(path: Path, engine: str) -> Any:
    """A file as an Ibis table on the engine asked for."""
    try:
        if engine == "spark":
            return _spark_table(path)
        match path.suffix.lower():
            case ".parquet":
                return ibis.read_parquet(path)
            case ".csv":
                return ibis.memtable(pacsv.read_csv(path))
            case ".sav":
                frame, _ = pyreadstat.read_sav(str(path))
                return ibis.memtable(pa.Table.from_pandas(frame, preserve_index=False))
    except (pa.ArrowInvalid, pyreadstat.ReadstatError, OSError) as error:
        raise BadInput(f"{path.name}: this file cannot be read. {str(error).splitlines()[0]}") from error
    return refuse(
        path.name,
        "a file ending in .parquet, .csv or .sav",
        path.suffix or "no ending",
        "Save it as one of them.",
    )


def _spark_table(path: Path) -> Any:
    if path.suffix.lower() != ".parquet":
        refuse(
            path.name,
            "a Parquet file for Spark",
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
    return spark.connect(session).read_parquet(str(path))
