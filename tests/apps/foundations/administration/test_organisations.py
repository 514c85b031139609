"""Organisations are corrected, ended, merged and removed, and nothing that points at them is lost."""

import pytest
from django.urls import reverse

from realign.foundations.administration import queries
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.models import Membership, Organisation
from realign.foundations.partnerships.records import create_record
from realign.foundations.search.models import IndexedRecord
from realign.plan.plans.models import Plan
from realign.plan.priorities.actions import create_priority
from realign.plan.proposals.models import Cost, Proposal
from realign.registers.groups.actions import create_group, create_seat
from realign.registers.services.actions import create_service
from realign.registers.services.models import Service

pytestmark = pytest.mark.slow
ADMIN = "partnership-administrator"
BECAUSE = "They were added twice under two spellings."


def at(name, *args):
    return reverse(f"administration:{name}", args=["tayside", *args])


@pytest.fixture
def admin(client, tayside):
    client.force_login(tayside.people[ADMIN])
    return client


def typed(organisation, **changed):
    return {"name": organisation.name, "kind": organisation.kind, "revision": organisation.revision} | changed


def test_a_short_name_is_made_from_the_name(admin):
    admin.post(at("organisation-add"), {"name": "Who Cares? Scotland", "kind": "third-sector"})
    assert Organisation.objects.get(slug="who-cares-scotland").name == "Who Cares? Scotland"
    again = admin.post(at("organisation-add"), {"name": "Who Cares Scotland", "kind": "third-sector"})
    assert "has this short name" in again.content.decode()


def test_a_corrected_name_keeps_the_old_one_among_the_others(admin, tayside):
    voices = tayside.bodies["voices"]
    answer = admin.post(at("organisation-edit", "voices"), typed(voices, name="Voices of Tayside"))
    assert answer.status_code == 302
    voices.refresh_from_db()
    assert (voices.name, voices.aliases) == ("Voices of Tayside", ["Voices Together"])
    page = admin.get(at("organisation", "voices")).content.decode()
    assert "Voices of Tayside" in page
    assert "Voices Together" in page


def test_the_second_of_two_who_correct_at_once_is_told(admin, tayside):
    voices = tayside.bodies["voices"]
    admin.post(at("organisation-edit", "voices"), typed(voices, name="The first name"))
    page = admin.post(at("organisation-edit", "voices"), typed(voices, name="The second name"))
    words = page.content.decode()
    assert "changed this while you were editing" in words
    assert "The first name" in words
    assert 'value="The second name"' in words


def test_a_body_with_people_does_not_end_and_one_without_does(admin, tayside):
    on = {"on_day": "1", "on_month": "4", "on_year": "2026", "revision": 1}
    page = admin.post(at("organisation-end", "dundee"), on)
    assert "still have a place for Dundee City Council" in page.content.decode()
    assert admin.post(at("organisation-end", "voices"), on).status_code == 302
    assert "1 April 2026" in admin.get(at("organisation", "voices")).content.decode()
    assert "Voices Together" not in admin.get(at("person-add")).content.decode()
    assert admin.post(at("organisation-resume", "voices"), {"revision": 2}).status_code == 302
    assert "Voices Together" in admin.get(at("person-add")).content.decode()


@pytest.fixture
def duplicate(admin, tayside):
    """A body that stands there twice, with a service, a seat, a plan it shares with its double, and a person."""
    admin.post(at("organisation-add"), {"name": "Voices", "slug": "voices-again", "kind": "third-sector"})
    double = Organisation.objects.get(slug="voices-again")
    by = tayside.system
    create_service(
        by=by, slug="hub", name="Youth hub", provider=double, tier="universal", summary="A place to go."
    )
    group = create_group(by=by, name="Board", kind="strategic", life="standing")
    create_seat(by=by, group=group, post="Manager", organisation=double)
    plan = Plan.objects.create(
        partnership=by.partnership, slug="plan", title="Plan", starts_on="2026-04-01", ends_on="2029-03-31",
        created_at=by.at, changed_at=by.at,
    )  # fmt: skip
    plan.bodies.set([double, tayside.bodies["voices"]])
    Membership.objects.filter(user=tayside.people["reader"]).update(organisation=double)
    return double


