"""Values of the plan that other rooms use: how work is going, SMART marks, overlaps, wordings, periods."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.plan.priorities.models import Action, Commitment, Going

VISION, PRIORITY = "vision", "priority"
"""What the vision and a priority are called among the records that are published."""

GOING_TONES = {
    Going.NOT_STARTED: Tone.NEUTRAL,
    Going.ON_TRACK: Tone.GOOD,
    Going.AT_RISK: Tone.ATTENTION,
    Going.OFF_TRACK: Tone.BAD,
    Going.COMPLETE: Tone.DONE,
}


@dataclass(frozen=True)
class PlanPeriod:
    """The first and the last day of a plan."""

    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        """Whether a day lies in it, both ends included."""
        return self.starts_on <= day <= self.ends_on

    def __str__(self) -> str:
        return f"{date_words(self.starts_on)} to {date_words(self.ends_on)}"


@dataclass(frozen=True)
class SmartMark:
    """One letter of SMART: whether the action earns it, and why or what is missing."""

    letter: str
    word: str
    earned: bool
    reason: str


@dataclass(frozen=True)
class Smart:
    """The five marks of one action."""

    marks: tuple[SmartMark, ...]

    @property
    def earned(self) -> str:
        """The letters earned, the others as a dot: “S··R·”."""
        return "".join(mark.letter if mark.earned else "·" for mark in self.marks)

    @property
    def missing(self) -> tuple[SmartMark, ...]:
        """What is not earned, in order."""
        return tuple(mark for mark in self.marks if not mark.earned)

    @property
    def is_whole(self) -> bool:
        """All five."""
        return not self.missing

    def __str__(self) -> str:
        if self.is_whole:
            return "All five"
        return f"{5 - len(self.missing)} of 5; no {', '.join(mark.letter for mark in self.missing)}"


@dataclass(frozen=True)
class ActionFacts:
    """What the SMART check reads of an action, so that it can be checked without a database.

    ``measures`` has, for each target that the action is meant to move, its indicator, baseline and goal in words.
    """

    title: str
    lead: str = ""
    lead_person: str = ""
    measures: tuple[tuple[str, str, str], ...] = ()
    money: Decimal = Decimal(0)
    resources: str = ""
    outcome: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Wording:
    """One wording of a text, with where it stands."""

    label: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class WordingDifference:
    """Two wordings of what seems to be one text, with the words that only one of them has."""

    first: Wording
    second: Wording
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True)
class Overlap:
    """Two commitments of different priorities that promise the same thing."""

    first: Commitment
    second: Commitment
    share: float
    common: tuple[str, ...] = ()

    @property
    def joined(self) -> bool:
        """Whether somebody has said that they are one."""
        return self.first.pk == self.second.same_as_id or self.second.pk == self.first.same_as_id

    @property
    def lead(self) -> str:
        """The one body that leads both, if that is settled."""
        if not self.joined:
            return ""
        kept = self.first if self.second.same_as_id == self.first.pk else self.second
        return str(kept.lead) if kept.lead else ""

    @property
    def settled(self) -> bool:
        """Joined, with one lead."""
        return bool(self.lead)


@dataclass(frozen=True)
class RolledUp:
    """How several pieces of work are going together, and which rule said so."""

    going: Going | None
    why: str
    is_empty: bool = False


@dataclass(frozen=True)
class Money:
    """What bodies put in: the total, and each year's with its funders."""

    total: Decimal
    years: tuple[tuple[str, Decimal], ...]
    funders: tuple[tuple[str, Decimal], ...]
    price_base: str = ""


@dataclass(frozen=True)
class DateWarning:
    """An action whose dates do not fit the plan's period."""

    action: Action
    words: str


def going_status(going: Going | None, why: str = "") -> Status:
    """How something is going, as a word with its shape."""
    if going is None:
        return Status("No update yet", Tone.NEUTRAL, why)
    return Status(going.label, GOING_TONES[going], why)


def rolled_up_status(rolled: RolledUp) -> Status:
    """How several things are going together, with the rule that said so."""
    if rolled.is_empty:
        return Status("No action yet", Tone.NEUTRAL)
    return going_status(rolled.going, rolled.why)


def milestone_status(due_on: date, expected_on: date | None, done_on: date | None, today: date) -> Status:
    """A milestone as one word: reached, late, expected late, or to come.

    >>> str(milestone_status(date(2026, 11, 13), None, None, date(2026, 11, 14)))
    'Late'
    """
    if done_on is not None:
        return Status("Reached", Tone.DONE, f"on {date_words(done_on)}")
    if due_on < today:
        return Status(
            "Late", Tone.BAD, f"{counted((today - due_on).days, 'day')} overdue (due {date_words(due_on)})"
        )
    if expected_on is not None and expected_on > due_on:
        return Status("Expected late", Tone.ATTENTION, f"on {date_words(expected_on)}")
    return Status("To come", Tone.NEUTRAL)
