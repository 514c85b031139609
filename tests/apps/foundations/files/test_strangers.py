"""Files of other makers come through store, check and accept; what cannot be read is refused in words at the same doors."""

import io
import os

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from realign.foundations.files import actions
from realign.foundations.files.commands import bring_in
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.queries import problems as problems_of
from realign.foundations.files.reading.workbooks import open_workbook
from realign.foundations.files.registry import format_for
from realign.foundations.files.storage import full_path
from realign.registers.indicators.models import Observation
from realign.registers.places.models import Boundary
from tests.support import ods, spss, writers

pytestmark = pytest.mark.slow

MAPPING = "column,role,label,value,value_label\ncouncil,group,Council,,\nq1,question,How are you,,\n"
MAPPING += "q1,,,1,Good\nq1,,,2,Fair\nq1,,,3,Bad\n"


@pytest.fixture
def bring(places):
    """Store, check and accept a file as whoever uses the system; answers the import."""
    by = places.system

    def run(kind, format, file_name, content, **options):
        upload = actions.store_upload(by=by, name=file_name, chunks=[content])
        record = actions.start_import(by=by, upload=upload, format=format_for(kind, format), options=options)
        record = actions.check_import(by=by, record=record)
        return actions.accept_import(by=by, record=record) if record.state == Import.State.READY else record

    return run


@pytest.fixture
def survey(places, bring):
    """The same for answers of a survey, with a mapping of their columns."""
    mapping = actions.store_upload(by=places.system, name="mapping.csv", chunks=[MAPPING.encode()])

    def run(file_name, content):
        return bring(
            "survey", "answers", file_name, content, name="wave", expires="2029-03-31", mapping=mapping.sha256
        )

    return run


def some(makers):
    """Three of the makers, since each costs a process with pandas twice; all with ``make damage``."""
    return makers if os.environ.get("REALIGN_ALL_MAKERS") else dict(list(makers.items())[::4])


def each_anew(makers, run):
    """What becomes of the file of each maker, one after the other, each as if it were the first."""
    became = {}
    for maker, write in makers.items():
        with transaction.atomic():
            became[maker] = run(write())
            transaction.set_rollback(True)
    return became


@pytest.mark.parametrize(
    ("ending", "makers"), [("csv", writers.CSV), ("xlsx", writers.EXCEL), ("ods", writers.ODS)]
)
def test_figures_of_ten_makers_are_imported(bring, ending, makers):
    def values(content):
        record = bring("indicators", "lgbf", f"figures.{ending}", content)
        return record.problems or sorted(Observation.objects.values_list("area__name", "value"))

    expected = [("Angus", 12.5), ("Dundee City", 50.0)]
    assert each_anew(makers, values) == dict.fromkeys(makers, expected)
    assert len(makers) == 10


def test_outlines_of_ten_makers_are_imported(bring):
    def codes(content):
        record = bring("places", "outlines", "outlines.geojson", content)
        return record.problems or list(Boundary.objects.values_list("area__code", flat=True))

    assert each_anew(writers.GEOJSON, codes) == {maker: ["S12000042"] for maker in writers.GEOJSON}


def _frame(**columns):
    return pd.DataFrame({"council": ["DU", "AN", "PK"], "q1": [1.0, 2.0, 3.0], **columns})


def _sav(tmp_path, name, **options):
    path = tmp_path / name
    options = {"compress": name.endswith(".zsav"), **options}
    pyreadstat.write_sav(options.pop("frame", _frame()), str(path), **options)
    return path.read_bytes()


SPSS = {
    "SPSS": {"variable_value_labels": {"q1": {1: "Good", 2: "Fair", 3: "Bad"}}},
    "SPSS without labels": {},
    "SPSS with labels of columns": {"column_labels": {"q1": "How are you", "council": "Council"}},
    "SPSS with missing codes": {"missing_ranges": {"q1": [9]}},
    "SPSS with a missing range": {"missing_ranges": {"q1": [{"lo": 90, "hi": 99}]}},
    "PSPP with a title": {"file_label": "Wave of 2026"},
    "SPSS with a note": {"note": "As agreed"},
    "SPSS with measures": {"variable_measure": {"q1": "ordinal", "council": "nominal"}},
    "SPSS with widths": {"variable_display_width": {"q1": 20}},
    "R (haven) with whole numbers": {"frame": _frame(q1=[1, 2, 3])},
}


