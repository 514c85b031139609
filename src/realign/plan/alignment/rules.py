"""What makes a promise rest on evidence, and an outcome visible."""

from collections.abc import Container, Iterable, Sequence

from realign.analyse.needs.rules import counts_work_done
from realign.foundations.partnerships.types import Refusal
from realign.plan.alignment.models import Support
from realign.plan.alignment.types import EvidenceVerdict, Sight
from realign.plan.priorities.models import Commitment, Outcome, Target
from realign.registers.evidence.models import Finding
from realign.registers.evidence.rules import check_may_cite

VIEW, EDIT = "priorities.view", "priorities.edit"


def verdict(commitment: Commitment, supports: Iterable[Support]) -> EvidenceVerdict:
    """What the evidence that still stands says of a commitment."""
    if commitment.same_as_id is not None:
        return EvidenceVerdict.REPEATS
    standing = [support for support in supports if support.stands]
    if not standing:
        return EvidenceVerdict.DROP
    weak = all(support.strength == Support.Strength.WEAK for support in standing)
    return EvidenceVerdict.REFINE if weak else EvidenceVerdict.KEEP


def measures_outcome(target: Target) -> bool:
    """Whether a target's indicator is about children, and not about work done."""
    return target.indicator.is_outcome and not counts_work_done(target.indicator.title)


def sight(targets: Sequence[Target], with_values: Container[int]) -> tuple[Sight, str]:
    """How well an outcome is seen by its targets, and why no better. ``with_values``: indicators that hold a value."""
    if not targets:
        return Sight.NONE, "No indicator is chosen."
    measured = [target for target in targets if target.indicator_id in with_values]
    if not measured:
        return Sight.NONE, "An indicator is chosen, but it has no values."
    if any(measures_outcome(target) and not target.proxy_for for target in measured):
        return Sight.FULL, ""
    proxies = [
        f"“{target.indicator.title}” stands in for: {target.proxy_for}"
        for target in measured
        if target.proxy_for
    ]
    outputs = [
        f"“{target.indicator.title}” counts work done" for target in measured if not measures_outcome(target)
    ]
    return Sight.PROXY, "; ".join((*proxies, *outputs)) + "."


def check_support(
    finding: Finding, commitment: Commitment | None, outcome: Outcome | None, because: str
) -> None:
    """Refuse a match with nothing, with two priorities at once, on a withdrawn table, or without a reason."""
    if commitment is None and outcome is None:
        raise Refusal("Nothing is chosen.", "Choose a commitment, an outcome, or both.")
    if commitment is not None and outcome is not None and commitment.priority_id != outcome.priority_id:
        raise Refusal(
            "The commitment and the outcome belong to two priorities.",
            "Choose an outcome of the same priority.",
        )
    check_may_cite(finding)
    if not because.strip():
        raise Refusal("What the finding shows is missing.", "Describe it in a few words.")
