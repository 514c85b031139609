"""The few words that a document adds of its own, in the languages documents are written in."""

from dataclasses import dataclass
from datetime import date

ENGLISH_MONTHS = "January February March April May June July August September October November December"
GAELIC_MONTHS = (
    "Faoilleach Gearran Màrt Giblean Cèitean Ògmhios Iuchar Lùnastal Sultain Dàmhair Samhain Dùbhlachd"
)


@dataclass(frozen=True)
class Words:
    """Headings and labels in one language."""

    contents: str
    notes: str
    note: str
    back: str
    page: str
    of: str
    months: tuple[str, ...]


ENGLISH = Words(
    contents="Contents",
    notes="Notes and sources",
    note="Note",
    back="Back to the text",
    page="Page",
    of="of",
    months=tuple(ENGLISH_MONTHS.split()),
)
GAELIC = Words(
    contents="Clàr-innse",
    notes="Notaichean agus tùsan",
    note="Nota",
    back="Air ais dhan teacsa",
    page="Duilleag",
    of="de",
    months=tuple(GAELIC_MONTHS.split()),
)


def words_in(language: str) -> Words:
    """The words of a language tag; English where a language has none of its own here."""
    return GAELIC if language.split("-")[0] == "gd" else ENGLISH


def date_in(language: str, day: date) -> str:
    """A date as it is written out, such as 31 March 2026."""
    return f"{day.day} {words_in(language).months[day.month - 1]} {day.year}"
