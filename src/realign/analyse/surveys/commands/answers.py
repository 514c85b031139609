"""Opening a file of answers for the command, and saying where in it something is wrong."""

import re
import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

import click
import ibis
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from realign.analyse.surveys.data.engine import answers_in, answers_of
from realign.foundations.files.isolated import UnreadableFileError, read_spss_file
from realign.foundations.files.terminal import BadInput, read_rows, refuse
from realign.methods.numbers import number_of
from realign.methods.quoting import quoting_fault
from realign.methods.survey import LonelyPsuError, SurveyError

ENGINES = ("duckdb", "spark")


PARTITIONS = "4"
"""Of a shuffle in local mode; Spark’s own 200 would be mostly empty."""


WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")


ColumnsNamed = Callable[[list[str]], Iterable[str]]
"""Which of a file’s columns a command names; refuses where it names one that is not there."""


def open_table(path: Path, engine: str, named: ColumnsNamed, labels: Collection[str] = ()) -> Any:
    """A file as an Ibis table on the engine asked for. Columns of labels keep a CSV's spelling (001, 1.0, true, NA).

    Engines do not tell capitals from small letters in names: of columns that differ in nothing else, only those that are
    named go to the engine.
    """
    with _faults_of(path):
        if engine == "spark":
            return _spark_table(path, named, labels)
        if path.suffix.lower() == ".parquet":
            columns = pq.read_schema(path).names
            kept = told_apart(path, columns, named(columns))
            return answers_in(path) if kept == columns else answers_of(pq.read_table(path, columns=kept))
        return answers_of(_told_apart(path, read_answers(path, labels), named))


def read_answers(path: Path, labels: Collection[str] = ()) -> pa.Table:
    """All of a file in memory, with every name as it is written there."""
    with _faults_of(path):
        match path.suffix.lower():
            case ".parquet":
                return pq.read_table(path)
            case ".csv":
                return read_csv(path, labels)
            case ".sav" | ".zsav":
                return read_spss_file(path, user_missing=False).table
    return refuse(
        path.name,
        "a file ending in .parquet, .csv or .sav",
        path.suffix or "no ending",
        "Save it as one of them.",
    )


@contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    """Whatever cannot be read inside, said in words with the name of the file."""
    try:
        yield
    except UnreadableFileError as error:
        raise BadInput(f"{path.name}: {error}") from error
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError) as error:
        if path.suffix.lower() == ".csv":
            read_rows(path)  # says which row or byte is wrong
        raise BadInput(f"{path.name}: this file cannot be read. {str(error).splitlines()[0]}") from error


def told_apart(path: Path, columns: Sequence[str], named: Iterable[str]) -> list[str]:
    """The columns without those that differ from a named one, or from another, only in capitals.

    Refuses two named columns that differ in nothing else.
    """
    alike: dict[str, list[str]] = {}
    for name in columns:
        alike.setdefault(name.lower(), []).append(name)
    wanted = set(named)
    for names in alike.values():
        both = [name for name in names if name in wanted]
        if len(both) > 1:
            refuse(
                f"{path.name}, row 1" if path.suffix.lower() == ".csv" else path.name,
                "columns that differ in more than capitals",
                " and ".join(f"“{name}”" for name in both),
                "Rename one of them.",
            )
    return [name for name in columns if name in wanted or len(alike[name.lower()]) == 1]


def _told_apart(path: Path, table: pa.Table, named: ColumnsNamed) -> pa.Table:
    return table.select(told_apart(path, table.column_names, named(table.column_names)))


def read_csv(path: Path, labels: Collection[str] = ()) -> pa.Table:
    """A CSV with blanks as missing. A column's type is judged by all of it: one that begins in whole numbers may go on.

    NA, NULL and what else programs write for no number is missing in numbers only: a label may be called so.
    """
    if fault := quoting_fault(path):
        refuse(f"{path.name}, row {fault.row}", fault.expected, fault.wrong, fault.todo)
    table = _converted(path, strings_can_be_null=True)
    twice = sorted({name for name in table.column_names if table.column_names.count(name) > 1})
    if twice:
        refuse(f"{path.name}, row 1", "a name for each column", f"“{twice[0]}” more than once")
    as_written = [name for name in table.column_names if name in labels]
    if as_written:
        types = dict.fromkeys(as_written, pa.string())
        spelt = _converted(path, include_columns=as_written, column_types=types)
        for name in as_written:
            column = _whole(_blank_as_missing(spelt.column(name)))
            table = table.set_column(table.column_names.index(name), name, column)
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) and field.name not in labels:
            table = table.set_column(place, field.name, _blank_as_missing(table.column(place)))
    return table


def _converted(path: Path, **how: Any) -> pa.Table:
    return pacsv.read_csv(
        path,
        read_options=pacsv.ReadOptions(block_size=min(path.stat().st_size + 1, 2**31 - 1)),
        convert_options=pacsv.ConvertOptions(**how),
    )


