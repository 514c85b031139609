"""Groups and seats as people fill them in."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    DayField,
    Fieldset,
    Grouped,
    LinesField,
    RevisionField,
    name_field,
    offer_choices,
    offer_current,
    offer_people,
    offer_records,
    person_field,
)
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.queries import current_organisations, word_choices
from realign.registers.groups.models import GROUP_KINDS, SEAT_ROLES, Group, Seat
from realign.registers.groups.types import USUAL_STRUCTURES


class GroupForm(Grouped, forms.Form):
    """A group and its place in the structure."""

    name = forms.CharField(max_length=200)
    kind = forms.ChoiceField(label="What kind of group it is")
    status = forms.ChoiceField(
        choices=[(s.value, s.label) for s in Group.Status if s != Group.Status.ENDED], label="Status"
    )
    purposes = LinesField(label="What it is for", help_text="One purpose a line.")
    reports_to = forms.ModelChoiceField(
        Group.objects.none(),
        required=False,
        label="Reports to",
        empty_label="No group (top of the structure, or not decided)",
        help_text="Every active group reports to one other, except the top group.",
    )
    reports_through = forms.CharField(
        max_length=200,
        required=False,
        label="Reports through",
        help_text="For example, the senior sponsor and the lead official.",
    )
    receives_from = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Also receives work from",
        help_text="Besides the groups that report to it.",
    )
    supported_by = forms.ModelMultipleChoiceField(
        Group.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Supported by",
        help_text="Drawn as dotted lines.",
    )
    life = forms.ChoiceField(choices=Group.Life.choices, label="How long it lasts")
    phase = forms.CharField(max_length=40, required=False)
    due = forms.CharField(max_length=100, required=False, label="When it is to report")
    outputs = LinesField(label="Expected outputs", help_text="One a line.")
    membership = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 3}), label="Intended members"
    )
    undecided = LinesField(label="Still to be decided", help_text="One question a line.")
    aliases = LinesField(
        label="Other names", help_text="One a line. People can find the group by any of them."
    )
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    source = forms.CharField(
        max_length=300, required=False, help_text="Where this comes from, as a reader would look it up."
    )
    revision = RevisionField(required=False)

    groups = (
        Fieldset("The group", ("name", "kind", "status", "purposes")),
        Fieldset(
            "Place in the structure", ("reports_to", "reports_through", "receives_from", "supported_by")
        ),
        Fieldset("Duration and outputs", ("life", "phase", "due", "outputs")),
        Fieldset("Members and open questions", ("membership", "undecided", "aliases", "note", "source")),
    )

    def __init__(
        self, partnership: Partnership, *args: Any, group: Group | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = Group.objects.filter(partnership=partnership).exclude(status=Group.Status.ENDED)
        if group is not None:
            others = others.exclude(pk=group.pk)
        for field in ("reports_to", "receives_from", "supported_by"):
            offer_current(self, field, others.order_by("name"))
        offer_choices(
            self, "kind", word_choices(partnership.pk, GROUP_KINDS, group.kind if group is not None else "")
        )


class MergeGroupForm(forms.Form):
    """The group that stays, and why the two are one."""

    into = forms.ModelChoiceField(
        Group.objects.none(), label="Which group stays?", empty_label="Choose the one that stays"
    )
    because = forms.CharField(
        label="Why are they one group?", max_length=300, help_text="It is kept in the record of changes."
    )
    revision = RevisionField()

    def __init__(self, group: Group, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Group.objects.filter(partnership=group.partnership).exclude(pk=group.pk)
        offer_records(self, "into", others.exclude(status=Group.Status.ENDED).order_by("name"))


class SeatForm(forms.Form):
    """What a seat is."""

    post = forms.CharField(max_length=200, label="Post or role", help_text="For example, Head of education.")
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, empty_label="None, or not decided"
    )
    role = forms.ChoiceField(label="Part in the group")
    is_confirmed = forms.BooleanField(required=False, label="The organisation has confirmed the member")
    paired_with = forms.ModelChoiceField(
        Seat.objects.none(),
        required=False,
        empty_label="Nobody",
        label="Works with",
        help_text="For a communications seat: the senior sponsor from the same organisation.",
    )
    revision = RevisionField(required=False)

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "organisation", current_organisations(partnership))
        offer_choices(
            self, "role", word_choices(partnership.pk, SEAT_ROLES, str(self.initial.get("role", "")))
        )
        offer_records(
            self,
            "paired_with",
            Seat.objects.filter(
                partnership=partnership, role=Seat.Role.SPONSOR, ends_on__isnull=True
            ).select_related("group", "organisation"),
        )


class NewSeatForm(SeatForm):
    """A seat, and who takes it if that is known."""

    holder_account = person_field("Member’s name")
    holder = name_field("Member’s name")
    since = DayField(required=False, label="Since")
    field_order = ("post", "organisation", "role", "holder_account", "holder", "since")

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(partnership, *args, **kwargs)
        offer_people(self, partnership, "holder")


class FillForm(forms.Form):
    """Somebody takes a seat."""

    holder_account = person_field("Name of the new member")
    holder = name_field("Name of the new member")
    on = DayField(label="From which day")
    revision = RevisionField()

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, partnership, "holder")


class DayForm(forms.Form):
    """The day somebody left, or a seat ended."""

    on = DayField(label="On which day")
    revision = RevisionField()


class StructureForm(forms.Form):
    """The structure of groups to begin with."""

    structure = forms.ChoiceField(
        label="Which structure is most like yours?",
        widget=forms.RadioSelect,
        choices=[(usual.slug, usual.name) for usual in USUAL_STRUCTURES],
    )
    priority_groups = forms.IntegerField(
        label="How many priority groups?",
        min_value=0,
        max_value=12,
        initial=0,
        help_text="They are numbered. Give each its own name afterwards.",
    )
