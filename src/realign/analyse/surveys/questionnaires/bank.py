"""The question bank: what can be asked, of whom, how it is scored and on what terms. Codes and keywords, never wording."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable
from realign.foundations.design.words import date_words
from realign.methods.survey.scales import Scale, bands, scales


@dataclass(frozen=True)
class BankEntry:
    """One question, or one published scale of several."""

    code: str
    title: str
    wellbeing: tuple[str, ...]
    stages: str
    ages: tuple[int, int]
    source: str
    verified: bool
    keywords: tuple[str, ...]
    licence: str
    scoring: str
    """The command that scores it; what a single answer means without one."""

    @property
    def wellbeing_words(self) -> str:
        """The indicators of wellbeing it speaks to, in words."""
        return ", ".join(code.capitalize() for code in self.wellbeing)

    @property
    def keyword_words(self) -> str:
        """Its keywords, for finding it and for telling it from others."""
        return ", ".join(self.keywords)

    @property
    def asked_of(self) -> str:
        """The stages and usual ages of whom it is asked."""
        return f"{self.stages} (about {self.ages[0]} to {self.ages[1]} years)"


@cache
def bank() -> tuple[BankEntry, ...]:
    """Every question of the bank, in the order of its file.

    >>> [entry.code for entry in bank()][:2]
    ['sdq', 'wemwbs']
    """
    text = resources.files(__package__).joinpath("bank.toml").read_text(encoding="utf-8")
    return tuple(_entry(dict(row)) for row in tomllib.loads(text)["question"])


def _entry(row: dict[str, Any]) -> BankEntry:
    name, score_as = row.pop("scale", None), row.pop("score_as", None)
    scale = scales()[str(name)] if name else None
    lists: dict[str, tuple[str, ...]] = {
        key: tuple(row.pop(key, ())) for key in ("wellbeing", "ages", "keywords")
    }
    if scale is not None:
        lists["keywords"] = scale.keywords
        row["licence"] = scale.licence or "No licence is known to be needed; wording not shipped."
    scoring = f"realign survey score DATA --scale {score_as}" if score_as else "Each answer as a share"
    return BankEntry(**row, **lists, scoring=scoring)  # type: ignore[arg-type] # a row of TOML; its test reads every one


def bank_table() -> TableSpec:
    """The bank as a table to search."""
    return TableSpec(
        name="question-bank",
        noun="question",
        caption="Question bank",
        search_fields=("code", "title", "wellbeing_words", "keyword_words", "stages"),
        default_sort="title",
        columns=(
            Column("title", "About"),
            Column("code", "Code"),
            Column("wellbeing_words", "Wellbeing"),
            Column("asked_of", "Asked of"),
            Column("scoring", "Scored by"),
            Column("licence", "Terms"),
            Column(
                "verified",
                "Checked",
                value=lambda entry: [] if entry.verified else ["Unverified"],
                kind=Kind.TAGS,
                sortable=False,
            ),
        ),
        empty_title="Nothing found",
        empty_help="Search for a keyword, a code or an indicator of wellbeing.",
    )


def keywords_table() -> PlainTable:
    """The keywords of every question, with where it is from."""
    return PlainTable(
        caption="Keywords and sources",
        headers=("Question", "Keywords", "Source"),
        rows=[[entry.title, entry.keyword_words, entry.source] for entry in bank()],
    )


def rules_table() -> PlainTable:
    """How each scale treats missing items, with its licence."""
    return PlainTable(
        caption="Scales and their rules",
        headers=("Scale", "Items", "Missing items", "Rule", "Source", "Terms"),
        rows=[
            [
                scale.title,
                len(scale.items),
                _missing(scale),
                "verified" if scale.verified else "unverified",
                f"{scale.source} ({date_words(scale.dated)})",
                scale.licence or "none known",
            ]
            for scale in scales().values()
        ],
    )


def _missing(scale: Scale) -> str:
    if scale.least_answered:
        return f"made up from {scale.least_answered} of a part, or complete answers only"
    return "complete answers only"


def bands_table() -> PlainTable:
    """Every set of bands by name, with the parts of it that were checked against their source and those that were not."""
    sets = dict.fromkeys((band.scale, band.version, band.band_set) for band in bands())
    return PlainTable(
        caption="Band sets",
        headers=("Scale", "Answered by", "Set", "Bands", "Verified parts", "Unverified parts", "Source"),
        rows=[_band_row(*name) for name in sets],
    )


def _band_row(scale: str, version: str, name: str) -> Sequence[object]:
    parts = [band for band in bands() if (band.scale, band.version, band.band_set) == (scale, version, name)]
    checked = dict.fromkeys(band.part for band in parts if band.verified)
    rest = dict.fromkeys(band.part for band in parts if not band.verified)
    sources = dict.fromkeys(band.source for band in parts)
    return [
        scales()[scale].title,
        version or "the young person",
        name,
        ", ".join(dict.fromkeys(band.band for band in parts)),
        ", ".join(checked) or "none",
        ", ".join(rest) or "none",
        "; ".join(sources),
    ]
