"""Checking a table, sending it back, and letting it out."""

from django import forms

from realign.analyse.surveys.models import CheckerView
from realign.analyse.surveys.tables.forms import profile_choices
from realign.analyse.surveys.tables.rules import CHOICES
from realign.foundations.design.forms import SHORT_NAME_HELP


class ViewForm(forms.Form):
    """What a checker says."""

    verdict = forms.ChoiceField(
        label="Your decision", choices=CheckerView.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you looked at and what you found.",
    )


class ReworkForm(forms.Form):
    """Other rules for a table that came back."""

    profile = forms.ChoiceField(label="Rules for small numbers", choices=profile_choices)
    rounding = forms.ChoiceField(label="Rounding of counts", choices=CHOICES, required=False)


class ReturnForm(forms.Form):
    """Why a table that was agreed goes back."""

    reason = forms.CharField(label="Reason for returning it", widget=forms.Textarea(attrs={"rows": 3}))


class LetOutForm(forms.Form):
    """The address of a table once it is out."""

    slug = forms.SlugField(label="Short name for its address", required=False, help_text=SHORT_NAME_HELP)
