"""What people type about rounds, areas, signatures, slots, training, benefits, roles and what came before."""

from typing import Any

from django import forms

from realign.analyse.programme import queries
from realign.analyse.programme.models import (
    EarlierWork,
    ElementStatus,
    RoleHolder,
    Round,
    Secondment,
    Session,
    Site,
    Tranche,
    Waiting,
)
from realign.analyse.surveys.designs import queries as design_queries
from realign.foundations.design.forms import (
    DayField,
    Fieldset,
    Grouped,
    LinesField,
    RevisionField,
    name_field,
    offer_current,
    offer_people,
    offer_records,
    person_field,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group

MONTHS = [
    (number, name)
    for number, name in enumerate(
        ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
         "November", "December"), 1
    )
]  # fmt: skip
SOURCE = {"source": "Source"}
WHERE_FROM = "As a reader would look it up, with the page."


def _some_day(label: str, help_text: str = "") -> DayField:
    return DayField(label=label, required=False, help_text=help_text)


class RoundForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """A round and its terms."""

    groups = (
        Fieldset("The round", ("name", "starts_on", "funded_years", "areas_before")),
        Fieldset("How many at a time?", ("slot_months", "areas_per_slot", "consultants_at_once")),
        Fieldset(
            "Length of each part",
            ("readiness_months", "evidence_months", "development_days", "support_months"),
        ),
        Fieldset("Other details", ("boost_by", "note", "source")),
    )  # fmt: skip
    starts_on = DayField(label="From which day does it run?")
    slot_months = forms.TypedMultipleChoiceField(
        label="Months with a survey slot", choices=MONTHS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    boost_by = _some_day("Deadline for areas to ask for a boosted national survey")
    revision = RevisionField(required=False)

    class Meta:
        model = Round
        fields = (
            "name", "starts_on", "funded_years", "areas_before", "areas_per_slot", "consultants_at_once",
            "readiness_months", "evidence_months", "development_days", "support_months", "note", "source",
        )  # fmt: skip
        labels = {
            "name": "Name", "funded_years": "Years it is funded for", "areas_before": "Areas that took part earlier",
            "areas_per_slot": "Areas in one slot", "consultants_at_once": "Most areas with consultants at one time",
            "readiness_months": "Most months for preparation", "evidence_months": "Months to gather evidence",
            "development_days": "Development days", "support_months": "Most months until support ends",
            "note": "Anything else", **SOURCE,
        }  # fmt: skip
        help_texts = {"source": WHERE_FROM}


class SiteForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """An area that asks to take part."""

    groups = (
        Fieldset("Which area?", ("name", "body", "manager_post", "wants_boost")),
        Fieldset("Progress", ("contacted_on", "visited_on", "starts_on", "ended_on", "withdrawn_on")),
        Fieldset("Other details", ("note", "source")),
    )
    contacted_on = _some_day("First contact")
    visited_on = _some_day("Visited on")
    starts_on = _some_day("Wants to start preparing on", "The calendar is calculated from this date.")
    ended_on = _some_day("Support ended on")
    withdrawn_on = _some_day("Withdrew on")
    revision = RevisionField(required=False)

    class Meta:
        model = Site
        fields = (
            "name", "body", "manager_post", "wants_boost", "contacted_on", "visited_on", "starts_on", "ended_on",
            "withdrawn_on", "note", "source",
        )  # fmt: skip
        labels = {
            "name": "Name", "body": "Its council or partnership", "wants_boost": "Wants the boosted national survey",
            "manager_post": "Programme manager", "note": "Anything else", **SOURCE,
        }  # fmt: skip
        help_texts = {
            "body": "Its directors may sign for the area.", "manager_post": "The post, not the name.",
            "source": WHERE_FROM,
        }  # fmt: skip

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "body", partnerships.current_organisations(partnership))


class ConditionForm(forms.Form):
    """Whether a condition of readiness is met."""

    met = forms.BooleanField(label="This condition is met", required=False)
    evidence = forms.CharField(
        label="Evidence", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="For example a minute with its date. A condition is met only with evidence.",
    )  # fmt: skip
    revision = RevisionField(required=False)


class SignForm(forms.Form):
    """A signature for one's own sector."""

    post = forms.CharField(label="In which post do you sign?", max_length=200)
    minute = forms.CharField(
        label="Reference", max_length=300, required=False,
        help_text="For elected members: the committee, the day and the number of the minute.",
    )  # fmt: skip


class TakeBackForm(forms.Form):
    """Why a signature no longer holds."""

    because = forms.CharField(label="Reason", max_length=300)
    revision = RevisionField(required=False)


class StartForm(forms.Form):
    """The day an area starts."""

    on = DayField(label="On which day does it start?")
    revision = RevisionField(required=False)


class ElementForm(forms.Form):
    """Progress of an element in an area."""

    state = forms.ChoiceField(label="Progress", choices=ElementStatus.State.choices)
    note = forms.CharField(label="In a few words", max_length=300, required=False)
    revision = RevisionField(required=False)


class TrancheForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """The surveys of one slot."""

    groups = (
        Fieldset("When, and who is asked what?", ("name", "slot_on", "age_groups", "instrument")),
        Fieldset("Who does it?", ("supplier", "contract")),
        Fieldset("Result", ("survey", "note", "source")),
    )
    slot_on = DayField(label="First day of the slot’s month")
    revision = RevisionField(required=False)

    class Meta:
        model = Tranche
        fields = (
            "name",
            "slot_on",
            "age_groups",
            "instrument",
            "supplier",
            "contract",
            "survey",
            "note",
            "source",
        )
        labels = {
            "name": "Name", "age_groups": "Age groups", "instrument": "Questionnaire", "supplier": "Supplier",
            "contract": "Contract", "survey": "The survey in this system", "note": "Anything else", **SOURCE,
        }  # fmt: skip
        help_texts = {"source": WHERE_FROM}

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "survey", design_queries.surveys(partnership))


