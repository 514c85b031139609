"""Forms of a group's look at itself."""

from collections.abc import Sequence
from typing import Any

from django import forms

from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    offer_current,
)
from realign.foundations.partnerships.models import Partnership
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups import queries as groups
from realign.registers.groups.models import Group
from realign.review.learning.types import Answered

COUNTS = (("yes", "Yes"), ("partly", "In part"), ("no", "Not yet"))


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=200, initial=0)


class LookForm(Grouped, forms.Form):
    """One day's answers of a group: three counts for each question."""

    group = forms.ModelChoiceField(Group.objects.none(), label="Which group?", empty_label="Choose a group")
    on = DayField(label="On which day?")
    members = forms.IntegerField(label="Members who could answer", min_value=1, max_value=200)
    next_step = forms.CharField(
        label="Next steps", widget=CountedTextarea(attrs={"rows": 2}), max_length=600,
        required=False,
    )  # fmt: skip

    def __init__(
        self, partnership: Partnership, items: Sequence[FrameworkItem], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        offer_current(self, "group", groups.standing(partnership))
        parts = [Fieldset("When and who", ("group", "on", "members"))]
        for item in items:
            names = tuple(f"{name}-{item.code}" for name, _ in COUNTS)
            for name, (_, label) in zip(names, COUNTS, strict=True):
                self.fields[name] = _count(label)
            because = f"because-{item.code}"
            self.fields[because] = forms.CharField(
                label="Evidence", widget=forms.Textarea(attrs={"rows": 2}), required=False
            )
            parts.append(Fieldset(item.label, (*names, because), "Number of answers. Names are not kept."))
        self.groups = (*parts, Fieldset("Next steps", ("next_step",)))

    def answers(self) -> list[Answered]:
        """What was answered to each question."""
        data = self.cleaned_data
        return [
            Answered(
                item.code,
                **{name: data[f"{name}-{item.code}"] for name, _ in COUNTS},
                because=data[f"because-{item.code}"],
            )
            for item in self.items
        ]


class QuestionCountsForm(forms.Form):
    """The counts of one question, corrected."""

    revision = RevisionField()
    yes = _count("Yes")
    partly = _count("In part")
    no = _count("Not yet")
    because = forms.CharField(
        label="Evidence",
        widget=CountedTextarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
    )


class NextStepForm(forms.Form):
    """What the group will do about its answers."""

    revision = RevisionField()
    next_step = forms.CharField(
        label="Next steps", widget=CountedTextarea(attrs={"rows": 3}), max_length=600,
        required=False,
    )  # fmt: skip
