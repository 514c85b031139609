"""Several forms on one page that are filled in, checked and saved as one."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.renderers import get_default_renderer
from django.forms.utils import ErrorList
from django.utils.safestring import SafeString, mark_safe

from realign.foundations.design.forms.groups import BoundGroup


class FormParts:
    """The base of a page of several forms: name the first, which says what is refused, and all the ``parts``.

    A subclass answers ``cleaned_data``, what its action takes, out of all parts, and ``field_groups``, what is asked
    together. A template draws it as it draws one form.
    """

    first: forms.BaseForm
    parts: Iterable[forms.BaseForm | forms.BaseFormSet[Any]]
    groups_a_step = 1
    steps: object = None
    """How the page is read in parts (`design.forms.steps`); set by `edit_page`."""

    def is_valid(self) -> bool:
        """Whether every part is filled in; looks at all of them, so that all errors show at once."""
        wrong = [part for part in self.parts if not part.is_valid()]
        return not wrong

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """What the action takes. Raises NotImplementedError until a subclass says."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it holds.")

    def field_groups(self) -> list[BoundGroup]:
        """What is asked together. Raises NotImplementedError until a subclass says."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it asks together.")

    def add_error(self, field: str | None, error: Any) -> None:
        """Say an error at a field of the first part, or above all of them."""
        self.first.add_error(field, error)

    @property
    def errors(self) -> list[Any]:
        """Everything that is wrong in any part; empty when nothing is."""
        return [error for form in self._forms() for error in form.errors.values()]

    def non_field_errors(self) -> ErrorList:
        """What is wrong with all parts together."""
        return self.first.non_field_errors()

    def visible_fields(self) -> list[forms.BoundField]:
        """Every field that a person sees, in the order in which it is asked."""
        return [field for group in self.field_groups() for field in group.fields]

    def hidden_fields(self) -> list[forms.BoundField]:
        """What the browser sends back unseen, the counts of repeated parts among it."""
        counts = [part.management_form for part in self.parts if isinstance(part, forms.BaseFormSet)]
        return [field for form in (*counts, *self._forms()) for field in form.hidden_fields()]

    def __str__(self) -> SafeString:
        """The whole, drawn by the design system."""
        context = {"form": self, "hidden_fields": self.hidden_fields()}
        return mark_safe(get_default_renderer().render("design/forms/form.html", context))  # noqa: S308 - a template of ours has escaped it

    def _forms(self) -> Iterator[forms.BaseForm]:
        for part in self.parts:
            yield from part.forms if isinstance(part, forms.BaseFormSet) else [part]
