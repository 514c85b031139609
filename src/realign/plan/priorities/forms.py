"""What people type about priorities, outcomes, targets, commitments and actions."""

from typing import Any

from django import forms

from realign.analyse.fit.models import Need
from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    LinesField,
    MoneyField,
    RevisionField,
    name_field,
    offer_current,
    offer_people,
    offer_records,
    person_field,
    reason_for_change,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.plan.priorities.models import Commitment, Outcome, Priority, Target
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group
from realign.registers.indicators.models import Indicator
from realign.registers.places.models import Area

YEAR = r"^20\d\d/\d\d$"


def long_text(label: str, help_text: str = "", *, required: bool = True, most: int = 2000) -> forms.CharField:
    """A field for a paragraph, which says how much room is left."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=CountedTextarea(attrs={"rows": 4}),
    )


class VisionForm(forms.Form):
    """The vision worded anew."""

    text = long_text(
        "What do we want to be true for children?", "One sentence that a child understands.", most=500
    )
    valid_from = DayField(label="Wording valid from")
    source = forms.CharField(label="Where it was agreed", required=False, max_length=300)


def wellbeing_tags() -> forms.ModelMultipleChoiceField[FrameworkItem]:
    """The wellbeing indicators that something serves, to be ticked; the form offers them."""
    return forms.ModelMultipleChoiceField(
        label="Wellbeing it serves",
        queryset=FrameworkItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class PriorityForm(forms.Form):
    """A priority."""

    number = forms.IntegerField(label="Number", min_value=1, max_value=99)
    title = forms.CharField(label="Name", max_length=200)
    plain_title = forms.CharField(
        label="Name in plain words", max_length=200, required=False, help_text="Public pages use it."
    )
    aliases = LinesField(label="Other names in papers", help_text="One on each line.")
    statement = long_text(
        "The outcome in full", "What will be true for children. An earlier wording is kept."
    )
    why = long_text(
        "Why this matters", "In a few sentences; cite findings on the priority's page.", required=False
    )
    group = forms.ModelChoiceField(
        label="Group responsible",
        queryset=Group.objects.none(),
        required=False,
        empty_label="None yet",
    )
    sponsor = forms.ModelChoiceField(
        label="Sponsoring organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="None yet",
    )
    preventive = forms.BooleanField(label="Prevention is central", required=False)
    tags = wellbeing_tags()
    source = forms.CharField(label="Where it was agreed", required=False, max_length=300)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "group", groups.standing(partnership))
        offer_records(self, "tags", frameworks.wellbeing())
        offer_current(self, "sponsor", partnerships.current_organisations(partnership))


class NeedsForm(forms.Form):
    """Which needs a priority answers: where its golden thread begins."""

    needs = forms.ModelMultipleChoiceField(
        label="Needs",
        queryset=Need.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "needs", Need.objects.filter(partnership=partnership))


class WordingForm(forms.Form):
    """Another wording of a priority's outcome, found somewhere."""

    text = long_text("The exact other wording", most=1000)
    source = forms.CharField(label="Where it appears", max_length=300)


class CitationForm(forms.Form):
    """A finding that a priority rests on."""

    finding = forms.ModelChoiceField(
        label="Finding", queryset=Finding.objects.none(), empty_label="Choose a finding"
    )
    because = forms.CharField(label="What it shows for this priority", max_length=300)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "finding", evidence.citable_findings(partnership))


class OutcomeForm(forms.Form):
    """An outcome."""

    statement = long_text("What will be different for children?", most=500)
    tags = wellbeing_tags()
    revision = RevisionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "tags", frameworks.wellbeing())


class TargetForm(Grouped, forms.Form):
    """How an outcome is measured."""

    groups: tuple[Fieldset, ...] = (
        Fieldset("Baseline", ("baseline", "baseline_on")),
        Fieldset("Target", ("goal", "goal_on", "reason")),
    )
    indicator = forms.ModelChoiceField(
        label="Indicator", queryset=Indicator.objects.none(), empty_label="Choose an indicator"
    )
    area = forms.ModelChoiceField(
        label="Area", queryset=Area.objects.none(), required=False, empty_label="The whole partnership"
    )
    baseline = forms.FloatField(label="Baseline", help_text="In the unit of the indicator.")
    baseline_on = DayField(label="Date")
    goal = forms.FloatField(label="Target")
    goal_on = DayField(label="Target date")
    reason = forms.CharField(label="Reason for the target", max_length=300, required=False)
    proxy_for = forms.CharField(
        label="If this is a proxy, for what?",
        max_length=300,
        required=False,
        help_text="What you would measure if you could. Leave empty if this is not a proxy.",
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "indicator", Indicator.objects.filter(partnership=partnership))
        offer_records(self, "area", Area.objects.filter(code__in=partnership.council_codes))


class TargetChangeForm(TargetForm):
    """A target that is looked at again."""

    groups = (*TargetForm.groups, Fieldset("Reason for the change", ("because",)))
    because = forms.CharField(
        label="Reason for the change",
        max_length=300,
        required=False,
        help_text="Needed if the target or its date changes. It is kept in the log of targets.",
    )


