"""What people type about progress."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    RevisionField,
    name_field,
    offer_people,
    person_field,
    reason_for_change,
)
from realign.foundations.partnerships.models import Partnership
from realign.plan.priorities.models import Going


class UpdateForm(forms.Form):
    """How an action is going."""

    on = DayField(label="Date")
    status = forms.ChoiceField(label="Status", choices=Going.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason for this status",
        max_length=1000,
        help_text="One sentence.",
        widget=CountedTextarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label="What happened since the last update?",
        required=False,
        max_length=2000,
        widget=CountedTextarea(attrs={"rows": 4}),
    )
    public_text = forms.CharField(
        label="Public update",
        required=False,
        max_length=500,
        help_text="In plain words. The status and this text are published; the rest of the update is not.",
        widget=CountedTextarea(attrs={"rows": 3}),
    )


class MilestoneForm(forms.Form):
    """A point on the way."""

    title = forms.CharField(label="Milestone", max_length=300)
    owner_account = person_field("Owner")
    owner = name_field("Owner")
    due_on = DayField(label="Due date")
    expected_on = DayField(label="Expected date", required=False)
    done_on = DayField(label="Reached on", required=False)
    note = forms.CharField(
        label="Reason for delay, or evidence of completion",
        required=False,
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, partnership, "owner")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        due, expected = data.get("due_on"), data.get("expected_on")
        if due and expected and expected > due and not data.get("note", "").strip():
            self.add_error("note", "Give the reason why it is expected later than its due date.")
        return data


class MilestoneChangeForm(MilestoneForm):
    """A milestone that is changed."""

    because = reason_for_change("the due date or the owner")
