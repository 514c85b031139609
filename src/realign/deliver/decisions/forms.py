"""Meetings and decisions as people fill them in."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict

from realign.deliver.decisions import queries
from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion, Position, StatedPosition
from realign.deliver.decisions.types import OptionPut, Stand
from realign.foundations.design.forms import (
    BoundGroup,
    DayField,
    FormParts,
    LinesField,
    RevisionField,
    name_field,
    offer_choices,
    offer_current,
    offer_people,
    offer_records,
    person_field,
    records_offered,
)
from realign.foundations.design.words import counted
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.plan.priorities import queries as priorities
from realign.plan.priorities.models import Action, Priority
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group

SPARE_OPTIONS = 2
MEMBERS_AND_OTHERS = (
    ("members", "present"),
    ("members_sorry", "apologies"),
)  # what is ticked, and what is typed
ASKED_FOR_APPROVAL = "To record “Approved”, every core partner must have been asked and none may disagree."


class CallForm(forms.Form):
    """When and where a group meets, who chairs and who takes the minutes."""

    group = forms.ModelChoiceField(Group.objects.none(), empty_label="Choose a group")
    on = DayField(label="Day")
    starts_at = forms.TimeField(required=False, label="Time", help_text="For example, 14:30")
    place = forms.CharField(max_length=200, required=False)
    purpose = forms.CharField(max_length=300, required=False, label="Purpose")
    chair_account = person_field("Chair")
    chair = name_field("Chair")
    clerk_account = person_field("Who takes the minutes")
    clerk = name_field("Who takes the minutes")
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(partnership=partnership).exclude(status=Group.Status.ENDED)
        offer_records(self, "group", groups.order_by("name"))
        offer_people(self, partnership, "chair", "clerk")


class AgendaForm(forms.Form):
    """What a meeting is to decide and to talk about."""

    proposals = forms.ModelMultipleChoiceField(
        Proposal.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Proposals to decide",
        help_text="Submitted proposals waiting for a decision.",
    )
    other_items = LinesField(
        label="Other items",
        help_text="One a line, with what is wanted: “Annual report: what is missing (for information)”.",
    )
    revision = RevisionField()

    def __init__(self, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = Q(state=Proposal.State.SUBMITTED) | Q(pk__in=meeting.proposals.values("pk"))
        rows = Proposal.objects.filter(waiting, partnership=meeting.partnership_id).order_by("title")
        offer_records(self, "proposals", rows)
        if not records_offered(self, "proposals").exists():
            drafts = Proposal.objects.filter(
                partnership=meeting.partnership_id, state=Proposal.State.DRAFT
            ).count()
            told = f" {counted(drafts, 'draft').capitalize()} must be submitted first." if drafts else ""
            self.fields["proposals"].help_text = f"No proposals are waiting for a decision.{told}"


class MinutesForm(forms.Form):
    """Who came, who sent apologies, and what was discussed."""

    members = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Members who were present",
        help_text="Those who hold a seat in the group now. Whoever is ticked in neither list was absent.",
    )
    members_sorry = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Members who sent apologies"
    )
    present = LinesField(label="Guests and others who were present", help_text="One a line.")
    apologies = LinesField(label="Apologies of others", help_text="One a line.")
    minutes = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        label="Discussion",
        help_text="The discussion that informed the decisions. Do not name children.",
    )
    revision = RevisionField()

    def __init__(self, meeting: Meeting, holders: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holders = list(dict.fromkeys(holders))
        for ticked, typed in MEMBERS_AND_OTHERS:
            names = getattr(meeting, typed)
            self.initial = {
                **self.initial,
                ticked: [name for name in names if name in self.holders],
                typed: [name for name in names if name not in self.holders],
            }
            if self.holders:
                offer_choices(self, ticked, [(name, name) for name in self.holders])
            else:
                del self.fields[ticked]

    def clean(self) -> dict[str, Any]:
        """Who was present, who sent apologies and who was absent, members first; nobody is two of these."""
        data = super().clean() or {}
        came, sorry = data.pop("members", []), data.pop("members_sorry", [])
        for name in came:
            if name in sorry:
                self.add_error("members_sorry", f"{name} is ticked as present too. Tick one.")
        data["present"] = [*came, *(data.get("present") or [])]
        data["apologies"] = [*sorry, *(data.get("apologies") or [])]
        accounted = {*data["present"], *data["apologies"]}
        data["absent"] = [name for name in self.holders if accounted and name not in accounted]
        return data


class DecisionForm(forms.Form):
    """The decision in words."""

    title = forms.CharField(max_length=200, help_text="A short title.")
    question = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), label="Question for decision")
    result = forms.ChoiceField(choices=Decision.Result.choices, widget=forms.RadioSelect, label="Result")
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), label="Decision", help_text="In a sentence or two."
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Why",
        help_text="A decision without a reason cannot be recorded.",
    )
    owner_account = person_field("Owner")
    owner = name_field("Owner")
    review_on = DayField(required=False, label="Review date")
    review_asks = forms.CharField(max_length=300, required=False, label="What the review will ask")
    nature = forms.CharField(max_length=300, required=False, label="Nature of the change")
    scale = forms.CharField(max_length=300, required=False, label="Scale of the change")
    profile = forms.CharField(max_length=300, required=False, label="How visible or sensitive it is")
    route = forms.ChoiceField(
        choices=Decision.Route.choices,
        initial=Decision.Route.HERE,
        label="Level of decision",
        help_text="What is large, far-reaching or sensitive goes to the group above.",
    )
    answers = forms.ModelMultipleChoiceField(
        OpenQuestion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Open questions that it answers",
    )
    supersedes = forms.ModelChoiceField(
        Decision.objects.none(),
        required=False,
        empty_label="No earlier decision",
        label="Earlier decision that it replaces",
    )
    is_public = forms.BooleanField(required=False, initial=True, label="Publish this decision and its reason")

    before = ("title", "question")
    after = ("result", "text", "reason", "answers", "supersedes")
    judged = ("nature", "scale", "profile", "route")
    next = ("owner_account", "owner", "review_on", "review_asks", "is_public")

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(
            self, "supersedes", Decision.objects.filter(partnership=partnership, superseded_by__isnull=True)
        )
        offer_records(self, "answers", queries.waiting_questions(partnership))
        if not records_offered(self, "answers").exists():
            del self.fields["answers"]
        offer_people(self, partnership, "owner")

    def fields_named(self, names: tuple[str, ...]) -> tuple[forms.BoundField, ...]:
        """Some of the fields, in this order, without those that are not asked."""
        return tuple(self[name] for name in names if name in self.fields)


class DecisionOptionForm(forms.Form):
    """One option as it was put."""

    title = forms.CharField(max_length=200, required=False, label="Option")
    taken = forms.BooleanField(required=False, label="This option was chosen")
    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Reason")


OptionForms = forms.formset_factory(DecisionOptionForm, extra=SPARE_OPTIONS)


class PositionForm(forms.Form):
    """Where one partner stood."""

    stance = forms.ChoiceField()
    note = forms.CharField(required=False, label="Their conditions, or why they disagree")

    def __init__(
        self, organisation: Organisation, data: QueryDict | None, stated: StatedPosition | None = None
    ) -> None:
        initial = {"stance": stated.stance, "note": stated.note} if stated else {}
        super().__init__(data, prefix=f"position-{organisation.slug}", initial=initial)
        self.organisation = organisation
        self.fields["stance"].label = f"Position of {organisation.name}"
        self.fields["stance"].required = organisation.is_core
        nothing = "Choose" if organisation.is_core else "Not recorded"
        stances = [(s.value, s.label) for s in Position.Stance if s != Position.Stance.UNKNOWN]
        offer_choices(self, "stance", [("", nothing), *stances])


class StatedPositionForm(forms.Form):
    """Where a partner stands before the meeting."""

    stance = forms.ChoiceField(
        choices=StatedPosition.Stance.choices,
        widget=forms.RadioSelect,
        label="Where does your organisation stand?",
    )
    note = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label="Conditions, or why it disagrees"
    )
    revision = RevisionField(required=False, initial=0)

    def clean_revision(self) -> int:
        return self.cleaned_data["revision"] or 0


class DecisionForms(FormParts):
    """The three parts of the page on which a decision is recorded: the words, the options, the positions."""

    def __init__(
        self,
        partnership: Partnership,
        data: QueryDict | None,
        *,
        meeting: Meeting,
        proposal: Proposal | None,
        supersedes: Decision | None,
        stated: Iterable[StatedPosition] = (),
    ) -> None:
        self.proposal = proposal
        self.first = self.words = DecisionForm(partnership, data, initial=_words_of(proposal, supersedes))
        self.options = OptionForms(data, prefix="options", initial=_options_of(proposal))
        for number, option in enumerate(self.options, 1):
            option.fields["title"].label = f"Option {number}"
            option.fields["taken"].label = f"Option {number} was chosen"
            option.fields["reason"].label = f"Reason for or against option {number}"
        bodies = queries.taking_part(partnership, meeting.on).filter(_sits(partnership))
        by_body = {position.organisation_id: position for position in stated}
        self.positions = [
            PositionForm(body, data, by_body.get(body.pk)) for body in bodies.order_by("-is_core", "name")
        ]
        self.parts = (self.words, self.options, *self.positions)

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """What ``actions.record_decision`` takes."""
        options = [form.cleaned_data for form in self.options if form.cleaned_data]
        return {
            **self.words.cleaned_data,
            "proposal": self.proposal,
            "options": [
                OptionPut(option["title"], option["taken"], option["reason"])
                for option in options
                if option.get("title") or option.get("reason")
            ],
            "positions": [
                Stand(
                    form.organisation, Position.Stance(form.cleaned_data["stance"]), form.cleaned_data["note"]
                )
                for form in self.positions
                if form.cleaned_data["stance"]
            ],
        }

    def field_groups(self) -> list[BoundGroup]:
        """The question, each option with its reason, the positions, the decision, its level and what comes next."""
        core = [form for form in self.positions if form.organisation.is_core]
        others = [form for form in self.positions if not form.organisation.is_core]
        words = self.words
        groups = (
            ("Question", "", words.fields_named(words.before)),
            ("Options", "Leave an option empty if there was none.", _all_of(self.options)),
            ("Positions of core partners", ASKED_FOR_APPROVAL, _all_of(core)),
            ("Positions of other partners", "Record those that took one.", _all_of(others)),
            ("Decision", "", words.fields_named(words.after)),
            ("Level of decision", "", words.fields_named(words.judged)),
            ("Next steps", "", words.fields_named(words.next)),
        )
        return [BoundGroup(*group) for group in groups if group[2]]


def _all_of(parts: Iterable[forms.BaseForm]) -> tuple[forms.BoundField, ...]:
    return tuple(field for form in parts for field in form.visible_fields())


class QuestionForm(forms.Form):
    """A question that waits for a decision."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), label="Question")
    group = forms.ModelChoiceField(
        Group.objects.none(), empty_label="Choose a group", label="Group to decide it"
    )
    options = LinesField(label="Answers to choose from", help_text="One a line, if they are known.")
    owner_account = person_field("Owner")
    owner = name_field("Owner")
    due_on = DayField(required=False, label="To be decided by")
    source = forms.CharField(max_length=300, required=False, label="Source")
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = Group.objects.filter(partnership=partnership).exclude(status=Group.Status.ENDED)
        offer_records(self, "group", groups.order_by("name"))
        offer_people(self, partnership, "owner")


