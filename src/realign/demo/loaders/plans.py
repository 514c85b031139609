"""The plan of 2017 as the documents tell it, the cycles since, and the present plan."""

from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.demo.loaders.priorities import at_noon
from realign.foundations.partnerships.queries import organisation
from realign.foundations.partnerships.types import Actor
from realign.plan.plans import actions
from realign.plan.plans.models import Plan
from realign.plan.plans.rules import period_words
from realign.plan.priorities import queries as priorities
from realign.registers.places import queries as places


def load_plans(by: Actor) -> None:
    """Each plan after the one before it; the present one is adopted and in force."""
    previous = None
    for row in content("plan")["plan"]:
        previous = _plan(by, row, previous)


def _plan(by: Actor, row: dict[str, Any], previous: Plan | None) -> Plan:
    is_present = row["status"] == "adopted"
    planner = acting_as(by, "morag-tennant", at_noon(row["adopted_on"])) if is_present else by
    prepares = [entry["organisation"] for entry in row.get("body", ()) if entry["part"] == "prepares"]
    plan = actions.create_plan(
        by=planner,
        slug=row["slug"],
        title=row["title"],
        starts_on=row["period_start"],
        ends_on=row["period_end"],
        status=Plan.Status.DRAFT if is_present else Plan.Status.SUPERSEDED,
        summary=_summary(row),
        bodies=[organisation(by.partnership, slug) for slug in prepares],
        priorities=priorities.priorities(by.partnership) if prepares else [],
        previous=previous,
        source=row.get("source", "Invented for the demonstration"),
        invented=row.get("invented", row.get("title_invented", False)),
    )
    for duty in row.get("accountability", ()):
        body = organisation(by.partnership, duty["organisation"])
        actions.change_accountability(
            by=planner,
            plan=plan,
            area=places.area(body.area_code),
            community_planning_partnership=body.name,
            how=duty["answers_for"],
            invented=row.get("invented", False),
        )
    if is_present:
        coordinator = acting_as(by, "isla-morrison", at_noon(row["published_on"]))
        actions.move_plan(by=coordinator, plan=plan, revision=plan.revision, status=Plan.Status.FULL)
    return plan


def _summary(row: dict[str, Any]) -> str:
    paragraphs = [row["note"]] if "note" in row else []
    paragraphs += [section["text"] for section in row.get("section", ())[:1]]
    printed = row.get("printed_period")
    if printed:
        wrong = "; ".join(period_words(printed["start"], printed["end"]))
        paragraphs.append(f"{printed['source']} prints the period to {printed['end']:%-d %B %Y}: {wrong}.")
    return "\n\n".join(paragraphs)
