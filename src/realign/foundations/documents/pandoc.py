"""Pandoc, run as a separate program that may read nothing but what it is handed."""

import os
import subprocess
import tempfile
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import pypandoc

from realign.foundations.documents.check import HEADING, is_note
from realign.foundations.documents.markup import Element, Node, inner_html, transform
from realign.foundations.documents.types import Document

TIMEOUT_SECONDS = 60
MEMORY = "512M"
TEXT_WIDTH = 627.0  # CSS pixels between the margins of an A4 page with 2.2 cm at each side


class PandocError(RuntimeError):
    """Pandoc refused a document; its own words say why."""


def source(document: Document, tree: Element, picture_address: dict[str, str]) -> str:
    """The body as pandoc should read it: pictures at their addresses with alt text, links completed."""

    def change(element: Element) -> Node:
        if element.tag == "img":
            return _image(document, element, picture_address)
        if HEADING.fullmatch(element.tag):  # the title is on the front page: h2 is the first level of a file
            return replace(element, tag=f"h{int(element.tag[1]) - 1}")
        if element.tag == "a" and element.get("href").startswith("/"):
            return _completed_link(document, element)
        # One name for the filters, whatever else the span says about itself.
        return Element("span", (("role", "doc-footnote"),), element.children) if is_note(element) else element

    return inner_html(transform(tree, change))


def _image(document: Document, element: Element, picture_address: dict[str, str]) -> Element:
    name = element.get("src").removeprefix("picture:")
    picture = document.pictures[name]
    share = min(1.0, (picture.width or TEXT_WIDTH) / TEXT_WIDTH)
    return Element("img", (("src", picture_address[name]), ("alt", picture.alt), ("width", f"{share:.0%}")))


def _completed_link(document: Document, element: Element) -> Element:
    if not document.site:  # a link to nowhere helps nobody: keep its words
        return Element("span", (), element.children)
    return element.having(href=document.site.rstrip("/") + element.get("href"))


def convert(html: str, to: str, *, filters: tuple[str, ...], options: tuple[str, ...] = ()) -> bytes:
    """HTML in another format, through the named Lua filters of this package.

    Raises ``PandocError`` when pandoc fails or takes longer than a minute.
    """
    with (
        as_file(files(__package__).joinpath("filters")) as folder,
        tempfile.TemporaryDirectory(prefix="realign-pandoc-") as work,
    ):
        command = [
            pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox",
            "--from=html", f"--to={to}", "--wrap=none", "--output=-",
            *(f"--lua-filter={Path(folder, name)}" for name in filters), *options,
        ]  # fmt: skip
        environment = {"PATH": os.defpath, "HOME": work, "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "0"}
        try:
            done = subprocess.run(  # noqa: S603 -- a fixed program, arguments from this package only
                command,
                input=html.encode(),
                capture_output=True,
                cwd=work,
                env=environment,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise PandocError(f"Pandoc took longer than {TIMEOUT_SECONDS} seconds and was stopped.") from late
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip()
        raise PandocError(f"Pandoc could not write {to}: {complaint or f'exit code {done.returncode}'}.")
    return done.stdout