@pytest.mark.parametrize("ending", ["sav", "zsav"])
def test_spss_files_of_ten_makers_are_imported(survey, tmp_path, ending):
    makers = {
        maker: lambda options=options: _sav(tmp_path, f"a.{ending}", **options)
        for maker, options in some(SPSS).items()
    }
    answers = each_anew(makers, lambda content: _answers(survey(f"answers.{ending}", content)))
    assert answers == dict.fromkeys(makers, ANSWERED)


def _kept_rows(record):
    return record.problems or Dataset.objects.get().rows


ANSWERED = [("AN", 2), ("DU", 1), ("PK", 3)]


def _answers(record):
    """What was imported: the answers of each pupil, with the words of their codes."""
    if record.problems:
        return record.problems
    dataset = Dataset.objects.get()
    words = next(column["values"] for column in dataset.columns if column["name"] == "q1")
    assert list(words.values()) == ["Good", "Fair", "Bad"]
    table = pq.read_table(full_path(dataset.path)).to_pylist()
    return sorted((row["council_group"], row["q1"]) for row in table)


def _parquet(table, **options):
    stream = io.BytesIO()
    pq.write_table(table, stream, **options)
    return stream.getvalue()


def _arrow(council=pa.string(), q1=pa.int64(), **_):  # noqa: B008
    return pa.table(
        {"council": pa.array(["DU", "AN", "PK"]).cast(council), "q1": pa.array([1, 2, 3]).cast(q1)}
    )


PARQUET = {
    "pandas": lambda: _parquet(pa.Table.from_pandas(_frame())),
    "pandas with categories": lambda: _parquet(_arrow(pa.dictionary(pa.int32(), pa.string()))),
    "polars": lambda: _parquet(_arrow(pa.large_string())),
    "R (arrow)": lambda: _parquet(_arrow(q1=pa.int32())),
    "DuckDB": lambda: _parquet(_arrow(q1=pa.int8()), compression="snappy"),
    "Spark": lambda: _parquet(_arrow(), compression="gzip", version="1.0"),
    "Spark with half numbers": lambda: _parquet(_arrow(q1=pa.float32()), use_dictionary=False),
    "a database with decimals": lambda: _parquet(_arrow(q1=pa.decimal128(21, 2)), compression="zstd"),
    "a program with many groups of rows": lambda: _parquet(_arrow(), row_group_size=1),
    "a program with pages of version 2": lambda: _parquet(_arrow(), data_page_version="2.0"),
}


def test_parquet_files_of_ten_makers_are_imported(survey):
    answers = each_anew(some(PARQUET), lambda content: _answers(survey("answers.parquet", content)))
    assert answers == dict.fromkeys(some(PARQUET), ANSWERED)


def told(record):
    return [(problem.row, problem.found) for problem in problems_of(record)]


ERROR = ods.typed("string", "#N/A", 'table:formula="of:=NA()"')
WITH_ERROR = ods.workbook(ods.sheet("A", [["council", "q1"], ["DU", ERROR]]))
ANSWERS = b"council,q1\nDU,1\n\nAN,2\n"


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.csv", ANSWERS + b"PK\n", (5, "1 cells")),
        ("a.csv", ANSWERS + b"PK,3,4\nDU,1\n", (5, "3 cells")),
        ("a.csv", ANSWERS + b'PK,"this answer was cut o', (5, "a file that is cut off inside a quoted text")),
        ("a.ods", ods.workbook(ods.sheet("A", [["council", "q1"], ["DU", 1], ["AN", 2, "lost", 9]])), (3, "4 cells")),
        ("a.ods", WITH_ERROR, (2, "the error #N/A in B2")),
        ("a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), (0, "a name that ends in .xls")),
    ],
    ids=["last row cut", "row wider", "cut in quotes", "wide sheet", "error", "xls"],
)  # fmt: skip
def test_answers_that_are_not_whole_are_refused_by_row(survey, name, content, problem):
    record = survey(name, content)
    assert told(record)[0] == problem
    assert not Dataset.objects.exists()


