"""Widgets the design system has and Django has not."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms


class CountedTextarea(forms.Textarea):
    """A text area that says how many characters are left; without JavaScript it says the limit."""

    template_name = "design/forms/widgets/counted.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # counted on the page and checked by the field: a browser's own limit would cut pasted text unseen
        context["widget"]["limit"] = context["widget"]["attrs"].pop("maxlength", "")
        return context


class DescribedBoxes(forms.CheckboxSelectMultiple):
    """Tick boxes with a sentence under each; ``hints`` are by value, or a callable that answers them."""

    def __init__(self, hints: Callable[[], Mapping[str, str]], attrs: dict[str, Any] | None = None) -> None:
        self.hints = hints
        super().__init__(attrs)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["hint"] = self.hints().get(str(option["value"]), "")
        if option["hint"]:
            option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class Affixed(forms.TextInput):
    """A text box with a sign before it or a unit after it."""

    template_name = "design/forms/widgets/affixed.html"

    def __init__(self, *, prefix: str = "", suffix: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.prefix, self.suffix = prefix, suffix
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"prefix": self.prefix, "suffix": self.suffix}
        return context


class DayInput(forms.MultiWidget):
    """Day, month and year in three boxes, which is faster and safer than a calendar for a known date."""

    template_name = "design/forms/widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({part: forms.TextInput(box) for part in ("day", "month", "year")}, attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, width in zip(context["widget"]["subwidgets"], (2, 2, 4), strict=True):
            part["label"] = part["name"].rpartition("_")[2].capitalize()
            part["attrs"]["class"] = f"ds_input--fixed-{width}"
            part["wrong"] = part["attrs"].get("aria-invalid") == "true"
        return context

    def decompress(self, value: date | None) -> Sequence[int | str]:
        return (value.day, value.month, value.year) if value else ("", "", "")
