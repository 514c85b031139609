"""The table builder and the pages of a release say questions and answers in words, and draw no empty picture."""

import re
from itertools import product

import pyarrow as pa
import pytest
from django.urls import reverse

from realign.analyse.surveys.data.measures import dimensions_of, measures_of
from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.tables.presenters.words import readable
from realign.analyse.surveys.tables.types import WantedTable
from realign.foundations.design.words import within
from realign.foundations.files import actions as files
from realign.registers.evidence.presenters.released import NO_CHART
from tests.support.survey import CODEBOOK, COUNCILS

pytestmark = pytest.mark.slow

CODES = re.compile(r"[a-z_]+=\w+:|answer (yes|no)\b")


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


@pytest.fixture
def analyst(client, world):
    client.force_login(world.cast.people["analyst"])
    return client


def test_each_group_to_compare_with_names_its_question(analyst):
    page = analyst.get(at("builder", "small")).content.decode()
    choices = re.search(r'<select[^>]*name="against".*?</select>', page, re.DOTALL)[0]
    options = [
        " ".join(words.split()) for words in re.findall(r"<option[^>]*>(.*?)</option>", choices, re.DOTALL)
    ]
    assert "Sex: Girls" in options
    assert "Council area: Angus" in options
    assert all(": " in words for words in options[1:])


def test_a_reason_for_hiding_names_measures_and_groups_by_their_labels(world):
    dims = dimensions_of(world.survey.dataset)
    bullied = next(m for m in measures_of(world.survey.dataset) if m.code.startswith("bullied_last_year="))
    wanted = WantedTable(bullied, (dims["sex"],), "fewer-than-5")
    why = f"Hidden to protect ‘{bullied.own}: answer yes, sex 2’."
    assert readable(why, [wanted]) == f"Hidden to protect ‘{bullied.title}: with it, Girls’."


def test_the_page_of_a_request_shows_no_codes(analyst, world):
    request = world.ask(measure="bullied_last_year=2")
    page = analyst.get(at("request", request.pk)).content.decode()
    assert "To protect" in page or "Fewer than 5" in page
    assert not CODES.search(page)


def test_where_every_group_is_hidden_there_are_words_and_no_empty_picture(analyst, world):
    rows = [
        {
            "council": council,
            "school": f"{council}-{school}",
            "sex": sex,
            "weight": 10.0,
            "sdq_total": 18 if pupil else 7,
            "bullied_last_year": 1 + pupil,
        }
        for council, school, sex, pupil in product(COUNCILS, range(2), (1, 2), range(2))
    ]
    dataset = files.store_dataset(
        by=world.cast.system, slug="few", title="Few", data=pa.Table.from_pylist(rows), columns=CODEBOOK
    )
    design_actions.create_survey(
        by=world.cast.system, slug="few", title="Few", wave="2026", population="Some", dataset=dataset,
        stratum="council", psu="school", weight="weight",
    )  # fmt: skip
    asked = {"measure": "bullied_last_year=2", "by": ["council", "sex"]}
    page = analyst.get(at("builder", "few"), asked).content.decode()
    assert NO_CHART in page
    assert "rl_figure" not in page
    # where some groups can be shown there is a picture, and nothing is said of it
    page = analyst.get(at("builder", "small"), asked | {"measure": "sdq-raised"}).content.decode()
    assert NO_CHART not in page
    assert "rl_figure" in page


@pytest.mark.parametrize("title", ["What year are you in?", "I feel safe", "Council area"])
def test_a_title_within_a_title_can_be_quoted(title):
    """Pages put titles in double marks, so that none may be within one."""
    quoted = f"“{within(title)}”"
    assert (quoted.count("“"), quoted.count("”")) == (1, 1)