class FollowingActionForm(forms.Form):
    """An action that carries out a decision; the rest of it is filled in on its own page."""

    priority = forms.ModelChoiceField(
        Priority.objects.none(), empty_label="Choose a priority", label="Priority"
    )
    title = forms.CharField(
        label="Action", max_length=300, help_text="Begin with a verb: “Open three youth hubs”."
    )
    lead = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        empty_label="No lead yet",
        label="Lead organisation",
    )
    lead_person_account = person_field("Lead official")
    lead_person = name_field("Lead official")
    due_on = DayField(label="Done by", required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "priority", priorities.priorities(partnership))
        offer_current(self, "lead", partnerships.current_organisations(partnership))
        offer_people(self, partnership, "lead_person")


class ActionsForm(forms.Form):
    """Which actions carry out a decision, beside those of its proposal."""

    actions = forms.ModelMultipleChoiceField(
        Action.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Actions",
    )
    revision = RevisionField()

    def __init__(self, decision: Decision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Action.objects.filter(partnership=decision.partnership_id).select_related("priority")
        if decision.proposal_id:
            rows = rows.exclude(proposals=decision.proposal_id)
        offer_records(
            self,
            "actions",
            rows.order_by("priority__number", "title"),
            group=lambda action: str(action.priority),
        )


class DecisionReadersForm(forms.Form):
    """Who may read a decision from now on."""

    public = forms.TypedChoiceField(
        choices=(("yes", "Public"), ("no", "Members")), coerce=lambda answer: answer == "yes"
    )
    revision = RevisionField()


def _sits(partnership: Partnership) -> Q:
    """Core partners, and every body with a seat in some group."""
    sitting = Group.objects.filter(partnership=partnership).values("seats__organisation")
    return Q(is_core=True) | Q(pk__in=sitting)


def _words_of(proposal: Proposal | None, supersedes: Decision | None) -> dict[str, Any]:
    words: dict[str, Any] = {"supersedes": supersedes, "is_public": True}
    if proposal is not None:
        words |= {"title": proposal.title, "question": proposal.ask}
    elif supersedes is not None:
        words |= {"question": supersedes.question}
    return words


def _options_of(proposal: Proposal | None) -> list[dict[str, Any]]:
    if proposal is None:
        return []
    return [
        {"title": option.title, "taken": option.is_preferred, "reason": option.rejected_because}
        for option in proposal.options.order_by("number")
    ]
