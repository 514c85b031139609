"""Guides read from the Markdown of `docs`, which a wheel carries inside the package.

A comment that readers of the file do not see says what a guide is for: ``<!-- roles: planner, coordinator -->`` at its
top, ``<!-- pages: surveys, evidence:published -->`` below the heading of a part that explains those pages.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from realign.foundations.guides.types import Guide, GuideKind, GuideSection

NOTE = re.compile(r"<!-- (roles|pages): (.+?) -->")
SCROLL = '<div class="rl_scroll" tabindex="0" role="region" aria-label="Table">'
HEADING = 3  # tokens of a heading: it opens, its words, it closes


@cache
def guides(kind: GuideKind = GuideKind.GUIDE) -> tuple[Guide, ...]:
    """Every guide, or every note on a method, by title."""
    texts = [path for path in _shelf(kind).iterdir() if path.name.endswith(".md")]
    read = (_read(kind, path.name.removesuffix(".md"), path.read_text(encoding="utf-8")) for path in texts)
    return tuple(sorted(read, key=lambda guide: guide.title.casefold()))


def guide(kind: GuideKind, slug: str) -> Guide | None:
    """One guide by the name of its file."""
    return next((guide for guide in guides(kind) if guide.slug == slug), None)


def guides_of(page: str, roles: Iterable[str]) -> list[tuple[Guide, GuideSection | None]]:
    """What explains a page (``room:name``): parts that name it before parts that name its room, one's own guides first."""
    own, room = set(roles), page.partition(":")[0]
    matches: list[tuple[tuple[bool, bool], Guide, GuideSection | None]] = []
    for text in guides():
        parts: Sequence[GuideSection | None] = text.sections if not text.pages else (None, *text.sections)
        for part in parts:
            names = part.pages if part else text.pages
            if page in names or room in names:
                matches.append(((page not in names, own.isdisjoint(text.roles)), text, part))
    return [(text, part) for _, text, part in sorted(matches, key=lambda match: match[0])]


def _shelf(kind: GuideKind) -> Traversable | Path:
    """Where the texts are: inside the package of a wheel, in `docs` of a checkout."""
    packed = resources.files(__package__).joinpath("texts", kind)
    return packed if packed.is_dir() else Path(settings.ROOT) / "docs" / kind


def _read(kind: GuideKind, slug: str, text: str) -> Guide:
    markdown = MarkdownIt("commonmark").enable("table")
    tokens, lines = markdown.parse(text), text.splitlines()
    heads = [
        place
        for place, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag in {"h1", "h2"}
    ]
    title, *parts = heads
    notes = _notes(tokens[title : parts[0] if parts else len(tokens)])
    sections = tuple(_section(tokens[part:end], lines) for part, end in pairwise([*parts, len(tokens)]))
    return Guide(
        kind=kind,
        slug=slug,
        title=_plain(tokens[title + 1].content),
        html=_html(markdown, tokens[title + HEADING :]),
        sections=sections,
        roles=notes.get("roles", ()),
        pages=notes.get("pages", ()),
    )


def _section(tokens: Sequence[Token], lines: Sequence[str]) -> GuideSection:
    """A heading with everything up to the next."""
    title = _plain(tokens[1].content)
    spans = [token.map for token in tokens[HEADING:] if token.map and token.type != "html_block"]
    words = "\n".join(lines[spans[0][0] : spans[-1][1]]) if spans else ""
    return GuideSection(slugify(title), title, words, _notes(tokens).get("pages", ()))


def _notes(tokens: Iterable[Token]) -> dict[str, tuple[str, ...]]:
    """What the comments among these tokens say, by the word they begin with."""
    matches = (NOTE.match(token.content) for token in tokens if token.type == "html_block")
    return {
        match[1]: tuple(name.strip() for name in match[2].split(","))
        for match in matches
        if match is not None
    }


def _plain(heading: str) -> str:
    """A heading without the marks of Markdown."""
    return re.sub(r"[*`]", "", heading).strip()


def _html(markdown: MarkdownIt, tokens: Sequence[Token]) -> str:
    """The text as HTML. What it links to in the site leads there; what is only in the repository is words."""
    kept = [token for token in tokens if token.type != "html_block"]
    for token, following in pairwise([*kept, None]):
        if token is not None and token.type == "heading_open" and following is not None:
            token.attrSet("id", slugify(_plain(following.content)))
        elif token is not None and token.type == "table_open":
            token.attrSet("class", "rl_table")
        elif token is not None and token.children:
            _lead(token.children)
    html: str = markdown.renderer.render(kept, markdown.options, {})
    return html.replace("<table", f"{SCROLL}<table").replace("</table>", "</table></div>")


def _lead(tokens: Sequence[Token]) -> None:
    """Turn links to files of the repository into links to their pages; where there is none, only the words stay."""
    without_page = False
    for token in tokens:
        if token.type == "link_open":
            address = _address(str(token.attrGet("href") or ""))
            token.attrSet("href", address)
            without_page = token.hidden = not address
        elif token.type == "link_close":
            token.hidden = without_page


def _address(target: str) -> str:
    """Where a link of the text leads in the site; empty for what has no page there."""
    if re.match(r"https?:|mailto:|#", target):
        return target
    if target.rstrip("/") == "../methods":
        return reverse("guides:list") + "#methods"
    for pattern, page in ((r"([a-z-]+)\.md(#.*)?", "guide"), (r"\.\./methods/([a-z-]+)\.md(#.*)?", "method")):
        if file := re.fullmatch(pattern, target):
            return reverse(f"guides:{page}", args=[file[1]]) + (file[2] or "")
    return ""
