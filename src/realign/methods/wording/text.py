"""A text taken apart: its lines without mark-up, its list items, headings and sentences, each with its line number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

TAGS = re.compile(r"</?(?:u|b|i|em|strong|span|a)\b[^>]*>", re.IGNORECASE)
SUPERSCRIPT = re.compile(r"<sup>(.*?)</sup>", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-•*\uf0b7]|\(?[ivx]+\)|\d{1,3}[.)])\s+")
LIST_MARK = re.compile(r"^\s*[-•*\uf0b7]\s+")
ENDS = re.compile(r"(?<=[.!?])['\"’”)]*\s+(?=['\"‘“(]?[A-Z])")
NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=\S)")
WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
ADDRESS = re.compile(r"<?\b(?:https?://|www\.)\S+", re.IGNORECASE)
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class TextLine:
    """One line as a reader sees it: ``text`` has no mark-up; a heading or list item is marked as such."""

    number: int
    text: str
    heading: bool = False
    item: bool = False

    @property
    def blank(self) -> bool:
        return not self.text


@dataclass(frozen=True)
class Sentence:
    """One sentence, and the line it starts on."""

    text: str
    line: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words(self.text)


@dataclass(frozen=True)
class Text:
    """The whole text."""

    lines: tuple[TextLine, ...]

    @cached_property
    def items(self) -> tuple[TextLine, ...]:
        """Items of lists, without their marks."""
        return tuple(line for line in self.lines if line.item)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence; a heading or a list item without a full stop is one of its own."""
        return tuple(sentence for paragraph in _paragraphs(self.lines) for sentence in _sentences(paragraph))


def words(text: str) -> tuple[str, ...]:
    """The words compared: lower case, ``&`` as ``and``, one kind of apostrophe, without hyphens and addresses.

    >>> words("Mental Health & Well-Being")
    ('mental', 'health', 'and', 'wellbeing')
    """
    plain = ADDRESS.sub(" ", text).translate(QUOTES).lower().replace("&", " and ")
    return tuple(WORD.findall(re.sub(r"(?<=[a-z])-(?=[a-z])", "", plain)))


def plain(text: str) -> str:
    """Text without mark-up; a raised number stays raised."""
    raised = SUPERSCRIPT.sub(lambda met: met[1].translate(RAISED) if met[1].isdigit() else met[1], text)
    return re.sub(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", TAGS.sub("", raised)).strip()


def read(text: str) -> Text:
    """A plain or Markdown text by line.

    >>> [(line.number, line.text, line.item) for line in read("# Aims\\n- **Play** more").lines]
    [(1, 'Aims', False), (2, 'Play more', True)]
    """
    return Text(tuple(_line(number, raw) for number, raw in enumerate(text.splitlines(), start=1)))


def _line(number: int, raw: str) -> TextLine:
    heading = re.match(r"^\s*#{1,6}\s+(.*)", raw)
    if heading:
        return TextLine(number, plain(heading[1]), heading=True)
    item = bool(BULLET.match(raw))
    return TextLine(number, plain(LIST_MARK.sub("", raw)), item=item)


def _paragraphs(lines: tuple[TextLine, ...]) -> Iterator[list[TextLine]]:
    """Lines that belong together; a heading, an item, a numbered paragraph or an empty line starts afresh."""
    paragraph: list[TextLine] = []
    for line in lines:
        if paragraph and (
            line.blank or line.heading or line.item or paragraph[0].heading or NUMBERED.match(line.text)
        ):
            yield paragraph
            paragraph = []
        if not line.blank:
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _sentences(paragraph: list[TextLine]) -> Iterator[Sentence]:
    """The sentences of a paragraph, each with the line it starts on."""
    starts, at = [], 0
    for line in paragraph:
        starts.append(at)
        at += len(line.text) + 1
    whole = " ".join(line.text for line in paragraph)
    edges = [0, *(met.end() for met in ENDS.finditer(whole)), len(whole)]
    for begin, end in pairwise(edges):
        part = whole[begin:end].strip()
        if part:
            yield Sentence(part, paragraph[bisect_right(starts, begin) - 1].number)
