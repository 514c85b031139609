"""A partnership whose third priority joins from need to result, and whose others break in different places.

::

    P1 early years       an outcome, no measure, an action without money
    P2 learning          nothing below it
    P3 mental health     finding ── need ── service ── spend
                         outcome ── target ── value since the baseline
                         proposal ── decision ── action ── money, milestones (one reached), update
"""

from dataclasses import dataclass
from datetime import date

from realign.analyse.fit.models import Match, Need
from realign.deliver.decisions import actions as decisions
from realign.deliver.decisions.models import Decision, Position
from realign.deliver.decisions.types import OptionPut, Stand
from realign.deliver.progress.models import Milestone, Update
from realign.foundations.files.models import Import, Upload
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.types import Actor
from realign.plan.plans.models import Plan
from realign.plan.priorities.models import Action, ActionMoney, Citation, Outcome, Priority, Target
from realign.plan.proposals.models import Proposal
from realign.registers.evidence.models import Finding
from realign.registers.groups.models import Group, Seat
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.places.models import Area
from realign.registers.services.models import Service, Spend
from tests.support.cast import NOON, Cast
from tests.support.keeping import kept
from tests.support.publishing import publish_all


@dataclass(frozen=True)
class World:
    """The pieces that tests name."""

    cast: Cast
    plan: Plan
    priorities: tuple[Priority, ...]
    action: Action
    target: Target
    decision: Decision
    group: Group
    indicator: Indicator


@kept
def build(cast: Cast) -> World:
    """Set the world up in a partnership."""
    by = cast.system
    group = create_record(
        Group, by=by, slug="mental-health-group", name="Mental Health Group", kind="priority", life="plan"
    )
    create_record(Seat, by=by, group=group, post="Lead official", holder="Shona Guthrie", role=Seat.Role.LEAD)
    priorities = tuple(
        create_record(
            Priority,
            by=by,
            number=number,
            slug=slug,
            title=title,
            statement=f"{title} will be better.",
            group=group if number == 3 else None,
            sponsor=cast.bodies["angus"] if number == 1 else None,
        )
        for number, slug, title in (
            (1, "early-years", "Early years"),
            (2, "learning", "Learning"),
            (3, "mental-health", "Mental health"),
        )
    )
    early, _, mental = priorities
    plan = create_record(
        Plan,
        by=by,
        slug="plan-2026-2029",
        title="Our plan 2026-2029",
        starts_on=date(2026, 4, 1),
        ends_on=date(2029, 3, 31),
        status=Plan.Status.FULL,
    )
    plan.priorities.set(priorities)
    outcome = create_record(
        Outcome,
        by=by,
        priority=early,
        slug="ready-for-school",
        statement="More children are ready for school",
    )
    create_record(
        Action, by=by, priority=early, outcome=outcome, slug="visits", title="Visit every family twice"
    )
    need = needs_and_services(by, cast, mental)
    target, indicator = measure(by, mental)
    action = act(by, cast, mental, target.outcome)
    decision = decide(by, cast, group, mental, action)
    publish_all(by.partnership, "decision", at=by.at)
    need.finding = Finding.objects.get(slug="two-in-five", partnership=by.partnership)
    need.save()
    return World(cast, plan, priorities, action, target, decision, group, indicator)


def needs_and_services(by: Actor, cast: Cast, mental: Priority) -> Need:
    """What is known, the need, and the service that answers it."""
    finding = create_record(
        Finding,
        by=by,
        slug="two-in-five",
        sentence="Two in five struggle.",
        strength="strong",
        invented=True,
        released_at=NOON,
    )
    create_record(Citation, by=by, priority=mental, finding=finding, because="It is common.")
    need = create_record(
        Need,
        by=by,
        slug="wellbeing",
        name="Emotional wellbeing",
        definition="A raised score",
        age_from=12,
        age_to=17,
    )
    mental.needs.add(need)
    service = create_record(
        Service,
        by=by,
        slug="counselling",
        name="Counselling in schools",
        summary="Someone to talk to",
        provider=cast.bodies["voices"],
        tier="additional",
    )
    create_record(Match, by=by, need=need, service=service)
    for year, amount in (("2024/25", 100_000), ("2025/26", 186_000)):
        create_record(
            Spend,
            by=by,
            service=service,
            year=year,
            funder=cast.bodies["angus"],
            amount=amount,
            price_base="cash",
        )
    return need


