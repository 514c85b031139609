"""What a document is made of, before it has a format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from types import MappingProxyType

from realign.methods.cells import writable

PICTURE_NAME = re.compile(r"[a-z][a-z0-9-]*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
SVG_WIDTH = re.compile(r'<svg[^>]*\swidth="([\d.]+)(?:px)?"')


class Format(Enum):
    """The forms a document can be handed over in."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


# what each format is called when it is sent
MIME = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


class DocumentError(ValueError):
    """A document that cannot be built, with every problem found in it."""

    def __init__(self, title: str, problems: tuple[str, ...]):
        self.problems = problems
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__(f"The document “{title}” was not built. {count}:\n- " + "\n- ".join(problems))


@dataclass(frozen=True)
class Picture:
    """A drawing in the two forms that the formats need, and what it shows in words.

    Word shows the PNG; the web page and the PDF show the SVG. ``alt`` is read out in place of the picture.
    """

    svg: str
    png: bytes
    alt: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "alt", writable(self.alt))
        if not self.alt.strip():
            raise ValueError("A picture needs words that say what it shows; its alt text is empty.")
        if "<svg" not in self.svg:
            raise ValueError("The svg of a picture must hold an <svg> element; none was found.")
        if not self.png.startswith(b"\x89PNG"):
            raise ValueError("The png of a picture must be a PNG file; it does not start like one.")

    @property
    def width(self) -> float | None:
        """The width in CSS pixels that the drawing asks for, where it says."""
        width = SVG_WIDTH.search(self.svg)
        return float(width.group(1)) if width else None


@dataclass(frozen=True)
class Document:
    """A whole document: its front page and its body as semantic HTML.

    ``body`` starts at ``h2``: the title is the one ``h1``. In it a picture is ``<img src="picture:NAME">``
    and a footnote is ``<span role="doc-footnote">…</span>`` straight after the figure it belongs to. Text
    that people typed must have been through ``sanitise.user_html`` or a template's escaping. ``site`` is the
    address that links starting with ``/`` are completed with in files. Without a ``front_page`` the title
    stands above the text and there is no contents list, as a short paper wants it.
    """

    title: str
    author: str
    language: str
    date: date
    body: str
    subtitle: str = ""
    site: str = ""
    front_page: bool = True
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("title", "author", "subtitle"):
            object.__setattr__(self, name, writable(getattr(self, name)))
        for name in ("title", "author"):
            if not getattr(self, name).strip():
                raise ValueError(f"A document needs a title and an author; its {name} is empty.")
        if not LANGUAGE.fullmatch(self.language):
            raise ValueError(f"A document's language is written like en-GB or gd, not {self.language!r}.")
        for name in self.pictures:
            if not PICTURE_NAME.fullmatch(name):
                raise ValueError(f"A picture's name is small letters, digits and hyphens, not {name!r}.")
        object.__setattr__(self, "pictures", MappingProxyType(dict(self.pictures)))
