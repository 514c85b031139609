"""A document as a tagged, accessible and archivable PDF (PDF/UA-1 and PDF/A-2a), through Typst."""

import tempfile
from datetime import UTC, datetime
from importlib.resources import files

import typst

from realign.foundations.design.fonts import FOLDER, drawable
from realign.foundations.documents.check import read
from realign.foundations.documents.markup import elements, with_words
from realign.foundations.documents.pandoc import convert, source
from realign.foundations.documents.types import Document, DocumentError
from realign.foundations.documents.words import date_in, words_in

STANDARDS = ("ua-1", "a-2a")
LISTED = ("h2", "h3")  # what the contents list names


def pdf_file(document: Document) -> bytes:
    """The PDF, refused with a reason where it could not be read by everyone."""
    names = {name: f"{name}.svg" for name in document.pictures}
    tree = with_words(read(document), drawable)
    html = source(document, tree, names)
    body = convert(html, "typst", filters=("notes.lua", "typst.lua"))
    pictures = {names[name]: drawable(picture.svg).encode() for name, picture in document.pictures.items()}
    wrapper = files(__package__).joinpath("wrap.typ").read_bytes()
    midnight = datetime(document.date.year, document.date.month, document.date.day, tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="realign-typst-") as nothing:
        try:
            pdf: bytes = typst.compile(
                {"main": wrapper, "body.typ": body, **pictures},  # type: ignore[call-overload]
                root=nothing,
                package_path=nothing,
                package_cache_path=nothing,
                font_paths=[str(FOLDER)],
                ignore_system_fonts=True,
                pdf_standards=list(STANDARDS),
                timestamp=int(midnight.timestamp()),
                sys_inputs=_inputs(document, headings=sum(e.tag in LISTED for e in elements(tree))),
            )
        except typst.TypstError as error:
            hints = getattr(error, "hints", None) or ()
            raise DocumentError(document.title, (f"Typst: {error}", *hints)) from error
    return pdf


def _inputs(document: Document, headings: int) -> dict[str, str]:
    words = words_in(document.language)
    language, _, region = document.language.partition("-")
    return {
        "title": drawable(document.title),
        "author": drawable(document.author),
        "subtitle": drawable(document.subtitle),
        "date": date_in(document.language, document.date),
        "front_page": "yes" if document.front_page else "no",
        "lang": language,
        "region": region,
        "contents": words.contents if headings > 1 else "",
        "page": words.page,
        "of": words.of,
    }
