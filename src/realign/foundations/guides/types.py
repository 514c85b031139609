"""A guide as values: its words, its parts, and the pages that each part explains."""

from dataclasses import dataclass
from enum import StrEnum


class GuideKind(StrEnum):
    """Which shelf a text stands on: the name of its folder in `docs`."""

    GUIDE = "guides"
    METHOD = "methods"


@dataclass(frozen=True)
class GuideSection:
    """One part of a guide. ``pages`` are what it explains: rooms of addresses (``surveys``) or addresses by name."""

    anchor: str
    title: str
    words: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """One text: ``html`` is what its Markdown says, ``roles`` are those that it is written for (none: for everybody)."""

    kind: GuideKind
    slug: str
    title: str
    html: str
    sections: tuple[GuideSection, ...]
    roles: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
