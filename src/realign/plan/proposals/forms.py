"""What people type about a proposal: the ask, one answer at a time, options, costs."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    CountedTextarea,
    MoneyField,
    RevisionField,
    name_field,
    need_later,
    offer_choices,
    offer_current,
    offer_people,
    offer_records,
    person_field,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Action, Priority
from realign.plan.proposals.types import ProposalQuestion
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Finding
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group

LONG = 4000


def long_text(label: str, help_text: str = "", *, required: bool = True, most: int = LONG) -> forms.CharField:
    """A field for a paragraph, which says how much room is left."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=CountedTextarea(attrs={"rows": 5}),
    )


class ProposalForm(forms.Form):
    """The ask."""

    title = forms.CharField(label="Name of the proposal", max_length=200)
    ask = long_text("What is asked, in two sentences", "What would change, for whom, at what cost.", most=600)
    priority = forms.ModelChoiceField(
        label="Priority", queryset=Priority.objects.none(), empty_label="Choose a priority"
    )
    group = forms.ModelChoiceField(
        label="Group to decide", queryset=Group.objects.none(), required=False, empty_label="Not decided yet"
    )
    author_account = person_field("Written by")
    author = name_field("Written by")
    actions = forms.ModelMultipleChoiceField(
        label="Actions",
        queryset=Action.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "priority", priorities.priorities(partnership))
        offer_current(self, "group", groups.standing(partnership))
        offer_records(self, "actions", Action.objects.filter(partnership=partnership))
        offer_people(self, partnership, "author")


class ProposalAnswerForm(forms.Form):
    """The answer to one part of one question. Everything may be left empty: half an answer can be saved."""

    choice = forms.ChoiceField(label="Choose one", required=False, widget=forms.RadioSelect)
    text = long_text("Your answer", required=False)
    findings = forms.ModelMultipleChoiceField(
        label="Findings used",
        queryset=Finding.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_evidence = long_text(
        "Other evidence",
        "A paper, a service, an assessment: as a reader would look it up.",
        required=False,
        most=1000,
    )
    revision = RevisionField(required=False, initial=0)

    def __init__(
        self, partnership: Partnership, question: ProposalQuestion, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = question.hint
        citable_findings = evidence.citable_findings(partnership)
        offer_records(self, "findings", citable_findings)
        if not citable_findings.exists():
            del self.fields["findings"]
        if question.choices:
            offer_choices(self, "choice", [(choice, choice.capitalize()) for choice in question.choices])
        else:
            del self.fields["choice"]
        if question.required:
            need_later(self, "choice" if question.choices else "text", "needed before it can be submitted")

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0


class ProposalOptionForm(forms.Form):
    """One way of doing it."""

    title = forms.CharField(label="Option", max_length=200)
    description = long_text("What it means", required=False, most=1000)
    cost = MoneyField(label="Total cost", required=False, min_value=0)
    reach = forms.IntegerField(label="Children it reaches in a year", required=False, min_value=0)
    is_do_nothing = forms.BooleanField(label="This is the “do nothing” option", required=False)
    is_preferred = forms.BooleanField(label="This is the option we prefer", required=False)
    rejected_because = long_text(
        "Why it is not preferred", "Needed for every option but the preferred one.", required=False, most=1000
    )
    revision = RevisionField(required=False)


class CostForm(forms.Form):
    """What the preferred option costs one body in one year."""

    organisation = forms.ModelChoiceField(
        label="Funder", queryset=Organisation.objects.none(), empty_label="Choose a body"
    )
    year = forms.RegexField(
        r"^20\d\d/\d\d$",
        label="Report year",
        help_text="1 April to 31 March, for example 2026/27.",
        error_messages={"invalid": "Write the report year as 2026/27."},
    )
    amount = MoneyField(label="Amount", min_value=0)
    price_base = forms.CharField(label="Price base", max_length=40, help_text="For example, 2026/27 prices.")

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "organisation", partnerships.current_organisations(partnership))


class WithdrawForm(forms.Form):
    """Why a proposal is not pursued."""

    because = long_text("Reason for withdrawing", "Readers of the proposal will see this.", most=1000)
    revision = RevisionField()
