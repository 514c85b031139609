"""The vision, five priorities, thirty commitments, and the actions of the present plan."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from realign.analyse.fit.models import Need
from realign.demo.content import content
from realign.demo.loaders.people import account, acting_as
from realign.foundations.partnerships.queries import organisation
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities import actions
from realign.plan.priorities.models import Action, Commitment, Outcome, Priority, Target
from realign.registers.evidence import queries as evidence
from realign.registers.frameworks import queries as frameworks
from realign.registers.groups.models import Group, Seat
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.models import Indicator

INVENTED = "Invented for the demonstration"
STAGES = {
    "idea": Commitment.Stage.NOT_STARTED,
    "strategy-to-write": Commitment.Stage.DEVELOPING,
    "to-develop": Commitment.Stage.DEVELOPING,
    "to-implement": Commitment.Stage.UNDER_WAY,
    "under-way": Commitment.Stage.UNDER_WAY,
}


def load_priorities(by: Actor) -> None:
    """From the vision down to the money of each action."""
    contents, adopted = content("priorities"), datetime(2026, 3, 19, 10, tzinfo=UTC)
    planner = acting_as(by, "morag-tennant", adopted)
    vision = contents["vision"]
    actions.create_vision(
        by=planner, text=vision["text"], valid_from=vision["valid_from"], source=vision["source"]
    )
    priorities = {row["code"]: _priority(planner, row) for row in contents["priority"]}
    commitments = {row["code"]: _commitment(planner, row, priorities) for row in contents["commitment"]}
    outcomes = {row["code"]: _outcome(planner, row, priorities) for row in contents["outcome"]}
    targets = {row["slug"]: _target(planner, row, outcomes) for row in contents["indicator"]}
    for row in contents["citation"]:
        _cite(planner, row, priorities)
    for row in contents["action"]:
        _action(planner, row, priorities, commitments, outcomes, targets)


def _priority(by: Actor, row: dict[str, Any]) -> Priority:
    group = Group.objects.filter(partnership=by.partnership, slug=row["group"]).first()
    seat = group.seats.filter(role=Seat.Role.SPONSOR).first() if group else None
    first, *others = row["wording"]
    return actions.create_priority(
        by=by,
        number=int(row["code"][1:]),
        slug=row["slug"],
        title=row["name"],
        plain_title=row["plain_name"],
        aliases=row["aliases"],
        statement=first["text"],
        other_wordings=[{"text": other["text"], "source": other["source"]} for other in others],
        why=row.get("why", ""),
        group=group,
        sponsor=seat.organisation if seat else None,
        preventive=row["preventive_focus"],
        needs=Need.objects.filter(partnership=by.partnership, slug__in=row.get("needs", ())),
        tags=_tags(by, "shanarri", row["wellbeing"]),
        source=first["source"],
    )


def _commitment(by: Actor, row: dict[str, Any], priorities: dict[str, Priority]) -> Commitment:
    anomaly = row.get("anomaly")
    return actions.create_commitment(
        by=by,
        priority=priorities[row["priority"]],
        number=int(row["code"].partition("-")[2]),
        text=row["text"],
        stage=STAGES[row["stage"]],
        is_strategy=row.get("strategy", False),
        note=f"The source prints “{anomaly['printed']}”. {anomaly['note']}" if anomaly else "",
        source=row["source"],
    )


def _outcome(by: Actor, row: dict[str, Any], priorities: dict[str, Priority]) -> Outcome:
    return actions.create_outcome(
        by=by,
        priority=priorities[row["priority"]],
        slug=row["code"].lower(),
        statement=row["text"],
        tags=_tags(by, "shanarri", row["wellbeing"]),
        source=INVENTED,
        invented=True,
    )


def _target(by: Actor, row: dict[str, Any], outcomes: dict[str, Outcome]) -> Target:
    return actions.create_target(
        by=by,
        outcome=outcomes[row["outcome"]],
        indicator=_indicator(by, row),
        baseline=row["baseline"]["value"],
        baseline_on=_last_day(row["baseline"]["period"]),
        goal=row["target"]["value"],
        goal_on=_last_day(row["target"]["period"]),
        reason=row["target"]["reason"],
        source=INVENTED,
        invented=True,
    )


def _indicator(by: Actor, row: dict[str, Any]) -> Indicator:
    indicator = Indicator.objects.filter(partnership=by.partnership, slug=row["slug"]).first()
    return indicator or indicators.create_indicator(
        by=acting_as(by, "ewan-petrie", by.at),
        slug=row["slug"],
        title=row["name"],
        definition=row["definition"],
        unit=row["unit"],
        polarity="lower" if row["direction"] == "lower-is-better" else "higher",
        producer=row["collection"],
        is_national=False,
        source=INVENTED,
        invented=True,
    )


def _cite(by: Actor, row: dict[str, Any], priorities: dict[str, Priority]) -> None:
    actions.cite_finding(
        by=by,
        priority=priorities[row["priority"]],
        finding=evidence.finding(by.partnership, row["finding"]),
        because=row["because"],
        source=INVENTED,
        invented=True,
    )


def _action(
    by: Actor,
    row: dict[str, Any],
    priorities: dict[str, Priority],
    commitments: dict[str, Commitment],
    outcomes: dict[str, Outcome],
    targets: dict[str, Target],
) -> Action:
    action = actions.create_action(
        by=by,
        priority=priorities[row["priority"]],
        slug=row["code"].lower().replace(".", "-"),
        title=row["title"],
        description=f"{row['why']}.",
        commitment=commitments.get(row.get("continues", "")),
        outcome=outcomes[row["outcome"]],
        measures=[targets[slug] for slug in row.get("indicators", ())],
        lead=organisation(by.partnership, row["lead_organisation"]),
        lead_person_account=account(row.get("lead_person", "")),
        partners=[organisation(by.partnership, slug) for slug in row.get("partners", ())],
        starts_on=row.get("start"),
        due_on=row.get("finish"),
        aims=_tags(by, "five-aims", row.get("aims", ())),
        source=INVENTED,
        invented=True,
    )
    if "money" in row:
        for cost in content("proposal")["cost"]:
            actions.change_money(
                by=by,
                action=action,
                year=cost["year"],
                funder=organisation(by.partnership, cost["organisation"]),
                amount=Decimal(cost["amount"]),
                price_base="2026/27 prices",
                source=INVENTED,
                invented=True,
            )
    return action


def _tags(by: Actor, framework: str, codes: Any) -> list[Any]:
    return [item for item in frameworks.items(framework, on=by.at.date()) if item.code in codes]


def _last_day(report_year: str) -> date:
    """The 31 March on which a report year such as 2025/26 ends."""
    return date(int(report_year[:4]) + 1, 3, 31)


def at_noon(day: date) -> datetime:
    """Noon of a day, for somebody acting on it."""
    return datetime.combine(day, time(12), UTC)
