"""The pages of focus and pace, and who may open them."""

import csv
import io
from datetime import date

import pytest

from realign.review.learning import presenters, queries
from realign.review.learning.models import SelfLook
from tests.apps.review.learning.worlds import ask

HOME = "/tayside/work/collaboration/"


@pytest.fixture
def series(tayside, board):
    """Three looks: ambition rises, new ways stay, pace falls and rises."""
    days = (date(2025, 11, 13), date(2026, 5, 14), date(2026, 11, 12))
    counts = ((4, 2, 3), (5, 2, 2), (6, 2, 7))
    return [ask(tayside, board, day, *yes) for day, yes in zip(days, counts, strict=True)]


def rows(response):
    whole = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(whole)))


def test_ind_18_three_questions_make_a_series_with_a_picture(client, tayside, series):
    held = list(queries.looks(tayside.partnership))
    drawn = presenters.series(held)
    assert drawn.columns == ("Period", "Ambition", "Innovation", "Pace")
    assert [row[0] for row in drawn.rows] == ["Nov 2025", "May 2026", "Nov 2026"]
    assert presenters.lead(held) == (
        "On 12 November 2026 most said yes to pace (7 of 11), fewest to innovation (2 of 11). "
        "Since 14 May 2026: 2 higher, 0 lower, 1 the same."
    )
    client.force_login(tayside.people["reader"])
    text = client.get(HOME).content.decode()
    for words in ("Group self-assessment", "<svg", "Has improvement been bigger, bolder and faster?"):
        assert words in text
    assert len(rows(client.get(HOME, {"format": "csv"}))) == 9


def test_one_look_is_no_series_and_none_offers_the_first_step(client, tayside, board):
    client.force_login(tayside.people["planner"])
    assert "No self-assessment yet" in client.get(HOME).content.decode()
    ask(tayside, board, date(2026, 11, 12), 6, 4, 7)
    text = client.get(HOME).content.decode()
    assert "Members who say yes, over time" not in text
    assert "The answers of 12 November 2026" in text


def test_answers_are_written_down_and_corrected(client, tayside, board):
    client.force_login(tayside.people["planner"])
    said = {
        "group": board.pk,
        "on_day": 12,
        "on_month": 11,
        "on_year": 2026,
        "members": 12,
        "next_step": "Look again.",
    }
    for code, (yes, partly, no) in {
        "ambition": (6, 4, 1),
        "innovation": (4, 5, 2),
        "pace": (7, 3, 1),
    }.items():
        said |= {
            f"yes-{code}": yes,
            f"partly-{code}": partly,
            f"no-{code}": no,
            f"because-{code}": "We saw it.",
        }
    refused = client.post(f"{HOME}add/", said | {"members": 5}).content.decode()
    assert "11 answers of 5 members" in refused
    assert "We saw it." in refused
    answer = client.post(f"{HOME}add/", said)
    held = SelfLook.objects.get()
    assert answer.headers["Location"] == f"{HOME}{held.pk}/"
    pace = held.answers.get(item__code="pace")
    client.post(
        f"{HOME}answer/{pace.pk}/", {"revision": 1, "yes": 8, "partly": 2, "no": 1, "because": "Faster."}
    )
    client.post(f"{HOME}{held.pk}/next/", {"revision": 1, "next_step": "Ask the young people."})
    text = client.get(f"{HOME}{held.pk}/").content.decode()
    for words in ("8 yes, 2 in part, 1 not yet", "Faster.", "Ask the young people."):
        assert words in text


def test_strangers_and_those_without_permission_are_turned_away(client, tayside, elsewhere, series):
    pk = series[0].pk
    assert client.get(HOME).status_code == 302
    client.force_login(tayside.people["reader"])
    assert client.get(f"{HOME}add/").status_code == 403
    assert client.get(f"{HOME}{pk}/next/").status_code == 403
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(HOME).status_code == 404
    assert client.get(f"/elsewhere/work/collaboration/{pk}/").status_code == 404


def test_queries_do_not_grow(tayside, elsewhere, board, series, django_assert_num_queries):
    def read():
        return presenters.table(list(queries.looks(tayside.partnership)))

    with django_assert_num_queries(2):
        read()
    ask(tayside, board, date(2026, 11, 18), 1, 2, 3)
    with django_assert_num_queries(2):
        assert len(read().rows) == 4
    assert not queries.looks(elsewhere.partnership)
