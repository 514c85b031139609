"""Commitments stand under the plan that made them: read, added, changed and moved from its page."""

from datetime import date

import pytest
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.plan.alignment import actions as alignment
from realign.plan.alignment.models import Support
from realign.plan.plans import actions as plans
from realign.plan.plans import queries
from realign.plan.plans.types import PublicPriority
from realign.plan.priorities import actions
from realign.plan.priorities.models import Commitment
from realign.registers.places.actions import load_gazetteer
from realign.registers.thread.presenters import strip_of
from tests.apps.plan.alignment.worlds import build


def at(page, key):
    return reverse(f"priorities:{page}", args=["tayside", key])


@pytest.fixture
def world(tayside):
    load_gazetteer(by=tayside.system)
    return build(tayside)


@pytest.fixture
def our_plan(tayside, world):
    in_plan = {commitment.priority for commitment in world.commitments.values()}
    return plans.create_plan(
        by=tayside.actor("coordinator"), title="Ours", slug="ours", starts_on=date(2026, 4, 1),
        ends_on=date(2029, 3, 31), priorities=list(in_plan), bodies=[tayside.bodies["angus"]],
    )  # fmt: skip


def test_the_page_of_a_plan_shows_its_commitments_and_leads_to_where_they_change(
    client, tayside, our_plan, world
):
    held = world.commitments["1.1"]
    client.force_login(tayside.people["planner"])
    page = client.get(our_plan.get_absolute_url()).content.decode()
    for commitment in world.commitments.values():
        assert commitment.text in page
    change = f"{at('commitment-edit', held.pk)}?plan=ours"
    assert change in page
    answer = client.post(
        change, {"text": "Promise 1.1 anew", "stage": "under-way", "revision": held.revision}
    )
    assert answer.url == f"{our_plan.get_absolute_url()}#commitments"
    added = client.post(f"{at('commitment-add', 'early')}?plan=ours", {"text": "Another", "stage": "done"})
    assert added.url == f"{our_plan.get_absolute_url()}#commitments"
    client.force_login(tayside.people["reader"])
    page = client.get(our_plan.get_absolute_url()).content.decode()
    assert "Another" in page
    assert "/edit/?plan=" not in page


def test_a_commitment_moves_to_another_priority_with_its_reason(client, tayside, our_plan, world):
    held = world.commitments["1.2"]
    client.force_login(tayside.people["planner"])
    move = f"{at('commitment-move', held.pk)}?plan=ours"
    target = world.commitments["2.1"].priority
    typed = {"priority": target.pk, "because": "x", "revision": held.revision}
    assert "is a single letter" in client.post(move, typed).content.decode()
    answer = client.post(move, typed | {"because": "It is about learning"})
    assert answer.status_code == 302
    held.refresh_from_db()
    assert (held.priority, held.number) == (target, 3)
    assert audit.history("tayside", held)[0].detail["because"] == "It is about learning"
    page = client.get(f"/tayside/work/alignment/commitment/{held.pk}/").content.decode()
    assert "reason: It is about learning" in page
    assert f'href="{our_plan.get_absolute_url()}#commitments"' in page, "it leads back to its plan"


def test_a_commitment_with_actions_stays_where_they_are(tayside, world):
    held = world.commitments["1.1"]
    actions.create_action(by=tayside.system, priority=held.priority, title="Open a hub", commitment=held)
    with pytest.raises(Refusal, match="Open a hub"):
        actions.move_commitment(
            by=tayside.system, commitment=held, priority=world.commitments["2.1"].priority,
            because="It is about learning", revision=held.revision,
        )  # fmt: skip


def test_a_commitment_with_evidence_for_an_outcome_of_its_priority_stays_until_that_is_settled(
    client, tayside, world
):
    promised, there = world.commitments["1.1"], world.commitments["2.1"].priority
    client.force_login(tayside.people["planner"])
    typed = {"priority": there.pk, "because": "It is about learning", "revision": promised.revision}
    page = client.post(at("commitment-move", promised.pk), typed).content.decode()
    assert "“Finding strong.” is recorded as evidence for this commitment" in page
    assert "the outcome “More are ready” of Priority 1" in page
    support = Support.objects.get(commitment=promised)
    alignment.change_support(
        by=tayside.actor("planner"), support=support, revision=support.revision, outcome=None
    )
    client.post(at("commitment-move", promised.pk), typed)
    promised.refresh_from_db()
    assert promised.priority == there


def test_the_strip_names_the_plan_and_does_not_count_it_as_an_outcome(tayside, our_plan, world):
    pk = str(world.commitments["1.1"].pk)
    (outcome,) = [
        node for node in strip_of(tayside.partnership, "commitment", pk) if node.stage.key == "outcome"
    ]
    assert [link.text for link in outcome.beside] == ["Plan: Ours"]
    world.outcomes["ready"].supports.all().delete()
    world.targets["ready"].delete()
    world.outcomes["ready"].delete()
    (outcome,) = [
        node for node in strip_of(tayside.partnership, "commitment", pk) if node.stage.key == "outcome"
    ]
    assert outcome.missing


def test_everybody_reads_what_is_promised_but_not_a_repeat(tayside, our_plan, world):
    kind = PUBLIC_RECORDS.get("priority")
    plans.move_plan(by=tayside.actor("coordinator"), plan=our_plan, revision=our_plan.revision, status="full")
    (learning,) = queries.priorities_in_force_or_before(tayside.partnership, None).filter(slug="learning")
    content = kind.compose(learning)
    assert [row.code for row in PublicPriority.of(content).commitments] == ["2.1"]
    assert ("Commitment 2.1", "Promise 2.1. No lead yet.") in kind.in_words(content)
    assert Commitment.objects.get(text="Promise 2.1") in kind.parts(learning)
    del content["commitments"]
    assert PublicPriority.of(content).commitments == (), "versions frozen before hold none"
