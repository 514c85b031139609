"""Files of indicator values, and the words of indicators: members read them at once, everybody once they are published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from realign.foundations.design.links import address
from realign.foundations.design.words import counted, date_words
from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Content, Line, PublicKind
from realign.registers.indicators import queries
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.schemes import scheme_of
from realign.registers.indicators.small_numbers import hold_back_small, profile_choices, publish_values
from realign.registers.indicators.types import INDICATOR, VALUES, WORDS

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


def _indicators(partnership: Partnership, on: date) -> Iterable[Indicator]:
    return queries.indicators_for_everybody(partnership)


def _compose_indicator(indicator: Indicator) -> Content:
    return {name: getattr(indicator, name) for name in WORDS} | {
        "owner": indicator.owner.name if indicator.owner else "",
        "themes": sorted(tag.label for tag in indicator.tags.all()),
        "rules": indicator.disclosure_profile,
    }


def _indicator_in_words(content: Content) -> Sequence[Line]:
    return (
        ("Title", content["title"]),
        ("Definition", content["definition"]),
        ("Counted", content["numerator"]),
        ("Out of", content["denominator"]),
        ("Unit", content["unit"]),
        ("Which way is better", dict(Indicator.Polarity.choices).get(content["polarity"], "")),
        ("From", scheme_of(content["scheme"]).title),
        ("Code", content["code"]),
        ("Collected by", content["producer"]),
        ("How often", content["frequency"]),
        ("Owner", content["owner"]),
        ("Wellbeing theme", ", ".join(content["themes"])),
        ("What it can be used for", content["use_for"]),
        ("Measures an outcome", "Yes" if content["is_outcome"] else "No"),
        ("Cautions", content["caveats"]),
        # versions that were published before it was among the words do not say it
        ("Rules for small numbers", dict(profile_choices()).get(content.get("rules", ""), "")),
    )


def _after_words(indicator: Indicator, at: datetime | None) -> None:
    hold_back_small([indicator.pk])


def _parts_of_indicator(indicator: Indicator) -> Iterable[Model]:
    return (indicator, indicator.owner) if indicator.owner else (indicator,)


def _indicator_page(partnership: str, slug: str) -> str:
    # the page of its trend stands on a higher floor
    return address("trends:public", partnership, slug)


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
    ),
    PublicKind(
        slug=INDICATOR,
        model=Indicator,
        noun="indicator",
        title="Indicators: title and definition",
        permission="indicators.edit",
        records=_indicators,
        compose=_compose_indicator,
        in_words=_indicator_in_words,
        parts=_parts_of_indicator,
        public_page=_indicator_page,
        after=_after_words,
        ended="No target of the plan is measured by it any more, or its values are no longer public.",
        order=16,
    ),
)