def measure(by: Actor, mental: Priority) -> tuple[Target, Indicator]:
    """The outcome, its indicator, and values before and after the baseline."""
    area, _ = Area.objects.get_or_create(code="S12000041", defaults={"name": "Angus", "kind": "council"})
    indicator = create_record(
        Indicator,
        by=by,
        slug="weeks-to-first-support",
        scheme="local",
        title="Weeks to first support",
        unit="weeks",
        polarity="lower",
        producer="Service returns",
        invented=True,
    )
    outcome = create_record(
        Outcome, by=by, priority=mental, slug="feel-well", statement="More young people feel well"
    )
    target = create_record(
        Target,
        by=by,
        outcome=outcome,
        indicator=indicator,
        area=area,
        baseline=12,
        baseline_on=date(2026, 3, 31),
        goal=3,
        goal_on=date(2029, 3, 31),
    )
    upload = Upload.objects.create(
        partnership=by.partnership, name="returns.csv", size=1, sha256="0" * 64, path="x", uploaded_at=NOON
    )
    brought = Import.objects.create(
        partnership=by.partnership,
        upload=upload,
        kind="indicators",
        format="local",
        title="Service returns to October 2026",
        producer="NHS Tayside",
        published=date(2026, 11, 2),
        started_at=NOON,
        state=Import.State.ACCEPTED,
    )
    for month, value in (
        ("2026-01", 13.0),
        ("2026-02", 12.5),
        ("2026-03", 12.0),
        ("2026-04", 11.0),
        ("2026-10", 10.5),
    ):
        year, number = (int(part) for part in month.split("-"))
        Observation.objects.create(
            indicator=indicator,
            area=area,
            period=f"{date(year, number, 1):%B %Y}",
            starts_on=date(year, number, 1),
            ends_on=date(year, number, 28),
            value=value,
            brought_by=brought,
        )
    return target, indicator


def act(by: Actor, cast: Cast, mental: Priority, outcome: Outcome) -> Action:
    """The action with its money, milestones and an update."""
    action = create_record(
        Action,
        by=by,
        priority=mental,
        outcome=outcome,
        slug="one-way-in",
        title="Open one way in to early help",
        lead=cast.bodies["nhs-tayside"],
        lead_person="Shona Guthrie",
        starts_on=date(2026, 10, 12),
        due_on=date(2029, 3, 31),
        invented=True,
    )
    for year, amount in (("2026/27", 240_000), ("2027/28", 780_000)):
        create_record(
            ActionMoney,
            by=by,
            action=action,
            year=year,
            funder=cast.bodies["nhs-tayside"],
            amount=amount,
            price_base="2026/27 prices",
        )
    create_record(
        Milestone,
        by=by,
        action=action,
        title="Notice given",
        due_on=date(2026, 10, 31),
        done_on=date(2026, 10, 28),
    )
    create_record(
        Milestone,
        by=by,
        action=action,
        title="Agreement signed",
        due_on=date(2026, 11, 13),
        owner="Callum Reid",
    )
    create_record(
        Update,
        by=by,
        action=action,
        on=date(2026, 10, 30),
        status="on-track",
        reason="Notice was given early.",
    )
    return action


def decide(by: Actor, cast: Cast, group: Group, mental: Priority, action: Action) -> Decision:
    """The proposal and the decision that the action follows."""
    proposal = create_record(
        Proposal,
        by=by,
        slug="early-help",
        title="One way in to early help",
        ask="Open one way in.",
        priority=mental,
        group=group,
        state=Proposal.State.SUBMITTED,
        question_version="2017",
    )
    proposal.actions.add(action)
    meeting = decisions.call_meeting(by=by, group=group, on=date(2026, 10, 8), proposals=[proposal])
    core = ("angus", "dundee", "perth-kinross", "nhs-tayside")
    return decisions.record_decision(
        by=by,
        meeting=meeting,
        title="Open one way in",
        question="Should we open one way in?",
        result=Decision.Result.APPROVED,
        text="Agreed: one way in opens on 12 October 2026.",
        reason="Most who struggle are not reached.",
        options=(OptionPut("One way in", taken=True), OptionPut("Do nothing", reason="The wait stays.")),
        positions=[Stand(cast.bodies[key], Position.Stance.YES) for key in core],
        proposal=proposal,
        review_on=date(2027, 9, 30),
        slug="open-one-way-in",
    )
