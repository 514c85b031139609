"""Defining an indicator and changing what is said about it."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    offer_choices,
    offer_current,
    offer_records,
)
from realign.foundations.partnerships import queries as partnerships
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import DEFAULT_PROFILE, CheckDecision, Indicator
from realign.registers.indicators.small_numbers import profile_choices
from realign.registers.indicators.types import PROMPTS, QUESTIONS, Status

WORDS = {
    "title": "What is measured",
    "code": "Code",
    "definition": "Definition",
    "numerator": "Who or what is counted",
    "denominator": "Out of whom or what",
    "unit": "Unit",
    "polarity": "Which way is better",
    "producer": "Who collects the figures",
    "owner": "Owner",
    "frequency": "How often",
    "caveats": "Cautions",
    "use_for": "What it can be used for",
    "is_outcome": "It measures an outcome, not an output",
    "is_national": "It is collected all over Scotland",
    "tags": "Outcomes and aims",
    "geography": "Areas it is published for",
    "disaggregation": "Groups it can be shown for",
    "comparable": "Can places be compared by it",
    "source": "Where the definition is from",
    "disclosure_profile": "Rules for small numbers",
}


class IndicatorForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """What is said about an indicator."""

    groups = (
        Fieldset(
            "What it is", ("title", "code", "definition", "numerator", "denominator", "unit", "polarity")
        ),
        Fieldset("Where it is from", ("producer", "owner", "frequency", "source", "is_national")),
        Fieldset("For whom and where", ("geography", "disaggregation", "comparable")),
        Fieldset("How to use it", ("use_for", "caveats", "disclosure_profile", "is_outcome", "tags")),
    )
    revision = RevisionField()

    class Meta:
        model = Indicator
        fields = (*WORDS,)
        labels = WORDS

    def __init__(self, *args: Any, partnership: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["use_for"].required = True
        self.fields["disclosure_profile"] = forms.ChoiceField(
            label=WORDS["disclosure_profile"],
            choices=profile_choices(),
            initial=DEFAULT_PROFILE,
            required=False,
            help_text="Values that count fewer people are hidden from readers outside the partnership.",
        )
        offer_current(self, "owner", partnerships.current_organisations(partnership))
        # first the widget: a field hands its records to the one that it has
        self.fields["tags"].widget = forms.CheckboxSelectMultiple()
        offer_records(
            self,
            "tags",
            FrameworkItem.objects.filter(
                version__framework__slug__in=("shanarri", "five-aims", "core-indicators")
            )
            .select_related("version__framework")
            .order_by("version__framework__name", "position", "pk"),
            group=lambda item: item.version.framework.name,
        )
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3
        if self.instance.pk:
            self.fields["revision"].initial = self.instance.revision
        else:
            self.fields["revision"].required = False

    def clean_disclosure_profile(self) -> str:
        """The rules chosen; where none were, those that the indicator follows."""
        return str(self.cleaned_data["disclosure_profile"]) or self.instance.disclosure_profile


class IndicatorStoryForm(forms.Form):
    """Why the trend is as it is, who can help, what works and what will be done about it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label, field.help_text = QUESTIONS[name], PROMPTS[name]

    behind = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    partners = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    works = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False)
    will_do = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False)


class CheckDecisionForm(forms.Form):
    """What to do about a finding of the checks."""

    verdict = forms.ChoiceField(
        label="What to do", choices=CheckDecision.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Why", max_length=300)


class ValueForm(Grouped, forms.Form):
    """One value of one indicator, with where it is from."""

    groups = (
        Fieldset("What it is a value of", ("indicator", "area", "period", "breakdown")),
        Fieldset("The value", ("value", "numerator", "denominator", "status")),
        Fieldset("Where it is from", ("source", "published", "note", "reason")),
    )
    indicator = forms.ModelChoiceField(Indicator.objects.none(), label="Indicator", to_field_name="slug")
    area = forms.ChoiceField(label="Place")
    period = forms.CharField(
        label="Period", max_length=60, help_text="2025/26, 2025, April 2025 or 31 March 2025"
    )
    breakdown = forms.CharField(
        label="Group",
        max_length=120,
        required=False,
        help_text="Leave it empty for everybody; otherwise as in Sex: girls",
    )
    value = forms.FloatField(label="Value")
    numerator = forms.FloatField(
        label="How many are counted",
        required=False,
        min_value=0,
        help_text="Needed for a share or a rate of people, so that small numbers can be held back",
    )
    denominator = forms.FloatField(label="Out of how many", required=False, min_value=0)
    status = forms.ChoiceField(label="How sure it is", choices=Status.choices, initial=Status.OBSERVED)
    source = forms.CharField(
        label="Source", max_length=200, help_text="As a reader would look it up; it stands beside the value"
    )
    published = DayField(label="Published or fetched on", required=False)
    note = forms.CharField(
        label="Note for whoever looks at it", max_length=300, required=False, widget=forms.Textarea
    )
    reason = forms.CharField(
        label="Why a value is corrected",
        max_length=300,
        required=False,
        widget=forms.Textarea,
        help_text="Needed where there is another value for this place and period already",
    )

    def __init__(self, *args: Any, partnership: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "indicator", Indicator.objects.filter(partnership=partnership).order_by("title"))
        offer_choices(self, "area", [(area.code, area.name) for area in areas])
        for name in ("note", "reason"):
            self.fields[name].widget.attrs["rows"] = 3
