"""Forms of needs, matches and the two-by-two table."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from realign.analyse.fit.models import Match, Need
from realign.analyse.fit.rules import check_ages, check_rests_on_what_is_out
from realign.analyse.fit.types import Contribution
from realign.foundations.design.forms import (
    CountedTextarea,
    Fieldset,
    Grouped,
    PercentField,
    RevisionField,
    offer_choices,
    offer_records,
)
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence import queries as evidence
from realign.registers.frameworks import queries as frameworks
from realign.registers.services.models import Service

SHARE = "How much of its work answers this need? (%)"


class NeedForm(Grouped, forms.ModelForm[Need]):
    """A need, who has it, and what says so."""

    revision = RevisionField(required=False)
    groups = (
        Fieldset("What do children need?", ("name", "definition", "age_from", "age_to", "tags")),
        Fieldset(
            "What evidence says how many have it?",
            ("release", "finding", "source"),
            "Only released tables can be chosen.",
        ),
    )

    class Meta:
        model = Need
        fields = ("name", "definition", "age_from", "age_to", "tags", "release", "finding", "source")
        labels = {
            "name": "Name", "tags": "Wellbeing it serves", "age_from": "From age", "age_to": "To age",
            "release": "Released table", "finding": "Finding", "source": "Source of the definition",
        }  # fmt: skip

    definition = forms.CharField(
        label="Definition: who counts as having this need?",
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.partnership = partnership
        # first the widget: a field hands its records to the one that it has
        self.fields["tags"].widget = forms.CheckboxSelectMultiple()
        offer_records(self, "tags", frameworks.wellbeing())
        offer_records(self, "release", evidence.releases(partnership).standing())
        offer_records(self, "finding", evidence.citable_findings(partnership))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            if cleaned.get("age_from") is not None and cleaned.get("age_to") is not None:
                check_ages(cleaned["age_from"], cleaned["age_to"])
        except Refusal as refusal:
            self.add_error("age_to", f"{refusal.reason} {refusal.what_to_do}")
        try:
            check_rests_on_what_is_out(cleaned.get("release"), cleaned.get("finding"))
        except Refusal as refusal:
            self.add_error("finding", f"{refusal.reason} {refusal.what_to_do}")
        return cleaned


class MatchForm(forms.Form):
    """A service that answers a need."""

    service = forms.ModelChoiceField(queryset=Service.objects.none(), empty_label="Choose a service")
    share = forms.IntegerField(
        label=SHARE,
        min_value=1,
        max_value=100,
        initial=100,
        help_text="Enter 100 if the service is only for this need.",
    )
    reason = forms.CharField(label="Reason", max_length=300, required=False)

    def __init__(self, partnership: Partnership, need: Need, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Service.objects.filter(partnership=partnership, ended_on=None).exclude(matches__need=need)
        offer_records(self, "service", free.order_by("name"))


class MatchChangeForm(forms.ModelForm[Match]):
    """The share of a service's work that answers a need."""

    share = forms.IntegerField(label=SHARE, min_value=1, max_value=100)
    revision = RevisionField()

    class Meta:
        model = Match
        fields = ("share", "reason")
        labels = {"reason": "Why do we say so?"}


class FourfoldTableForm(forms.Form):
    """Children with and without high need, in contact with a service and not: the four counts of the table."""

    high_served = forms.IntegerField(label="High need, in contact with a service", min_value=0)
    high_unserved = forms.IntegerField(label="High need, not in contact", min_value=0)
    low_served = forms.IntegerField(label="Few or no needs, in contact with a service", min_value=0)
    low_unserved = forms.IntegerField(label="Few or no needs, not in contact", min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if len(cleaned) == 4 and not any(cleaned.values()):
            raise forms.ValidationError("The table holds no children. Give at least one count above zero.")
        return cleaned


class WaitingListForm(forms.Form):
    """A waiting list, how many join it and how many are seen each month."""

    waiting = forms.FloatField(label="Children waiting now", min_value=0)
    arrivals = forms.FloatField(label="Children added to the list each month", min_value=0)
    capacity = forms.FloatField(label="Children seen each month", min_value=0)
    leave_unseen = PercentField(
        label="Share of those waiting who leave the list each month (%)",
        min_value=Decimal(0),
        max_value=Decimal("0.99"),
        initial=Decimal(0),
        help_text="Enter 0 if all stay on the list until they are seen.",
    )
    periods = forms.IntegerField(label="For how many months ahead?", min_value=1, max_value=60, initial=12)


class KnockOnForm(forms.Form):
    """A service that sees fewer children, and where those children would turn."""

    service = forms.ChoiceField(label="Which service sees fewer children?")
    fewer = forms.FloatField(label="How many fewer in a year?", min_value=0)

    def __init__(self, services: Sequence[Contribution], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reached = {given.service.slug: given.reached or 0.0 for given in services}
        offer_choices(self, "service", [(given.service.slug, given.service.name) for given in services])
        for given in services:
            self.fields[f"to-{given.service.slug}"] = PercentField(
                label=f"Share of these children who would use {given.service.name} instead (%)",
                required=False,
                min_value=Decimal(0),
                max_value=Decimal(1),
            )

    @property
    def shares(self) -> dict[str, float]:
        """The share of those children who turn to each other service."""
        given = {slug: self.cleaned_data.get(f"to-{slug}") for slug in self.reached}
        return {slug: float(share) for slug, share in given.items() if share}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        service, fewer = cleaned.get("service"), cleaned.get("fewer")
        if service and fewer is not None and fewer > self.reached[service]:
            self.add_error(
                "fewer", f"It reaches {self.reached[service]:,.0f}, so the number cannot be larger than that."
            )
        if service and service in self.shares:
            self.add_error(f"to-{service}", "This is the service that is reduced. Leave this empty.")
        elif sum(self.shares.values()) > 1:
            raise forms.ValidationError(
                "The shares add up to more than 100%. Some children may go without a service: enter less."
            )
        return cleaned