class KeepTargetForm(forms.Form):
    """A target that was looked at again and stays."""

    because = forms.CharField(label="Reason for no change", max_length=300)


class CommitmentForm(forms.Form):
    """Something the plan promises."""

    text = long_text("The commitment", most=500)
    stage = forms.ChoiceField(label="Progress", choices=Commitment.Stage.choices)
    lead = forms.ModelChoiceField(
        label="Lead organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No lead yet",
    )
    contributors = forms.ModelMultipleChoiceField(
        label="Bodies that contribute",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_strategy = forms.BooleanField(label="It promises a strategy or framework", required=False)
    change_that_follows = long_text(
        "What will be different once it is written?", "Needed for a strategy.", required=False, most=500
    )
    note = forms.CharField(label="Note", max_length=300, required=False)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "contributors"):
            offer_current(self, name, partnerships.current_organisations(partnership))


class CommitmentChangeForm(CommitmentForm):
    """A commitment that is changed."""

    because = reason_for_change("the lead")


class MoveCommitmentForm(forms.Form):
    """To which priority a commitment goes, and why."""

    priority = forms.ModelChoiceField(
        label="Priority", queryset=Priority.objects.none(), empty_label="Choose a priority"
    )
    because = forms.CharField(
        label="Reason", max_length=300, help_text="It is kept in the history of the commitment."
    )
    revision = RevisionField()

    def __init__(self, commitment: Commitment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Priority.objects.filter(partnership=commitment.partnership_id)
        offer_records(self, "priority", others.exclude(pk=commitment.priority_id).order_by("number"))


class JoinForm(forms.Form):
    """One body to lead what two priorities promise."""

    lead = forms.ModelChoiceField(
        label="Lead for both", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )
    because = reason_for_change("the lead of either commitment")

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "lead", partnerships.current_organisations(partnership))


class ActionForm(Grouped, forms.Form):
    """An action: the five letters of SMART as five questions."""

    groups: tuple[Fieldset, ...] = (
        Fieldset("The action", ("title", "description", "commitment")),
        Fieldset("Who does it?", ("lead", "lead_person_account", "lead_person", "partners")),
        Fieldset("Measures", ("outcome", "measures")),
        Fieldset("When?", ("starts_on", "due_on")),
        Fieldset("Resources", ("resources",), "Add costs after saving the action."),
        Fieldset("Statutory aims", ("aims",)),
    )
    title = forms.CharField(
        label="Action", max_length=300, help_text="Begin with a verb: “Open three youth hubs in Angus”."
    )
    description = long_text("Why, and how", required=False)
    commitment = forms.ModelChoiceField(
        label="Commitment",
        queryset=Commitment.objects.none(),
        required=False,
        empty_label="None",
    )
    lead = forms.ModelChoiceField(
        label="Lead organisation",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No lead yet",
    )
    lead_person_account = person_field("Lead official")
    lead_person = name_field("Lead official")
    partners = forms.ModelMultipleChoiceField(
        label="Partner organisations",
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outcome = forms.ModelChoiceField(
        label="Outcome", queryset=Outcome.objects.none(), required=False, empty_label="None yet"
    )
    measures = forms.ModelMultipleChoiceField(
        label="Targets",
        queryset=Target.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = DayField(label="Starts on", required=False)
    due_on = DayField(label="Done by", required=False)
    resources = long_text("People, rooms and other resources", required=False, most=500)
    aims = forms.ModelMultipleChoiceField(
        label="Aims",
        queryset=FrameworkItem.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = RevisionField(required=False)

    def __init__(self, priority: Priority, aims: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = partnerships.current_organisations(priority.partnership)
        offer_records(self, "commitment", Commitment.objects.filter(priority=priority))
        offer_current(self, "lead", bodies)
        offer_current(self, "partners", bodies)
        offer_records(self, "outcome", Outcome.objects.filter(priority=priority))
        offer_records(
            self, "measures", Target.objects.filter(outcome__priority=priority).select_related("indicator")
        )
        offer_records(self, "aims", aims)
        offer_people(self, priority.partnership, "lead_person")


class ActionChangeForm(ActionForm):
    """An action that is changed."""

    groups = (*ActionForm.groups, Fieldset("Reason for the change", ("because",)))
    because = reason_for_change("the due date, the lead, the outcome or a target")


class ActionMoneyForm(forms.Form):
    """What one body puts in, in one year."""

    year = forms.RegexField(
        YEAR,
        label="Report year",
        help_text="1 April to 31 March, for example 2026/27.",
        error_messages={"invalid": "Write the report year as 2026/27."},
    )
    funder = forms.ModelChoiceField(
        label="Funder", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )
    amount = MoneyField(label="Amount", min_value=0)
    price_base = forms.CharField(label="Price base", max_length=40, help_text="For example, 2026/27 prices.")

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "funder", partnerships.current_organisations(partnership))
