"""Periods, report years and accountability of plans, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from realign.plan.plans.models import Plan
from realign.plan.priorities.models import Going
from realign.plan.priorities.types import RolledUp

YEARS = 3  # Children and Young People (Scotland) Act 2014, s.8: a plan for each three-year period
FIRST_MONTH = 4  # the first period began on 1 April 2017, and each year of report runs from 1 April (s.13)


@dataclass(frozen=True)
class ReportYear:
    """One year that a plan reports on, 1 April to 31 March."""

    starts_on: date
    ends_on: date

    @property
    def label(self) -> str:
        """“2026/27”."""
        return f"{self.starts_on.year}/{self.ends_on.year % 100:02d}"

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class PeriodWarning:
    """Something about a plan's period that does not fit, in words."""

    plan: Plan
    words: str


def years_on(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def statutory_end(starts_on: date) -> date:
    """The last day of the three years that begin on a day.

    >>> statutory_end(date(2017, 4, 1))
    datetime.date(2020, 3, 31)
    """
    return years_on(starts_on, YEARS) - timedelta(days=1)


def report_years(starts_on: date, ends_on: date) -> tuple[ReportYear, ...]:
    """The report years that a plan covers, whole or in part.

    >>> [year.label for year in report_years(date(2026, 4, 1), date(2029, 3, 31))]
    ['2026/27', '2027/28', '2028/29']
    """
    first = starts_on.year if starts_on.month >= FIRST_MONTH else starts_on.year - 1
    years = []
    while (begins := date(first, FIRST_MONTH, 1)) <= ends_on:
        years.append(ReportYear(begins, years_on(begins, 1) - timedelta(days=1)))
        first += 1
    return tuple(years)


# ---------------------------------------------------------------- the plan as everybody reads it

PLAN, PROGRESS = "plan", "progress"
"""What these records are called among those that are published."""


@dataclass(frozen=True)
class Accountable:
    """Which community planning partnership stays accountable for an area, and how."""

    area: str
    name: str
    how: str


@dataclass(frozen=True)
class PublicPlan:
    """A plan as it was last published."""

    slug: str
    title: str
    starts_on: date
    ends_on: date
    status: Plan.Status
    summary: str
    bodies: tuple[str, ...]
    accountable: tuple[Accountable, ...]
    priorities: tuple[str, ...]
    invented: bool

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "PublicPlan":
        """A plan from what was frozen of it."""
        return cls(
            slug=content["slug"],
            title=content["title"],
            starts_on=_day(content["starts_on"]),
            ends_on=_day(content["ends_on"]),
            status=Plan.Status(content["status"]),
            summary=content["summary"],
            bodies=tuple(content["bodies"]),
            accountable=tuple(Accountable(**row) for row in content["accountable"]),
            priorities=tuple(content["priorities"]),
            invented=content["invented"],
        )


@dataclass(frozen=True)
class PublicTarget:
    """A target as it was last published."""

    key: int
    indicator: str
    title: str
    unit: str
    area: int | None
    area_code: str | None
    baseline: float
    baseline_on: date
    goal: float
    goal_on: date
    invented: bool


@dataclass(frozen=True)
class PublicOutcome:
    """An outcome as it was last published."""

    slug: str
    statement: str
    targets: tuple[PublicTarget, ...]
    invented: bool


@dataclass(frozen=True)
class PublicAction:
    """An action as it was last published: which body does it, and by when; no person is named."""

    key: int
    title: str
    who: str
    due_on: date | None
    invented: bool


@dataclass(frozen=True)
class PublicCommitment:
    """A commitment as it was last published, with the body that leads it."""

    code: str
    text: str
    who: str
    invented: bool


@dataclass(frozen=True)
class PublicPriority:
    """A priority as it was last published, with its outcomes, targets and actions."""

    number: int
    slug: str
    title: str
    plain_title: str
    statement: str
    why: str
    outcomes: tuple[PublicOutcome, ...]
    actions: tuple[PublicAction, ...]
    citations: tuple[tuple[str, str], ...]
    invented: bool
    commitments: tuple[PublicCommitment, ...] = ()

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "PublicPriority":
        """A priority from what was frozen of it."""
        words = {
            name: content[name]
            for name in ("number", "slug", "title", "plain_title", "statement", "why", "invented")
        }
        return cls(
            **words,
            outcomes=tuple(_outcome(row) for row in content["outcomes"]),
            actions=tuple(
                PublicAction(**(row | {"due_on": _day(row["due_on"]) if row["due_on"] else None}))
                for row in content["actions"]
            ),
            citations=tuple((row["finding"], row["because"]) for row in content["citations"]),
            # what was frozen before commitments stood under their plan holds none
            commitments=tuple(PublicCommitment(**row) for row in content.get("commitments", ())),
        )

    @property
    def plain_name(self) -> str:
        """The name that the public reads."""
        return self.plain_title or self.title

    @property
    def targets(self) -> tuple[PublicTarget, ...]:
        """The targets of all its outcomes."""
        return tuple(target for outcome in self.outcomes for target in outcome.targets)


@dataclass(frozen=True)
class PublicUpdate:
    """How an action was going when its progress was last published, and what was written for everybody."""

    going: Going | None
    text: str


NO_UPDATE = PublicUpdate(None, "")


@dataclass(frozen=True)
class PublicProgress:
    """How a priority was going when its progress was last published, and each of its actions."""

    rolled: RolledUp
    by_action: Mapping[int, PublicUpdate] = field(default_factory=dict)

    @classmethod
    def of(cls, content: Mapping[str, Any] | None) -> "PublicProgress":
        """Progress from what was frozen of it; no news where nothing was published."""
        if content is None:
            return cls(RolledUp(None, "Nothing is published about it yet."))
        return cls(
            RolledUp(_going(content["going"]), content["why"], content["is_empty"]),
            {row["key"]: PublicUpdate(_going(row["going"]), row["text"]) for row in content["actions"]},
        )

    def update_of(self, action: PublicAction) -> PublicUpdate:
        """What was last published of one action."""
        return self.by_action.get(action.key, NO_UPDATE)


def _outcome(row: Mapping[str, Any]) -> PublicOutcome:
    days = ("baseline_on", "goal_on")
    targets = tuple(
        PublicTarget(**{**target, **{name: _day(target[name]) for name in days}}) for target in row["targets"]
    )
    return PublicOutcome(row["slug"], row["statement"], targets, row["invented"])


def _day(written: str | date) -> date:
    """A day, from what JSON holds or from a record that is composed just now."""
    return date.fromisoformat(str(written))


def _going(written: str | None) -> Going | None:
    return Going(written) if written else None
