"""A small plan, made by the product's own actions.

::

    Priority 1 Early years          1.1 Write a Tayside Parenting Strategy and put it into practice
    Priority 3 Healthy minds        3.1 Write a Tayside Parenting Strategy     3.2 Open a way in to help
      outcome: more young people feel well
        target: raised difficulties 41% → 36%
      action "Open one way in to early help in every school cluster"   (all five SMART marks, serves 3.2)
      action "Improve emotional wellbeing in primary schools"          (no measure, money or date)
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from realign.plan.priorities import actions
from realign.plan.priorities.models import Action, Commitment, Priority, Target
from realign.registers.evidence.models import Finding
from realign.registers.indicators import actions as indicators
from tests.support.cast import Cast
from tests.support.keeping import kept

STATEMENT = "Our children and young people will be physically, mentally and emotionally healthy."


@dataclass(frozen=True)
class Plan:
    """The priorities and what is under them, by a short key."""

    cast: Cast
    priorities: dict[str, Priority]
    commitments: dict[str, Commitment]
    actions: dict[str, Action]
    target: Target


@kept
def build(cast: Cast) -> Plan:
    """Write the plan in a partnership."""
    by, bodies = cast.system, cast.bodies
    early = actions.create_priority(by=by, number=1, title="Early years", statement="The best start in life.")
    minds = actions.create_priority(
        by=by, number=3, title="Healthy minds", statement=STATEMENT, preventive=True
    )
    commitments = {
        "1.1": actions.create_commitment(
            by=by,
            priority=early,
            text="Write a Tayside Parenting Strategy and put it into practice",
            is_strategy=True,
        ),
        "3.1": actions.create_commitment(
            by=by, priority=minds, text="Write a Tayside Parenting Strategy", is_strategy=True
        ),
        "3.2": actions.create_commitment(by=by, priority=minds, text="Open a way in to help"),
    }
    outcome = actions.create_outcome(by=by, priority=minds, statement="More young people feel well")
    indicator = indicators.create_indicator(
        by=by, slug="raised", title="Pupils with a raised score", polarity="lower", unit="percent"
    )
    target = actions.create_target(
        by=by,
        outcome=outcome,
        indicator=indicator,
        baseline=41.0,
        baseline_on=date(2026, 3, 31),
        goal=36.0,
        goal_on=date(2029, 3, 31),
    )
    whole = actions.create_action(
        by=by,
        priority=minds,
        title="Open one way in to early help in every school cluster",
        outcome=outcome,
        measures=[target],
        commitment=commitments["3.2"],
        lead=bodies["nhs-tayside"],
        lead_person="Head of early help",
        starts_on=date(2026, 10, 12),
        due_on=date(2029, 3, 31),
    )
    actions.change_money(
        by=by,
        action=whole,
        year="2026/27",
        funder=bodies["nhs-tayside"],
        amount=Decimal(90_000),
        price_base="2026/27 prices",
    )
    weak = actions.create_action(
        by=by,
        priority=minds,
        title="Improve emotional wellbeing in primary schools",
        outcome=outcome,
        lead=bodies["dundee"],
    )
    return Plan(cast, {"early": early, "minds": minds}, commitments, {"whole": whole, "weak": weak}, target)


def finding(cast: Cast, slug: str = "raised-difficulties") -> Finding:
    """Something that is known. Rests on no table here: what it may rest on is the evidence room's to test."""
    return Finding.objects.create(
        partnership=cast.partnership,
        slug=slug,
        sentence="41 in every 100 pupils have raised difficulties.",
        strength="strong",
        created_at=cast.system.at,
        changed_at=cast.system.at,
        released_at=cast.system.at,
    )
