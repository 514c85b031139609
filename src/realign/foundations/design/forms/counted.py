"""The forms that count as asking something of people: each room brings its own in ``counted_forms.py``.

A room higher up counts what people are asked for, without depending on any of those whose forms it counts. The fields
are never written down: they are counted from the form itself.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import cast

from django import forms

from realign.foundations.rooms import Registry


@dataclass(frozen=True)
class CountedForm:
    """A form, what people call it, who may fill it in, and the event by which the record of changes shows that one was.

    ``subject`` is the record that it makes (``groups.group``), ``verb`` what the record of changes says of a new one.
    """

    form: type[forms.BaseForm]
    title: str
    permission: str
    subject: str
    verb: str = "added"

    @property
    def fields(self) -> tuple[bool, ...]:
        """For each field that a person sees, whether it must be filled in."""
        # what a form class declares; Django's stubs know it on finished forms only
        declared: dict[str, forms.Field] = getattr(self.form, "base_fields", {})
        return tuple(field.required for field in declared.values() if not field.widget.is_hidden)

    @property
    def needed(self) -> int:
        """How many fields must be filled in."""
        return sum(self.fields)

    @property
    def optional(self) -> int:
        """How many fields may stay empty."""
        return len(self.fields) - self.needed


COUNTED_FORMS: Registry[CountedForm] = Registry(
    "counted_forms", holds="forms that people fill in", key=lambda counted: cast(Hashable, counted.form)
)
