"""`realign publish annual-report`: files in a folder, and what it says of bad input."""

import pytest
from click.testing import CliRunner

from realign.review.reports import actions, jobs
from realign.review.reports.commands import publish


def call(*words):
    return CliRunner().invoke(publish, ["annual-report", *words])


@pytest.mark.slow
def test_it_writes_each_format_that_is_asked_for(world, tmp_path):
    done = call(
        "--partnership",
        "tayside",
        "--year",
        "2026/27",
        "--format",
        "html,docx,pdf",
        "--out",
        str(tmp_path / "new"),
    )
    assert done.exit_code == 0, done.output
    made = {path.suffix: path.read_bytes() for path in (tmp_path / "new").iterdir()}
    assert set(made) == {".html", ".docx", ".pdf"}
    assert made[".pdf"].startswith(b"%PDF-")
    assert made[".docx"].startswith(b"PK")
    assert b"Annual report 2026/27" in made[".html"]


@pytest.mark.slow
def test_a_published_report_comes_as_it_was_built(world, tmp_path):
    by = world.cast.actor("coordinator")
    planner = world.cast.actor("planner")
    draft = actions.create_report(
        by=planner, plan=world.plan, year="2026/27", ends_on=world.decision.meeting.on
    )
    jobs.publish_report(by=by, report=draft, revision=1, say=lambda *_: None)
    world.indicator.observations.all().delete()
    done = call("--year", "2026/27", "--format", "html", "--out", str(tmp_path))
    assert done.exit_code == 0, done.output
    page = next(tmp_path.iterdir()).read_text()
    assert "11 weeks in April 2026" in page


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--year", "2031/32"), "Expected one of: 2026/27, 2027/28, 2028/29"),
        (("--year", "2026/27", "--format", "html,odt"), "found odt; expected some of: html, docx, pdf"),
        (("--year", "2026/27", "--partnership", "fife"), "found fife; expected one of: tayside"),
    ],
)
def test_bad_input_is_explained_and_exits_two(world, tmp_path, words, says):
    done = call(*words, "--out", str(tmp_path))
    assert done.exit_code == 2
    assert says in done.output
    assert not list(tmp_path.iterdir())


def test_it_says_how_to_call_it():
    assert "Example: realign publish annual-report" in CliRunner().invoke(publish, ["--help"]).output
