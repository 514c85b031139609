"""Forms of the register of gaps."""

from typing import Any

from django import forms

from realign.foundations.accounts.models import User
from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    offer_choices,
    offer_current,
    offer_records,
    reason_for_change,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.registers.gaps import registry
from realign.registers.gaps.models import Gap
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group
from realign.registers.places import queries as places
from realign.registers.places.models import Area


class GapForm(Grouped, forms.Form):
    """What cannot be seen, for whom, what that hides, and who closes it by when."""

    groups: tuple[Fieldset, ...] = (
        Fieldset("The gap", ("title", "kind", "whom", "area")),
        Fieldset("Effect", ("effect",)),
        Fieldset("Owner and date", ("fix", "owner", "group", "due_on")),
        Fieldset("Visibility", ("is_public", "source")),
    )
    title = forms.CharField(
        label="What is not known",
        max_length=300,
        help_text="One sentence. For example: no measure of how young people fare when they change school.",
    )
    kind = forms.ChoiceField(label="Reason", choices=Gap.Kind.choices)
    whom = forms.CharField(
        label="For which children",
        max_length=120,
        required=False,
        help_text="Leave empty for all children.",
    )
    area = forms.ModelChoiceField(
        label="Place",
        queryset=Area.objects.none(),
        required=False,
        empty_label="Everywhere in the partnership",
    )
    effect = forms.CharField(
        label="Effect",
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text="What cannot be monitored or decided because of the gap.",
    )
    fix = forms.CharField(
        label="Possible action",
        max_length=1000,
        required=False,
        widget=CountedTextarea(attrs={"rows": 3}),
    )
    owner = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        required=False,
        empty_label="No owner yet",
        help_text="It appears in this person’s “My work”.",
    )
    group = forms.ModelChoiceField(
        label="Group responsible", queryset=Group.objects.none(), required=False, empty_label="None"
    )
    due_on = DayField(label="To be closed by", required=False)
    is_public = forms.BooleanField(
        label="Public",
        required=False,
        help_text="Do not make it public if the children are so few that they could be identified.",
    )
    source = forms.CharField(label="Source", max_length=300, required=False)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = partnerships.members(partnership).filter(is_active=True).values("user")
        offer_records(self, "owner", User.objects.filter(pk__in=members).order_by("name"))
        offer_current(self, "group", groups.standing(partnership))
        offer_records(self, "area", places.councils_of(partnership))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("owner") is None and data.get("group") is None:
            self.add_error("owner", "Name an owner, or the group responsible.")
        return data


class GapChangeForm(GapForm):
    """A gap that is changed."""

    groups = (*GapForm.groups, Fieldset("Reason for the change", ("because",)))
    because = reason_for_change("the owner, the group or the date")


class ConcernForm(forms.Form):
    """Which record a gap concerns."""

    about = forms.ChoiceField(label="What does it concern?")
    waits = forms.BooleanField(
        label="This depends on the gap being closed",
        required=False,
        help_text="For a decision or target that cannot be made until the gap is closed.",
    )
    because = forms.CharField(label="What is not known about this record", max_length=300, required=False)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "about", [("", "Choose a record"), *registry.choices(by)])


class CloseForm(forms.Form):
    """How a gap ended, and why."""

    ending = forms.ChoiceField(label="Result", choices=Gap.Ending.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It is kept in the history of the gap.",
    )
    revision = RevisionField()


class ReopenForm(forms.Form):
    """Why a gap is opened again."""

    reason = forms.CharField(label="Reason for reopening", widget=forms.Textarea(attrs={"rows": 3}))
    revision = RevisionField()