class PlaceForm(forms.Form):
    """An area's place in a tranche."""

    site = forms.ModelChoiceField(label="Area", queryset=Site.objects.none(), empty_label="Choose an area")
    call_off = forms.CharField(label="Call-off from the contract", max_length=200, required=False)
    called_off_on = _some_day("Called off on")

    def __init__(self, tranche: Tranche, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = queries.places_now().filter(site__round=tranche.round).values("site")
        waiting = queries.sites(tranche.partnership).filter(round=tranche.round, withdrawn_on__isnull=True)
        offer_records(self, "site", waiting.exclude(pk__in=taken))


class SessionForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """A development day."""

    held_on = DayField(label="On which day?")
    revision = RevisionField(required=False)

    class Meta:
        model = Session
        fields = ("name", "day", "held_on", "foci", "room_for", "note", "source")
        labels = {
            "name": "Name", "day": "Development day number", "foci": "What is it about?",
            "room_for": "Places", "note": "Anything else", **SOURCE,
        }  # fmt: skip
        widgets = {"foci": forms.CheckboxSelectMultiple}

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "foci", queries.Lists(round.starts_on).choices("development-foci"))


class AttendanceForm(forms.Form):
    """How many came, of which sector and role."""

    site = forms.ModelChoiceField(
        label="From which area?", queryset=Site.objects.none(), required=False, empty_label="Another area"
    )
    sector = forms.ModelChoiceField(
        label="Sector", queryset=FrameworkItem.objects.none(), empty_label="Choose a sector"
    )
    post = forms.CharField(label="In which role?", max_length=120, help_text="For example: head teacher.")
    people = forms.IntegerField(label="How many people?", min_value=1, help_text="No names are kept.")

    def __init__(self, session: Session, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "site", Site.objects.filter(round=session.round).order_by("name"))
        offer_records(self, "sector", queries.Lists(session.round.starts_on).choices("trained-sectors"))


class WaitingAreaForm(forms.Form):
    """Another area asks for places nobody uses."""

    area = forms.CharField(label="Area asking for places", max_length=120)
    people = forms.IntegerField(label="For how many people?", min_value=1)
    asked_on = _some_day("Asked on", "Leave empty for today. Places are offered in the order of asking.")


class OfferForm(forms.Form):
    """A yes to offering unused places."""

    sure = forms.BooleanField(label="Yes, offer these places")
    revision = RevisionField(required=False)


class OfferAnswerForm(forms.Form):
    """The answer to an offer."""

    state = forms.ChoiceField(
        label="Answer",
        choices=[(state.value, state.label) for state in (Waiting.State.TAKEN, Waiting.State.DECLINED)],
        widget=forms.RadioSelect,
    )
    revision = RevisionField(required=False)


class BenefitForm(forms.Form):
    """Whether a benefit has come about."""

    realised = forms.BooleanField(label="It has been achieved", required=False)
    evidence = forms.CharField(
        label="Evidence", required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Add what is still missing.",
    )  # fmt: skip
    finding = forms.ModelChoiceField(
        label="Finding in the evidence library",
        queryset=Finding.objects.none(),
        required=False,
        empty_label="None",
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "finding", evidence.citable_findings(partnership))


class HolderForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Who holds a role."""

    holder_account = person_field("Who holds it")
    holder = name_field("Who holds it")
    starts_on, ends_on = _some_day("Since"), _some_day("Until")
    revision = RevisionField(required=False)
    field_order = ("holder_account", "holder", "organisation", "starts_on", "ends_on", "source")

    class Meta:
        model = RoleHolder
        fields = ("organisation", "starts_on", "ends_on", "source")
        labels = {"organisation": "Organisation", **SOURCE}

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "organisation", partnerships.current_organisations(partnership))
        offer_people(self, partnership, "holder")


class OversightForm(forms.Form):
    """The group that does this here."""

    group = forms.ModelChoiceField(
        label="Group",
        queryset=Group.objects.none(),
        empty_label="Choose a group",
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "group", groups.active_groups(partnership))


class EarlierWorkForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Earlier work."""

    areas = LinesField(label="Areas that took part", help_text="One on each line.")
    revision = RevisionField(required=False)

    class Meta:
        model = EarlierWork
        fields = ("name", "led_by", "when", "areas", "left", "source")
        labels = {
            "name": "Name",
            "led_by": "With whom",
            "when": "When",
            "left": "What it left behind",
            **SOURCE,
        }


class SecondmentForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """Somebody lent for the shared work."""

    groups = (
        Fieldset("The secondment", ("post", "direction", "lent_by", "works_with", "purpose")),
        Fieldset("When?", ("state", "starts_on", "ends_on", "dates_as_printed")),
        Fieldset("Result", ("outputs", "recommendations", "accepted_by", "source")),
    )
    starts_on, ends_on = _some_day("From"), _some_day("To")
    outputs = LinesField(label="What it produced", required=False, help_text="One on each line.")
    revision = RevisionField(required=False)

    class Meta:
        model = Secondment
        fields = (
            "post", "direction", "lent_by", "works_with", "purpose", "state", "starts_on", "ends_on",
            "dates_as_printed", "recommendations", "accepted_by", "source",
        )  # fmt: skip
        labels = {
            "post": "Role", "direction": "Direction", "lent_by": "Lent by", "works_with": "Works with",
            "purpose": "What for", "state": "Progress", "dates_as_printed": "Dates as printed",
            "recommendations": "How many recommendations?", "accepted_by": "Who accepted them?", **SOURCE,
        }  # fmt: skip
