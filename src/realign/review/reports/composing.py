"""A report put together: content from the records, a document from the content."""

from datetime import date

from django.db.models import Q
from django.template.loader import render_to_string

from realign.foundations.design.words import date_words, opening, part_of
from realign.foundations.documents.pictures import picture_of
from realign.foundations.documents.types import Document
from realign.plan.priorities.models import Outcome
from realign.review.reports import reading
from realign.review.reports.gaps import days_at, gaps_of
from realign.review.reports.models import Report
from realign.review.reports.reading import ReportPeriod
from realign.review.reports.types import Figure, Moved, PrioritySection, ReportContent

NATIONAL = "national-outcomes"
STARTED = "action that had started,actions that had started"


def content_of(report: Report, as_of: date) -> ReportContent:
    """The whole report from the records as they stand on a day."""
    period = ReportPeriod.of(report, as_of)
    sections = reading.sections(report, period)
    decided = reading.decisions(period)
    lines, total = reading.planned_money(report, period)
    tagged = (
        Outcome.objects.filter(
            Q(tags__version__framework__slug=NATIONAL),
            priority__plans=report.plan_id,
            partnership=period.partnership,
        )
        .distinct()
        .count()
    )
    return ReportContent(
        title=report.title,
        partnership=report.partnership.name,
        plan=str(report.plan),
        period=f"{date_words(report.starts_on)} to {date_words(period.ends_on)}",
        as_of=as_of,
        ended=as_of > report.ends_on,
        introduction=report.introduction,
        next_steps=report.next_steps,
        delay_reason=report.delay_reason,
        answer=_answer(sections, period),
        gaps=gaps_of(report, sections, decided, outcomes_tagged=tagged, days=days_at(report, as_of)),
        sections=sections,
        decisions=decided,
        money=lines,
        total=total,
        coming=reading.coming(report, period),
        invented=_any_invented(sections) or report.invented,
    )


def _any_invented(sections: tuple[PrioritySection, ...]) -> bool:
    return any(
        line.invented
        for section in sections
        for lines in (section.actions, section.measures, section.findings)
        for line in lines
    )


def _answer(sections: tuple[PrioritySection, ...], period: ReportPeriod) -> Figure:
    """Whether what was said was done and whether it helped, in one sentence, from the lines."""
    actions = [action for section in sections for action in section.actions]
    measures = [measure for section in sections for measure in section.measures]
    if not actions and not measures:
        words = "There are no actions and no measures for this period."
    else:
        well = sum(action.status in {"On track", "Complete"} for action in actions)
        nearer = sum(measure.moved is Moved.TOWARDS for measure in measures)
        done = "no action had started"
        if actions:
            done = f"{part_of(well, len(actions), STARTED)} on track or complete"
        helped = "there are no measures"
        if measures and all(measure.moved is Moved.UNKNOWN for measure in measures):
            helped = "no measure has a value since its baseline"
        elif measures:
            whose = "their" if nearer > 1 else "its"
            helped = f"{part_of(nearer, len(measures), 'measure')} nearer to {whose} goal"
        words = opening(f"{done}; {helped}.")
    invented = any(action.invented for action in actions) or any(measure.invented for measure in measures)
    return Figure(words, period.own_records, invented)


def document_of(content: ReportContent, *, on: date, site: str = "") -> Document:
    """The report as the one source of its web page, Word file and PDF."""
    pictures = {line.name: picture_of(line.chart) for line in content.measures if line.chart is not None}
    return Document(
        title=content.title,
        author=content.partnership,
        language="en-GB",
        date=on,
        subtitle=f"{content.plan}: {content.period}",
        body=render_to_string("reports/document.html", {"content": content}),
        pictures=pictures,
        site=site,
    )
