"""Every number that is typed into a form is read by the one rule of the product, not by whatever Python takes for one."""

from django import forms
from django.core.exceptions import ValidationError

from tests.whole.test_settable import fields_on_pages, form_classes

NO_NUMBERS = ("1_000", "٣", "１２", "1e5", "1E2", "12,5", "nan", "inf", "²", "1 234", "twelve", "0x10")
NUMBERS = {"12": 12, " 12 ": 12, "+12": 12, "12.0": 12}


def typed_fields():
    fields_on_pages()  # imports every form
    for form in form_classes():
        if form.__module__.startswith("realign."):
            for name, field in form.base_fields.items():
                if isinstance(field, forms.IntegerField):  # of which Django's other numbers are kinds
                    yield f"{form.__module__}.{form.__qualname__}.{name}", field


def takes(field, typed):
    try:
        return field.to_python(typed)
    except ValidationError:
        return None


def test_no_form_takes_for_a_number_what_nobody_means_by_it():
    fields = dict(typed_fields())
    assert len(fields) > 100
    assert [
        (name, typed) for name, field in fields.items() for typed in NO_NUMBERS if takes(field, typed)
    ] == []


def test_every_form_takes_a_number_as_people_type_it():
    percent = {name for name, field in typed_fields() if type(field).__name__ == "PercentField"}
    wrong = [
        (name, typed)
        for name, field in typed_fields()
        for typed, number in NUMBERS.items()
        if takes(field, typed) is None
        or float(takes(field, typed)) != number / (100 if name in percent else 1)
    ]
    assert wrong == []


def test_a_very_small_number_that_is_kept_is_written_as_the_form_takes_it():
    field = forms.FloatField()
    assert [field.clean(field.prepare_value(number)) for number in (1e-07, 2.5e-5, 0.5)] == [
        1e-07,
        2.5e-5,
        0.5,
    ]
