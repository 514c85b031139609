"""Assessments in words, statuses and tables."""

from datetime import date

from django.urls import reverse

from realign.analyse.needs.models import NeedsAssessment, NeedsSource
from realign.analyse.needs.types import AssessmentContent, Datum, Lines, SectionContent, age_in_years
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, PlainTable, Status, SummaryRow, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.documents.figures import Figure
from realign.foundations.partnerships.models import Partnership

SURE = {"strong": Tone.GOOD, "fair": Tone.ATTENTION, "weak": Tone.BAD}


def state(assessment: NeedsAssessment) -> Status:
    """Draft, published or replaced."""
    if not assessment.is_published:
        return Status("Draft", Tone.NEUTRAL)
    newer = getattr(assessment, "superseded_by", None)
    if newer is not None and newer.is_published:
        return Status("Replaced", Tone.NEUTRAL, f"by version {newer.version}")
    return Status("Published", Tone.GOOD)


def section_address(assessment: NeedsAssessment, code: str) -> str:
    """The page of a section."""
    return reverse("needs:section", args=[assessment.partnership.slug, assessment.slug, code])


def table(partnership: Partnership) -> TableSpec:
    """Every assessment."""
    return TableSpec(
        name="needs-assessments",
        noun="assessment",
        caption="Needs assessments",
        search_fields=("title",),
        default_sort="-version",
        columns=(
            Column("title", "Assessment", link=NeedsAssessment.get_absolute_url),
            Column("version", "Version", kind=Kind.NUMBER),
            Column("state", "State", kind=Kind.STATUS, value=state),
            Column("last_changed", "Last changed", kind=Kind.DATE),
        ),
        filters=(Filter("state", "State", choices=NeedsAssessment.State.choices),),
        empty_title="No needs assessment yet",
        empty_help="It is built from released tables and registers, in seven sections; you add the text.",
        empty_action="Add a needs assessment",
        empty_url=reverse("needs:add", args=[partnership.slug]),
    )


def lead(content: AssessmentContent) -> str:
    """The state of an assessment in a sentence."""
    stale = len(content.stale)
    old = (
        f"{counted(stale, 'source')} {'is' if stale == 1 else 'are'} older than "
        f"{counted(content.stale_after, 'year')}"
    )
    missing = len(content.missing)
    if not missing:
        return (
            "All seven sections have a dated source, both halves of the evidence are included, "
            "and every source is up to date."
        )
    is_are = "is" if missing == 1 else "are"
    return (
        f"{counted(missing, 'check')} {is_are} still to do; {old if stale else 'every source is up to date'}."
    )


def sureness(section: SectionContent) -> Status:
    """How sure the writers are."""
    if not section.confidence:
        return Status("Not recorded", Tone.NEUTRAL)
    return Status(section.confidence.capitalize(), SURE[section.confidence], section.confidence_reason)


def cycle(section: SectionContent) -> Status:
    """When a section is to be looked at again."""
    if section.reviewed_on is None:
        return Status("Never reviewed", Tone.BAD)
    if section.is_overdue:
        return Status("Review overdue", Tone.BAD, f"since {date_words(section.due_on)}")
    return Status("Up to date", Tone.GOOD, f"next review by {date_words(section.due_on)}")


def checks_table(content: AssessmentContent) -> PlainTable:
    """What it should hold, what is missing first."""
    rows = [
        [check.label, "There" if check.well else "Not yet", check.result, "" if check.well else check.to_do]
        for check in content.checks
    ]
    return PlainTable("Checks", ("Check", "State", "Found", "To do"), rows)


def age(datum: Datum, on: date) -> str:
    """How old data are, in words."""
    if datum.dated is None:
        return "of unknown age"
    years = age_in_years(datum.dated, on)
    if years < 1:
        months = max(0, round(years * 12))
        return f"{counted(months, 'month')} old" if months else "new"
    return f"{years:.0f} year{'' if round(years) == 1 else 's'} old"


def age_status(datum: Datum, on: date, years: int) -> Status:
    """How old data are, flagged where they are too old."""
    if datum.withdrawn:
        return Status("Withdrawn", Tone.BAD, "its table was withdrawn")
    if datum.replaced_by:
        return Status("Replaced", Tone.NEUTRAL, f"by “{datum.replaced_by}”")
    words = age(datum, on)
    if datum.is_stale(on, years):
        return Status("Out of date", Tone.BAD, f"{words}; more than {counted(years, 'year')}")
    return Status(words.capitalize(), Tone.ATTENTION if datum.dated is None else Tone.GOOD)


def nature(datum: Datum) -> str:
    """What sort of evidence it is, and whether it counts."""
    match datum.nature:
        case NeedsSource.Nature.OUTCOME if datum.counts_as_outcome:
            return f"Outcome: {', '.join(datum.tags)}"
        case NeedsSource.Nature.OUTCOME:
            return "Outcome, not counted: not tagged with wellbeing"
        case NeedsSource.Nature.OUTPUT:
            return "Output: not counted as evidence of outcomes"
        case _:
            return "Context"


def plain(lines: Lines) -> PlainTable:
    """A table of the assessment for a page of the site: words without their notes."""
    headers = [head or "Group" for head in lines.headers]
    return PlainTable(lines.caption, headers, [[_bare(cell) for cell in row] for row in lines.rows])


def _bare(cell: Figure | str) -> str:
    if isinstance(cell, Figure):
        return cell.words
    return cell


def notes_of(lines: Lines) -> list[str]:
    """Where the figures of a table are from, each once."""
    notes = (cell.whole_note for row in lines.rows for cell in row if isinstance(cell, Figure))
    return list(dict.fromkeys(notes))


def is_invented(lines: Lines) -> bool:
    """Whether any figure of a table was made up: the table is labelled then."""
    return any(isinstance(cell, Figure) and cell.invented for row in lines.rows for cell in row)


def csv_rows(lines: Lines) -> list[list[str]]:
    """A table for a spreadsheet."""
    table = plain(lines)
    mark = ["Invented data"] if is_invented(lines) else []
    return [
        [*map(str, table.headers), *mark],
        *([*map(str, row), *("yes" for _ in mark)] for row in table.rows),
    ]


def facts(assessment: NeedsAssessment) -> list[SummaryRow]:
    """What an assessment is."""
    rows = [
        SummaryRow("Version", str(assessment.version)),
        SummaryRow("Data are out of date after", counted(assessment.stale_after_years, "year")),
    ]
    if assessment.supersedes:
        rows.append(SummaryRow("Replaces", f"version {assessment.supersedes.version}"))
    if assessment.published_at:
        rows.append(SummaryRow("Published", date_words(assessment.published_at)))
        rows.append(SummaryRow("Fingerprint", assessment.fingerprint[:16]))
    if assessment.source:
        rows.append(SummaryRow("Source", assessment.source))
    return rows


def crumbs(partnership: Partnership, *last: Link) -> list[Link]:
    """The way back to the list."""
    return [Link("Needs assessment", reverse("needs:list", args=[partnership.slug])), *last]