def _blank_as_missing(text: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.if_else(pc.equal(pc.utf8_trim_whitespace(text), ""), pa.scalar(None, pa.string()), text)


def _whole(text: pa.ChunkedArray) -> pa.ChunkedArray:
    """Labels that are all plain whole numbers as numbers, so that 10 follows 9; others as they are."""
    values = [value for value in pc.unique(text).to_pylist() if value is not None]
    return text.cast(pa.int64()) if values and all(WHOLE.fullmatch(value) for value in values) else text


def _spark_table(path: Path, named: ColumnsNamed, labels: Collection[str]) -> Any:
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
    columns = pq.read_schema(path).names if path.suffix.lower() == ".parquet" else []
    if not columns or told_apart(path, columns, named(columns)) != columns:
        folder = Path(click.get_current_context().with_resource(TemporaryDirectory()))
        table, path = _told_apart(path, read_answers(path, labels), named), folder / "answers.parquet"
        pq.write_table(table, path)
    return spark.connect(session).read_parquet(str(path))


Mask = Any


@dataclass(frozen=True)
class ExpectedColumn:
    """A column, what each of its values must be, and whether it may be blank."""

    column: str
    expected: str
    good: Callable[[Any], Mask] | None = None
    blank: bool = False


def weight_column(column: str) -> ExpectedColumn:
    return ExpectedColumn(column, "a weight of zero or more", lambda numbers: pc.greater_equal(numbers, 0.0))


def finite_column(column: str) -> ExpectedColumn:
    return ExpectedColumn(column, "a finite number", pc.is_finite)


def size_column(column: str) -> ExpectedColumn:
    return ExpectedColumn(
        column, "a population size, or the share sampled", lambda numbers: pc.greater(numbers, 0.0)
    )


def unit_column(column: str) -> ExpectedColumn:
    return ExpectedColumn(column, "a stratum or sampling unit on every row")


def answer_column(column: str, share: bool) -> ExpectedColumn:
    """A question's column; blanks are people who did not answer."""
    if not share:
        return ExpectedColumn(column, "a number", lambda numbers: pc.is_finite(numbers), blank=True)
    yes_or_no = "1 for yes or 0 for no (or true and false)"
    return ExpectedColumn(
        column, yes_or_no, lambda numbers: pc.is_in(numbers, pa.array([0.0, 1.0])), blank=True
    )


@contextmanager
def refusals_by_row(
    path: Path, table: Any, named: Mapping[str, Any], answers: Iterable[str], *, shares: bool
) -> Iterator[None]:
    """Whatever the estimate refuses inside, said by row and column where it lies in one."""
    wanted = [weight_column(named["weight"]), finite_column(named["weight"])]
    if named["base_weight"]:
        wanted += [weight_column(named["base_weight"]), finite_column(named["base_weight"])]
    wanted += [size_column(named[column]) for column in ("fpc", "ssu_fpc") if named[column]]
    wanted += [answer_column(column, shares) for column in dict.fromkeys(answers)]
    wanted += [unit_column(named[column]) for column in ("stratum", "psu", "ssu") if named[column]]
    refuse_text(path, table, wanted)
    try:
        yield
    except SurveyError as error:
        refuse_first(path, table, wanted)
        if named["fpc"]:
            refuse_uneven(path, table, named["fpc"], named["stratum"])
        how = " On the command line: --lonely-psu." if isinstance(error, LonelyPsuError) else ""
        raise BadInput(f"{path.name}: {error}{how}") from error


def refuse_text(path: Path, table: Any, wanted: Iterable[ExpectedColumn]) -> None:
    """Stop where a column that must hold numbers holds text, naming the first row that does."""
    schema = table.schema()
    texts = [
        column_wanted
        for column_wanted in wanted
        if column_wanted.good is not None and schema[column_wanted.column].is_string()
    ]
    if texts:
        refuse_first(path, table, texts)
        refuse(
            f"{path.name}, column {texts[0].column}", "numbers", "numbers kept as text", "Save it as numbers."
        )


def refuse_first(path: Path, table: Any, wanted: Sequence[ExpectedColumn]) -> None:
    """Stop at the first value that is not as it must be, column by column; says nothing where all are."""
    rows = table.select(*dict.fromkeys(column_wanted.column for column_wanted in wanted)).to_pyarrow()
    for column_wanted in wanted:
        column = rows.column(column_wanted.column).combine_chunks()
        bad = _bad(column, column_wanted)
        place = pc.index(bad, True).as_py()
        if place >= 0:
            value = column[place].as_py()
            text = "nothing" if value is None or value != value else f"“{value}”"
            refuse(
                f"{path.name}, row {place + _first_row(path)}, column {column_wanted.column}",
                column_wanted.expected,
                text,
            )


def refuse_uneven(path: Path, table: Any, size: str, stratum: str | None) -> None:
    """Stop at the first row whose population size is not that of its stratum."""
    rows = table.select(*dict.fromkeys(name for name in (size, stratum) if name)).to_pyarrow()
    strata = rows.column(stratum).to_pylist() if stratum else [""] * rows.num_rows
    sizes: dict[Any, Any] = {}
    for place, (group, value) in enumerate(zip(strata, rows.column(size).to_pylist(), strict=True)):
        first = sizes.setdefault(group, value)
        if value != first:
            where = f"{path.name}, row {place + _first_row(path)}, column {size}"
            of = f"stratum “{group}”" if stratum else "the survey"
            refuse(where, f"{first}, the population size of {of} on its first row", str(value))


def _first_row(path: Path) -> int:
    """The number of the first row of data: a CSV's first row is its heading."""
    return 2 if path.suffix.lower() == ".csv" else 1


def _bad(column: pa.Array, wanted: ExpectedColumn) -> Mask:
    blank = column.is_null(nan_is_null=True)
    if wanted.good is None:
        return blank
    numbers = _numbers(column)
    wrong = pc.invert(pc.fill_null(wanted.good(numbers), False))
    return pc.and_not(wrong, blank) if wanted.blank else pc.or_(wrong, blank)


def _numbers(column: pa.Array) -> pa.Array:
    """The column as numbers, null where a value is no number."""
    if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
        return column.cast("float64")
    return pa.array([number_of(text or "") for text in column.to_pylist()], "float64")
