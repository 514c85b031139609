"""The file conventions that can be taken in and given out: each room brings its own in imports.py and exports.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from realign.foundations.files.table_layouts.types import KnownLayout
from realign.foundations.files.types import ImportFormat, ImportOption
from realign.foundations.partnerships.models import Partnership
from realign.foundations.rooms import Registry


@dataclass(frozen=True)
class ExportFormat:
    """One convention for files given out: ``write(partnership, options, stream)`` writes bytes."""

    kind: str
    slug: str
    title: str
    suffix: str
    write: Callable[[Partnership, Mapping[str, str], BinaryIO], None]
    options: tuple[ImportOption, ...] = ()


# what is here can be taken in on the page and with ``realign import <kind>``
IMPORTS: Registry[ImportFormat] = Registry(
    "imports", holds="import format", key=lambda format: (format.kind, format.slug)
)
# how the tables of published downloads lie in their files
LAYOUTS: Registry[KnownLayout] = Registry("imports", holds="file layout", key=lambda known: known.slug)
# what is here can be given out with ``realign export <kind> --format <slug>``
EXPORTS: Registry[ExportFormat] = Registry(
    "exports", holds="export format", key=lambda format: (format.kind, format.slug)
)


def kinds() -> list[str]:
    """What can be taken in: indicators, places …"""
    return sorted({format.kind for format in IMPORTS.all()})


def formats(kind: str | None = None) -> list[ImportFormat]:
    """The formats, in the order they were registered; of one kind or all."""
    return [format for format in IMPORTS.all() if kind in (None, format.kind)]


def format_for(kind: str, slug: str) -> ImportFormat:
    """One format; KeyError names those that exist."""
    return IMPORTS.get((kind, slug))


def layouts(kind: str, slug: str) -> list[KnownLayout]:
    """The layouts of published downloads that files of a format may have."""
    return [known for known in LAYOUTS.all() if (known.kind, known.format) == (kind, slug)]


def exports(kind: str | None = None) -> list[ExportFormat]:
    """The export formats, of one kind or all."""
    return [format for format in EXPORTS.all() if kind in (None, format.kind)]
