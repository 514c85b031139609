"""Fields for what planners type: days, money, percentages, areas, and the revision they began from."""

import calendar
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from realign.foundations.design import words
from realign.foundations.design.forms.widgets import Affixed, DayInput
from realign.methods.numbers import typed_figure, whole_number_of

MULTIPLIERS = {"billion": 10**9, "bn": 10**9, "million": 10**6, "m": 10**6, "thousand": 1000, "k": 1000}
MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}

SHORT_NAME_HELP = "Small letters, numbers and hyphens. If you leave it empty, one is made."
"""What is said beside every short name for an address: nobody has to think of one."""


class DayField(forms.MultiValueField):
    """A date in three boxes; the month may be a number or a name. Cleans to `datetime.date`."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "For example, 31 3 2026")
        parts = tuple(forms.CharField(required=False) for _ in range(3))
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> date | None:
        typed = dict(zip(("day", "month", "year"), data_list, strict=True)) if data_list else {}
        if not any(typed.values()):
            return None
        missing = [part for part, text in typed.items() if not text]
        if missing:
            raise ValidationError(f"The date needs a {' and a '.join(missing)}. For example, 31 3 2026.")
        return _day(typed)


def _day(typed: dict[str, str]) -> date:
    month = MONTHS.get(typed["month"].lower(), typed["month"])
    try:
        day, number, year = (whole_number_of(str(part)) for part in (typed["day"], month, typed["year"]))
        if year is not None and not 1900 <= year <= 2200:
            raise ValidationError(
                f"The year needs four figures, for example 2026. You typed “{typed['year']}”."
            )
        if day is None or number is None or year is None:
            raise ValueError("not figures")
        return date(year, number, day)
    except (ValueError, OverflowError) as wrong:
        typed_words = " ".join(typed.values())
        raise ValidationError(f"“{typed_words}” is not a real date. For example, 31 3 2026.") from wrong


class MoneyField(forms.DecimalField):
    """Pounds. Accepts `1200`, `£1,200.50`, `1.2 million`, `£250k`; cleans to a Decimal number of pounds."""

    widget = Affixed(prefix="£", attrs={"class": "ds_input--fixed-10"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("max_digits", 15)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs take it for a whole number
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        text = value.strip().lower().removeprefix("£").strip()
        unit = next((unit for unit in MULTIPLIERS if text.endswith(unit)), "")
        pounds = typed_figure(text.removesuffix(unit))
        if pounds is None:
            raise ValidationError(
                f"“{value}” is not an amount of money. Type pounds, for example 1,200 or 1.2 million."
            )
        return Decimal(pounds) * MULTIPLIERS.get(unit, 1)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, (Decimal, int)) else value


class PercentField(forms.DecimalField):
    """A percentage. People type `12.5`; it cleans to the fraction `0.125`, and a fraction is shown as `12.5`."""

    widget = Affixed(suffix="%", attrs={"class": "ds_input--fixed-5"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override] # the stubs take it for a whole number
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        percent = typed_figure(value.strip().removesuffix("%"))
        if percent is None:
            raise ValidationError(f"“{value}” is not a percentage. Type a number, for example 12.5.")
        return Decimal(percent) / 100

    def prepare_value(self, value: Any) -> Any:
        known = isinstance(value, (Decimal, float, int))
        return words.percent(value, 4).removesuffix("%").replace(words.MINUS, "-") if known else value


class AreaChoice(NamedTuple):
    """An area to choose: its code, its name, and its kind, under which it is listed."""

    code: str
    name: str
    kind: str


class AreaField(forms.ChoiceField):
    """One area from a list grouped by kind; cleans to the area's code.

    Give `areas` as a callable so that a form class does not read the database when it is imported.
    """

    def __init__(
        self, *, areas: Callable[[], Iterable[AreaChoice]], empty: str = "Choose an area", **kwargs: Any
    ):
        super().__init__(choices=lambda: [("", empty), *grouped_areas(areas())], **kwargs)


def grouped_areas(areas: Iterable[AreaChoice]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Areas under their kinds, in the order given."""
    return [
        (kind, [(area.code, area.name) for area in group])
        for kind, group in groupby(areas, key=lambda area: area.kind)
    ]


class LinesField(forms.CharField):
    """A list, one thing a line. Cleans to a list of texts, without empty ones."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(strip=True, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def clean(self, value: Any) -> list[str]:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class RevisionField(forms.IntegerField):
    """Hidden: the revision of the record that the person opened, so that a collision is noticed."""

    widget = forms.HiddenInput


def need_later(form: forms.BaseForm, field: str, words: str) -> None:
    """Say of a field that may be left empty for now when it is needed, instead of calling it optional."""
    form.fields[field].needed_later = words  # type: ignore[attr-defined]


def reason_for_change(when: str) -> forms.CharField:
    """Why something promised changes; ``when`` says for which changes it is needed."""
    return forms.CharField(
        label="Reason for the change",
        max_length=300,
        required=False,
        help_text=f"Needed if {when} changes. It is kept in the history.",
    )
