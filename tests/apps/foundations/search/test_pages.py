"""The page of results and the box in the header."""

import pytest
from django.urls import reverse

from realign.registers.services import actions as services
from tests.apps.registers.services.worlds import build
from tests.support.publishing import publish_all


@pytest.fixture
def register(tayside):
    return build(tayside)


@pytest.fixture
def search(client, tayside):
    def ask(typed="", role="analyst", **more):
        client.logout()
        if role:
            client.force_login(tayside.people[role])
        answer = client.get(reverse("search:results", args=["tayside"]), {"q": typed, **more})
        assert answer.status_code == 200
        return answer.content.decode()

    return ask


def test_results_stand_by_kind_with_their_number_and_the_hit_marked(register, search):
    page = search("counselling")
    assert 'Services <span class="rl_hits__count">(1)</span>' in page
    assert "<mark>counselling</mark>" in page
    assert reverse("services:service", args=["tayside", "school-counselling"]) in page


def test_visitors_are_led_to_public_pages(register, search, tayside):
    publish_all(tayside.partnership)
    page = search("counselling", role=None)
    assert reverse("services:found", args=["tayside", "school-counselling"]) in page
    assert "/work/" not in page


def test_pages_are_found_by_those_who_may_open_them(register, search):
    hit = "<mark>Record</mark> of <mark>changes</mark>"
    assert hit in search("record of changes", role="coordinator")
    assert hit not in search("record of changes", role="analyst")


def test_one_kind_is_shown_page_by_page(register, search, tayside):
    for number in range(25):
        services.create_service(
            by=tayside.system, name=f"Hub {number}", summary="A hub.",
            provider=tayside.bodies["angus"], tier="universal", areas=[],
        )  # fmt: skip
    everything = search("hub")
    assert everything.count('class="rl_hits__hit"') == 5
    assert "All 25 results in services" in everything
    assert search("hub", kind="services").count('class="rl_hits__hit"') == 20
    assert search("hub", kind="services", page="2").count('class="rl_hits__hit"') == 5
    assert search("hub", kind="no-such-kind").count('class="rl_hits__hit"') == 5


def test_a_slip_and_missing_words_are_said(register, search):
    assert "differs by one letter" in search("cuonselling")
    assert "some of them" in search("counselling xylophones")


def test_nothing_found_helps_on(register, search):
    page = search("xylophone", role=None)
    assert "Nothing found" in page
    assert "after they sign in" in page
    assert "after they sign in" not in search("xylophone")


@pytest.mark.parametrize(
    "typed", ['"', "a*", "NEAR(x y)", "title:hub", "o'", "x & y | !z", "%", "👍", "w" * 500, "\x00"]
)
def test_what_a_database_would_read_as_its_own_language_is_only_words(register, search, typed):
    assert "<h1" in search(typed)


def test_without_words_the_page_says_what_it_searches(register, search):
    assert "that you may see" in search()


def test_the_box_is_in_the_header_of_every_page_of_a_partnership(register, client):
    page = client.get(reverse("services:find", args=["tayside"])).content.decode()
    assert f'action="{reverse("search:results", args=["tayside"])}"' in page


def test_guides_are_found_by_their_own_words_after_the_records(register, search):
    page = search("counselling")
    assert "Estimate a survey" not in page
    page = search("output checkers")
    assert "/guides/" in page
    assert '<h2 id="kind-guides">' in page
