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
KEPT = "realign_glossary"


@register.simple_tag(takes_context=True)
def term(context: template.Context, word: str, used_in: str = "") -> SafeString:
    """The word with its meaning as its title, leading to the glossary; only the word when no glossary has it.

    ``used_in`` (a document or subject) settles an ambiguous word. One look at the glossary per page, however
    many words.
    """
    entry = _glossary(context).get(word.casefold())
    if entry is None:
        return format_html("{}", word)
    meanings = queries.narrowed(entry, used_in).meanings
    return format_html(
        '<a class="rl_term" href="{}#{}"><abbr title="{}">{}</abbr></a>',
        reverse("frameworks:glossary"),
        term_anchor(entry.term),
        " or: ".join(meaning.words for meaning in meanings),
        word,
    )


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
