"""Writing needs and matches: the result, the event, and nothing on refusal."""

import pytest

from realign.analyse.fit import actions
from realign.analyse.fit.models import Match, Need
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from tests.apps.analyse.fit.worlds import release


def last(cast):
    """The newest event of a partnership."""
    return audit.events(cast.partnership.slug).first()


def test_a_need_is_written_down_with_an_event(world):
    assert (world.need.slug, world.need.release) == ("emotional-wellbeing", world.release)
    assert [event.verb for event in audit.history("tayside", world.need)] == ["added"]


@pytest.mark.parametrize("role", ["planner", "reader", "finance-officer"])
def test_those_who_may_not_are_refused_and_nothing_happens(world, role):
    before = audit.events("tayside").count()
    by = world.cast.actor(role)
    with pytest.raises(Refusal, match="does not include this"):
        actions.create_need(by=by, name="Mine", definition="Me.", age_from=0, age_to=17)
    with pytest.raises(Refusal, match="does not include this"):
        actions.create_match(by=by, need=world.need, service=world.services["visiting"])
    assert (Need.objects.count(), Match.objects.count()) == (1, 2)
    assert audit.events("tayside").count() == before


def test_another_partnership_s_table_and_services_are_refused(world, elsewhere):
    strange = release(elsewhere, "strange")
    with pytest.raises(Refusal, match="another partnership"):
        actions.change_need(by=world.cast.system, need=world.need, revision=1, release=strange)
    with pytest.raises(Refusal, match="another partnership"):
        actions.create_match(by=elsewhere.system, need=world.need, service=world.services["visiting"])
    world.need.refresh_from_db()
    assert world.need.release == world.release


def test_a_word_of_addresses_is_not_a_name(world):
    with pytest.raises(Refusal, match="used in addresses"):
        actions.create_need(by=world.cast.system, name="Table", definition="x", age_from=0, age_to=17)


def test_of_two_people_the_second_is_told(world):
    actions.change_need(
        by=world.cast.actor("analyst"), need=world.need, revision=1, definition="Their words."
    )
    with pytest.raises(ChangedMeanwhile, match="Analyst of Tayside changed this"):
        actions.change_need(
            by=world.cast.actor("commissioner"), need=world.need, revision=1, definition="Mine."
        )
    assert Need.objects.get(pk=world.need.pk).definition == "Their words."


def test_a_service_is_matched_once(world):
    with pytest.raises(Refusal, match="matched with this need already"):
        actions.create_match(by=world.cast.system, need=world.need, service=world.services["carers"])
    assert Match.objects.count() == 2


def test_a_match_is_changed_and_taken_away_with_its_trace(world):
    match = Match.objects.get(service=world.services["carers"])
    actions.change_match(
        by=world.cast.actor("analyst"), match=match, revision=1, share=75, reason="They asked for it."
    )
    assert last(world.cast).detail["changes"]["share"] == [50, 75]
    with pytest.raises(ChangedMeanwhile):
        actions.remove_match(by=world.cast.actor("commissioner"), match=match, revision=1)
    actions.remove_match(by=world.cast.actor("commissioner"), match=match, revision=2)
    assert not Match.objects.filter(pk=match.pk).exists()
    assert last(world.cast).detail == {
        "need": "emotional-wellbeing",
        "service": "support-for-young-carers",
        "share": 75,
    }