def test_a_day_that_excel_made_of_a_year_is_refused_and_a_percentage_is_as_it_is_shown(bring):
    rows = [writers.HEADINGS, ["", "Dundee City", "T1", "% of pupils", None, None, "Yes"]]
    rows[1][4] = ods.typed("date", "Nov-10", date_value="2010-11-01")
    rows[1][5] = ods.typed("percentage", "92.3%", value=0.923)
    record = bring("indicators", "lgbf", "a.ods", ods.workbook(ods.sheet("A", [list(row) for row in rows])))
    assert "a day where a year is expected" in told(record)[0][1]
    rows[1][4] = "2010-11"
    bring("indicators", "lgbf", "a.ods", ods.workbook(ods.sheet("A", rows)))
    assert Observation.objects.get().value == 92.3


DEEP = '{"type": "FeatureCollection", "features": ' + "[" * 100_000
HUGE = '{"type": "FeatureCollection", "features": [' + "9" * 5000 + "]}"


@pytest.mark.parametrize(
    ("kind", "format", "name", "content", "words"),
    [
        ("places", "outlines", "a.geojson", DEEP.encode(), "brackets within brackets without end"),
        ("places", "outlines", "a.geojson", HUGE.encode(), "a number with thousands of digits"),
        ("indicators", "lgbf", "a.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "Excel workbook (.xlsx)"),
        ("indicators", "lgbf", "a.ods", b"PK nonsense", "cannot be opened"),
    ],
    ids=["deep", "digits", "xls", "ods"],
)
def test_the_page_and_the_command_refuse_in_words(
    client, places, tmp_path, kind, format, name, content, words
):
    client.force_login(places.people["analyst"])
    address = reverse("files:new", args=["tayside", kind, format])
    page = client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert words in page.content.decode()
    (tmp_path / name).write_bytes(content)
    answer = CliRunner().invoke(bring_in, [kind, str(tmp_path / name), "--format", format])
    assert (answer.exit_code, words in answer.output) == (2, True)


def test_the_page_and_the_command_import_what_other_makers_wrote(client, places, tmp_path):
    client.force_login(places.people["analyst"])
    for kind, format, name, content in (
        ("indicators", "lgbf", "a.ods", writers.ODS["LibreOffice"]()),
        ("places", "outlines", "a.geojson", writers.GEOJSON["QGIS"]()),
    ):
        client.post(
            reverse("files:new", args=["tayside", kind, format]), {"file": SimpleUploadedFile(name, content)}
        )
        record = Import.objects.latest("pk")
        client.post(reverse("files:accept", args=["tayside", record.pk]))
        record.refresh_from_db()
        assert record.state == Import.State.ACCEPTED, record.problems
        (tmp_path / name).write_bytes(content)
        answer = CliRunner().invoke(bring_in, [kind, str(tmp_path / name), "--format", format])
        assert (answer.exit_code, "nothing changes" in answer.output) == (0, True)


def test_a_reader_that_is_killed_is_a_refusal_and_the_next_file_is_read(survey, settings, tmp_path):
    assert told(survey("a.sav", spss.crashing(tmp_path / "b.sav").read_bytes()))[0][0] == 0
    settings.REALIGN_READING_SECONDS = 0.01
    assert "could not be read in 0.01 seconds" in told(survey("a.ods", writers.ODS["LibreOffice"]()))[0][1]
    settings.REALIGN_READING_SECONDS = 60
    assert _kept_rows(survey("a.csv", ANSWERS)) == 2


@pytest.mark.parametrize("maker", list(writers.EXCEL)[:2])
def test_the_streaming_reader_says_what_openpyxl_says(maker):
    content = writers.EXCEL[maker]()
    with open_workbook(io.BytesIO(content)) as sheets:
        read = {sheet.title: [row.cells for row in sheet.numbered()] for sheet in sheets}
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert read == {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
