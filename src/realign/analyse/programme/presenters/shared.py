"""Where pages of the programme are, how they hang together, and how their history reads."""

from collections.abc import Iterable

from django.urls import reverse

from realign.analyse.programme.models import Round
from realign.foundations.audit.models import Event
from realign.foundations.audit.presenters import change_lines
from realign.foundations.design.types import HistoryEntry, Link, Section, Source
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor

# what the address says of every page of this room
ROUND = ("round",)
PAGES = (
    ("home", "Overview"),
    ("areas", "Areas"),
    ("slots", "Slots"),
    ("calendar", "Calendar"),
    ("elements", "Elements"),
    ("training", "Training"),
    ("benefits", "Benefits"),
    ("people", "Roles and oversight"),
    ("before", "Earlier work and secondments"),
    ("rounds", "Terms"),
)


def sections(partnership: Partnership, current: str, round: Round | None) -> tuple[Section, ...]:
    """The pages of the room, all about the same round."""
    return tuple(
        Section(title, url=page_called(name, partnership, round), current=name == current)
        for name, title in PAGES
    )


def crumbs(partnership: Partnership, *more: Link) -> list[Link]:
    """The way from the programme's first page to here."""
    return [Link("Evidence programme", reverse("programme:home", args=[partnership.slug])), *more]


def page_called(name: str, partnership: Partnership, round: Round | None = None) -> str:
    """The address of one of the room's pages, about a round where that is given."""
    return reverse(f"programme:{name}", args=[partnership.slug]) + (f"?round={round.slug}" if round else "")


def source_of(round: Round) -> Source:
    """Where the numbers of a round come from."""
    return Source(
        where="Invented for the demonstration" if round.invented else round.source or "the partnership",
        when=f"terms from {date_words(round.starts_on)}",
        method="slots a year × areas in a slot × years, and the areas that took part before",
    )


def history(events: Iterable[Event], actor: Actor, names: dict[str, str]) -> list[HistoryEntry]:
    """What happened, for reading; ``names`` says what a kind of record is called on this page."""
    named = actor.may("audit.view")
    return [
        HistoryEntry(
            at=event.at,
            who=event.actor_name if named else "A colleague",
            what=f"{event.verb} {names.get(event.subject_type, 'this')}".strip(),
            detail="; ".join(
                [event.subject_label if event.subject_type in names else ""]
                * bool(event.subject_type in names)
                + [f"{field}: {old} → {new}" for field, old, new in change_lines(event)]
            ),
        )
        for event in events
    ]
