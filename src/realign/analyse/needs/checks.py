"""What an assessment should hold, and whether it does: shown first, and printed with it."""

from collections.abc import Sequence
from datetime import date

from realign.analyse.needs.types import AssessmentCheck, Datum, Half, Nature, SectionContent
from realign.foundations.design.words import counted, opening, part_of
from realign.methods.wording.substance import says_something, why_hollow


def checks_of(sections: Sequence[SectionContent], on: date, stale_after: int) -> tuple[AssessmentCheck, ...]:
    """Every check, those that fail first."""
    results = [
        *(_section(section) for section in sections),
        *(_half(half, sections) for half in Half),
        _texts(sections),
        _outcomes(sections),
        _use(sections),
        _age(sections, on, stale_after),
        _cycle(sections),
        _confidence(sections),
        _gaps(sections),
    ]
    return tuple(sorted(results, key=lambda check: (check.well, not check.stops)))


def _standing(sections: Sequence[SectionContent]) -> list[Datum]:
    return [datum for section in sections for datum in section.standing]


def _section(section: SectionContent) -> AssessmentCheck:
    dated = [datum for datum in section.dated if says_something(datum.where)]
    return AssessmentCheck(
        f"section-{section.code}",
        f"“{section.title}” has a dated source",
        bool(dated),
        f"{counted(len(dated), 'dated source')}."
        if dated
        else "No source with a date that can be looked up.",
        "Add at least one source with its date to each section.",
        stops=True,
    )


def _texts(sections: Sequence[SectionContent]) -> AssessmentCheck:
    hollow = {
        section.title: why
        for section in sections
        if (why := why_hollow(section.text, [section.title, section.question]))
    }
    told = len(sections) - len(hollow)
    words = opening(f"{part_of(told, len(sections), 'section', 'has,have')} text.")
    unwritten = [f"{title} ({why})" for title, why in hollow.items()]
    return AssessmentCheck(
        "texts",
        "Words of the writers in each section",
        not hollow,
        f"{words} Without: {'; '.join(unwritten)}." if hollow else words,
        "Say in each section what the sources mean for children here.",
    )


def _half(half: Half, sections: Sequence[SectionContent]) -> AssessmentCheck:
    standing = [datum for section in sections if section.half is half for datum in section.standing]
    well, words = bool(standing), f"{counted(len(standing), 'source')}."
    if half is Half.LANDSCAPE:
        kinds = {section.code for section in sections if section.half is half and section.standing}
        well = {"activity", "resource"} <= kinds
        words = f"{words} Services: {'yes' if 'activity' in kinds else 'no'}. Spend and purpose: " + (
            "yes." if "resource" in kinds else "no."
        )
    return AssessmentCheck(
        f"half-{half.name.lower()}",
        str(half),
        well,
        words,
        "Release a survey table, or cite a finding."
        if half is Half.WELLBEING
        else "Import what services do, what they cost and what they are for.",
    )


def _outcomes(sections: Sequence[SectionContent]) -> AssessmentCheck:
    standing = _standing(sections)
    counted_ = [datum for datum in standing if datum.counts_as_outcome]
    untagged = [datum.title for datum in standing if datum.nature == Nature.OUTCOME and not datum.tags]
    outputs = sum(datum.nature == Nature.OUTPUT for datum in standing)
    words = f"{counted(len(counted_), 'source')} of outcomes; {outputs} of outputs, which do not count."
    if untagged:
        words += f" Not tagged with wellbeing, and so not counted: {'; '.join(untagged)}."
    return AssessmentCheck(
        "outcomes",
        "Evidence of outcomes, apart from outputs",
        bool(counted_) and not untagged,
        words,
        "Tag the evidence of outcomes with the wellbeing that it is about.",
    )


def _use(sections: Sequence[SectionContent]) -> AssessmentCheck:
    silent = [
        datum.title for datum in _standing(sections) if not says_something(datum.use_for, [datum.title])
    ]
    return AssessmentCheck(
        "use",
        "What each statistic may be used for",
        not silent,
        f"No words that say it for: {'; '.join(silent)}." if silent else "Each has words on it.",
        "Write it on the page of the indicator or the source.",
    )


def _age(sections: Sequence[SectionContent], on: date, years: int) -> AssessmentCheck:
    standing = _standing(sections)
    old = [datum.title for datum in standing if datum.is_stale(on, years)]
    unknown = [datum.title for datum in standing if datum.dated is None]
    words = f"Older than {counted(years, 'year')}: {'; '.join(old) or 'none'}."
    if unknown:
        words += f" Of unknown age: {'; '.join(unknown)}."
    return AssessmentCheck(
        "age",
        "All sources up to date",
        not old and not unknown,
        words,
        "Replace it by newer data, or record the gap.",
    )


def _cycle(sections: Sequence[SectionContent]) -> AssessmentCheck:
    late = [section.title for section in sections if section.is_overdue]
    return AssessmentCheck(
        "cycle",
        "Every section reviewed on time",
        not late,
        f"Review overdue: {', '.join(late)}." if late else "All are.",
        "Review the section and save it.",
    )


def _confidence(sections: Sequence[SectionContent]) -> AssessmentCheck:
    silent = [
        section.title
        for section in sections
        if not (section.confidence and says_something(section.confidence_reason, [section.title]))
    ]
    return AssessmentCheck(
        "confidence",
        "How sure we are of each section",
        not silent,
        f"No level, or no reason in words, for: {', '.join(silent)}."
        if silent
        else "Each section has a level and a reason in words.",
        "Say how sure you are, and why.",
    )


def _gaps(sections: Sequence[SectionContent]) -> AssessmentCheck:
    silent = [section.title for section in sections if section.confidence == "weak" and not section.gaps]
    number = len({gap.title for section in sections for gap in section.gaps})
    return AssessmentCheck(
        "gaps",
        "Data gaps are recorded",
        not silent,
        f"{counted(number, 'open gap')}."
        + (f" Weak evidence with no data gap recorded: {', '.join(silent)}." if silent else ""),
        "Record what is missing, who will close the gap and by when.",
    )
