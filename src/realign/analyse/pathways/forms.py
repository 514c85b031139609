"""Forms of pathways, their stops and what is placed on them."""

from typing import Any

from django import forms

from realign.analyse.fit.models import Need
from realign.analyse.pathways.models import Pathway, Placement
from realign.analyse.pathways.rules import POINTS_AT
from realign.analyse.pathways.types import LANES
from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    RevisionField,
    offer_current,
    offer_records,
    records_offered,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding
from realign.registers.indicators.models import Indicator
from realign.registers.services.models import Service

SOURCE = "Where this comes from, as a reader would look it up."


def _body(label: str) -> "forms.ModelChoiceField[Organisation]":
    return forms.ModelChoiceField(
        Organisation.objects.none(), label=label, required=False, empty_label="None yet"
    )


class PathwayForm(forms.Form):
    """A map: whose way it shows, and which framework it follows."""

    revision = RevisionField(required=False)
    kind = forms.ChoiceField(
        label="Which kind of map is it?",
        choices=[
            (Pathway.Kind.STAGES, "Stages of help: prevention, recognition, assessment, interventions"),
            (Pathway.Kind.TRANSITIONS, "Points of transition: from before birth to adult services"),
            (Pathway.Kind.SUPPORT, "Map of support: what prevents and what mitigates"),
        ],
        widget=forms.RadioSelect,
        help_text="The map starts with the usual stops. You can change them afterwards.",
    )
    name = forms.CharField(label="Name", max_length=200)
    about = forms.CharField(
        label="Which children is the map about, and what is it for?",
        widget=CountedTextarea(attrs={"rows": 3}),
        max_length=1000,
    )
    need = forms.ModelChoiceField(
        Need.objects.none(),
        label="Which need does it answer?",
        required=False,
        empty_label="No particular need",
    )
    framework = forms.CharField(
        label="Framework followed", max_length=300, required=False,
        help_text="Such as a health board’s framework. Say if it is still being made.",
    )  # fmt: skip
    framework_url = forms.URLField(
        label="Address of that framework", required=False, assume_scheme="https", max_length=200
    )
    keeper = _body("Owner of that framework")
    source = forms.CharField(label="Source", max_length=300, required=False, help_text=SOURCE)

    def __init__(self, partnership: Partnership, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "need", Need.objects.filter(partnership=partnership))
        offer_current(self, "keeper", partnerships.current_organisations(partnership))
        if fixed:  # the stops came with the kind
            del self.fields["kind"]


class StopForm(forms.Form):
    """A stage of help or a point of transition."""

    revision = RevisionField(required=False)
    name = forms.CharField(label="Name", max_length=120)
    number = forms.IntegerField(
        label="Place in the order",
        min_value=1,
        max_value=99,
        required=False,
        help_text="Empty: it comes last.",
    )
    about = forms.CharField(
        label="What happens here?", widget=CountedTextarea(attrs={"rows": 2}), max_length=600, required=False
    )
    risk = forms.CharField(
        label="What can go wrong here?",
        widget=CountedTextarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
    )
    age_from = forms.IntegerField(label="From age", min_value=0, max_value=25, required=False)
    age_to = forms.IntegerField(label="To age", min_value=0, max_value=25, required=False)
    source = forms.CharField(label="Source", max_length=300, required=False, help_text=SOURCE)


class PlacementForm(forms.Form):
    """One thing on a stop; only the fields of its kind are shown."""

    revision = RevisionField(required=False)
    service = forms.ModelChoiceField(Service.objects.none(), label="Service", empty_label="Choose a service")
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label="Finding", empty_label="Choose a finding",
        help_text="Only findings in the evidence library can be chosen.",
    )  # fmt: skip
    indicator = forms.ModelChoiceField(
        Indicator.objects.none(), label="Measure", empty_label="Choose a measure"
    )
    words = forms.CharField(label="In a sentence", max_length=300, required=False)
    lead = _body("Lead")
    due_on = DayField(label="By when?", required=False)
    source = forms.CharField(label="Source", max_length=300, required=False, help_text=SOURCE)

    def __init__(self, partnership: Partnership, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = POINTS_AT.get(Placement.Kind(kind))
        for field in POINTS_AT.values():
            if field != wanted:
                del self.fields[field]
        if wanted:
            model = records_offered(self, wanted).model
            own = model.objects.filter(partnership=partnership)
            offer_records(self, wanted, evidence.citable_findings(partnership) if model is Finding else own)
            self.fields["words"].label = "Why is it placed here?"
            del self.fields["lead"], self.fields["due_on"]
        else:
            self.fields["words"].required = True
            self.fields["words"].label = (
                "What is missing?" if kind == Placement.Kind.GAP else "What is planned?"
            )
            offer_current(self, "lead", partnerships.current_organisations(partnership))


def kinds_for(pathway: Pathway) -> list[tuple[str, str]]:
    """What may be placed on a map of this kind, for buttons."""
    return [(kind, Placement.Kind(kind).label) for kind in LANES[pathway.kind]]
