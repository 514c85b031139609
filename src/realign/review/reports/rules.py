"""When a report may be written and published, and how long it has been."""

from datetime import date

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.types import Refusal
from realign.methods.wording.substance import why_hollow
from realign.plan.plans.models import Plan
from realign.review.reports.models import Report
from realign.review.reports.types import PlanYear

VIEW, EDIT, PUBLISH = "reports.view", "reports.edit", "reports.publish"

# The Act says “as soon as practicable” (s.13) and the guidance keeps delay “to an absolute minimum” (paragraph 130);
# neither gives a number. After this many days we ask for the reason, so that the reader gets it.
EXPLAIN_AFTER_DAYS = 90

# the boxes that people fill, and what stands beside them: who copies that has written nothing
LABELS = {
    "introduction": "Introduction",
    "next_steps": "Next steps",
    "delay_reason": "Why this report is published now",
}
HELP = {
    "introduction": "In words that a young person would use. Leave figures to the parts below: they carry their sources.",
    "next_steps": "What the partners will do differently because of what this year showed.",
    "delay_reason": "The law says “as soon as practicable”. Readers will see this reason.",
}
FEWEST_WORDS = 5  # a sentence: fewer different words cannot say what was done, or why it comes late

LIFE: Lifecycle[Report.State] = Lifecycle(
    "report",
    {Report.State.DRAFT: {Report.State.PUBLISHED: "publish"}, Report.State.PUBLISHED: {}},
    at_the_end="Start a new version; it will say which one it replaces.",
)


def days_since(ends_on: date, on: date) -> int:
    """Days from the end of the period to a day; nought while it still runs.

    >>> days_since(date(2018, 3, 31), date(2018, 9, 14))
    167
    """
    return max(0, (on - ends_on).days)


def why_unwritten(report: Report, box: str) -> str:
    """Why what is in a box of a report says nothing; empty when it may say something."""
    return why_hollow(getattr(report, box), [LABELS[box], HELP[box], report.title], FEWEST_WORDS)


def needs_explaining(report: Report, on: date) -> bool:
    """Whether so long has passed since the period that the report must say why."""
    return days_since(report.ends_on, on) > EXPLAIN_AFTER_DAYS


def years_of(plan: Plan) -> list[PlanYear]:
    """The report years of a plan, each ending on 31 March, the first and last cut to the plan’s period."""
    years, start = [], plan.starts_on
    while start <= plan.ends_on:
        first = start.year if start.month >= 4 else start.year - 1
        end = min(date(first + 1, 3, 31), plan.ends_on)
        years.append(PlanYear(f"{first}/{(first + 1) % 100:02}", start, end))
        start = date(first + 1, 4, 1)
    return years


def year_called(plan: Plan, label: str) -> PlanYear:
    """The report year with this name; refuses with those that there are."""
    years = years_of(plan)
    for year in years:
        if year.label == label:
            return year
    raise Refusal(
        f"“{plan}” has no report year {label}.", f"Its years are {', '.join(year.label for year in years)}."
    )


def typed_words(report: Report) -> tuple[str, ...]:
    """What people typed for a report itself."""
    return (report.introduction, report.next_steps, report.delay_reason)


def check_is_draft(report: Report) -> None:
    """Refuse to change what was published."""
    if report.is_published:
        raise Refusal(
            f"“{report}” is published and cannot be changed.",
            "Start a new version; it will say which one it replaces.",
        )


def check_part_of_year(year: PlanYear, ends_on: date) -> None:
    """Refuse a period that is not within its year."""
    if not year.starts_on < ends_on <= year.ends_on:
        raise Refusal(
            f"The report must end in its year, {year.label}.",
            f"Choose a day after {date_words(year.starts_on)}, and {date_words(year.ends_on)} at the latest.",
        )


def check_may_publish(report: Report, on: date) -> None:
    """Refuse a report that is published already, whose period still runs, or that comes late without a word."""
    LIFE.check_can_become(report, Report.State.PUBLISHED)
    if on <= report.ends_on:
        raise Refusal(
            f"The period of this report runs until {date_words(report.ends_on)}.",
            "It can be published after that day. Until then the draft can be read as a preview.",
        )
    if needs_explaining(report, on) and (why := why_unwritten(report, "delay_reason")):
        what = "is missing" if not report.delay_reason.strip() else why
        raise Refusal(
            f"{days_since(report.ends_on, on)} days have passed since the period ended, and the "
            f"reason for the delay {what}.",
            f"Add the reason first: it is required after {EXPLAIN_AFTER_DAYS} days.",
        )


def check_may_supersede(report: Report) -> None:
    """Refuse a new version of a draft, or of a version that has one already."""
    if not report.is_published:
        raise Refusal("This report is a draft.", "Change it; a new version is for one that is published.")
    newer = Report.objects.filter(supersedes=report).first()
    if newer is not None:
        raise Refusal(f"There is a newer version already: version {newer.version}.", "Work on that one.")
