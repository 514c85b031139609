"""A document as a Word file with real styles, headings, footnotes and table header rows."""

import json
import tempfile
from pathlib import Path

from realign.foundations.documents.check import read
from realign.foundations.documents.pandoc import convert, source
from realign.foundations.documents.types import Document
from realign.foundations.documents.word_reference import reference_file
from realign.foundations.documents.words import date_in, words_in


def word_file(document: Document) -> bytes:
    """The Word file; pictures are carried inside it as PNG, with their alt text."""
    words = words_in(document.language)
    html = source(document, read(document), {name: f"{name}.png" for name in document.pictures})
    with tempfile.TemporaryDirectory(prefix="realign-word-") as folder:
        reference = Path(folder, "reference.docx")
        reference.write_bytes(reference_file(words, document.front_page))
        for name, picture in document.pictures.items():
            Path(folder, f"{name}.png").write_bytes(picture.png)
        metadata = Path(folder, "metadata.json")
        metadata.write_text(json.dumps(_metadata(document) | {"pictures-folder": _literal(folder)}), "utf-8")
        return convert(
            html,
            "docx",
            filters=("notes.lua", "word.lua"),
            options=(f"--reference-doc={reference}", f"--metadata-file={metadata}"),
        )


def _metadata(document: Document) -> dict[str, str]:
    lines = {
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "date": date_in(document.language, document.date),
        "contents-title": words_in(document.language).contents,
    }
    # Pandoc reads metadata as Markdown: what people typed has to arrive as typed.
    front = {"front-page": "yes"} if document.front_page else {}
    return {"lang": document.language} | front | {key: _literal(line) for key, line in lines.items() if line}


def _literal(line: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()<>#+-.!|~^$@'\":" else sign for sign in line)
