"""Which tables may be asked out, and how rounded ones are rounded."""

from dataclasses import replace

from realign.analyse.surveys.data.measures import Measure
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import Profile, Rounding
from realign.registers.evidence.types import GroupEstimate


def can_go_out(measure: Measure) -> bool:
    """Whether tables of a measure may be asked out: shares and means, which the ledger of releases is made of."""
    return measure.code == measure.own


def check_can_go_out(measure: Measure) -> None:
    """Refuse kinds of figures that stay in the room."""
    if not can_go_out(measure):
        raise Refusal(
            f"“{measure.title}” cannot be released.",
            "Request the release of the percentage or mean it comes from.",
        )


AS_THE_RULES_SAY, EACH, KEEPING_SUMS = "", "each", "sums"


CHOICES = [
    (AS_THE_RULES_SAY, "As the rules say"),
    (EACH, "Round each number; parts may then not add up"),
    (KEEPING_SUMS, "Round so that parts add up"),
]


KINDS = {AS_THE_RULES_SAY: Rounding.EACH, EACH: Rounding.EACH, KEEPING_SUMS: Rounding.KEEPING_SUMS}


STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


def rounded_rules(rules: Profile, rounding: str) -> Profile:
    """The rules with the base to round to; refuses to round where they name none."""
    if rounding == AS_THE_RULES_SAY:
        return rules
    base = rules.round_to or rules.rounding_offered
    if not base:
        raise Refusal(
            f"The rules “{rules.title}” name no base to round to.",
            "Choose rules that round, such as ONS or ACRO, or leave rounding as the rules say.",
        )
    return replace(rules, round_to=base)


def coarse(figure: GroupEstimate, base: int, round_to: int) -> GroupEstimate:
    """A share in steps so wide that each covers as many pupils as the rounding of the counts does.

    Otherwise the share times the base would give the count that was rounded.
    """
    step = next((step for step in STEPS if step * base >= round_to), STEPS[-1])

    def near(value: float | None) -> float | None:
        return None if value is None else round(round(value / step) * step, 4)

    estimate = near(figure.estimate)
    assert estimate is not None, "a share that is shown has a value"
    return replace(figure, estimate=estimate, lower=near(figure.lower), upper=near(figure.upper))
