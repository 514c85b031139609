"""Choosing an organisation."""

from typing import Any

from django import forms

from realign.foundations.design.forms import offer_records
from realign.foundations.partnerships import queries
from realign.foundations.partnerships.models import Organisation, Partnership


class ChooseForm(forms.Form):
    """Whose part to look at."""

    organisation = forms.ModelChoiceField(
        label="Organisation",
        queryset=Organisation.objects.none(),
        to_field_name="slug",
        empty_label=None,
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "organisation", queries.organisations(partnership))
