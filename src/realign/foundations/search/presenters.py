"""What a search shows: kinds with their counts and the best of each, or one kind page by page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from realign.foundations.design.navigation import Navigation, NavLink
from realign.foundations.design.tables.page import PageLink, Pages
from realign.foundations.guides import queries as guides
from realign.foundations.guides.types import GuideKind
from realign.foundations.search import queries, rules
from realign.foundations.search.types import Hit, KindFound, Reader, SearchAnswer, Wanted

PAGES, GUIDES = "pages", "guides"
FIRST_OF_EACH, ON_A_PAGE = 5, 20


PAGE_OF = {GuideKind.GUIDE: "guide", GuideKind.METHOD: "method"}
MARKS = re.compile(r"[*`|]|\]\([^)]*\)|\[|^#+ ", re.MULTILINE)
"""Marks of Markdown, which are no words."""


@dataclass(frozen=True)
class KindChoice:
    """A kind that can be chosen, with how many were found of it."""

    slug: str
    label: str
    count: int
    is_chosen: bool = False


def results(reader: Reader, navigation: Navigation, *, typed: str, kind: str, number: str) -> dict[str, Any]:
    """Everything that the page of results draws."""
    address = reverse("search:results", args=[reader.partnership.slug])
    answer = queries.find(reader, typed)
    # records of the same meaning are a help; pages and guides of the same meaning are only many
    wanted = answer.wanted if answer.is_corrected else queries.exact(typed)
    texts = {PAGES: _ways(navigation, wanted), GUIDES: _guides(wanted)}
    counts = {
        PAGES: len(texts[PAGES]),
        **{slug: len(matches) for slug, matches in answer.matches.items()},
        GUIDES: len(texts[GUIDES]),
    }
    counts = {slug: count for slug, count in counts.items() if count}
    labels = {PAGES: "Pages", GUIDES: "Guides", **answer.labels}
    chosen = kind if kind in counts else ""
    context: dict[str, Any] = {
        "typed": typed,
        "answer": answer,
        "total": sum(counts.values()),
        "chosen": labels[chosen] if chosen else "",
        "chosen_kind": chosen,
        "all_url": f"{address}?{urlencode({'q': typed})}",
        "kinds": [KindChoice(slug, labels[slug], count, slug == chosen) for slug, count in counts.items()],
    }
    if chosen:
        entries: Sequence[Any] = (
            texts.get(chosen) or answer.matches[chosen]
        )  # hits, or matches still to be read
        page = Paginator(entries, ON_A_PAGE).get_page(number)
        context |= {
            "hits": page.object_list
            if chosen in texts
            else list(queries.hits(reader, answer, list(page)).values()),
            "pages": _pages(page, address, typed, chosen),
        }
    else:
        context["groups"] = [
            (group, _url(address, typed, group.slug))
            for group in _groups(reader, answer, texts, counts, labels)
        ]
    return context


def _groups(
    reader: Reader,
    answer: SearchAnswer,
    texts: Mapping[str, Sequence[Hit]],
    counts: dict[str, int],
    labels: dict[str, str],
) -> list[KindFound]:
    first = [match for matches in answer.matches.values() for match in matches[:FIRST_OF_EACH]]
    first_hits = queries.hits(reader, answer, first)
    return [
        KindFound(
            slug,
            labels[slug],
            count,
            tuple(
                texts[slug][:FIRST_OF_EACH]
                if slug in texts
                else (
                    first_hits[match] for match in answer.matches[slug][:FIRST_OF_EACH] if match in first_hits
                )
            ),
        )
        for slug, count in counts.items()
    ]


def _ways(navigation: Navigation, wanted: Wanted) -> list[Hit]:
    """Pages that this reader may open and whose name answers all of the words."""
    links: dict[str, NavLink] = {}
    for link in (*navigation.public, *(link for room in navigation.rooms for link in room.links)):
        links.setdefault(link.url, link)
    rooms = {link.url: room.label for room in navigation.rooms for link in room.links}
    return [
        Hit(rules.marked(link.label, wanted), url, rules.marked(rooms.get(url, ""), wanted))
        for url, link in links.items()
        if rules.holds_all(f"{link.label} {link.heading}", wanted)
    ]


def _guides(wanted: Wanted) -> list[Hit]:
    """Parts of guides and of notes on methods that answer all of the words."""
    texts = [guide for kind in GuideKind for guide in guides.guides(kind)]
    return [
        Hit(
            rules.marked(f"{guide.title}: {section.title}", wanted),
            f"{reverse(f'guides:{PAGE_OF[guide.kind]}', args=[guide.slug])}#{section.anchor}",
            rules.snippet([MARKS.sub("", section.words)], wanted),
        )
        for guide in texts
        for section in guide.sections
        if rules.words_hold_all(_words_of(guide.title, section.title, section.words), wanted)
    ]


@cache
def _words_of(*texts: str) -> frozenset[str]:
    return frozenset(rules.index_words(texts))


def _url(address: str, typed: str, kind: str, number: int = 1) -> str:
    query = {"q": typed, "kind": kind} | ({"page": str(number)} if number > 1 else {})
    return f"{address}?{urlencode(query)}"


def _pages(page: Page[Any], address: str, typed: str, kind: str) -> Pages:
    def url(number: int) -> str:
        return _url(address, typed, kind, number)

    links = tuple(
        PageLink(number, url(number), current=number == page.number)
        if isinstance(number, int)
        else PageLink(gap=True)
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    )
    return Pages(
        links,
        previous=url(page.previous_page_number()) if page.has_previous() else "",
        next=url(page.next_page_number()) if page.has_next() else "",
    )
