"""Abbreviations with their words: ``{% load glossary %}{% term "ICSP" %}``."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from realign.registers.frameworks import queries
from realign.registers.frameworks.presenters import term_anchor
from realign.registers.frameworks.types import GlossaryEntry

register = template.Library()
KEPT, EXPLAINED = "realign_glossary", "realign_terms_explained"


@register.simple_tag(takes_context=True)
def term(context: template.Context, word: str, used_in: str = "") -> SafeString:
    """The word as a button that opens its meaning beside it, without a script; only the word when no glossary has it.

    ``used_in`` (a document or subject) settles an ambiguous word. One look at the glossary per page, however
    many words.
    """
    entry = _glossary(context).get(word.casefold())
    if entry is None:
        return format_html("{}", word)
    meanings = dict.fromkeys(meaning.words for meaning in queries.narrowed(entry, used_in).meanings)
    return format_html(
        '<button type="button" class="rl_term" popovertarget="{id}">{word}</button>'
        '<span popover id="{id}" class="rl_term__meaning"><span class="rl_term__word">{term}</span> {meaning} '
        '<a class="rl_term__more" href="{page}#{anchor}">In the glossary</a></span>',
        id=f"{term_anchor(entry.term)}-{_times(context)}",
        word=word,
        term=entry.term,
        meaning=" Or: ".join(meanings),
        page=reverse("frameworks:glossary"),
        anchor=term_anchor(entry.term),
    )


def _times(context: template.Context) -> int:
    """How many words were explained on this page until now, so that each has an id of its own."""
    keeper = context.get("request") or context.render_context
    times: int = getattr(keeper, EXPLAINED, 0) + 1
    setattr(keeper, EXPLAINED, times)
    return times


def _glossary(context: template.Context) -> dict[str, GlossaryEntry]:
    keeper: Any = context.get("request") or context.render_context
    terms = getattr(keeper, KEPT, None)
    if terms is None:
        terms = {
            name.casefold(): entry
            for entry in queries.glossary()
            for name in (entry.term, *entry.also_called)
        }
        setattr(keeper, KEPT, terms)
    return terms
