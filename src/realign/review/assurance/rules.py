"""What an assessment must hold."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.review.assurance.types import StepJudged

VIEW, EDIT = "assurance.view", "assurance.edit"
LOWEST, HIGHEST, IN_PLACE = 0, 4, 3


def check_assessment(on: date, today: date, known: Collection[str], steps: Sequence[StepJudged]) -> None:
    """Refuse an assessment of the future, of steps that are not in the list, twice or half said, or without evidence."""
    if on > today:
        raise Refusal(
            "The assessment is dated in the future.",
            "Give the day on which it was made, today at the latest.",
        )
    codes = [step.code for step in steps]
    unknown = sorted(set(codes) - set(known))
    missing = [code for code in known if code not in codes]
    doubled = [code for code, times in Counter(codes).items() if times > 1]
    wrong = {"not in the list": unknown, "missing": missing, "more than once": doubled}
    if any(wrong.values()):
        which = "; ".join(f"{how}: {', '.join(steps)}" for how, steps in wrong.items() if steps)
        raise Refusal(
            f"Each step must be scored once; {which}.",
            "Score each step once; leave the score out if it is not known.",
        )
    for step in steps:
        check_step(step)


def check_step(step: StepJudged) -> None:
    """Refuse a score outside the scale, and one that nothing stands behind."""
    if step.score is None:
        return
    if not LOWEST <= step.score <= HIGHEST:
        raise Refusal(
            f"Step {step.code} has the score {step.score}.", f"Scores run from {LOWEST} to {HIGHEST}."
        )
    check_says(
        step.evidence,
        f"Step {step.code} has a score and no evidence.",
        "Add the evidence, or leave the score out.",
    )
