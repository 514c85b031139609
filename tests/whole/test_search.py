"""One search over the whole demonstration: nothing is missed by a write, and nobody finds what they may not open."""

from datetime import date

import pytest
from django.urls import resolve, reverse

from realign.foundations.partnerships.access import PUBLIC
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.roles import permissions_of, roles
from realign.foundations.partnerships.types import Actor
from realign.foundations.search import queries
from realign.foundations.search.registry import SEARCHABLE
from realign.foundations.search.types import Reader
from tests.support.cast import NOON

pytestmark = [pytest.mark.slow]
TODAY = date(2026, 11, 20)
COMMON = ("children", "plan", "school", "support", "young", "angus", "service", "mental", "report", "week")
COMMON += ("modelled", "start", "change")


def reader(partnership, role=None):
    actor = role and Actor(partnership, NOON, "Somebody", permissions=permissions_of([role]))
    return Reader(partnership, TODAY, actor)


def somebody(partnership, role):
    return next(member.user for member in partnership.memberships.all() if role in member.roles)


def first_hits(reader):
    """The first thing of each kind that somebody finds by common words."""
    firsts = {}
    for word in COMMON:
        answer = queries.find(reader, word)
        new = {kind: matches[0] for kind, matches in answer.matches.items() if kind not in firsts}
        hits = queries.hits(reader, answer, list(new.values()))
        firsts |= {kind: hits[match] for kind, match in new.items()}
    return firsts


def test_every_write_of_the_demonstration_is_in_the_index(demonstration, db):
    assert queries.stale() == 0


def test_every_kind_is_found_and_what_is_found_may_be_opened(demonstration, db, client):
    opened, kinds = set(), set()
    for role in (None, *roles()):
        who = reader(demonstration, role)
        for kind, hit in first_hits(who).items():
            kinds.add(kind)
            rule = resolve(hit.url.partition("?")[0]).func.access_rule
            assert rule == PUBLIC or who.may_see(rule), f"{role} finds {hit.url}, which needs {rule}"
            if (hit.url, role is None) in opened:
                continue
            opened.add((hit.url, role is None))
            client.logout()
            if role:
                client.force_login(somebody(demonstration, role))
            assert client.get(hit.url).status_code == 200, f"{kind}: {hit.url}"
    empty = {each.kind for each in SEARCHABLE.all() if not each.rows(reader(demonstration)).exists()}
    assert {each.kind for each in SEARCHABLE.all()} - kinds - empty == set()


def test_strangers_find_nothing_of_the_demonstration(demonstration, db):
    elsewhere = Partnership.objects.get(slug="elsewhere")
    shared, own = {"glossary", "lists", "entries", "places"}, {"organisations", "people"}
    for role in (None, *roles()):
        for word in COMMON:
            answer = queries.find(reader(elsewhere, role), word)
            assert set(answer.matches) <= shared | own, word
            matches = [match for kind in own & set(answer.matches) for match in answer.matches[kind]]
            for hit in queries.hits(reader(elsewhere, role), answer, matches).values():
                assert "/elsewhere/" in hit.url


def test_visitors_find_no_page_for_members(demonstration, db):
    assert [hit.url for hit in first_hits(reader(demonstration)).values() if "/work/" in hit.url] == []


def test_a_page_of_results_asks_a_bounded_number_of_questions(
    demonstration, db, client, django_assert_max_num_queries
):
    client.force_login(somebody(demonstration, "coordinator"))
    # for each kind: who may see it, and what the first of it say with what stands beside them
    with django_assert_max_num_queries(6 * len(SEARCHABLE.all())):
        client.get(reverse("search:results", args=["tayside"]), {"q": "children"})
