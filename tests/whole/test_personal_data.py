"""Every field that can hold something about a person is listed with a reason; none is about a child."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import models

LISTED = tomllib.loads(Path(__file__).with_name("personal_data.toml").read_text(encoding="utf-8"))

# words in a field's name that say it names or describes a person
NAMES_A_PERSON = {
    "email", "holder", "author", "person", "lead_person", "owner", "chair", "clerk", "contact", "telephone", "phone",
    "actor_name", "approvals", "checker", "who", "present", "apologies", "by_whom",
}  # fmt: skip


def personal_fields():
    for model in apps.get_models():
        if not model.__module__.startswith("realign."):
            continue
        for field in model._meta.get_fields():
            if field.auto_created or isinstance(field, models.ManyToManyField):
                continue
            points_at_a_person = (
                field.is_relation and field.related_model._meta.label == settings.AUTH_USER_MODEL
            )
            text = isinstance(
                field, models.CharField | models.TextField | models.EmailField | models.JSONField
            )
            if points_at_a_person or (text and field.name in NAMES_A_PERSON):
                # every record says who changed it last: one entry for all of them
                yield (
                    "any.changed_by"
                    if field.name == "changed_by"
                    else f"{model._meta.label_lower}.{field.name}"
                )
    yield "accounts.user.name"


def test_every_personal_field_is_listed_and_no_other():
    assert sorted(set(personal_fields())) == sorted(LISTED)


def test_every_entry_says_whose_why_and_how_long():
    for name, entry in LISTED.items():
        assert set(entry) == {"whose", "why", "kept"}, name
        assert "child" not in entry["whose"].lower(), f"{name}: no record of a child is held here"
