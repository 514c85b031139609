"""A document as a web page, on its own or on one of the site’s, with its notes in one list at the end."""

import re
from dataclasses import dataclass, field, replace
from html import escape
from importlib.resources import files

from django.utils.html import strip_tags

from realign.foundations.documents.check import is_note, read
from realign.foundations.documents.markup import Element, Node, Raw, inner_html, transform
from realign.foundations.documents.types import Document, Picture
from realign.foundations.documents.words import Words, date_in, words_in

ROOT = re.compile(r"<svg[^>]*>")
ROLE = re.compile(r'\srole="[^"]*"')


def web_body(document: Document) -> str:
    """The body for one of the site's own pages: pictures in place, notes linked and listed at the end."""
    tree = with_endnotes(read(document), words_in(document.language))

    def change(element: Element) -> Node:
        if element.tag != "img":
            return element
        return Raw(_named(document.pictures[element.get("src").removeprefix("picture:")]))

    return inner_html(transform(tree, change))


def _named(picture: Picture) -> str:
    """The picture's SVG with an accessible name: its own where it has one, otherwise its alt text."""
    root = ROOT.search(picture.svg)
    if root is None or "aria-label" in root.group(0):
        return picture.svg
    plain = ROLE.sub("", root.group(0))
    return picture.svg.replace(
        root.group(0), f'{plain[:-1]} role="img" aria-label="{escape(picture.alt)}">', 1
    )


def standalone_page(document: Document) -> bytes:
    """The whole document as one HTML file that needs nothing beside it."""
    style = files(__package__).joinpath("standalone.css").read_text("utf-8")
    under = (document.subtitle, document.author, date_in(document.language, document.date))
    front = "".join(f"<p>{escape(line)}</p>" for line in under if line)
    return (
        f'<!doctype html>\n<html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>\n{style}</style></head>\n"
        f"<body><main><header><h1>{escape(document.title)}</h1>{front}</header>\n"
        f"{web_body(document)}\n</main></body></html>\n"
    ).encode()


TABLE = re.compile(r"<table>\s*<caption>(.*?)</caption>", re.DOTALL)


def on_page(web: str) -> str:
    """A document's own markup for a page of the site: wide tables scroll in a region of their own, named by caption."""
    opened = TABLE.sub(
        lambda caption: (
            f'<div class="rl_scroll" tabindex="0" role="region" aria-label="{escape(strip_tags(caption[1]))}">'
            f'<table class="rl_table"><caption>{caption[1]}</caption>'
        ),
        web,
    )
    return opened.replace("</table>", "</table></div>")


@dataclass
class _Collected:
    """The notes met so far; a note said twice keeps its first number."""

    numbers: dict[str, int] = field(default_factory=dict)
    cited: dict[int, int] = field(default_factory=dict)

    def cite(self, words: str) -> tuple[int, str]:
        """The number of a note and the id of this place that cites it."""
        number = self.numbers.setdefault(words, len(self.numbers) + 1)
        self.cited[number] = self.cited.get(number, 0) + 1
        again = self.cited[number]
        return number, f"note-ref-{number}" + (f"-{again}" if again > 1 else "")


def with_endnotes(tree: Element, words: Words) -> Element:
    """The tree with each footnote replaced by a numbered link, and the notes listed at the end."""
    collected = _Collected()

    def change(element: Element) -> Node:
        return _reference(*collected.cite(inner_html(element)), words) if is_note(element) else element

    changed = transform(tree, change)
    if not collected.numbers:
        return changed
    return replace(changed, children=(*changed.children, _endnotes(collected, words)))


def _reference(number: int, place: str, words: Words) -> Raw:
    return Raw(
        f'<sup class="note-reference"><a id="{place}" href="#note-{number}" role="doc-noteref"'
        f' aria-label="{words.note} [{number}]">[{number}]</a></sup>'
    )


def _endnotes(collected: _Collected, words: Words) -> Raw:
    items = "".join(
        f'<li id="note-{number}">{note} <a href="#note-ref-{number}" role="doc-backlink"'
        f' aria-label="{words.back}: {words.note} {number}">{words.back}</a></li>'
        for note, number in collected.numbers.items()
    )
    return Raw(
        '<section class="notes" role="doc-endnotes" aria-labelledby="notes-heading">'
        f'<h2 id="notes-heading">{words.notes}</h2><ol>{items}</ol></section>'
    )
