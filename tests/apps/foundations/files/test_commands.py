"""``realign import`` and ``realign export``: exit 0 and say what was done, or exit 2 and say what is wrong, where."""

import csv

import pytest
from click.testing import CliRunner

from realign.foundations.files.commands import bring_in, send_out
from realign.foundations.files.models import Import
from realign.registers.indicators.models import Observation
from tests.apps.foundations.files.conftest import BAD, GOOD
from tests.support.realdata import data_path


@pytest.fixture
def run(places):
    def command(group, *arguments):
        return CliRunner().invoke(group, [str(argument) for argument in arguments])

    return command


@pytest.fixture
def write(tmp_path):
    def written(text, name="figures.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written


def test_a_file_is_taken_in_and_a_second_time_changes_nothing(run, write):
    first = run(bring_in, "indicators", write(GOOD), "--format", "lgbf", "--partnership", "tayside")
    assert (first.exit_code, "imported 2 rows: 2 new" in first.output) == (0, True)
    again = run(bring_in, "indicators", write(GOOD))
    assert (again.exit_code, "nothing changes; all 2 rows are already in the system" in again.output) == (
        0,
        True,
    )
    assert Observation.objects.count() == 2


def test_bad_input_exits_2_with_file_row_column_expected_and_found(run, write):
    answer = run(bring_in, "indicators", write(BAD), "--format", "lgbf")
    assert answer.exit_code == 2
    for part in (
        "figures.csv",
        "row 2, column council",
        "found Atlantis",
        "expected a Scottish area code",
        "row 3, column value",
    ):
        assert part in answer.output
    assert not Observation.objects.exists()


def test_checking_only_changes_nothing(run, write):
    answer = run(bring_in, "indicators", write(GOOD), "--check-only")
    assert (answer.exit_code, "would import 2 rows" in answer.output) == (0, True)
    assert not Observation.objects.exists()
    assert Import.objects.get().state == Import.State.DISCARDED


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "starts with PK"),
        (b"", "empty file"),
        (b"a,b\n\xff,1\n", "byte 0xFF"),
        (b"a,b\n1,2\n", "found columns a, b"),
    ],
)
def test_a_file_that_fits_no_format_is_told_why(run, tmp_path, content, words):
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    answer = run(bring_in, "indicators", path)
    assert (answer.exit_code, words in answer.output) == (2, True)


def test_the_partnership_must_be_named_where_there_are_several(run, write, elsewhere):
    answer = run(bring_in, "indicators", write(GOOD))
    assert (answer.exit_code, "elsewhere, tayside" in answer.output) == (2, True)
    answer = run(bring_in, "indicators", write(GOOD), "--partnership", "nowhere")
    assert (answer.exit_code, "found nowhere" in answer.output) == (2, True)


def test_a_missing_setting_exits_2(run, write):
    path = write("FeatureCode,DateCode,Measurement,Units,Value\nS12000015,2021,Count,Children,5\n")
    answer = run(bring_in, "indicators", path)
    assert (answer.exit_code, "What the figures measure" in answer.output) == (2, True)
    answer = run(bring_in, "indicators", path, "--indicator", "Children", "--better", "neither")
    assert answer.exit_code == 0


def test_a_folder_without_a_fitting_file_exits_2(run, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    answer = run(bring_in, "places", empty)
    assert (answer.exit_code, "found no file that fits" in answer.output) == (2, True)


def test_a_folder_names_what_it_leaves_out_and_does_not_exit_0(run, tmp_path):
    folder = tmp_path / "figures"
    (folder / "older").mkdir(parents=True)
    (folder / "lgbf.csv").write_text(GOOD, encoding="utf-8")
    (folder / "notes.txt").write_text("Nothing", encoding="utf-8")
    (folder / ".hidden").write_text("Nothing", encoding="utf-8")
    answer = run(bring_in, "indicators", folder)
    assert answer.exit_code == 2
    assert "lgbf.csv: imported 2 rows" in answer.output
    assert "left out, because no format fits: notes.txt, older/." in answer.output
    (folder / "bad.csv").write_text(BAD, encoding="utf-8")
    answer = run(bring_in, "indicators", folder)
    assert answer.exit_code == 2
    assert "Not looked at: lgbf.csv." in answer.output


def test_every_kind_has_help_with_an_example(run):
    for group in (bring_in, send_out):
        for kind in group.list_commands(None):
            answer = run(group, kind, "--help")
            assert answer.exit_code == 0
            assert "Example: realign" in answer.output


def test_what_was_taken_in_is_given_out(run, write, tmp_path):
    run(bring_in, "indicators", write(GOOD), "--format", "lgbf")
    out = tmp_path / "out.csv"
    answer = run(send_out, "indicators", "--format", "scotpho", "--out", out)
    assert answer.exit_code == 0
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["area_name"], row["measure"]) for row in rows] == [("Angus", "50.0"), ("Fife", "[x]")]
    answer = run(send_out, "indicators", "--format", "csv", "--indicator", "ghost")
    assert (answer.exit_code, "ghost" in answer.output) == (2, True)


@pytest.mark.realdata
@pytest.mark.slow
def test_a_folder_of_real_files_comes_in_areas_first(run):
    answer = run(bring_in, "places", data_path("geography/dz2011_master_lookup.csv").parent)
    assert answer.exit_code == 0, answer.output
    order = [
        answer.output.index(f"{name}: imported")
        for name in ("dz2011_master_lookup.csv", "council_areas_32.geojson")
    ]
    assert order == sorted(order)
    assert "5,466,000 people" in answer.output
