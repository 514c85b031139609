"""Matching a finding with a promise."""

from typing import Any

from django import forms

from realign.foundations.design.forms import RevisionField, offer_records
from realign.foundations.partnerships.models import Partnership
from realign.plan.alignment.models import Support
from realign.plan.priorities.models import Commitment, Outcome
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding


class SupportForm(forms.Form):
    """Which finding speaks for what, and how strongly."""

    finding = forms.ModelChoiceField(
        label="Finding", queryset=Finding.objects.none(), empty_label="Choose a finding"
    )
    commitment = forms.ModelChoiceField(
        label="Commitment",
        queryset=Commitment.objects.none(),
        required=False,
        empty_label="None: match with the outcome only",
    )
    outcome = forms.ModelChoiceField(
        label="Outcome that it should change",
        queryset=Outcome.objects.none(),
        required=False,
        empty_label="None named",
    )
    strength = forms.ChoiceField(
        label="Strength of support", choices=Support.Strength.choices, widget=forms.RadioSelect
    )
    because = forms.CharField(label="What it shows", max_length=300)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "finding", evidence.citable_findings(partnership))
        offer_records(
            self,
            "commitment",
            (
                Commitment.objects.filter(partnership=partnership, same_as__isnull=True)
                .select_related("priority")
                .order_by("priority__number", "number")
            ),
            label=lambda commitment: f"{commitment.priority.number}.{commitment.number} {commitment.text}",
        )
        offer_records(
            self,
            "outcome",
            (
                Outcome.objects.filter(partnership=partnership)
                .select_related("priority")
                .order_by("priority__number")
            ),
            label=lambda outcome: f"{outcome.priority.number}: {outcome.statement}",
        )
