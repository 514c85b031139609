"""Two priorities with their promises, and three findings of different weight.

::

    P1 early years     outcome “ready”      target: a proxy          1.1 rests on strong evidence, for “ready”
                                                                     1.2 on nothing
    P2 learning        outcome “attend”     target: sessions held    2.1 on weak evidence only
                                                                     2.2 repeats 1.1
    P3 safety          no outcome
"""

from dataclasses import dataclass
from datetime import date

from realign.plan.alignment import actions
from realign.plan.priorities import actions as priorities
from realign.plan.priorities.models import Commitment, Outcome, Target
from realign.registers.evidence.models import Finding
from realign.registers.indicators import actions as indicators
from tests.apps.analyse.needs.worlds import values
from tests.support.cast import Cast
from tests.support.evidence import released_finding
from tests.support.keeping import kept


@dataclass(frozen=True)
class World:
    cast: Cast
    commitments: dict[str, Commitment]
    outcomes: dict[str, Outcome]
    targets: dict[str, Target]
    findings: dict[str, Finding]


@kept
def build(cast: Cast) -> World:
    by = cast.actor("planner")
    held = {
        number: priorities.create_priority(
            by=by, number=number, slug=slug, title=title, statement=f"{title} will be better."
        )
        for number, slug, title in (
            (1, "early", "Early years"),
            (2, "learning", "Learning"),
            (3, "safety", "Safety"),
        )
    }
    findings = {
        name: released_finding(
            cast,
            slug=name,
            sentence=f"Finding {name}.",
            strength="fair",
            source="A study",
        )
        for name in ("strong", "weak", "research")
    }
    commitments = {
        code: priorities.create_commitment(
            by=by, priority=held[int(code[0])], number=int(code[2]), text=f"Promise {code}"
        )
        for code in ("1.1", "1.2", "2.1", "2.2")
    }
    priorities.change_commitment(by=by, commitment=commitments["2.2"], revision=1, same_as=commitments["1.1"])
    outcomes = {
        slug: priorities.create_outcome(by=by, priority=held[number], slug=slug, statement=f"More are {slug}")
        for number, slug in ((1, "ready"), (2, "attend"))
    }
    targets = {slug: measure(cast, outcomes[slug], title, proxy) for slug, title, proxy in (
        ("ready", "Reviews with a concern", "How ready children feel"),
        ("attend", "Number of sessions delivered", ""),
    )}  # fmt: skip
    actions.create_support(
        by=by,
        finding=findings["strong"],
        commitment=commitments["1.1"],
        outcome=outcomes["ready"],
        strength="strong",
        because="It was seen here.",
    )
    actions.create_support(
        by=by,
        finding=findings["weak"],
        commitment=commitments["2.1"],
        strength="weak",
        because="It is plausible.",
    )
    return World(cast, commitments, outcomes, targets, findings)


def measure(cast: Cast, outcome: Outcome, title: str, proxy_for: str = "", *, valued: bool = True) -> Target:
    """A target on an indicator of its own."""
    from_rows = dict.fromkeys(cast.partnership.council_codes, (10.0, None, None))
    indicator = indicators.create_indicator(
        by=cast.system,
        slug=f"{outcome.slug}-{title[:12].lower().replace(' ', '-')}",
        title=title,
        polarity="higher",
    )
    if valued:
        values(cast, indicator, from_rows)
    return priorities.create_target(
        by=cast.actor("planner"),
        outcome=outcome,
        indicator=indicator,
        baseline=10,
        goal=20,
        baseline_on=date(2026, 3, 31),
        goal_on=date(2029, 3, 31),
        proxy_for=proxy_for,
    )
