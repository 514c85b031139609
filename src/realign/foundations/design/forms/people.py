"""Naming a person in a form: by their account, or in words where they have none."""

from typing import Any

from django import forms
from django.db.models import Q

from realign.foundations.accounts.models import User
from realign.foundations.design.forms.choices import offer_records
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership


def person_field(label: str) -> "forms.ModelChoiceField[User]":
    """A field that chooses among the people of the partnership; ``offer_people`` fills it."""
    return forms.ModelChoiceField(
        label=label,
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody, or somebody without an account",
        help_text="It appears in this person’s “My work”.",
    )


def name_field(label: str) -> forms.CharField:
    """The field beside it, for somebody who has no account."""
    return forms.CharField(
        label=f"{label}: name or post, if they have no account",
        max_length=200,
        required=False,
        help_text="Leave it empty if you chose a person above.",
    )


def offer_people(form: forms.BaseForm, partnership: Partnership, *fields: str) -> None:
    """Let ``owner_account`` choose among the members, for each ``owner``; whoever is named already stays on offer.

    The words beside an account are its name, so they are not shown a second time.
    """
    for field in fields:
        account = f"{field}_account"
        named = form.initial.get(account)
        offer_records(form, account, _offered(partnership, named), label=_with_body)
        if named is not None:
            form.initial = {**form.initial, field: ""}


def _offered(partnership: Partnership, named: Any) -> Any:
    people = partnerships.people(partnership)
    if named is None:
        return people
    pk = getattr(named, "pk", named)
    return (
        User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk=pk)).order_by("name", "pk")
        if not people.filter(pk=pk).exists()
        else people
    )


def _with_body(user: User) -> str:
    body = getattr(user, "body", None)
    return f"{user.name}, {body}" if body else user.name
