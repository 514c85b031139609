"""Two reports: the one of 2025/26 that is late and still a draft, and a published one on the first months of the plan."""

from datetime import UTC, date, datetime, time

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.demo.loaders.publishing import WHY
from realign.foundations.partnerships.types import Actor
from realign.plan.plans import queries as plans
from realign.review.reports import actions, jobs
from realign.review.reports.models import Report

UP_TO = date(2026, 10, 31)
INTRODUCTION = (
    "This is what we did in the first seven months of our plan for children. "
    "One big change was agreed: one way in to early help for young people who struggle. "
    "It has only just begun, so it is too soon to see a difference in anyone's life. "
    "We say below what we could not show yet."
)
NEXT_STEPS = (
    "Finish the description of the new service with the young people's panel. "
    "Find a lead official for safeguarding and child protection. "
    "Choose an indicator for each of the four priorities that have none."
)


def load_reports(by: Actor) -> None:
    """The late draft, then the progress report, published."""
    day = max(by.at, datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC))
    planner, coordinator = acting_as(by, "morag-tennant", day), acting_as(by, "isla-morrison", day)
    for row in content("plan")["annual_report"]:
        actions.create_report(
            by=planner,
            plan=plans.plan(by.partnership, row["plan"]),
            year=row["year"],
            invented=row["invented"],
            source=row["note"],
        )
    _progress_report(planner, coordinator)


def _progress_report(planner: Actor, coordinator: Actor) -> Report:
    draft = actions.create_report(
        by=planner,
        plan=plans.plan(planner.partnership, "tayside-2026-2029"),
        year="2026/27",
        ends_on=UP_TO,
        introduction=INTRODUCTION,
        next_steps=NEXT_STEPS,
        delay_reason="The figures of October came in during November.",
        invented=True,
        source="Invented for the demonstration",
    )
    return jobs.publish_report(
        by=coordinator, report=draft, revision=draft.revision, say=lambda *_: None, reason=WHY
    )
