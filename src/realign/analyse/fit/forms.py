"""Forms of needs, matches and the two-by-two table."""

from typing import Any

from django import forms

from realign.analyse.fit.models import Match, Need
from realign.analyse.fit.rules import check_ages, check_rests_on_what_is_out
from realign.foundations.design.forms import (
    CountedTextarea,
    Group,
    Grouped,
    RevisionField,
    offer_records,
)
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence import queries as evidence
from realign.registers.services.models import Service


class NeedForm(Grouped, forms.ModelForm):
    """A need, who has it, and what says so."""

    revision = RevisionField(required=False)
    groups = (
        Group("What do children need?", ("name", "definition", "age_from", "age_to")),
        Group(
            "How is it known how many have it?",
            ("release", "finding", "source"),
            "Only tables that were protected and released can be chosen.",
        ),
    )

    class Meta:
        model = Need
        fields = ("name", "definition", "age_from", "age_to", "release", "finding", "source")
        labels = {
            "name": "Name", "definition": "Who counts as having it?", "age_from": "From age", "age_to": "To age",
            "release": "Released table", "finding": "Finding", "source": "Source of the definition",
        }  # fmt: skip
        widgets = {"definition": CountedTextarea(attrs={"rows": 3})}

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.partnership = partnership
        offer_records(self, "release", evidence.releases(partnership).standing())
        offer_records(self, "finding", evidence.citable_findings(partnership))
        self.fields["definition"].max_length = 1000

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        try:
            if said.get("age_from") is not None and said.get("age_to") is not None:
                check_ages(said["age_from"], said["age_to"])
        except Refusal as refusal:
            self.add_error("age_to", f"{refusal.reason} {refusal.what_to_do}")
        try:
            check_rests_on_what_is_out(said.get("release"), said.get("finding"))
        except Refusal as refusal:
            self.add_error("finding", f"{refusal.reason} {refusal.what_to_do}")
        return said


class MatchForm(forms.Form):
    """A service that answers a need."""

    service = forms.ModelChoiceField(queryset=Service.objects.none(), empty_label="Choose a service")
    share = forms.IntegerField(
        label="How much of its work answers this need? (%)",
        min_value=1,
        max_value=100,
        initial=100,
        help_text="100 if this need is all that it is for.",
    )
    reason = forms.CharField(label="Why do we say so?", max_length=300, required=False)

    def __init__(self, partnership: Partnership, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Service.objects.filter(partnership=partnership, ended_on=None).exclude(matches__need=need)
        offer_records(self, "service", free.order_by("name"))


class MatchChangeForm(forms.ModelForm):
    """The share of a service's work that answers a need."""

    revision = RevisionField()

    class Meta:
        model = Match
        fields = ("share", "reason")
        labels = {"share": "How much of its work answers this need? (%)", "reason": "Why do we say so?"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["share"].min_value, self.fields["share"].max_value = 1, 100


class TableForm(forms.Form):
    """Four counts of children."""

    high_served = forms.IntegerField(label="High need, in contact with a service", min_value=0)
    high_unserved = forms.IntegerField(label="High need, not in contact", min_value=0)
    low_served = forms.IntegerField(label="Few or no needs, in contact with a service", min_value=0)
    low_unserved = forms.IntegerField(label="Few or no needs, not in contact", min_value=0)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if len(said) == 4 and not any(said.values()):
            raise forms.ValidationError("The table holds no children. Give at least one count above zero.")
        return said
