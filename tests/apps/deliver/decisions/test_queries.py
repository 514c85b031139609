"""Reading decisions: scoped, public or not, and as many queries for one as for many."""

from datetime import date

import pytest

from realign.deliver.decisions import actions, queries
from realign.deliver.decisions.models import Decision
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.plan.priorities.actions import create_priority
from tests.apps.deliver.decisions.worlds import MET
from tests.support.publishing import publish_all


def test_other_partnerships_see_nothing(world, elsewhere):
    world.record()
    assert not queries.decisions(elsewhere.partnership).exists()
    assert not queries.meetings(elsewhere.partnership).exists()
    with pytest.raises(Decision.DoesNotExist):
        queries.decision(elsewhere.partnership, "start-the-parenting-programme")


def test_the_public_sees_only_what_is_public(world):
    here = world.cast.partnership
    decision = world.record()
    assert not queries.public_decisions(here).exists(), "nobody has published it"
    publish_all(here)
    assert queries.public_decision(here, decision.slug) == decision
    actions.change_publication(by=world.cast.system, decision=decision, is_public=False, revision=1)
    assert not queries.public_decisions(here).exists()
    with pytest.raises(Decision.DoesNotExist):
        queries.public_decision(here, decision.slug)


def test_those_who_disagreed_are_counted(world):
    world.record(
        result=Decision.Result.CONDITIONS,
        positions=world.stands(angus="no", dundee="conditions", nhs_tayside="not-asked"),
    )
    assert queries.decisions(world.cast.partnership).get().dissent_count == 2


def test_the_next_meeting_is_the_first_from_today_on(world):
    for day in (1, 20):
        actions.call_meeting(by=world.cast.system, group=world.group, on=date(2026, 12, day))
    assert queries.next_meeting(world.group, date(2026, 11, 11)).on == date(2026, 12, 1)
    assert queries.next_meeting(world.group, date(2026, 12, 1)).on == date(2026, 12, 1)
    assert queries.next_meeting(world.group, date(2026, 12, 21)) is None


def test_a_superseded_decision_is_no_longer_due_for_review(world):
    here, first = world.cast.partnership, world.record()
    assert list(queries.due_for_review(here, date(2027, 11, 10))) == [first]
    assert not queries.due_for_review(here, date(2027, 11, 9)).exists()
    world.record(supersedes=first, title="Anew", review_on=None)
    assert not queries.due_for_review(here, date(2027, 11, 10)).exists()


def test_the_agenda_says_what_was_decided_here(world):
    (before,) = queries.agenda(world.meeting)
    assert list(before.decisions.all()) == []
    decision = world.record()
    (after,) = queries.agenda(world.meeting)
    assert list(after.decisions.all()) == [decision]


@pytest.mark.parametrize("more", [0, 6])
def test_the_lists_are_one_query_however_long(world, more, django_assert_num_queries):
    for number in range(1 + more):
        world.record(result=Decision.Result.DEFERRED, title=f"Decision {number}")
    with django_assert_num_queries(1):
        for one in queries.decisions(world.cast.partnership):
            assert (one.meeting.group.name, one.proposal.priority.title) == (
                "Directors’ Group",
                "Early years",
            )
            assert getattr(one, "superseded_by", None) is None
    with django_assert_num_queries(1):
        assert [one.decision_count for one in queries.meetings(world.cast.partnership)] == [1 + more]


def test_a_draft_says_of_its_options_what_the_page_of_the_decision_says(world, client):
    decision = world.record()
    client.force_login(world.cast.people["coordinator"])
    page = client.get(f"/tayside/work/publishing/decision/{decision.pk}/").content.decode()
    assert "Not chosen." in page
    assert "Turned down" not in page


def test_whoever_joined_a_decision_to_its_actions_wrote_none_of_its_words(world):
    here, decision, joiner = world.cast.partnership, world.record(), world.cast.actor("coordinator")
    priority = create_priority(by=world.cast.system, number=9, title="Families", statement="They cope.")
    actions.create_following_action(by=joiner, decision=decision, priority=priority, title="Train the staff")
    (draft,) = publishing.drafts(here, MET, [PUBLIC_RECORDS.get("decision")])
    assert set(draft.writers) == {world.cast.people["committee-officer"].pk}
    publish_all(here, "decision")
    decision.refresh_from_db()
    actions.change_publication(
        by=world.cast.system, decision=decision, is_public=False, revision=decision.revision
    )
    actions.change_publication(by=joiner, decision=decision, is_public=True, revision=decision.revision)
    assert queries.public_decision(here, decision.slug) == decision
