"""Assessing the ten steps."""

from collections.abc import Sequence
from typing import Any

from django import forms

from realign.foundations.design.forms import (
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    name_field,
    offer_people,
    person_field,
)
from realign.foundations.partnerships.models import Partnership
from realign.methods.wording.substance import why_hollow
from realign.registers.frameworks.models import FrameworkItem
from realign.review.assurance.models import StepScore
from realign.review.assurance.types import StepJudged

WHO = "Owner"
UNKNOWN = ("", "Not known")
SCORES = [*((str(value), label) for value, label in StepScore.Score.choices), UNKNOWN]


def _score(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=SCORES, coerce=int, empty_value=None, required=False)


class TenStepsForm(Grouped, forms.Form):
    """Every step on one page; it begins with what was said last time."""

    on = DayField(label="On which day?")
    title = forms.CharField(
        label="What to call it", max_length=200, help_text="For example, Six months into the plan"
    )

    def __init__(
        self,
        partnership: Partnership,
        items: Sequence[FrameworkItem],
        earlier: Sequence[StepScore],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        scores = {score.item.code: score for score in earlier}
        groups = [Fieldset("This assessment", ("on", "title"))]
        for item in items:
            before = scores.get(item.code)
            score, evidence, owner, due = (
                f"{part}-{item.code}" for part in ("score", "evidence", "owner", "due")
            )
            account = f"{owner}_account"
            self.fields[score] = _score("Score")
            self.fields[evidence] = forms.CharField(
                label="Evidence",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=before.evidence if before else "",
            )
            self.fields[account] = person_field(WHO)
            self.fields[owner] = name_field(WHO)
            if before is not None:
                self.initial = {
                    **self.initial,
                    owner: before.owner,
                    account: before.owner_account_id,
                }
            offer_people(self, partnership, owner)
            self.fields[due] = DayField(label="Due date", required=False)
            self.fields[score].initial = "" if before is None or before.score is None else str(before.score)
            groups.append(Fieldset(f"{item.code}. {item.label}", (score, evidence, account, owner, due)))
        self.groups = tuple(groups)

    def judged_steps(self) -> list[StepJudged]:
        """How each step was judged."""
        data = self.cleaned_data
        return [
            StepJudged(
                item.code,
                data[f"score-{item.code}"],
                data[f"evidence-{item.code}"],
                data[f"owner-{item.code}"],
                data[f"owner-{item.code}_account"],
                data[f"due-{item.code}"],
            )
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in self.items:
            scored = data.get(f"score-{item.code}") is not None
            why = why_hollow(str(data.get(f"evidence-{item.code}", "")), [item.label])
            if scored and why:
                self.add_error(
                    f"evidence-{item.code}",
                    f"Step {item.code} has a score and its evidence {why}: say what shows it.",
                )
        return data


class StepForm(forms.Form):
    """One step, corrected."""

    score = _score("Score")
    evidence = forms.CharField(label="Evidence", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    owner_account = person_field(WHO)
    owner = name_field(WHO)
    due_on = DayField(label="Due date", required=False)
    revision = RevisionField()

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, partnership, "owner")
