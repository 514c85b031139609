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
    offer_records,
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

    groups = (
        Fieldset("What can we not see?", ("title", "kind", "whom", "area")),
        Fieldset("Why does it matter?", ("effect",)),
        Fieldset("Who closes it, how, by when?", ("fix", "owner", "group", "due_on")),
        Fieldset("Who may read it?", ("is_public", "source")),
    )
    title = forms.CharField(
        label="What cannot be seen",
        max_length=300,
        help_text="One sentence. For example: no measure of how young people fare when they change school.",
    )
    kind = forms.ChoiceField(label="Why not", choices=Gap.Kind.choices)
    whom = forms.CharField(
        label="For which children",
        max_length=120,
        required=False,
        help_text="Leave it empty for all of them.",
    )
    area = forms.ModelChoiceField(
        label="Place",
        queryset=Area.objects.none(),
        required=False,
        empty_label="Everywhere in the partnership",
    )
    effect = forms.CharField(
        label="What it hides",
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text="What cannot be monitored or decided because of it.",
    )
    fix = forms.CharField(
        label="What we could do together",
        max_length=1000,
        required=False,
        widget=CountedTextarea(attrs={"rows": 3}),
    )
    owner = forms.ModelChoiceField(
        label="Who closes it",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody yet",
        help_text="It stands in this person’s “My work”.",
    )
    group = forms.ModelChoiceField(
        label="Group that decides how", queryset=Group.objects.none(), required=False, empty_label="None"
    )
    due_on = DayField(label="To be closed by", required=False)
    is_public = forms.BooleanField(
        label="Anybody may read it",
        required=False,
        help_text="Not where so few children are meant that somebody could know them.",
    )
    source = forms.CharField(label="Where it was said", max_length=300, required=False)
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = partnerships.members(partnership).filter(is_active=True).values("user")
        offer_records(self, "owner", User.objects.filter(pk__in=members).order_by("name"))
        offer_records(self, "group", groups.groups(partnership))
        offer_records(self, "area", places.councils_of(partnership))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("owner") is None and data.get("group") is None:
            self.add_error("owner", "Name the person who closes it, or the group that decides how.")
        return data


class ConcernForm(forms.Form):
    """Which record a gap concerns."""

    about = forms.ChoiceField(label="What does it concern?")
    waits = forms.BooleanField(
        label="This waits until the gap is closed",
        required=False,
        help_text="Tick it for a decision or a target that cannot be made before.",
    )
    because = forms.CharField(label="What it cannot tell for this", max_length=300, required=False)

    def __init__(self, by: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "about", [("", "Choose a record"), *registry.choices(by)])


class CloseForm(forms.Form):
    """How a gap ended, and why."""

    ending = forms.ChoiceField(label="How does it end?", choices=Gap.Ending.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays in the history of the gap.",
    )
    revision = RevisionField()


class ReopenForm(forms.Form):
    """Why a gap is opened again."""

    reason = forms.CharField(label="Why is it open again?", widget=forms.Textarea(attrs={"rows": 3}))
    revision = RevisionField()
