"""The pages of the register: what is seen first, and what nobody else may see."""

import csv
import io

import pytest

from realign.registers.gaps import actions
from realign.registers.gaps.models import Concern, Gap
from tests.support.publishing import publish_all

HOME = "/tayside/work/gaps/"
ONE = f"{HOME}transitions/"


@pytest.fixture
def signed_in(client, gaps, tayside):
    def sign(role="analyst"):
        client.force_login(tayside.people[role])
        return client

    return sign


def form(gap, **changed):
    """What the form sends for a gap as it stands."""
    said = {
        "revision": gap.revision, "title": gap.title, "kind": gap.kind, "whom": gap.whom, "effect": gap.effect,
        "fix": gap.fix, "owner": gap.owner_id or "", "group": gap.group_id or "", "source": gap.source,
    }  # fmt: skip
    return said | changed


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["transitions", "screening", "few"]),
        ("?show=overdue", ["transitions"]),
        ("?show=waited", ["transitions"]),
        ("?show=closed", []),
        ("?area=S12000048", ["screening"]),
        ("?whom=Gypsy/Traveller children", ["few"]),
        ("?q=screened", ["screening"]),
        ("?sort=title", ["screening", "transitions", "few"]),
    ],
)
def test_the_register_is_searched_filtered_sorted_and_downloaded(signed_in, gaps, query, found):
    response = signed_in().get(HOME + query + ("&" if query else "?") + "format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    titles = [row["What is not known"] for row in csv.DictReader(io.StringIO(text))]
    assert titles == [gaps[slug].title for slug in found]


def test_the_list_says_how_many_are_overdue_and_shows_them_first(signed_in, django_assert_max_num_queries):
    client = signed_in("reader")
    page = client.get(HOME).content.decode()
    assert "3 gaps are open. 1 is overdue" in page
    assert "something waits for 1" in page
    assert page.index("change school") < page.index("screened in Perth")
    assert "Report a data gap" not in page


def test_one_gap_shows_what_waits_for_it(signed_in):
    page = signed_in().get(ONE).content.decode()
    assert "Overdue" in page
    assert "Outcomes at points of transition" in page
    assert 'href="/tayside/work/indicators/positive-destinations/"' in page


def test_the_gap_shows_on_the_page_of_the_indicator_that_it_concerns(signed_in):
    page = signed_in("reader").get("/tayside/work/indicators/positive-destinations/").content.decode()
    assert "Data gaps" in page
    assert ONE in page
    assert "Report a data gap" not in page


def test_a_gap_recorded_from_an_indicator_is_joined_to_it(signed_in, gaps):
    client = signed_in()
    where = f"{HOME}add/?about=indicator:positive-destinations"
    assert "Positive destinations" in client.get(where).content.decode()
    answer = client.post(where, form(gaps["few"], title="Not known by council", revision=""))
    made = Gap.objects.get(title="Not known by council")
    assert answer.url == f"{HOME}{made.slug}/"
    assert made.concerns.get().key == "positive-destinations"


@pytest.mark.parametrize("about", ["indicator:nothing", "unicorn:x"])
def test_about_nothing_is_no_page(signed_in, about):
    assert signed_in().get(f"{HOME}add/?about={about}").status_code == 404


def test_a_gap_without_anybody_is_not_saved_and_nothing_typed_is_lost(signed_in, gaps):
    answer = signed_in().post(
        f"{HOME}add/", form(gaps["few"], group="", title="Typed with care", revision="")
    )
    page = answer.content.decode()
    assert "Name an owner" in page
    assert "Typed with care" in page
    assert Gap.objects.count() == 3


def test_two_people_edit_a_gap_and_both_versions_are_shown(signed_in, gaps, tayside):
    client, one = signed_in("planner"), gaps["transitions"]
    opened = form(one, fix="What the second one typed")
    actions.change_gap(by=tayside.actor("analyst"), gap=one, revision=1, fix="What the first one saved")
    page = client.post(f"{ONE}edit/", opened).content.decode()
    assert "What the second one typed" in page
    assert "What the first one saved" in page
    assert Gap.objects.get(slug="transitions").fix == "What the first one saved"


def test_closing_and_opening_again(signed_in, gaps):
    client = signed_in("planner")
    client.post(f"{ONE}close/", {"ending": "seen", "reason": "Asked in 2027", "revision": 1})
    page = client.get(ONE).content.decode()
    assert "Closed: it can be seen now" in page
    assert "Asked in 2027" in page
    client.post(f"{ONE}reopen/", {"reason": "Not asked after all", "revision": 2})
    assert Gap.objects.get(slug="transitions").is_open
    assert "Not asked after all" not in client.get(HOME).content.decode()


def test_joining_and_taking_away(signed_in, gaps):
    client = signed_in()
    client.post(f"{HOME}few/concerns/", {"about": "indicator:positive-destinations", "waits": "on"})
    held = Concern.objects.get(gap=gaps["few"])
    assert held.waits
    client.post(f"{HOME}join/{held.pk}/drop/")
    assert not Concern.objects.filter(gap=gaps["few"]).exists()


def test_anybody_reads_the_public_ones_without_names_of_people(client, gaps, tayside):
    publish_all(tayside.partnership)
    page = client.get("/tayside/gaps/").content.decode()
    assert "change school" in page
    assert "screened" not in page
    assert "Too few" not in page
    assert tayside.people["analyst"].name not in page


@pytest.mark.parametrize(
    ("where", "role", "status"),
    [
        (HOME, "reader", 200),
        (f"{HOME}add/", "reader", 403),
        (f"{ONE}edit/", "reader", 403),
        (f"{ONE}close/", "commissioner", 403),
        (f"{HOME}nothing/", "analyst", 404),
        ("/elsewhere/work/gaps/", "analyst", 404),
        ("/elsewhere/work/gaps/transitions/", "analyst", 404),
    ],
)
def test_who_may_open_what(signed_in, elsewhere, where, role, status):
    assert signed_in(role).get(where).status_code == status
