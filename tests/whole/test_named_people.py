"""People are named by their account where they have one, and whoever is named finds it in My work."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from realign.deliver.decisions.models import FrozenOnceSaved
from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.records import change_with_reason
from realign.foundations.partnerships.registry import NAMED_PARTS
from realign.foundations.partnerships.rules import system_actor
from tests.whole.test_personal_data import NAMES_A_PERSON

# who did something, from their account, when they did it; they are not named to do anything more
DID_IT = {"changed_by", "kept_by", "published_by", "released_by", "requested_by"}
# words that name somebody and need no account, and why
WORDS_ALONE = {
    "evidence.release.approvals": "who agreed to a release, from their accounts, frozen with it",
    "decisions.meeting.present": "a list as the minutes have it, guests among them",
    "decisions.meeting.apologies": "a list as the minutes have it, guests among them",
    "programme.signoff.who": "who signed, from their account or from a minute; the record says which account wrote it",
    "services.preventionview.by_whom": "who thinks so, from their account; the record says which account wrote it",
    "progress.update.author": "who reported, from their account; the record says which account wrote it",
}


WHY = "Somebody else took this over in October."
# text whose name or label speaks of somebody, and what it holds instead of a person’s name
SPEAKS_OF = re.compile(
    r"owner|sponsor|chair|author|holder|contact|officer|person|reviewer|approver|convenor|(?<![a-z])who|lead(?!s)|_by$|by_whom"
)
NO_PERSON = {
    "groups.group.membership": "posts that should sit in it",
    "evidence.release.population": "the children who were asked",
    "gaps.gap.whom": "for which children",
    "sources.holding.whom": "about which children",
    "sources.holding.seen_by": "roles",
    "sources.holding.joins_by": "what joins the data",
    "sources.linkage.linked_by": "a body and a role",
    "sources.linkage.overseen_by": "a role",
    "indicators.story.partners": "bodies who can help",
    "services.service.target": "for which children",
    "surveys.survey.population": "the pupils who were asked",
    "surveys.columnmapping.producer": "the body that asked",
    "fit.need.definition": "which children count",
    "pathways.pathway.about": "whose way it is, by condition",
    "voices.listening.about": "a group of children",
    "voices.pilot.about": "a group of children",
    "voices.pilotmeasure.outside": "a body",
    "programme.earlierwork.led_by": "a body",
    "programme.secondment.lent_by": "a body",
    "programme.secondment.accepted_by": "a group",
}


def records():
    return [model for model in apps.get_models() if issubclass(model, PartnershipRecord)]


def test_every_field_that_names_a_person_in_words_has_one_for_their_account():
    without = [
        f"{model._meta.label_lower}.{field.name}"
        for model in records()
        for field in model._meta.fields
        if field.name in NAMES_A_PERSON
        and isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not hasattr(model, f"{field.name}_account")
    ]
    assert sorted(without) == sorted(WORDS_ALONE)


def test_no_other_text_speaks_of_somebody():
    """A sponsor, contact or owner who comes as plain text later is found here, under whatever name."""
    speaking = {
        f"{model._meta.label_lower}.{field.name}"
        for model in records()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and SPEAKS_OF.search(f"{field.name} {field.verbose_name}")
        and not hasattr(model, f"{field.name}_account")
    }
    assert sorted(speaking - set(NO_PERSON) - set(WORDS_ALONE)) == []


def test_every_account_that_a_record_names_stands_in_my_work():
    named = {
        f"{model._meta.label_lower}.{field.name}"
        for model in records()
        for field in model._meta.fields
        if field.is_relation
        and field.related_model._meta.label == settings.AUTH_USER_MODEL
        and field.name not in DID_IT
    }
    assert named == {part.key for part in NAMED_PARTS.all()}


@pytest.mark.slow
@pytest.mark.parametrize("part", NAMED_PARTS.all(), ids=lambda part: part.key)
def test_whoever_is_named_finds_it_in_my_work(part, demonstration, db, client):
    """As owner, sponsor, lead, chair, author or whatever else a record may name them."""
    today = timezone.localdate()
    record = part.model.objects.filter(part.lasts(today), partnership=demonstration).first()
    if record is None:  # the demonstration’s day is past: name them in a record as if it were still to come
        record = part.model.objects.filter(partnership=demonstration).first()
        record.__class__.objects.filter(pk=record.pk).update(**{"on": today + timedelta(days=7)})
        record.refresh_from_db()
    reader = User.objects.get(email="reader@demo.example")
    client.force_login(reader)
    if isinstance(record, FrozenOnceSaved):  # its words stay: an account can only be joined to the same name
        part.model.objects.filter(pk=record.pk).update(**{part.words_field: reader.name})
    before = client.get("/tayside/work/").content.decode()
    line = f'{part.part_of(record)}: <a href="{part.url(record)}">'
    assert line not in before
    change_with_reason(
        record,
        by=system_actor(demonstration, timezone.now()),
        revision=record.revision,
        because=WHY,
        **{part.field: reader},
    )
    after = client.get("/tayside/work/").content.decode()
    assert line in after
    if part.words_field:
        record.refresh_from_db()
        assert getattr(record, part.words_field) == reader.name, "the words say the same"


def test_words_alone_take_the_account_away(demonstration, db):
    milestones = apps.get_model("progress.milestone").objects
    milestone = milestones.filter(owner_account__isnull=False).first()
    by = system_actor(demonstration, timezone.now())
    change_with_reason(milestone, by=by, revision=milestone.revision, because=WHY, owner="The clerk of works")
    milestone.refresh_from_db()
    assert (milestone.owner, milestone.owner_account) == ("The clerk of works", None)
