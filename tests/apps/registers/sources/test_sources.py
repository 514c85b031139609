"""The data location map and the linkage register."""

import csv
import io
from datetime import date

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.sources import actions, queries, rules
from realign.registers.sources.models import Holding, Linkage
from tests.apps.registers.sources.worlds import WRITTEN, build

HOME = "/tayside/work/sources/"
LINKAGES = f"{HOME}linkages/"
ONE = f"{LINKAGES}waiting-and-attendance/"


@pytest.fixture
def world(tayside):
    return build(tayside)


@pytest.fixture
def signed_in(client, world, tayside):
    def sign(role="analyst"):
        client.force_login(tayside.people[role])
        return client

    return sign


def written(tayside, linkage, **changed):
    values = WRITTEN | {"kept_until": date(2028, 3, 31)} | changed
    actions.change_linkage(by=tayside.actor("analyst"), linkage=linkage, revision=linkage.revision, **values)
    return linkage


@pytest.mark.parametrize("missing", sorted(set(rules.NEEDED) - {"purpose"}))
def test_ana_24_nothing_is_joined_before_everything_is_written(tayside, world, missing):
    """ANA-24: purpose, legal basis, who links, who oversees it (a named role), what is kept and until when."""
    linkage = written(tayside, world.linkage, **{missing: None if missing == "kept_until" else ""})
    with pytest.raises(Refusal, match=rules.NEEDED[missing]):
        actions.move_linkage(
            by=tayside.actor("analyst"), linkage=linkage, revision=linkage.revision, to="agreed"
        )
    assert Linkage.objects.get().state == "proposed"


def test_ana_24_a_linkage_is_overseen_by_a_named_role_of_the_strategic_group(tayside, world, client):
    linkage = written(tayside, world.linkage)
    actions.move_linkage(by=tayside.actor("analyst"), linkage=linkage, revision=2, to="agreed")
    client.force_login(tayside.people["reader"])
    page = client.get(ONE).content.decode()
    assert "Data lead of the Strategic Group" in page
    assert "Agreed" in page
    assert [event.verb for event in audit.history("tayside", linkage)] == ["agreed to", "changed", "proposed"]


@pytest.mark.parametrize("state", Linkage.State.values)
@pytest.mark.parametrize("to", Linkage.State.values)
def test_the_order_of_a_linkage(state, to):
    linkage = Linkage(state=state, title="Waiting", purpose="To see", **WRITTEN)
    if to in rules.LIFE.steps[Linkage.State(state)]:
        rules.check_may_move(linkage, Linkage.State(to), 2)
    else:
        with pytest.raises(Refusal, match="cannot become"):
            rules.check_may_move(linkage, Linkage.State(to), 2)


def test_one_system_is_not_joined_with_itself(tayside, world):
    linkage = written(tayside, world.linkage, holdings=[world.waiting])
    with pytest.raises(Refusal, match="Fewer than two"):
        actions.move_linkage(by=tayside.actor("analyst"), linkage=linkage, revision=2, to="agreed")


def test_what_was_agreed_stays_as_it_was_read(tayside, world):
    linkage = written(tayside, world.linkage)
    by = tayside.actor("analyst")
    actions.move_linkage(by=by, linkage=linkage, revision=2, to="agreed")
    with pytest.raises(Refusal, match="cannot be changed"):
        actions.change_linkage(by=by, linkage=linkage, revision=3, purpose="Something else")


def test_an_end_says_what_was_destroyed(tayside, world):
    by = tayside.actor("analyst")
    with pytest.raises(Refusal, match="reason is missing"):
        actions.move_linkage(by=by, linkage=world.linkage, revision=1, to="ended")
    actions.move_linkage(
        by=by, linkage=world.linkage, revision=1, to="ended", reason="Not agreed; nothing was joined"
    )
    assert Linkage.objects.get().ended_because == "Not agreed; nothing was joined"


