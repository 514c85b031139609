"""Numbers as people type them, read by the one rule of the product in every form, other packages’ too."""

from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import IntegerField
from django.db.models.lookups import In

from realign.methods.numbers import typed_figure

TOO_LARGE = 10**15
"""Beyond this no figure of a partnership lies, and databases and documents begin to round."""

FIELDS = (forms.IntegerField, forms.FloatField, forms.DecimalField)


def read_plain_numbers() -> None:
    """Let every field of numbers take what people write, 1,250 or −3, and nothing else Python can read: 1_000, ٣, 1e5."""
    for field in FIELDS:
        if not hasattr(field.to_python, "reads_plain"):
            setattr(field, "to_python", _plain(field.to_python))  # noqa: B010 - three classes, three types
    setattr(forms.FloatField, "prepare_value", _written_out)  # noqa: B010 - the stubs know it of the class above only


def _written_out(_: forms.FloatField, value: Any) -> Any:
    """What is kept, without the powers of ten that Python writes and no form takes: 0.0000001."""
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) and "e" in repr(value) else value


def _plain(to_python: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    @wraps(to_python)
    def read(self: forms.IntegerField, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            figure = typed_figure(value)
            if figure is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = figure
        number = to_python(self, value)
        if number is not None and not -TOO_LARGE < number < TOO_LARGE:
            raise ValidationError(f"Enter a number below {TOO_LARGE:,}.", code="max_value")
        return number

    read.reads_plain = True  # type: ignore[attr-defined]
    return read


class InRange(In):
    """One of many whole numbers: what no row of the database can have, such as a choice of 20 digits, matches none.

    Django knows this of a single number; of many it asks the database, which answers with an error.
    """

    def process_rhs(self, compiler: Any, connection: Any) -> Any:
        """The numbers as the database is asked for them."""
        if self.rhs_is_direct_value():
            least, most = connection.ops.integer_field_range(self.lhs.output_field.get_internal_type())
            self.rhs = [
                value
                for value in self.rhs
                if not isinstance(value, int)
                or ((least is None or value >= least) and (most is None or value <= most))
            ]
        return super().process_rhs(compiler, connection)


def ask_for_possible_numbers() -> None:
    """Register the lookup for every field of whole numbers."""
    IntegerField.register_lookup(InRange)
