"""The front page of a room, put together from the menu and from what the rooms answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.utils import timezone

from realign.foundations.audit import presenters as audit
from realign.foundations.audit.models import Event
from realign.foundations.audit.rules import verb_now
from realign.foundations.design.navigation import NavEntry, NavLink, NavSection, Room
from realign.foundations.design.types import Link
from realign.foundations.design.words import number
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel, FrontPicture
from realign.foundations.partnerships.types import Actor

QUESTIONS = {
    Room.ANALYSE: "Evidence",
    Room.PLAN: "Does the plan hold together?",
    Room.DELIVER: "What is on track, and what is late?",
    Room.REVIEW: "Did it help?",
}
MOST_FIGURES = 3


@dataclass(frozen=True)
class FrontWay:
    """One way on: an entry of the menu with how it stands, and its pages where it has several."""

    title: str
    url: str
    sentences: tuple[str, ...]
    pages: tuple[NavLink, ...]
    first_step: Link | None = None


@dataclass(frozen=True)
class FrontChange:
    """One line of what changed lately."""

    on: date
    words: str


@dataclass(frozen=True)
class FrontPage:
    """Everything that the front page of a room shows."""

    lead: str
    figures: tuple[FrontFigure, ...]
    picture: FrontPicture | None
    ways: tuple[FrontWay, ...]
    first_steps: tuple[Link, ...]


def front_page(room: NavSection, by: Actor, on: date) -> FrontPage:
    """What this person may know of a room today."""
    pages = {link.page for link in room.links}
    answers: dict[str, FrontAnswer] = {}
    leading: list[FrontAnswer] = []
    for panel in FRONT_PANELS.all():
        answer = _answer(panel, by, on) if panel.page in pages else None
        if answer is not None:
            answers[panel.page] = answer
            leading += [answer] if panel.leads else []
    figures = [answer.figure for answer in answers.values() if answer.figure]
    pictures = [answer.picture for answer in answers.values() if answer.picture]
    return FrontPage(
        lead=" ".join(answer.sentence for answer in leading),
        figures=tuple(figures[:MOST_FIGURES]),
        picture=next(iter(pictures), None),
        ways=tuple(_way(entry, answers) for entry in room.entries if entry.url != room.url),
        first_steps=tuple(answer.first_step for answer in leading if answer.first_step),
    )


def _answer(panel: FrontPanel, by: Actor, on: date) -> FrontAnswer | None:
    return panel.answer(by, on) if by.may(panel.permission) else None


def _way(entry: NavEntry, answers: dict[str, FrontAnswer]) -> FrontWay:
    known = [answers[link.page] for link in entry.links if link.page in answers]
    return FrontWay(
        title=entry.label,
        url=entry.url,
        # what a picture says stands above it already
        sentences=tuple(answer.sentence for answer in known if not answer.picture),
        pages=entry.links if entry.has_tabs else (),
        first_step=next((answer.first_step for answer in known if answer.first_step), None),
    )


def changes(runs: Iterable[Sequence[Event]], *, with_names: bool) -> list[FrontChange]:
    """What changed lately in sentences; names of people are for those who may read the record of changes."""
    return [FrontChange(timezone.localdate(run[0].at), _told(run, with_names)) for run in runs]


def _told(run: Sequence[Event], with_names: bool) -> str:
    event, others = run[0], len(run) - 1
    kind = str(apps.get_model(event.subject_type)._meta.verbose_name).capitalize()
    words = audit.sentence(event) if with_names else f"{kind} “{event.subject_label}”: {verb_now(event.verb)}"
    return f"{words}, and {number(others)} more" if others else words
