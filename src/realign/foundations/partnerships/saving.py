"""Saving a form through an action: refusals and collisions come back as part of the form."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form

from realign.foundations.design.forms import Conflict, conflict_of
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal


def save_form(
    form: Form, save: Callable[[dict[str, Any]], Any], compare_with: Callable[[Any], Any] | None = None
) -> tuple[Any, Conflict | None]:
    """Give what was typed to ``save``; answers what it returned, or nothing and perhaps a conflict.

    A Refusal becomes an error on top of the form, with what to do. Where two people edited at once the conflict
    shows both versions and the form keeps what was typed; ``compare_with`` turns the record into what the form’s
    fields are named after, where that is not the record itself.
    """
    if not form.is_valid():
        return None, None
    try:
        return save(dict(form.cleaned_data)), None
    except ChangedMeanwhile as met:
        record = compare_with(met.record) if compare_with else met.record
        return None, conflict_of(form, record, met.reason)
    except Refusal as refusal:
        form.add_error(None, f"{refusal.reason} {refusal.what_to_do}".strip())
    except ValidationError as wrong:
        form.add_error(None, wrong.messages)
    return None, None
