"""Keeping stories, and letting go of them when consent is withdrawn."""

from typing import Any

from django.db import transaction

from realign.analyse.voices import rules
from realign.analyse.voices.models import Story
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import (
    check_may,
    check_not_changed_since,
    check_ours,
    check_slug_free,
)
from realign.foundations.partnerships.types import Actor

TEXTS = ("title", "text", "shows", "consent_how", "told_in")


@transaction.atomic
def create_story(*, by: Actor, title: str, slug: str = "", **values: Any) -> Story:
    """A story with its theme and its consent, beside the measures it is about."""
    check_may(by, rules.EDIT)
    _check_texts(values | {"title": title})
    slug = slug or free_slug(Story, by=by, words=title)
    check_slug_free(slug, rules.RESERVED)
    return create_record(Story, by=by, verb="kept", title=title, slug=slug, **values)


@transaction.atomic
def change_story(*, by: Actor, story: Story, revision: int, text: str | None = None, **values: Any) -> Story:
    """Change what is kept. The record of changes counts the wordings and never holds them."""
    check_may(by, rules.EDIT)
    check_ours(by, story)
    _check_texts(values | ({"text": text} if text is not None else {}))
    current = Story.objects.select_for_update().get(pk=story.pk, partnership=by.partnership)
    check_not_changed_since(current, revision)
    if text is not None and text != current.text:
        Story.objects.filter(pk=current.pk).update(text=text)
        values["wordings"] = current.wordings + 1
    change_record(story, by=by, revision=revision, **values)
    return story


@transaction.atomic
def withdraw_story(*, by: Actor, story: Story, revision: int) -> None:
    """Withdraw consent: the story goes, words and all; that there was one stays on the record."""
    check_may(by, rules.EDIT)
    check_ours(by, story)
    current = Story.objects.select_for_update().get(pk=story.pk)
    check_not_changed_since(current, revision)
    remove_record(
        current, by=by, verb="deleted, because consent was withdrawn", detail={"theme": current.theme.label}
    )


def _check_texts(values: dict[str, Any]) -> None:
    rules.check_names_nobody(*(str(values[name]) for name in TEXTS if values.get(name)))
