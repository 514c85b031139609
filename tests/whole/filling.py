"""Fill in any form of the site with something that it takes, as a person would who answers every question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from realign.foundations.design.forms import DayField, FormParts, LinesField, MoneyField, PercentField

TYPED = "Typed by a test 4711"
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)


@dataclass(frozen=True)
class FoundForm:
    """A form on a page: where it is sent, Django’s forms behind it, and its markup."""

    action: str
    forms: tuple[forms.BaseForm, ...]
    markup: str


def forms_on(where: str, answer: HttpResponse) -> Iterator[FoundForm]:
    """Every form of a page that is posted and is drawn from one of Django's forms."""
    bound = list(_in_context(answer))
    for attributes, markup in FORM.findall(answer.content.decode()):
        if 'method="post"' not in attributes:
            continue
        action = re.search(r'action="([^"]*)"', attributes)
        drawn = tuple(form for form in bound if _drawn(form, markup))
        if drawn:
            yield FoundForm(urljoin(where, unescape(action[1]) if action else ""), drawn, markup)


def _in_context(answer: HttpResponse) -> Iterator[forms.BaseForm]:
    seen: set[int] = set()
    for layer in answer.context or ():
        for values in layer.dicts:
            for value in values.values():
                for form in _forms_of(value):
                    if id(form) not in seen:
                        seen.add(id(form))
                        yield form


def _forms_of(value: Any) -> Iterator[forms.BaseForm]:
    """A form, or every form of a page that shows several as one."""
    if isinstance(value, forms.BaseForm):
        yield value
    elif isinstance(value, FormParts):
        for part in value.parts:
            yield from part.forms if isinstance(part, forms.BaseFormSet) else [part]


def _drawn(form: forms.BaseForm, markup: str) -> bool:
    return any(f'name="{field.html_name}' in markup for field in form)


def filled(found: FoundForm, own: dict[str, Any]) -> dict[str, Any]:
    """What to post: every field answered; ``own`` says what a field needs that cannot be guessed from its kind."""
    values = dict(_hidden(found.markup))
    for field in (field for form in found.forms for field in form):
        name = field.html_name
        if f'name="{name}' not in found.markup:
            continue
        if field.name in own:
            values |= _boxes(field, own[field.name])
        elif not field.field.widget.is_hidden and not field.field.disabled:
            values |= _boxes(field, _answer(field))
        elif name not in values and field.value() is not None:
            values[name] = field.value()
    return values


def _hidden(markup: str) -> Iterator[tuple[str, str]]:
    for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', markup):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            yield name[1], unescape(value[1]) if value else ""


def _boxes(field: forms.BoundField, value: Any) -> dict[str, Any]:
    """A value by the names of the boxes that hold it: a date has three."""
    if isinstance(field.field, DayField) and isinstance(value, tuple):
        return {
            f"{field.html_name}_{part}": text
            for part, text in zip(("day", "month", "year"), value, strict=True)
        }
    return {field.html_name: value}


def _answer(bound: forms.BoundField) -> Any:
    field = bound.field
    match field:
        case DayField():
            return ("31", "3", "2027")
        case forms.TimeField():
            return "10:30"
        case forms.FileField():
            return SimpleUploadedFile("figures.csv", b"a,b\n1,2\n", "text/csv")
        case MoneyField() | PercentField() | forms.DecimalField() | forms.FloatField() | forms.IntegerField():
            now = bound.value()
            return now if now not in (None, "") else str(int(field.min_value or 0) or 1)
        case forms.BooleanField():
            return "on"
        case forms.ModelMultipleChoiceField() | forms.MultipleChoiceField():
            chosen = [str(getattr(value, "pk", value)) for value in bound.value() or ()]
            return chosen or _first(field, 1)
        case forms.ChoiceField():
            now = bound.value()
            return now if now not in (None, "") else next(iter(_first(field, 1)), "")
        case forms.EmailField():
            return "typed.4711@example.org"
        case forms.URLField():
            return "https://example.org/typed-4711"
        case forms.SlugField():
            return "typed-4711"
        case LinesField():
            return f"{TYPED}\nand another line"
        case forms.RegexField():
            return "2026/27"
        case _:
            return TYPED[: field.max_length] if getattr(field, "max_length", None) else TYPED


def _first(field: forms.ChoiceField, many: int) -> list[str]:
    """The first values that may be chosen, out of groups too."""
    values: list[str] = []
    for value, label in field.choices:
        pairs = label if isinstance(label, list | tuple) else [(value, label)]
        values += [str(key) for key, _ in pairs if str(key)]
    return values[:many]
