"""Files of indicator values: members read them at once, everybody after a second person has published them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from realign.foundations.design.words import counted, date_words
from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.registers.indicators import queries
from realign.registers.indicators.small_numbers import publish_values
from realign.registers.indicators.types import VALUES

READING = frozenset({"checked", "found problems in", "imported", "imported indicator values from"}) | {
    # as older events say it
    "took in",
    "brought indicator values with",
}
"""Whoever imports what somebody else uploaded has written nothing of it, and may publish it."""


@dataclass(frozen=True)
class BroughtValues:
    """A file of values that was taken in, with the titles of its indicators and the days that it covers."""

    brought: Import
    titles: tuple[str, ...]
    count: int
    first_day: date
    last_day: date

    @property
    def pk(self) -> int:
        """The number of the import."""
        return self.brought.pk

    @property
    def invented(self) -> bool:
        """Whether the values were made up for the demonstration."""
        return self.brought.invented

    def __str__(self) -> str:
        return self.brought.title


def _records(partnership: Partnership, on: date) -> Iterable[BroughtValues]:
    imports = list(queries.values_brought(partnership))
    titles = queries.titles_brought(imports)
    return [
        BroughtValues(
            row,
            tuple(titles[row.pk]),
            # annotated by the query
            row.many_values,  # type: ignore[attr-defined]
            row.first_day,  # type: ignore[attr-defined]
            row.last_day,  # type: ignore[attr-defined]
        )
        for row in imports
    ]


def _compose(values: BroughtValues) -> Content:
    brought = values.brought
    return {
        "title": brought.title,
        "producer": brought.producer,
        "licence": brought.licence,
        "published": brought.published,
        "file": brought.upload.sha256,
        "values": values.count,
        "titles": list(values.titles),
        "first_day": values.first_day,
        "last_day": values.last_day,
    }


def _in_words(content: Content) -> Sequence[Line]:
    first, last = (date_words(date.fromisoformat(str(content[name]))) for name in ("first_day", "last_day"))
    return (
        ("File", content["title"]),
        ("Producer", content["producer"]),
        ("Terms", content["licence"]),
        ("Values", f"{counted(content['values'], 'value')}, {first} to {last}"),
        ("Indicators", "; ".join(content["titles"])),
        (
            "Small numbers",
            "A value with few people behind it is held back by the rules of its indicator, published or not.",
        ),
    )


def _parts(values: BroughtValues) -> Iterable[Model]:
    return (values.brought,)


def _work_page(values: BroughtValues) -> str:
    return str(values.brought.get_absolute_url())


def _after(values: BroughtValues, at: datetime | None) -> None:
    publish_values(values.brought.pk, at)


PUBLIC_RECORDS.add(
    PublicKind(
        slug=VALUES,
        noun="file of values,files of values",
        title="Indicator values",
        permission="indicators.edit",
        records=_records,
        compose=_compose,
        in_words=_in_words,
        parts=_parts,
        work_page=_work_page,
        after=_after,
        reading=READING,
        order=15,
    )
)