def test_ana_11_the_map_says_which_system_and_which_gap_blocks_the_target(signed_in):
    """ANA-11: “children on CAMHS waiting list” → NHS system; gap: cannot link."""
    response = signed_in("reader").get(f"{HOME}?gap=yes&format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["Information"] == "Children on CAMHS waiting list"
    assert row["Held by"] == "NHS Tayside"
    assert row["Linkage"] == "Cannot be joined"
    assert row["Data gap"] == "It is not known which pupils wait for CAMHS"


def test_ana_23_an_entry_says_who_may_see_the_data(signed_in):
    page = signed_in("reader").get(f"{HOME}camhs-waiting-list/").content.decode()
    assert "CAMHS managers" in page
    assert "cannot link" in page
    assert "Waiting and attendance" in page


def test_the_gap_says_who_holds_the_data(signed_in, world):
    page = signed_in("reader").get("/tayside/work/gaps/waiting-by-school/").content.decode()
    assert f"{HOME}camhs-waiting-list/" in page


@pytest.mark.parametrize("more", [0, 4])
def test_the_map_is_read_at_the_same_cost(tayside, world, more, django_assert_num_queries):
    for number in range(more):
        actions.create_holding(
            by=tayside.actor("analyst"),
            information=f"Kind {number}",
            system="A system",
            holder=tayside.bodies["angus"],
            sector="social-work",
            seen_by="Managers",
            gaps=[world.gap],
        )
    with django_assert_num_queries(2):
        rows = [
            (one.holder.name, [gap.title for gap in one.open_gaps])
            for one in queries.holdings(tayside.partnership)
        ]
    with django_assert_num_queries(3):
        held = [[h.holder.name for h in one.holdings.all()] for one in queries.linkages(tayside.partnership)]
    assert (len(rows), len(held)) == (2 + more, 1)


def test_the_map_stays_in_its_partnership(elsewhere, world):
    assert not queries.holdings(elsewhere.partnership).exists()
    assert not queries.linkages(elsewhere.partnership).exists()


def test_a_body_of_another_partnership_holds_nothing_here(tayside, elsewhere, world):
    with pytest.raises(Refusal, match="another partnership"):
        actions.change_holding(
            by=tayside.actor("analyst"), holding=world.waiting, revision=1, holder=elsewhere.bodies["angus"]
        )


def test_two_people_edit_the_map(tayside, world):
    actions.change_holding(
        by=tayside.actor("planner"), holding=world.waiting, revision=1, seen_by="Two teams"
    )
    with pytest.raises(ChangedMeanwhile):
        actions.change_holding(
            by=tayside.actor("analyst"), holding=world.waiting, revision=1, seen_by="One team"
        )


def test_adding_to_the_map_and_proposing_a_linkage(signed_in, tayside, world):
    client = signed_in()
    client.post(
        f"{HOME}add/",
        {
            "information": "Children looked after", "system": "Social work records", "sector": "social-work",
            "holder": tayside.bodies["angus"].pk, "seen_by": "Social work managers", "joins": "unknown",
        },
    )  # fmt: skip
    assert Holding.objects.get(slug="children-looked-after").joins == "unknown"
    client.post(
        f"{LINKAGES}add/",
        {"title": "Both", "purpose": "To see", "holdings": [world.waiting.pk, world.schools.pk]},
    )
    made = Linkage.objects.get(title="Both")
    refused = client.post(f"{LINKAGES}{made.slug}/to/agreed/", {"revision": 1})
    assert "It is missing: the legal basis" in refused.content.decode()
    assert Linkage.objects.get(pk=made.pk).state == "proposed"
    assert client.post(f"{LINKAGES}{made.slug}/to/elsewhere/", {"revision": 1}).status_code == 404
    client.post(f"{LINKAGES}{made.slug}/end/", {"reason": "It was a trial", "revision": 1})
    assert Linkage.objects.get(pk=made.pk).state == "ended"


@pytest.mark.parametrize(
    ("where", "role", "status"),
    [
        (HOME, "reader", 200),
        (LINKAGES, "reader", 200),
        (f"{HOME}add/", "reader", 403),
        (f"{HOME}camhs-waiting-list/edit/", "analyst", 200),
        (f"{ONE}edit/", "analyst", 200),
        (f"{ONE}edit/", "commissioner", 403),
        (f"{LINKAGES}nothing/", "analyst", 404),
        ("/elsewhere/work/sources/", "analyst", 404),
    ],
)
def test_who_may_open_what(signed_in, elsewhere, where, role, status):
    assert signed_in(role).get(where).status_code == status
