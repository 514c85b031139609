"""What an assessment should hold, and whether it does: shown first, and printed with it."""

from collections.abc import Sequence
from datetime import date

from realign.analyse.needs.types import AssessmentCheck, Datum, Half, Nature, SectionContent
from realign.foundations.design.words import counted


def checks_of(sections: Sequence[SectionContent], on: date, stale_after: int) -> tuple[AssessmentCheck, ...]:
    """Every check, those that fail first."""
    results = [
        *(_section(section) for section in sections),
        *(_half(half, sections) for half in Half),
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
    return AssessmentCheck(
        f"section-{section.code}",
        f"“{section.title}” has a dated source",
        bool(section.dated),
        f"{counted(len(section.dated), 'dated source')}." if section.dated else "No source with a date.",
        "Add at least one source with its date to each section.",
        stops=True,
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
    silent = [datum.title for datum in _standing(sections) if not datum.use_for.strip()]
    return AssessmentCheck(
        "use",
        "What each statistic may be used for",
        not silent,
        f"Missing for: {'; '.join(silent)}." if silent else "Complete.",
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
    silent = [section.title for section in sections if not section.confidence]
    return AssessmentCheck(
        "confidence",
        "How sure we are of each section",
        not silent,
        f"Missing for: {', '.join(silent)}." if silent else "Complete.",
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
