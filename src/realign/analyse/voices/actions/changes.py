"""Writing down what changed for the children of a service, and who says so."""

from typing import Any

from django.db import transaction

from realign.analyse.voices import rules
from realign.analyse.voices.models import Change, ChangeLine
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import (
    check_may,
    check_not_changed_since,
    check_ours,
    check_slug_free,
)
from realign.foundations.partnerships.types import Actor

NUMBERS = ("n", "before", "better", "worse", "low", "high")


@transaction.atomic
def create_change(*, by: Actor, title: str, slug: str = "", **values: Any) -> Change:
    """A before and after: of which service, when, judged by whom, with how many asked and answering."""
    check_may(by, rules.EDIT)
    rules.check_response(values.get("asked"), values.get("answered"))
    slug = slug or free_slug(Change, by=by, words=title)
    check_slug_free(slug, rules.RESERVED)
    return create_record(Change, by=by, title=title, slug=slug, **values)


@transaction.atomic
def change_change(*, by: Actor, change: Change, revision: int, **values: Any) -> Change:
    """Correct who judged, how, or how many answered."""
    check_may(by, rules.EDIT)
    check_ours(by, change)
    rules.check_response(values.get("asked", change.asked), values.get("answered", change.answered))
    change_record(change, by=by, revision=revision, **values)
    return change


@transaction.atomic
def create_line(*, by: Actor, change: Change, **values: Any) -> ChangeLine:
    """The change in one wellbeing indicator."""
    check_may(by, rules.EDIT)
    check_ours(by, change)
    rules.check_line(values)
    return create_record(ChangeLine, by=by, verb="recorded", change=change, **values)


@transaction.atomic
def change_line(*, by: Actor, line: ChangeLine, revision: int, **values: Any) -> ChangeLine:
    """Correct the figures of one wellbeing indicator."""
    check_may(by, rules.EDIT)
    check_ours(by, line)
    rules.check_line({name: getattr(line, name) for name in NUMBERS} | values)
    change_record(line, by=by, revision=revision, **values)
    return line


@transaction.atomic
def remove_line(*, by: Actor, line: ChangeLine, revision: int) -> None:
    """Take the figures of one wellbeing indicator away."""
    check_may(by, rules.EDIT)
    check_ours(by, line)
    current = ChangeLine.objects.select_for_update().get(pk=line.pk)
    check_not_changed_since(current, revision)
    remove_record(current, by=by, verb="removed", detail={"of": current.change.slug})
