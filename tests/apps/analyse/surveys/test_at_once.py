"""Several analysts at once, in two partnerships: each gets the figures that they get alone."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from tests.support.cast import assemble
from tests.support.survey import survey_world

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PEOPLE, ROUNDS = 8, 2
TABLES = (
    {"measure": "sdq-raised", "by": ["council", "sex"]},
    {"measure": "sdq-mean", "by": ["council"]},
    {"measure": "bullied", "by": ["sex"]},
)


def test_eight_analysts_in_two_partnerships_get_what_they_get_alone():
    survey_world(assemble("tayside", "Tayside"), few=3)
    survey_world(assemble("elsewhere", "Elsewhere"), few=12)
    pages = [
        (partnership, name, data)
        for partnership in ("tayside", "elsewhere")
        for name, data in (("quality", {}), *(("builder", table) for table in TABLES))
    ]
    clients = {partnership: analyst_of(partnership) for partnership in ("tayside", "elsewhere")}
    alone = [figures(clients[page[0]], page) for page in pages]
    assert {status for status, _ in alone} == {200}
    assert alone[1] != alone[5], "the two partnerships have figures of their own"
    begin = Barrier(PEOPLE)

    def sit_down(place):
        begin.wait()
        try:
            order = [(place + step) % len(pages) for step in range(ROUNDS * len(pages))]
            return [(at, figures(as_another(clients[pages[at][0]]), pages[at])) for at in order]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as people:
        for answers in people.map(sit_down, range(PEOPLE)):
            for at, answer in answers:
                assert answer == alone[at], pages[at]


def analyst_of(partnership):
    from realign.foundations.accounts.models import User

    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email=f"analyst@{partnership}.example"))
    return client


def as_another(client):
    """The same person at a desk of their own, so that nothing but the site is shared."""
    other = Client(raise_request_exception=False)
    other.cookies.update(client.cookies)
    return other


def figures(client, page):
    """All that a page says, without what differs from one answer to the next."""
    partnership, name, data = page
    answer = client.get(reverse(f"surveys:{name}", args=[partnership, "small"]), data)
    main = re.search(r"<main.*</main>", answer.content.decode(), re.DOTALL)
    return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", main[0] if main else "")
