"""Every kind of file comes in by the page and by the command, though what is kept on disk has no ending to its name."""

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from realign.analyse.surveys.commands.survey import survey
from realign.foundations.files import queries
from realign.foundations.files.commands import bring_in
from realign.foundations.files.models import Dataset, Import
from realign.registers.indicators.models import Observation
from realign.registers.places.models import Population
from tests.support import spss
from tests.support.mapping import confirm_columns

pytestmark = pytest.mark.slow

INDICATORS = [
    ("ca_code", "council", "indicator", "title", "year", "value", "higher_is_better"),
    ("", "Dundee City", "T1", "% who walk to school", "2022-23", 50, "Yes"),
]
AGES = [("area_code", "sex", "all_ages", *range(18)), ("S12000042", "Persons", 905, *([50] * 18))]
ANSWERS = [("council", "q1"), ("Dundee", 1), ("Angus", 2), ("Dundee", 2)]
GROUPED = {"council": {"role": "group"}}
WORDED = {**GROUPED, "q1": {"values": "1 = Good\n2 = Bad"}}
MAPPING = """column,role,label,value,value_label
council,group,Council,,
q1,question,How are you,,
q1,,,1,Good
q1,,,2,Fair
q1,,,3,Bad
"""
CODEBOOK = [
    ("column", "label", "value", "value_label"),
    ("q1", "How are you", 1, "Good"),
    ("q1", "", 2, "Bad"),
]


