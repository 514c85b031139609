"""What the public front page says while an indicator of the plan is not published, to visitors and to members."""

import pytest

from realign.review.dashboards.presenters import NOT_MEASURED, NOT_PUBLISHED
from tests.support.publishing import publish_all

HOME = "/tayside/"
MEMBERS_NOTE = "Only members see this note"


@pytest.fixture
def without_words(world):
    """The plan and the values are published; the words of the indicator are not."""
    publish_all(world.cast.partnership, "plan", "priority", "indicator-values")
    return world


def test_a_measured_priority_without_published_figures_is_not_called_unmeasured(client, without_words):
    page = client.get(HOME).content.decode()
    assert NOT_PUBLISHED.word in page
    assert NOT_PUBLISHED.reason in page
    # the two others have no target at all
    assert page.count(NOT_MEASURED.reason) == 2
    assert "3 priorities: 1 without published figures yet and 2 not measured yet." in page
    assert MEMBERS_NOTE not in page


def test_a_member_reads_which_indicator_waits_and_where(client, without_words):
    client.force_login(without_words.cast.people["planner"])
    page = client.get(HOME).content.decode()
    assert MEMBERS_NOTE in page
    assert "<li>Weeks to first support</li>" in page
    assert 'href="/tayside/work/publishing/"' in page


def test_once_the_indicator_is_published_nothing_is_said_to_wait(client, without_words):
    publish_all(without_words.cast.partnership)
    client.force_login(without_words.cast.people["planner"])
    page = client.get(HOME).content.decode()
    assert MEMBERS_NOTE not in page
    assert NOT_PUBLISHED.word not in page
