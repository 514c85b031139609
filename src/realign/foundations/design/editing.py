"""One door for every form: show it, save what was sent, and lose nothing when something is refused.

No other module of the site calls ``is_valid``; ``tests/whole/test_forms.py`` holds that, and posts every form with a
refusal raised while it is saved.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from realign.foundations.design.forms import ConfirmForm, FormParts, conflict_of
from realign.foundations.design.forms.steps import steps_of
from realign.foundations.design.types import Link
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal

Saved = TypeVar("Saved")
Values = dict[str, Any]
Save = Callable[[Values], Any]


class Fillable(Protocol):
    """What the door asks of a form: Django's own, or several that a page shows as one (`design.forms.FormParts`)."""

    @property
    def cleaned_data(self) -> Values: ...

    def is_valid(self) -> bool: ...

    def add_error(self, field: str | None, error: Any) -> None: ...


def edit_page(
    request: HttpRequest,
    form: Fillable,
    save: Callable[[Values], Saved],
    *,
    title: str = "",
    back: str = "",
    lead: str = "",
    submit: str = "Save",
    done: str | Callable[[Saved], str] = "Saved.",
    to: str | Callable[[Saved], str] = "",
    refused_at: str | None = None,
    preview: Callable[[Values], Mapping[str, Any]] | None = None,
    breadcrumbs: Sequence[Link] = (),
    template: str = "design/edit.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show a form, or save what was sent and go on to ``to``: an address, or one made from what ``save`` returned.

    Whatever ``save`` refuses is said above the form, or at the field ``refused_at``, with everything typed still in it;
    when somebody else saved the record first, both versions are shown. ``done`` is what is said afterwards; nothing when
    it is empty. Long work is a ``save`` that starts a job and a ``to`` that leads to it.

    With ``preview``, only the button named ``keep`` saves; any other shows what ``preview`` answers, as more context.
    A form of more than twelve fields in groups is read in parts: step by step for a new record, on one page with contents
    for one that is there (`design.forms.steps`). ``template`` replaces the usual page; it is given ``form``, ``conflict``
    and ``context`` and draws ``<c-ds.form>``.
    """
    conflict, previewed = None, {}
    steps = steps_of(form, request.POST)
    moved = steps is not None and steps.move(request.POST)
    if request.method == "POST" and not moved and form.is_valid():
        try:
            if preview is not None and "keep" not in request.POST:
                previewed = dict(preview(form.cleaned_data))
            else:
                return _go_on(request, save_once(save, form.cleaned_data), done, to, back)
        except ChangedMeanwhile as met:
            conflict = conflict_of(_main_form(form), met.record, met.reason)
        except Refusal as refusal:
            form.add_error(refused_at, in_words(refusal))
        except ValidationError as wrong:
            _say_wrong(form, wrong)
    if steps is not None and not moved:
        steps.lead_to_errors()
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
            "breadcrumbs": [*breadcrumbs, Link(title)] if title else list(breadcrumbs),
            **(context or {}),
            **previewed,
        },
    )


def remove_page(
    request: HttpRequest,
    record: PartnershipRecord,
    remove: Save,
    *,
    called: str,
    why_it_stays: Refusal | None,
    back: str,
    to: str = "",
    lead: str = "",
    breadcrumbs: Sequence[Link] = (),
) -> HttpResponse:
    """Ask before a record that was made by mistake is removed; or say what uses it and what can be done instead.

    ``called`` is the record as its page calls it: “the plan “Plan 2029””. A part of something leads ``back`` to the
    whole afterwards; what had a page of its own needs another way ``to`` go on.
    """
    if why_it_stays is not None and request.method != "POST":
        title = f"{called[:1].upper()}{called[1:]} cannot be removed"
        context = {"title": title, "why": in_words(why_it_stays), "back": back}
        return render(
            request, "design/stays.html", {**context, "breadcrumbs": [*breadcrumbs, Link("Remove")]}
        )
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": record.revision}),
        remove,
        title=f"Remove {called}?",
        lead=lead
        or "No other record uses it. The record of changes keeps that it was there and who removed it.",
        submit="Remove",
        done=f"{called[:1].upper()}{called[1:]} has been removed.",
        back=back,
        to=to,
        breadcrumbs=breadcrumbs,
    )


def save_once(save: Callable[[Values], Saved], values: Values) -> Saved:
    """Save what a form holds. Apart, so that a test can have every form of the site refused at this one place."""
    return save(values)


def _go_on(
    request: HttpRequest,
    saved: Saved,
    done: str | Callable[[Saved], str],
    to: str | Callable[[Saved], str],
    back: str,
) -> HttpResponse:
    message = done(saved) if callable(done) else done
    if message:
        messages.success(request, message)
    return redirect((to(saved) if callable(to) else to) or back)


def _main_form(form: Fillable) -> forms.BaseForm:
    """The form that holds the revision: the first of several, or the only one. Raises TypeError for anything else."""
    form = form.first if isinstance(form, FormParts) else form
    if not isinstance(form, forms.BaseForm):
        raise TypeError(f"{type(form).__name__} is neither a form nor the parts of one.")
    return form


def answered(form: forms.BaseForm) -> Values | None:
    """What a question in the address holds (a search, a choice of columns); None while nothing is asked or it is wrong."""
    return form.cleaned_data if form.is_bound and form.is_valid() else None


def in_words(refusal: Refusal) -> str:
    """A refusal as one sentence or two: why, and what to do."""
    return f"{refusal.reason} {refusal.what_to_do}".strip()


def _say_wrong(form: Fillable, wrong: ValidationError) -> None:
    """What the record itself refused, beside its field where the form shows that field."""
    fields = getattr(form, "fields", {})
    for field, errors in getattr(wrong, "message_dict", {None: wrong.messages}).items():
        form.add_error(field if field in fields else None, errors)


def values_of(record: PartnershipRecord, form: type[forms.BaseForm] | forms.BaseForm) -> Values:
    """What a form begins with when it edits a record: the record's own values, its revision among them."""
    names = [name for name in getattr(form, "base_fields", {}) if hasattr(record, name)]
    values = {name: getattr(record, name) for name in names}
    return {name: list(value.all()) if hasattr(value, "all") else value for name, value in values.items()}


def without_revision(values: Values) -> Values:
    """What was typed for a record that is only now made, and so has no revision to be held against."""
    return {field: value for field, value in values.items() if field != "revision"}