def workbook(rows):
    """A workbook as bytes."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet(rows):
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([dict(zip(rows[0], row, strict=True)) for row in rows[1:]]), stream)
    return stream.getvalue()


@pytest.fixture
def analyst(client, places):
    client.force_login(places.people["analyst"])
    return client


KEPT = ("--name", "wave", "--expires", "2029-03-31")


@pytest.fixture
def mapping(tmp_path):
    """A file that says what the columns are."""
    path = tmp_path / "mapping.csv"
    path.write_text(MAPPING, encoding="utf-8")
    return str(path)


@pytest.fixture
def command(places, tmp_path):
    """Run ``realign import`` on a file with this name and content."""

    def run(kind, name, content, *more):
        path = tmp_path / name
        path.write_bytes(content)
        return CliRunner().invoke(bring_in, [kind, str(path), *more])

    return run


def bring(client, kind, format, name, content, **said):
    """Bring a file on its page and take it in; answers the import."""
    address = reverse("files:new", args=["tayside", kind, format])
    client.post(address, {"file": SimpleUploadedFile(name, content), **said})
    record = Import.objects.get()
    assert record.state == Import.State.READY, record.problems
    client.post(reverse("files:accept", args=["tayside", record.pk]))
    record.refresh_from_db()
    return record


def answers_form(name, content, **more):
    day = {"expires_day": "31", "expires_month": "3", "expires_year": "2029"}
    file = SimpleUploadedFile(name, content)
    return {"file": file, "title": "Wave", "name": "wave", "missing_codes": "", **day, **more}


def bring_answers(client, name, content, corrected, **more):
    """Bring survey answers on their page, say what its columns are, and keep them where nothing is wrong."""
    page = client.post(
        reverse("surveys:bring", args=["tayside"]), answers_form(name, content, **more), follow=True
    )
    record = Import.objects.get()
    if record.state == Import.State.READY:
        confirm_columns(client, record, **corrected)
        client.post(reverse("surveys:accept", args=["tayside", record.pk]))
    return page.content.decode()


class TestWorkbooks:
    def test_of_indicators_by_page(self, analyst):
        assert (
            bring(analyst, "indicators", "lgbf", "figures.xlsx", workbook(INDICATORS)).state
            == Import.State.ACCEPTED
        )
        value = Observation.objects.get()
        assert (value.area.name, value.period, value.value) == ("Dundee City", "2022/23", 50)

    @pytest.mark.parametrize("more", [(), ("--format", "lgbf")])
    def test_of_indicators_by_command(self, command, more):
        answer = command("indicators", "figures.xlsx", workbook(INDICATORS), *more)
        assert answer.exit_code == 0, answer.output
        assert Observation.objects.get().value == 50

    def test_of_places_by_page(self, analyst):
        bring(analyst, "places", "population", "people.XLSX", workbook(AGES), option_year="2023")
        assert Population.objects.filter(year=2023, persons=905).exists()

    def test_of_places_by_command(self, command):
        answer = command("places", "people.xlsx", workbook(AGES), "--year", "2023")
        assert answer.exit_code == 0, answer.output
        assert Population.objects.filter(year=2023, persons=905).exists()

    def test_of_answers_with_a_codebook_by_page(self, analyst, places):
        codebook = SimpleUploadedFile("codebook.xlsx", workbook(CODEBOOK))
        bring_answers(analyst, "answers.xlsx", workbook(ANSWERS), GROUPED, codebook=codebook)
        dataset = queries.dataset(places.partnership, "wave")
        assert dataset.rows == 3
        assert dataset.columns[1]["label"] == "How are you"

    def test_of_answers_by_command(self, command, mapping):
        answer = command("survey", "answers.xlsx", workbook(ANSWERS), *KEPT, "--mapping", mapping)
        assert answer.exit_code == 0, answer.output
        assert Dataset.objects.get().rows == 3

    def test_that_say_they_are_one_cell_large_are_read_whole(self, analyst):
        import re
        import zipfile

        told = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(workbook(INDICATORS))) as old, zipfile.ZipFile(told, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                new.writestr(entry, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content))
        bring(analyst, "indicators", "lgbf", "figures.xlsx", told.getvalue())
        assert Observation.objects.get().value == 50

    def test_that_claim_a_row_without_end_are_refused(self, command):
        wide = [*INDICATORS, [*[None] * 9000, 1]]
        answer = command("indicators", "figures.xlsx", workbook(wide), "--format", "lgbf")
        assert (answer.exit_code, "a row of 9,001 cells" in answer.output) == (2, True)

    def test_that_unpack_to_more_than_the_limit_are_refused(self, command):
        import zipfile

        bomb = io.BytesIO(workbook(INDICATORS))
        with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/sharedStrings.xml", b" " * (101 * 1024 * 1024))
        answer = command("indicators", "figures.xlsx", bomb.getvalue(), "--format", "lgbf")
        assert (answer.exit_code, "unpacks to more than 100 MB" in answer.output) == (2, True)

    def test_whose_inside_is_damaged_are_refused_in_words(self, command):
        content = workbook(INDICATORS)
        answer = command("indicators", "figures.xlsx", content[: len(content) // 2], "--format", "lgbf")
        assert (answer.exit_code, "cannot be opened" in answer.output) == (2, True)


class TestAnswers:
    @pytest.mark.parametrize("name", ["answers.sav", "answers.zsav"])
    def test_from_spss_by_page(self, analyst, places, tmp_path, name):
        content = spss.sound(tmp_path / name).read_bytes()
        page = bring_answers(analyst, name, content, GROUPED)
        assert "How are you" in page
        dataset = queries.dataset(places.partnership, "wave")
        assert (dataset.rows, dataset.columns[1]["values"]) == (3, {"1": "Good", "2": "Fair", "3": "Bad"})

    def test_from_spss_by_command(self, command, mapping, tmp_path):
        content = spss.sound(tmp_path / "sound.sav").read_bytes()
        answer = command("survey", "answers.sav", content, *KEPT, "--mapping", mapping)
        assert answer.exit_code == 0, answer.output
        assert Dataset.objects.get().rows == 3

    def test_from_parquet_by_page_and_by_command(self, analyst, command, mapping):
        bring_answers(analyst, "answers.parquet", parquet(ANSWERS), WORDED)
        assert Dataset.objects.get().rows == 3
        again = command(
            "survey", "answers.parquet", parquet(ANSWERS), "--name", "again", *KEPT[2:], "--mapping", mapping
        )
        assert again.exit_code == 0, again.output


class TestDamage:
    def test_an_spss_file_that_ends_its_reader_is_refused_and_the_site_lives_on(self, analyst, tmp_path):
        content = spss.crashing(tmp_path / "a.sav").read_bytes()
        page = bring_answers(analyst, "answers.sav", content, {})
        assert "a damaged file that cannot be read" in page
        assert "Open it in the program that made it and save it again." in page
        assert not Dataset.objects.exists()
        assert analyst.get(reverse("surveys:list", args=["tayside"])).status_code == 200

    def test_the_command_refuses_it_on_one_line(self, command, tmp_path):
        content = spss.crashing(tmp_path / "a.sav").read_bytes()
        answer = command("survey", "answers.sav", content, "--name", "wave", "--expires", "2029-03-31")
        assert (answer.exit_code, "a damaged file that cannot be read" in answer.output) == (2, True)

    def test_so_do_the_commands_that_estimate_from_a_file(self, tmp_path):
        path = spss.crashing(tmp_path / "a.sav")
        answer = CliRunner().invoke(survey, ["score", str(path), "--scale", "swemwbs"])
        assert (answer.exit_code, "a damaged file that cannot be read" in answer.output) == (2, True)

    def test_a_parquet_file_cut_in_half_is_refused(self, analyst):
        page = bring_answers(analyst, "answers.parquet", parquet(ANSWERS)[:200], {})
        assert "a damaged file that cannot be read" in page

    def test_a_file_that_takes_too_long_is_refused(self, analyst, settings, tmp_path):
        settings.REALIGN_READING_SECONDS = 0.01
        page = bring_answers(analyst, "answers.sav", spss.sound(tmp_path / "a.sav").read_bytes(), {})
        assert "could not be read in 0.01 seconds" in page

    def test_a_file_that_needs_too_much_memory_is_refused(self, analyst, settings):
        settings.REALIGN_READING_MEGABYTES = 1024
        stream = io.BytesIO()
        # 40 million times the same number: a few hundred bytes on disk, 320 MB once read
        pq.write_table(pa.table({"q1": pa.repeat(1, 40_000_000)}), stream, compression="zstd")
        page = bring_answers(analyst, "answers.parquet", stream.getvalue(), {})
        assert "needs more than 1,024 MB of memory" in page


def test_an_spss_file_is_compressed_as_its_name_says(tmp_path):
    _, about = pyreadstat.read_sav(str(spss.sound(tmp_path / "a.zsav")))
    assert about.number_rows == 3
