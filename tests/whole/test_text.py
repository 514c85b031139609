"""Text is clean on the way in by the rules of the ways out: whatever the door, nothing is kept that no file could hold."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.urls import reverse

from realign.config.typed import cleaned
from realign.foundations.files.bulk import insert_many
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.types import Refusal
from realign.registers.groups.models import Group
from realign.registers.places.models import Area

TYPED = "Number of\x0breferrals\x07"
CLEAN = "Number of referrals"

FIELDS = [
    (model, field)
    for model in apps.get_models()
    if issubclass(model, PartnershipRecord)
    for field in model._meta.concrete_fields
    if isinstance(field, models.CharField | models.TextField | models.JSONField)
]


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1f", "\ud800", "\uffff"])
def test_no_text_of_any_record_keeps_a_letter_that_no_file_can_hold(letter):
    for model, field in FIELDS:
        text = f"before{letter}after"
        value = [{"text": text}] if isinstance(field, models.JSONField) else text
        with pytest.raises(ValidationError) as refused:
            model(**{field.attname: value}).clean_fields()
        (told,) = refused.value.message_dict[field.name]
        assert f"0x{ord(letter):02X}" in told, (model, field)
        assert str(model._meta.verbose_name) in told
    assert len(FIELDS) > 300


def test_whatever_a_form_sends_is_clean_before_any_form_reads_it():
    """Every form of the site, and every page of the library that signs people in, reads what this hands on."""
    assert "realign.config.typed.WritableText" in settings.MIDDLEWARE
    sent = QueryDict(mutable=True)
    sent.setlist("words", [TYPED, "plain"])
    sent["title"] = "Fàilte"
    assert dict(cleaned(sent).lists()) == {"words": [CLEAN, "plain"], "title": ["Fàilte"]}
    assert cleaned(QueryDict("title=plain")) == QueryDict("title=plain")


@pytest.mark.slow
def test_what_is_typed_on_a_page_is_kept_clean(client, tayside):
    client.force_login(tayside.people["coordinator"])
    sent = {
        "name": TYPED,
        "kind": "reform",
        "status": "active",
        "life": "plan",
        "purposes": f"{TYPED}\nAnother",
    }
    page = client.post(reverse("groups:new", args=["tayside"]), sent)
    assert page.status_code == 302, page.context["form"].errors
    group = Group.objects.get()
    assert (group.name, group.purposes) == (CLEAN, [CLEAN, "Another"])


@pytest.mark.parametrize(
    ("name", "why"), [("x" * 121, "121 letters, and at most 120 can be kept"), ("a\x0bb", "0x0B")]
)
def test_rows_in_bulk_are_refused_in_words_on_every_database(db, name, why):
    with pytest.raises(Refusal) as refused:
        insert_many(Area, [{"code": "S12999999", "name": name, "kind": "council"}], ["code", "name", "kind"])
    assert why in refused.value.reason
    assert "name of a record (area)" in refused.value.reason
