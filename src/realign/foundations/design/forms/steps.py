"""Long forms, one part at a time: every part is on the page and sent each time, and one is shown.

So nothing typed is lost between steps, nothing half-finished is kept anywhere, and it works without a script. A record
that is there already is changed on one page with contents: who corrects something looks for one field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from django import forms
from django.forms import BoundField

from realign.foundations.design.forms.groups import BoundGroup, Grouped
from realign.foundations.design.forms.parts import FormParts
from realign.foundations.design.types import Link
from realign.methods.numbers import whole_number_of

MOST_ON_ONE_PAGE = 12  # fields; beyond that a form is read in parts
AT, TO, BACK = "step_at", "step_to", "back"  # what the page sends: the step shown, and the button pressed


@dataclass(frozen=True)
class StepPart:
    """One part of a form as the page draws it."""

    group: BoundGroup
    number: int
    is_shown: bool

    @property
    def anchor(self) -> str:
        return f"part-{self.number}"


class FormSteps:
    """The parts of a long form. ``at`` is the one shown, counted from nought; None shows all of them, with contents."""

    def __init__(self, groups: list[BoundGroup], at: int | None, groups_a_step: int = 1) -> None:
        self.groups = groups
        self.groups_a_step = groups_a_step
        self.at = at if at is None else max(0, min(at, self.total - 1))

    @property
    def parts(self) -> list[StepPart]:
        """Every part, those that are not shown too."""
        return [
            StepPart(group, number, self.at is None or (number - 1) // self.groups_a_step == self.at)
            for number, group in enumerate(self.groups, start=1)
        ]

    @property
    def number(self) -> int:
        return (self.at or 0) + 1

    @property
    def total(self) -> int:
        return ceil(len(self.groups) / self.groups_a_step)

    @property
    def is_last(self) -> bool:
        return self.at is None or self.number == self.total

    @property
    def contents(self) -> list[Link]:
        """Where each part stands on the page, when all are shown."""
        return [Link(part.group.legend, f"#{part.anchor}") for part in self.parts] if self.at is None else []

    def move(self, data: Mapping[str, str]) -> bool:
        """Go back, or on when nothing is wrong in the part shown; answers whether a button for that was pressed."""
        if self.at is None or not data.get(TO):
            return False
        if data[TO] == BACK:
            self._keep_errors_of(None)
            self.at = max(0, self.at - 1)
        elif not self._wrong_in(self.at):
            self._keep_errors_of(None)
            self.at = min(self.at + 1, self.total - 1)
        else:
            self._keep_errors_of(self.at)
        return True

    def lead_to_errors(self) -> None:
        """Show the first part in which something is wrong; what is refused of all together stays where it was asked."""
        if self.at is None:
            return
        wrong = [number for number in range(self.total) if self._wrong_in(number)]
        if wrong:
            self.at = wrong[0]
            self._keep_errors_of(self.at)

    def _wrong_in(self, number: int) -> bool:
        return any(field.name in field.form.errors for field in self._fields_in(number))

    def _fields_in(self, number: int) -> list[BoundField]:
        first = number * self.groups_a_step
        return [field for group in self.groups[first : first + self.groups_a_step] for field in group.fields]

    def _keep_errors_of(self, number: int | None) -> None:
        """Leave what is wrong in one part, and forget the rest: it is said when that part is reached."""
        kept = (
            {(id(field.form), field.name) for field in self._fields_in(number)}
            if number is not None
            else set()
        )
        for form in {id(field.form): field.form for group in self.groups for field in group.fields}.values():
            for name in [name for name in form.errors if (id(form), name) not in kept]:
                del form.errors[name]


def steps_of(form: object, data: Mapping[str, str]) -> FormSteps | None:
    """The parts of a form that is too long for one page; None for any other. Files cannot be sent twice, so they stay."""
    if isinstance(form, FormParts):
        groups, is_new = form.field_groups(), True
    elif isinstance(form, Grouped) and isinstance(form, forms.BaseForm) and not form.is_multipart():
        revision = form.fields.get("revision")
        is_new = revision is None or not form.get_initial_for_field(revision, "revision")
        groups = form.field_groups()
    else:
        return None
    if sum(len(group.fields) for group in groups) <= MOST_ON_ONE_PAGE:
        return None
    at = whole_number_of(data.get(AT, "0")) or 0
    form.steps = FormSteps(groups, at if is_new else None, form.groups_a_step)
    return form.steps
