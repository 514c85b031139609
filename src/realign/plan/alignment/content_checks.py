"""Which checks of this room read what people write: evidence of commitments and sight of outcomes."""

from realign.foundations.partnerships.registry import CHECKS, ContentCheck
from realign.plan.alignment.rules import sight, verdict
from realign.plan.alignment.types import EvidenceVerdict, Sight

CHECKS.add(
    ContentCheck(
        "Evidence for commitments",
        verdict,
        (EvidenceVerdict,),
        pages=("alignment:matrix", "alignment:commitment"),
    ),
    ContentCheck("Indicators for outcomes", sight, (Sight,), pages=("alignment:outcomes",)),
)
