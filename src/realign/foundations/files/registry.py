"""The file conventions that can be taken in and given out. Each app’s imports.py and exports.py register their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from realign.foundations.files.types import ImportFormat, Option
from realign.foundations.partnerships.models import Partnership

_formats: dict[tuple[str, str], ImportFormat] = {}


def register_format(format: ImportFormat) -> ImportFormat:
    """Let files of this format be taken in, on the page and with ``realign import <kind>``."""
    held = _formats.setdefault((format.kind, format.slug), format)
    if held is not format:
        raise ValueError(f"two import formats are called {format.kind}/{format.slug}")
    return format


def kinds() -> list[str]:
    """What can be taken in: indicators, places …"""
    return sorted({kind for kind, _ in _formats})


def formats(kind: str | None = None) -> list[ImportFormat]:
    """The formats, in the order they were registered; of one kind or all."""
    return [held for held in _formats.values() if kind in (None, held.kind)]


def format_for(kind: str, slug: str) -> ImportFormat:
    """One format; KeyError names those that exist."""
    if (kind, slug) not in _formats:
        raise KeyError(
            f"no format {slug!r} for {kind!r}; there is {', '.join(f.slug for f in formats(kind)) or 'none'}"
        )
    return _formats[kind, slug]


@dataclass(frozen=True)
class ExportFormat:
    """One convention for files given out: ``write(partnership, options, stream)`` writes bytes."""

    kind: str
    slug: str
    title: str
    suffix: str
    write: Callable[[Partnership, Mapping[str, str], BinaryIO], None]
    options: tuple[Option, ...] = ()


_exports: dict[tuple[str, str], ExportFormat] = {}


def register_export(format: ExportFormat) -> ExportFormat:
    """Let this be given out with ``realign export <kind> --format <slug>``."""
    held = _exports.setdefault((format.kind, format.slug), format)
    if held is not format:
        raise ValueError(f"two export formats are called {format.kind}/{format.slug}")
    return format


def exports(kind: str | None = None) -> list[ExportFormat]:
    """The export formats, of one kind or all."""
    return [held for held in _exports.values() if kind in (None, held.kind)]
