"""Several forms on one page that are filled in, checked and saved as one."""

from collections.abc import Iterable
from typing import Any

from django import forms

from realign.foundations.design.forms.targets import target


class FormParts:
    """The base of a page of several forms: name the first, which says what is refused, and all the ``parts``.

    A subclass answers ``cleaned_data``: what its action takes, out of all parts.
    """

    first: forms.BaseForm
    parts: Iterable[forms.BaseForm | forms.BaseFormSet[Any]]

    def is_valid(self) -> bool:
        """Whether every part is filled in; looks at all of them, so that all errors show at once."""
        wrong = [part for part in self.parts if not part.is_valid()]
        return not wrong

    @property
    def cleaned_data(self) -> dict[str, Any]:
        """What the action takes. Raises NotImplementedError until a subclass says."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it holds.")

    def add_error(self, field: str | None, error: Any) -> None:
        """Say an error at a field of the first part, or above all of them."""
        self.first.add_error(field, error)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Every error with the address of its field, for the top of the page."""
        errors = [("", str(error)) for error in self.first.non_field_errors()]
        for form in self._forms():
            errors += [
                (f"#{target(field)}", f"{field.label}: {error}")
                for field in form.visible_fields()
                for error in field.errors
            ]
        return errors

    def _forms(self) -> Iterable[forms.BaseForm]:
        for part in self.parts:
            yield from part.forms if isinstance(part, forms.BaseFormSet) else [part]
