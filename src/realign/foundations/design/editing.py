"""One form, one action: the part of every editing view that is the same."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.types import Link
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal

Save = Callable[[dict[str, Any]], Any]


def edit_page(
    request: HttpRequest,
    form: forms.Form,
    save: Save,
    *,
    title: str,
    back: str,
    lead: str = "",
    submit: str = "Save",
    done: str = "Saved.",
    to: str | Callable[[Any], str] = "",
    breadcrumbs: Sequence[Link] = (),
    template: str = "design/edit.html",
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show a form, or save what was sent and go on to ``to`` (an address, or one made from what ``save`` returned).

    Whatever ``save`` refuses is said above the form with everything typed still in it; when somebody else saved
    the record first, both versions are shown.
    """
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(form.cleaned_data)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
        except Refusal as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.what_to_do}".strip())
        except ValidationError as wrong:
            _say_wrong(form, wrong)
        else:
            messages.success(request, done)
            return redirect(to(saved) if callable(to) else to or back)
    return render(
        request,
        template,
        {
            "form": form,
            "conflict": conflict,
            "title": title,
            "lead": lead,
            "submit": submit,
            "back": back,
            "breadcrumbs": [*breadcrumbs, Link(title)],
            **(context or {}),
        },
    )


def _say_wrong(form: forms.Form, wrong: ValidationError) -> None:
    """What the record itself refused, beside its field where the form shows that field."""
    for field, errors in getattr(wrong, "message_dict", {None: wrong.messages}).items():
        form.add_error(field if field in form.fields else None, errors)


def values_of(record: PartnershipRecord, form: type[forms.Form] | forms.Form) -> dict[str, Any]:
    """What a form begins with when it edits a record: the record's own values, its revision among them."""
    names = getattr(form, "base_fields", {})
    found = {name: getattr(record, name) for name in names if hasattr(record, name)}
    return {name: list(value.all()) if hasattr(value, "all") else value for name, value in found.items()}


def without_revision(said: dict[str, Any]) -> dict[str, Any]:
    """What was typed for a record that is only now made, and so has no revision to be held against."""
    return {field: value for field, value in said.items() if field != "revision"}
