"""Forms of the data location map and the register of linkages."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    offer_current,
    offer_records,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.registers.gaps import queries as gaps
from realign.registers.gaps.models import Gap
from realign.registers.sources import queries
from realign.registers.sources.models import Holding


class HoldingForm(Grouped, forms.Form):
    """Which system holds what, who may see it, and what it cannot show."""

    groups = (
        Fieldset("The data", ("information", "whom", "system", "holder", "sector")),
        Fieldset("Access and collection", ("seen_by", "provenance", "refreshed")),
        Fieldset("Linkage", ("joins", "joins_by")),
        Fieldset("Gaps", ("gaps", "source")),
    )
    information = forms.CharField(
        label="What it holds", max_length=200, help_text="For example: children on the waiting list of CAMHS"
    )
    whom = forms.CharField(label="About which children", max_length=120, required=False)
    system = forms.CharField(label="In which system", max_length=200)
    holder = forms.ModelChoiceField(
        label="Data holder", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )
    sector = forms.ChoiceField(label="Sector", choices=Holding.Sector.choices)
    seen_by = forms.CharField(label="Who may see it", max_length=300, help_text="By role, not by name.")
    provenance = forms.CharField(label="How it is collected", max_length=300, required=False)
    refreshed = forms.CharField(label="How often it is updated", max_length=100, required=False)
    joins = forms.ChoiceField(label="Can it be linked with other data?", choices=Holding.Joins.choices)
    joins_by = forms.CharField(label="Linkage key, or reason", max_length=200, required=False)
    gaps = forms.ModelMultipleChoiceField(
        label="Data gaps",
        queryset=Gap.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(label="Source", max_length=300, required=False)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "holder", partnerships.current_organisations(partnership))
        offer_records(self, "gaps", gaps.open_gaps(partnership))


class LinkageForm(Grouped, forms.Form):
    """What is joined, for what, on which basis, by whom, and what is kept."""

    groups = (
        Fieldset("What is it for?", ("title", "purpose", "holdings", "method")),
        Fieldset("Legal basis", ("legal_basis", "assessed"), "Needed before it is agreed."),
        Fieldset("Responsibility", ("linked_by", "overseen_by")),
        Fieldset("Data kept?", ("kept", "kept_until", "source")),
    )
    title = forms.CharField(label="What to call it", max_length=200)
    purpose = forms.CharField(
        label="What it is for", max_length=1000, widget=CountedTextarea(attrs={"rows": 3})
    )
    holdings = forms.ModelMultipleChoiceField(
        label="Data linked", queryset=Holding.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    method = forms.CharField(label="Method", max_length=300, required=False)
    legal_basis = forms.CharField(label="Legal basis", max_length=300, required=False)
    assessed = forms.CharField(
        label="Data protection impact assessment",
        max_length=200,
        required=False,
        help_text="Reference and date",
    )
    linked_by = forms.CharField(
        label="Linked by", max_length=200, required=False, help_text="Body and role, not a name"
    )
    overseen_by = forms.CharField(
        label="Overseen by", max_length=200, required=False, help_text="A named role, not a person"
    )
    kept = forms.CharField(label="Data kept", max_length=300, required=False)
    kept_until = DayField(label="Until when", required=False)
    source = forms.CharField(label="Source", max_length=300, required=False)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "holdings", queries.holdings(partnership))


class EndLinkageForm(forms.Form):
    """Why a linkage ends."""

    reason = forms.CharField(
        label="Reason, and what was destroyed",
        max_length=300,
        widget=CountedTextarea(attrs={"rows": 3}),
    )
    revision = RevisionField()
