"""Forms of the needs assessment."""

from typing import Any

from django import forms

from realign.analyse.needs.models import NeedsSection, NeedsSource
from realign.analyse.needs.rules import WELLBEING
from realign.foundations.accounts.models import User
from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    offer_records,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding, Release
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator

SURE = [("", "Not recorded"), *NeedsSection.Confidence.choices]


class NeedsAssessmentForm(forms.Form):
    """The words around the seven sections."""

    title = forms.CharField(label="Title", max_length=200)
    introduction = forms.CharField(
        label="Introduction",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In words that a young person would use. Leave figures to the sections: they carry their sources.",
    )
    conclusions = forms.CharField(
        label="Conclusions",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What partners should consider, and why.",
    )
    stale_after_years = forms.IntegerField(
        label="Years after which data are out of date", min_value=1, max_value=20, initial=5
    )
    revision = RevisionField(required=False)


class SectionForm(Grouped, forms.Form):
    """The words of one section, and how sure its writers are."""

    groups = (
        Fieldset("What does it say?", ("text",)),
        Fieldset("How sure are we?", ("confidence", "confidence_reason")),
        Fieldset("Next review and owner", ("refresh_months", "owner", "looked_at")),
    )
    text = forms.CharField(
        label="What the section says",
        required=False,
        max_length=8000,
        widget=CountedTextarea(attrs={"rows": 12}),
        help_text="The tables above come from the records. These are the words around them.",
    )
    confidence = forms.ChoiceField(label="How sure are we?", choices=SURE, required=False)
    confidence_reason = forms.CharField(label="Reason for this rating", max_length=300, required=False)
    refresh_months = forms.IntegerField(label="Months until the next review", min_value=1, max_value=60)
    owner = forms.ModelChoiceField(
        label="Owner", queryset=User.objects.none(), required=False, empty_label="None yet"
    )
    looked_at = forms.BooleanField(
        label="I have reviewed the whole section today", required=False, initial=True
    )
    revision = RevisionField()

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = partnerships.members(partnership).filter(is_active=True).values("user")
        offer_records(self, "owner", User.objects.filter(pk__in=members).order_by("name"))


class SourceForm(Grouped, forms.Form):
    """Something that a section rests on."""

    groups = (
        Fieldset("What is it?", ("title", "kind", "dated")),
        Fieldset("Where is it from?", ("finding", "release", "indicator", "source")),
        Fieldset("Kind of evidence", ("nature", "tags")),
        Fieldset("Permitted use", ("use_for",)),
    )
    title = forms.CharField(label="What it says or measures", max_length=300)
    kind = forms.ChoiceField(label="Kind", choices=NeedsSource.Kind.choices)
    dated = DayField(label="Last day covered by the data")
    finding = forms.ModelChoiceField(
        label="Finding", queryset=Finding.objects.none(), required=False, empty_label="None"
    )
    release = forms.ModelChoiceField(
        label="Released table", queryset=Release.objects.none(), required=False, empty_label="None"
    )
    indicator = forms.ModelChoiceField(
        label="Indicator", queryset=Indicator.objects.none(), required=False, empty_label="None"
    )
    source = forms.CharField(
        label="Other source", max_length=300, required=False, help_text="As a reader would look it up."
    )
    nature = forms.ChoiceField(
        label="Outcome, output or context?",
        choices=NeedsSource.Nature.choices,
        widget=forms.RadioSelect,
        help_text="The number of sessions delivered is an output: it does not count as evidence of outcomes.",
    )
    tags = forms.ModelMultipleChoiceField(
        label="Wellbeing that it is about",
        queryset=FrameworkItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Needed for evidence of outcomes.",
    )
    use_for = forms.CharField(
        label="What it may be used for, and how",
        max_length=400,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text="This is shown beside the figure wherever it is cited.",
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = evidence.releases(partnership).standing()
        offer_records(self, "finding", evidence.citable_findings(partnership))
        offer_records(self, "release", standing)
        offer_records(self, "indicator", indicators.indicators(partnership))
        offer_records(
            self,
            "tags",
            FrameworkItem.objects.filter(version__framework__slug=WELLBEING, is_withdrawn=False).order_by(
                "version", "position"
            ),
        )
