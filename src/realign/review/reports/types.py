"""What a report is made of: figures that carry their source, lines, gaps, and the years of a plan."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from realign.foundations.design.charts.types import Chart
from realign.foundations.documents.figures import INVENTED, Figure

__all__ = ["INVENTED", "Figure"]


@dataclass(frozen=True)
class PlanYear:
    """One report year of a plan, such as 2026/27."""

    label: str
    starts_on: date
    ends_on: date


class Moved(StrEnum):
    """Which way a measure went since its baseline, for the reader who asks whether it helped."""

    TOWARDS = "nearer to the goal"
    AWAY = "further from the goal"
    NOT = "at its baseline"
    UNKNOWN = "no value since the baseline"


@dataclass(frozen=True)
class MeasureLine:
    """How one measure stands: from where, to where, wanting what; and whether that is more than ups and downs."""

    name: str
    title: str
    outcome: str
    baseline: Figure
    latest: Figure | None
    goal: Figure
    moved: Moved
    signal: str
    chart: Chart | None
    caption: Figure
    invented: bool
    owner: str
    source_known: bool


@dataclass(frozen=True)
class ActionLine:
    """One action in a report: what was promised, who leads it, and how it stands."""

    title: str
    lead: str
    due: str
    status: str
    why: str
    milestones: Figure | None
    late: tuple[str, ...]
    aims: tuple[str, ...]
    has_update: bool
    invented: bool
    hollow_update: bool = False


@dataclass(frozen=True)
class FindingLine:
    """One finding in a report: what is known, and what it does not tell."""

    sentence: str
    figure: Figure | None
    note: str
    does_not_tell: str
    invented: bool

    @property
    def noted(self) -> Figure:
        """The sentence of the finding with its note as a footnote."""
        return Figure(self.sentence, self.note, self.invented)


@dataclass(frozen=True)
class DecisionLine:
    """What was decided and why."""

    title: str
    when: str
    group: str
    result: str
    text: str
    reason: str
    superseded: bool
    invented: bool


@dataclass(frozen=True)
class MoneyLine:
    """What one body puts into the actions of one priority in the report year."""

    priority: str
    funder: str
    amount: Figure


@dataclass(frozen=True)
class PrioritySection:
    """One priority: what was promised, what changed, what is known."""

    title: str
    statement: str
    actions: tuple[ActionLine, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    withdrawn: int = 0


@dataclass(frozen=True)
class ReportDuty:
    """One thing that a report must say: whether a check finds words or figures on it, which, and what to do if not.

    ``addressed`` says that nothing was found missing, never that the duty is met: that takes a reader.
    """

    code: str
    label: str
    addressed: bool
    records_show: str
    to_do: str


@dataclass(frozen=True)
class ReportContent:
    """A whole report, assembled from the records as they stood on one day."""

    title: str
    partnership: str
    plan: str
    period: str
    as_of: date
    ended: bool
    introduction: str
    next_steps: str
    delay_reason: str
    answer: Figure
    gaps: tuple[ReportDuty, ...]
    sections: tuple[PrioritySection, ...]
    decisions: tuple[DecisionLine, ...]
    money: tuple[MoneyLine, ...]
    total: Figure | None
    coming: tuple[str, ...] = ()
    invented: bool = False

    @property
    def missing(self) -> tuple[ReportDuty, ...]:
        """What the report must say and does not say yet."""
        return tuple(gap for gap in self.gaps if not gap.addressed)

    @property
    def measures(self) -> tuple[MeasureLine, ...]:
        """Every measure of every priority."""
        return tuple(line for section in self.sections for line in section.measures)
