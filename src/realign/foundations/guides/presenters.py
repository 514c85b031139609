"""A guide as its page shows it, and the help that stands below the title of a page."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.text import get_text_list, slugify

from realign.foundations.design.types import Link
from realign.foundations.guides import queries
from realign.foundations.guides.types import Guide, GuideSection
from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.foundations.partnerships.roles import roles, roles_with, what_permissions_do
from realign.foundations.partnerships.types import Actor

MOST_GUIDES = 4
CHECKS_NOTE = "what-the-checks-read"


@dataclass(frozen=True)
class PageHelp:
    """What a reader may do on the pages of a room, who can do what they may not, and where it is explained."""

    role: str
    may: tuple[str, ...]
    others: tuple[tuple[str, str], ...]
    guides: tuple[Link, ...]


def contents_of(guide: Guide) -> list[Link]:
    """The parts of a guide, each leading to its place on the page."""
    return [Link(section.title, f"#{section.anchor}") for section in guide.sections]


def help_with(page: str, by: Actor) -> PageHelp:
    """Help with a page (``room:name``) for one person."""
    known = what_permissions_do()
    permissions = [code for code in known if code in _permissions_of(page.partition(":")[0])]
    roles_held = [roles()[slug].name.lower() for slug in by.roles if slug in roles()]
    return PageHelp(
        role=get_text_list(roles_held, "and"),
        may=tuple(known[code] for code in permissions if by.may(code)),
        others=tuple((known[code], _who(code)) for code in permissions if not by.may(code)),
        guides=(
            *(_link(*match) for match in queries.guides_of(page, by.roles)[:MOST_GUIDES]),
            *(_what_it_reads(check) for check in CHECKS.all() if page in check.pages),
        ),
    )


def _what_it_reads(check: ContentCheck) -> Link:
    """Where the note on checks says what one of them reads."""
    where = reverse("guides:method", args=[CHECKS_NOTE])
    return Link(f"What this check reads: {check.title}", f"{where}#{slugify(check.title)}")


def _who(permission: str) -> str:
    return get_text_list([role.name for role in roles_with(permission)], "or")


def _link(guide: Guide, section: GuideSection | None) -> Link:
    where = reverse("guides:guide", args=[guide.slug])
    if section is None:
        return Link(guide.title, where)
    return Link(f"{section.title} ({guide.title})", f"{where}#{section.anchor}")


@cache
def _permissions_of(room: str) -> frozenset[str]:
    """The permissions that the pages of a room ask for."""
    return frozenset(rule for namespace, rule in _rules(get_resolver().url_patterns) if namespace == room)


def _rules(patterns: list[Any], namespace: str = "") -> list[tuple[str, str]]:
    rules: list[tuple[str, str]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            rules += _rules(pattern.url_patterns, pattern.namespace or namespace)
        elif isinstance(pattern, URLPattern):
            rules.append((namespace, getattr(pattern.callback, "access_rule", "")))
    return rules
