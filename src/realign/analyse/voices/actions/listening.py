"""Writing down linked events, and the four lists that come out of them."""

from typing import Any

from django.db import transaction

from realign.analyse.voices import rules
from realign.analyse.voices.models import Listening, ListeningEvent, Said
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import (
    check_may,
    check_not_changed_since,
    check_ours,
    check_slug_free,
)
from realign.foundations.partnerships.types import Actor

TEXTS = ("title", "about", "consent", "purpose", "text")


@transaction.atomic
def create_listening(*, by: Actor, title: str, slug: str = "", **values: Any) -> Listening:
    """A piece of work with children, with how they agreed."""
    check_may(by, rules.EDIT)
    _check_texts(values | {"title": title})
    slug = slug or free_slug(Listening, by=by, words=title)
    check_slug_free(slug, rules.RESERVED)
    return create_record(Listening, by=by, title=title, slug=slug, **values)


@transaction.atomic
def change_listening(*, by: Actor, listening: Listening, revision: int, **values: Any) -> Listening:
    """Say better who was heard and how they agreed."""
    check_may(by, rules.EDIT)
    check_ours(by, listening)
    _check_texts(values)
    change_record(listening, by=by, revision=revision, **values)
    return listening


@transaction.atomic
def create_event(*, by: Actor, listening: Listening, **values: Any) -> ListeningEvent:
    """An event more; without a number it comes last."""
    check_may(by, rules.EDIT)
    check_ours(by, listening)
    _check_texts(values)
    number = values.pop("number", None) or listening.events.count() + 1
    return create_record(ListeningEvent, by=by, listening=listening, number=number, **values)


@transaction.atomic
def change_event(*, by: Actor, event: ListeningEvent, revision: int, **values: Any) -> ListeningEvent:
    """Correct what is said of an event."""
    check_may(by, rules.EDIT)
    check_ours(by, event)
    _check_texts(values)
    change_record(event, by=by, revision=revision, **values)
    return event


@transaction.atomic
def create_said(
    *, by: Actor, listening: Listening, event: ListeningEvent, kind: str, text: str, **values: Any
) -> Said:
    """A line of one of the lists, with its theme, its consent and what it answers."""
    check_may(by, rules.EDIT)
    check_ours(by, listening, event)
    rules.check_names_nobody(text)
    rules.check_said(kind, values.get("theme"), event, list(values.get("answers", ())), listening.pk)
    return create_record(
        Said, by=by, verb="added", listening=listening, event=event, kind=kind, text=text, **values
    )


@transaction.atomic
def change_said(*, by: Actor, line: Said, revision: int, **values: Any) -> Said:
    """Word a line better, link it, or say that what was agreed is done."""
    check_may(by, rules.EDIT)
    check_ours(by, line)
    _check_texts(values)
    answers = values.get("answers")
    rules.check_said(
        line.kind,
        values.get("theme", line.theme),
        values.get("event", line.event),
        list(line.answers.all() if answers is None else answers),
        line.listening_id,
    )
    change_record(line, by=by, revision=revision, **values)
    return line


@transaction.atomic
def remove_said(*, by: Actor, line: Said, revision: int) -> None:
    """Take a line away that nothing answers. Its words do not stay in the record of changes."""
    check_may(by, rules.EDIT)
    check_ours(by, line)
    current = Said.objects.select_for_update().get(pk=line.pk)
    check_not_changed_since(current, revision)
    rules.check_not_answered(current)
    remove_record(current, by=by, verb="removed", detail={"list": current.kind})


def _check_texts(values: dict[str, Any]) -> None:
    rules.check_names_nobody(*(str(values[name]) for name in TEXTS if values.get(name)))
