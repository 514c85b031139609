"""Which findings speak for which promises: a few, so that the page shows what is missing."""

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.partnerships.types import Actor
from realign.plan.alignment import actions
from realign.plan.priorities.models import Commitment, Outcome
from realign.registers.evidence import queries as evidence


def load_alignment(by: Actor) -> None:
    """Every match of the content."""
    planner = acting_as(by, "morag-tennant")
    promises = {
        f"P{commitment.priority.number}.{commitment.number}": commitment
        for commitment in Commitment.objects.filter(partnership=by.partnership).select_related("priority")
    }
    outcomes = {outcome.slug: outcome for outcome in Outcome.objects.filter(partnership=by.partnership)}
    for row in content("assessment")["support"]:
        actions.create_support(
            by=planner,
            finding=evidence.finding(by.partnership, row["finding"]),
            commitment=promises[row["commitment"]] if "commitment" in row else None,
            outcome=outcomes[row["outcome"]] if "outcome" in row else None,
            strength=row["strength"],
            because=row["because"],
            invented=True,
            source="Invented for the demonstration",
        )
