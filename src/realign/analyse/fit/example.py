"""The published table of need and contact that the method is known by, as a worked example."""

from realign.foundations.design.types import Source

COUNTS = {"high_served": 223, "high_unserved": 1953, "low_served": 426, "low_unserved": 5857}
PLACE = "Perth and Kinross, pupils aged 9 to 15"
SOURCE = Source(
    where="Evidence2Success, Perth and Kinross: survey of 8,459 pupils by the Dartington Social Research Unit",
    sure="intervals treat the pupils as a simple random sample (Wilson; Woolf for the odds ratio)",
    method="high need and contact with specialist services, as defined in that study",
)
