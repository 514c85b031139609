"""What may stand in an assessment, as what, and when it may be published."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from realign.analyse.needs.models import NeedsAssessment, NeedsSection, NeedsSource
from realign.analyse.needs.types import AssessmentCheck
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence.models import Finding, Release
from realign.registers.evidence.rules import check_may_cite, check_stands
from realign.registers.frameworks.models import FrameworkItem

VIEW, EDIT, PUBLISH = "evidence.view", "evidence.edit", "reports.publish"
RESERVED = frozenset({"add", "who-sees-what", "sources"})
WELLBEING = "shanarri"

# how long a section may stand before it is looked at again, where its writers say nothing else
CYCLES = {
    NeedsSection.Code.POPULATION: 12,
    NeedsSection.Code.NEEDS: 24,
    NeedsSection.Code.PREFERENCES: 12,
    NeedsSection.Code.DEMAND: 6,
    NeedsSection.Code.ACTIVITY: 12,
    NeedsSection.Code.OUTCOMES: 12,
    NeedsSection.Code.RESOURCE: 12,
}

# words that count work done: what follows them is an output, whatever it is called (S2 paragraph 18)
_DONE = re.compile(
    r"\b(sessions?|visits?|contacts?|appointments?|meetings?|referrals?|assessments?|plans?|programmes?|courses?|"
    r"staff|people|practitioners|places|hours|leaflets|calls|attendances)\b.{0,40}\b"
    r"(delivered|made|held|given|completed|provided|run|trained|taken up|offered|attended|written|answered)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(number|count|total|how many)\b( of)? (sessions?|visits?|contacts?|appointments?|meetings?|referrals?|"
    r"assessments?|attendances|hours|places|leaflets|calls)\b",
    re.IGNORECASE,
)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")


def due_on(section: NeedsSection) -> date | None:
    """When a section is to be looked at again; nothing for one that nobody has looked at."""
    return months_after(section.reviewed_on, section.refresh_months) if section.reviewed_on else None


def is_overdue(section: NeedsSection, on: date) -> bool:
    """Whether a section should have been looked at before a day. One never looked at is overdue."""
    due = due_on(section)
    return due is None or due < on


def counts_work_done(words: str) -> bool:
    """Whether words count what services did, and not what changed for children.

    >>> counts_work_done("Number of sessions delivered"), counts_work_done("Pupils with a raised difficulties score")
    (True, False)
    """
    return bool(_DONE.search(words) or _COUNTED.search(words))


def check_nature(title: str, nature: str, tags: Iterable[FrameworkItem]) -> None:
    """Refuse outcome evidence that counts work done, or that is not tagged with the wellbeing it is about."""
    if nature != NeedsSource.Nature.OUTCOME:
        return
    if counts_work_done(title):
        raise Refusal(
            f"“{title}” counts what was done. That is an output.",
            "Mark it as an output: it is kept in the assessment, and is not counted as evidence of outcomes.",
        )
    if not list(tags):
        raise Refusal(
            "Evidence of outcomes names the wellbeing that it is about.",
            "Tick at least one of: safe, healthy, achieving, nurtured, active, respected, responsible, included.",
        )


def check_use(use_for: str) -> None:
    """Refuse a statistic without a word on what it may be used for."""
    check_says(
        use_for, "The permitted use is missing.", "Say what this statistic can show, and what it cannot."
    )


def check_dated(dated: date, on: date) -> None:
    """Refuse data of a day that has not come."""
    if dated > on:
        raise Refusal(
            f"The data are dated {date_words(dated)}, which is in the future.",
            "Give the last day they cover.",
        )


def check_released(finding: Finding | None, release: Release | None) -> None:
    """Refuse to rest on what was withdrawn: only what is out, and stands, may be quoted."""
    if release is not None:
        check_stands(release)
    if finding is not None:
        check_may_cite(finding)


def check_rests_on(values: dict[str, Any]) -> None:
    """Refuse a source that cannot be looked up."""
    if not any(values.get(name) for name in ("finding", "release", "indicator")):
        check_says(
            str(values.get("source", "")),
            "The source is missing.",
            "Choose a finding, a released table or an indicator, or write the source as a reader would look it up.",
        )


def check_replaces(old: NeedsSource, dated: date) -> None:
    """Refuse to replace data by older ones, or twice."""
    if hasattr(old, "replaced_by"):
        raise Refusal(f"“{old}” was replaced already.", f"By: {old.replaced_by}.")
    if dated <= old.dated:
        raise Refusal(
            f"The new data are dated {date_words(dated)}, no later than the data they replace.",
            f"The current data are dated {date_words(old.dated)}.",
        )


def check_is_draft(assessment: NeedsAssessment) -> None:
    """Refuse to change what was published."""
    if assessment.is_published:
        raise Refusal(
            f"“{assessment}” is published and cannot be changed.",
            "Start a new version; it will say which one it replaces.",
        )


def check_may_publish(assessment: NeedsAssessment, checks: Sequence[AssessmentCheck]) -> None:
    """Refuse an assessment that is published, or of which a section rests on nothing dated."""
    check_is_draft(assessment)
    stopping = [check for check in checks if check.stops and not check.well]
    if stopping:
        raise Refusal(
            f"{'; '.join(check.label for check in stopping)}: missing.",
            " ".join(dict.fromkeys(check.to_do for check in stopping)),
        )


def check_may_supersede(assessment: NeedsAssessment) -> None:
    """Refuse a new version of a draft, or of a version that has one already."""
    if not assessment.is_published:
        raise Refusal("This assessment is a draft.", "Change it; a new version is for one that is published.")
    newer = NeedsAssessment.objects.filter(supersedes=assessment).first()
    if newer is not None:
        raise Refusal(f"There is a newer version already: version {newer.version}.", "Work on that one.")
