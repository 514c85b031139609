"""What an annual report must say, and whether words and figures on it are there; whether they are enough, a reader says.

The duties are those of s.13 of the Children and Young People (Scotland) Act 2014 and paragraphs 128 to 136 of the
statutory guidance, as listed in the framework ``annual-report-duties``; the four aims are s.9(2)(a).
"""

from collections.abc import Sequence

from realign.foundations.design.words import counted, opening, part_of
from realign.methods.wording.substance import words_of
from realign.review.reports.models import Report
from realign.review.reports.rules import EXPLAIN_AFTER_DAYS, days_since, why_unwritten
from realign.review.reports.types import DecisionLine, Moved, PrioritySection, ReportDuty

AIMS = (
    ("a", "Wellbeing is safeguarded, supported and promoted"),
    ("b", "Help comes early, and needs are prevented"),
    ("c", "Services are joined up for those who use them"),
    ("d", "Best use of resources"),
)


def gaps_of(
    report: Report,
    sections: Sequence[PrioritySection],
    decisions: Sequence[DecisionLine],
    *,
    outcomes_tagged: int,
    days: int,
) -> tuple[ReportDuty, ...]:
    """Every required item, those that are not addressed first."""
    gaps = [
        _promptly(report, days),
        _extent(sections),
        _impact(sections),
        _ministers(outcomes_tagged),
        *(_aim(code, label, sections) for code, label in AIMS),
        _systems(sections),
        _accessible(report),
        _next(report, decisions),
    ]
    return tuple(sorted(gaps, key=lambda gap: gap.addressed))


def days_at(report: Report, on: object) -> int:
    """Days from the end of the period to publication, or to today while it is a draft."""
    when = report.published_at.date() if report.published_at else on
    return days_since(report.ends_on, when)  # type: ignore[arg-type]


def _promptly(report: Report, days: int) -> ReportDuty:
    why = why_unwritten(report, "delay_reason") if days > EXPLAIN_AFTER_DAYS else ""
    words = f"{counted(days, 'day')} since the period ended." if days else "The period has not ended yet."
    return ReportDuty(
        "promptly",
        "Published as soon as practicable",
        not why,
        f"{words} The reason for the delay {why}." if why else words,
        "Give the reason for the delay in a sentence." if why else "",
    )


def _extent(sections: Sequence[PrioritySection]) -> ReportDuty:
    actions = [action for section in sections for action in section.actions]
    silent = [section.title for section in sections if not any(a.has_update for a in section.actions)]
    told = sum(action.has_update for action in actions)
    hollow = [action.title for action in actions if action.hollow_update]
    return ReportDuty(
        "extent",
        "How far services were provided in accordance with the plan",
        bool(actions) and not silent,
        (
            opening(f"{part_of(told, len(actions), 'action', 'has,have')} reported progress in the period.")
            if actions
            else "No action had started."
        )
        + (f" Updates that say nothing in words: {'; '.join(hollow)}." if hollow else "")
        + (f" No update received for: {'; '.join(silent)}." if silent and actions else ""),
        "Ask the leads of priorities without an update." if silent or not actions else "",
    )


def _impact(sections: Sequence[PrioritySection]) -> ReportDuty:
    measures = [measure for section in sections for measure in section.measures]
    known = [measure for measure in measures if measure.moved is not Moved.UNKNOWN]
    without = [section.title for section in sections if not section.measures]
    return ReportDuty(
        "impact",
        "What difference it made for children",
        bool(known) and len(known) == len(measures) and not without,
        f"Measures with a value since the baseline: {len(known)} of {len(measures)}."
        + (f" No measure at all: {'; '.join(without)}." if without else ""),
        "Add targets where there are none, and import newer values.",
    )


def _ministers(outcomes_tagged: int) -> ReportDuty:
    return ReportDuty(
        "outcomes",
        "Outcomes set by Ministers",
        outcomes_tagged > 0,
        f"Outcomes of the plan that name a national outcome: {outcomes_tagged or 'none'}.",
        "Tag the plan’s outcomes with the national outcomes they serve.",
    )


def _aim(code: str, label: str, sections: Sequence[PrioritySection]) -> ReportDuty:
    """An aim is addressed when an action that serves it reported progress."""
    told = [a for section in sections for a in section.actions if code in a.aims and a.has_update]
    named = [a for section in sections for a in section.actions if code in a.aims]
    sentence = f"Actions that serve it: {len(named)}; of them with progress reported: {len(told) or 'none'}."
    return ReportDuty(
        f"aim-{code}",
        f"Aim ({code}): {label.lower()}",
        bool(told),
        sentence if named else "No action serves it.",
        "Tag the actions that serve it, and report on them.",
    )


def _systems(sections: Sequence[PrioritySection]) -> ReportDuty:
    measures = [measure for section in sections for measure in section.measures]
    lacking = [m.title for m in measures if not (m.owner and m.source_known)]
    return ReportDuty(
        "systems",
        "Systems to gather performance and outcomes",
        bool(measures) and not lacking,
        f"Without owner, source or frequency: {'; '.join(lacking)}."
        if lacking
        else f"{counted(len(measures), 'measure')}, each with an owner, a source and a frequency.",
        "Name an owner, a source and a frequency for each indicator.",
    )


def _accessible(report: Report) -> ReportDuty:
    why = why_unwritten(report, "introduction")
    return ReportDuty(
        "accessible",
        "Readable by those it concerns",
        not why,
        f"The introduction {why}."
        if why
        else f"The introduction has {counted(len(words_of(report.introduction)), 'word')}. Whether they are plain is "
        "not checked.",
        "Write the introduction in words that a young person would use.",
    )


def _next(report: Report, decisions: Sequence[DecisionLine]) -> ReportDuty:
    why = why_unwritten(report, "next_steps")
    return ReportDuty(
        "linked-to-review",
        "What the review changes next",
        not why,
        f"Decisions in the period: {len(decisions) or 'none'}. The next steps "
        + (f"text {why}." if why else f"have {counted(len(words_of(report.next_steps)), 'word')}."),
        "Say what the partners will do differently, and why.",
    )
