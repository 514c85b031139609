"""Which checks of this room read what people write: what a proposal needs."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.plan.proposals.rules import submission_gaps
from realign.plan.proposals.types import ProposalCompleteness

CHECKS.add(
    ContentCheck(
        "Minimum for a proposal", submission_gaps, (ProposalCompleteness,), pages=("proposals:page",)
    ),
)
