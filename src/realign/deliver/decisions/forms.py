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
    DayField,
    FormParts,
    LinesField,
    RevisionField,
    name_field,
    offer_choices,
    offer_people,
    offer_records,
    person_field,
    records_offered,
)
from realign.foundations.design.words import counted
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group

SPARE_OPTIONS = 2


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
    """Who came, and what was discussed."""

    members = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Members who were present",
        help_text="Those who hold a seat in the group now.",
    )
    present = LinesField(label="Others who were present", help_text="One a line.")
    apologies = LinesField(label="Apologies", help_text="One a line.")
    minutes = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        label="Discussion",
        help_text="The discussion that informed the decisions. Do not name children.",
    )
    revision = RevisionField()

    def __init__(self, meeting: Meeting, holders: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if holders:
            offer_choices(self, "members", [(name, name) for name in holders])
        else:
            del self.fields["members"]
        self.initial = {
            **self.initial,
            "members": [name for name in meeting.present if name in holders],
            "present": [name for name in meeting.present if name not in holders],
        }

    def clean(self) -> dict[str, Any]:
        """Everybody who was present in one list, members first."""
        data = super().clean() or {}
        data["present"] = [*data.pop("members", []), *(data.get("present") or [])]
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
    judged = ("nature", "scale", "profile", "route")
    after = ("result", "text", "reason", "answers", "supersedes")
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

    def before_fields(self) -> list[forms.BoundField]:
        """What was asked."""
        return self._fields(self.before)

    def after_fields(self) -> list[forms.BoundField]:
        """What was decided."""
        return self._fields(self.after)

    def judged_fields(self) -> list[forms.BoundField]:
        """By what the group judges whether the group above it must decide."""
        return self._fields(self.judged)

    def next_fields(self) -> list[forms.BoundField]:
        """What happens next."""
        return self._fields(self.next)

    def _fields(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """Some of the fields, in this order, without those that are not asked."""
        return [self[name] for name in names if name in self.fields]


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
        proposal: Proposal | None,
        supersedes: Decision | None,
        stated: Iterable[StatedPosition] = (),
    ) -> None:
        self.proposal = proposal
        self.first = self.words = DecisionForm(partnership, data, initial=_words_of(proposal, supersedes))
        self.options = OptionForms(data, prefix="options", initial=_options_of(proposal))
        bodies = Organisation.objects.filter(partnership=partnership).filter(_sits(partnership))
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

    @property
    def core(self) -> list[PositionForm]:
        """The partners who must take a position."""
        return [form for form in self.positions if form.organisation.is_core]

    @property
    def others(self) -> list[PositionForm]:
        """The partners who may."""
        return [form for form in self.positions if not form.organisation.is_core]

    @property
    def others_filled_in(self) -> bool:
        """Whether anything is filled in for the partners who may, so that it is not folded away."""
        return any(form.is_bound and (form.errors or form.has_changed()) for form in self.others)


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
