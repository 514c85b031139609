"""A document as a web page."""

import re
from html import escape
from importlib.resources import files

from realign.foundations.documents.check import read
from realign.foundations.documents.markup import Element, Node, Raw, inner_html, transform
from realign.foundations.documents.notes import with_endnotes
from realign.foundations.documents.types import Document, Picture
from realign.foundations.documents.words import date_in, words_in

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
