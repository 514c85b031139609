"""Numbers are read in every form by one rule, and a choice that no row can have is refused like any other wrong one."""

import pytest
from django import forms
from django.urls import reverse

from realign.foundations.accounts.models import User

FIELDS = {"whole": forms.IntegerField, "real": forms.FloatField, "exact": forms.DecimalField}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize(
    ("typed", "number"), [("1,250", 1250), ("-3", -3), ("−3", -3), (" 7 ", 7), ("12.0", 12), ("0", 0)]
)
def test_what_people_write_is_a_number(field, typed, number):
    assert field().clean(typed) == number


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize(
    "typed", ["1_000", "٣", "１２", "12,5", "1,00", "NaN", "inf", "9" * 30, "1e5", "1e300"]
)
def test_what_only_python_reads_is_none(field, typed):
    with pytest.raises(forms.ValidationError):
        field().clean(typed)


@pytest.mark.slow
def test_odd_numbers_are_said_beside_the_field(client, tayside):
    client.force_login(tayside.people["analyst"])
    counts = dict.fromkeys(("high_served", "high_unserved", "low_served", "low_unserved"), "1" + "0" * 30)
    page = client.get(reverse("fit:table", args=["tayside"]), counts)
    assert "Enter a number below 1,000,000,000,000,000." in page.getvalue().decode()


def test_a_choice_that_no_row_can_have_is_refused(tayside):
    member = tayside.people["analyst"]
    field = forms.ModelMultipleChoiceField(User.objects.all())
    assert list(field.clean([str(member.pk)])) == [member]
    for typed in ("9" * 20, f"-{'9' * 20}"):
        with pytest.raises(forms.ValidationError, match="not one of the available choices"):
            field.clean([str(member.pk), typed])
