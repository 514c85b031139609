"""Long forms in parts: each part a fieldset with its question as the legend."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BoundField


@dataclass(frozen=True)
class Fieldset:
    """A legend, a hint under it, and the names of the fields in it."""

    legend: str
    fields: Sequence[str]
    hint: str = ""


@dataclass(frozen=True)
class BoundGroup:
    """A group of one form, ready to draw."""

    legend: str
    hint: str
    fields: tuple[BoundField, ...]


class Grouped:
    """Mix into a form and name its `groups`; fields in no group come first, under no legend.

    class LeadForm(Grouped, forms.Form):
        groups = (Group("Who leads this?", ("name", "organisation")),)
    """

    groups: Sequence[Fieldset] = ()
    groups_a_step = 1
    """How many groups one step shows where a long form is read in parts: more than one for many small groups."""
    steps: object = None
    """How a long form is read in parts (`design.forms.steps`); set by `edit_page`."""

    def field_groups(self) -> list[BoundGroup]:
        """The groups in order, each with its bound fields."""
        visible = {field.name: field for field in self.visible_fields()}  # type: ignore[attr-defined]
        named = [name for group in self.groups for name in group.fields]
        unknown = [name for name in named if name not in self.fields]  # type: ignore[attr-defined]
        if unknown:
            raise ValueError(
                f"{type(self).__name__}.groups names fields the form has not: {', '.join(unknown)}."
            )
        alone = tuple(field for name, field in visible.items() if name not in named)
        groups = [
            BoundGroup(
                group.legend, group.hint, tuple(visible[name] for name in group.fields if name in visible)
            )
            for group in self.groups
        ]
        return [*([BoundGroup("", "", alone)] if alone else []), *groups]
