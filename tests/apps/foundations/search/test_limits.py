"""What searching costs is bounded, for visitors and for the database."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.foundations.search import queries
from tests.apps.registers.services.worlds import build

SEARCH = "/tayside/search/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()
    yield
    cache.clear()


def test_a_visitor_who_searches_too_often_waits_and_nobody_else_does(tayside, client, settings):
    settings.REALIGN_SEARCH_RATE = "3/min"
    # a header that anybody can send makes no other address
    answers = [
        client.get(SEARCH, {"q": f"word{number}"}, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        for number in range(4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Wait a minute" in answers[-1].content.decode()
    assert client.get(SEARCH, {"q": "word"}, REMOTE_ADDR="203.0.113.9").status_code == 200
    client.force_login(tayside.people["reader"])
    assert client.get(SEARCH, {"q": "word"}).status_code == 200


def test_the_words_of_the_index_are_not_read_for_each_mistyped_word(tayside):
    build(tayside)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        corrected = queries._corrected(["cuonselling", "vistiing", "preventoin"])
    assert "counselling" in [other.word for other in corrected["cuonselling"]]
    reads = [query for query in asked.captured_queries if "ts_stat" in query["sql"]]
    assert len(reads) == (1 if connection.vendor == "postgresql" else 0)