def test_what_will_move_is_said_before_it_moves(admin, duplicate):
    words = admin.get(at("organisation-merge", duplicate.slug)).content.decode()
    assert "1 membership, 1 plan, 1 seat and 1 service" in words


def test_merging_moves_every_record_keeps_the_name_and_is_on_the_record(admin, tayside, duplicate):
    voices, revision = tayside.bodies["voices"], Service.objects.get().revision
    page = admin.post(
        at("organisation-merge", duplicate.slug),
        {"into": voices.pk, "because": BECAUSE, "revision": duplicate.revision},
        follow=True,
    )
    assert "Voices is merged into Voices Together." in page.content.decode()
    assert not Organisation.objects.filter(pk=duplicate.pk).exists()
    voices.refresh_from_db()
    assert voices.aliases == ["Voices"]
    assert audit.events("tayside")[1].detail["because"] == BECAUSE
    answer = admin.get(at("organisation", duplicate.slug))
    assert (answer.status_code, answer["Location"]) == (301, voices.get_absolute_url())
    page = admin.post(at("organisation-merge", "angus"), {"into": voices.pk, "because": " ", "revision": 1})
    assert Organisation.objects.filter(slug="angus").exists()
    assert page.context["form"].errors["because"]
    assert dict(queries.what_belongs_to(voices)) == {"membership": 1, "plan": 1, "seat": 1, "service": 1}
    assert Service.objects.get().revision == revision + 1
    verbs = list(audit.events("tayside").values_list("verb", flat=True)[:2])
    assert verbs == ["removed, as merged into another,", "merged “Voices” into"]
    assert list(audit.verify("tayside")) == []
    assert not IndexedRecord.objects.filter(name="organisations", object_id=duplicate.pk).exists()


def test_two_that_serve_different_areas_are_not_merged(admin, tayside):
    answer = admin.post(
        at("organisation-merge", "angus"),
        {"into": tayside.bodies["dundee"].pk, "because": BECAUSE, "revision": 1},
    )
    assert "so they are two organisations" in answer.content.decode()
    assert Organisation.objects.filter(slug="angus").exists()


def test_two_that_each_have_what_only_one_may_have_are_not_merged(admin, tayside, duplicate):
    by = tayside.system
    priority = create_priority(by=by, number=1, title="Waiting", statement="Fewer children wait.")
    proposal = create_record(
        Proposal, by=by, slug="hub", title="A hub", ask="Open it.", priority=priority, question_version="any"
    )
    for body in (duplicate, tayside.bodies["voices"]):
        create_record(
            Cost, by=by, proposal=proposal, organisation=body, year="2026/27", amount=5, price_base="2026/27"
        )
    page = admin.post(
        at("organisation-merge", duplicate.slug),
        {"into": tayside.bodies["voices"].pk, "because": BECAUSE, "revision": 1},
    )
    assert "Both organisations have a cost where only one may be." in page.content.decode()
    assert Service.objects.get().provider == duplicate
    assert Membership.objects.get(user=tayside.people["reader"]).organisation == duplicate


def test_a_body_of_another_partnership_is_not_offered(admin, elsewhere, duplicate):
    theirs = Organisation.objects.filter(partnership=elsewhere.partnership).first()
    page = admin.post(
        at("organisation-merge", duplicate.slug), {"into": theirs.pk, "because": BECAUSE, "revision": 1}
    )
    assert page.status_code == 200
    assert Organisation.objects.filter(pk=duplicate.pk).exists()


def test_only_a_body_that_nothing_points_at_is_removed(admin, tayside, duplicate):
    page = admin.post(at("organisation-remove", duplicate.slug), {"revision": 1})
    assert "Records point at Voices" in page.content.decode()
    admin.post(at("organisation-add"), {"name": "By mistake", "kind": "private"})
    assert "Remove it" in admin.get(at("organisation", "by-mistake")).content.decode()
    assert admin.post(at("organisation-remove", "by-mistake"), {"revision": 1}).status_code == 302
    assert not Organisation.objects.filter(slug="by-mistake").exists()


def test_everybody_reads_an_organisation_and_only_those_who_manage_it_are_offered_more(admin, tayside):
    admin.force_login(tayside.people["reader"])
    page = admin.get(at("organisation", "voices")).content.decode()
    assert "Third-sector organisation" in page
    assert "Merge it into another" not in page
