"""Whether an area may start, how far it has come, and what it should do next."""

from django.utils.text import get_text_list

from realign.analyse.programme.types import AreaStage, Facts, ReadinessVerdict, Signatures
from realign.foundations.partnerships.types import Refusal

NEXT = {
    AreaStage.INTERESTED: "Get in touch with the area.",
    AreaStage.CONTACTED: "Visit the area and explain what the programme asks.",
    AreaStage.VISITED: "Assess the conditions of readiness, with evidence for each.",
    AreaStage.READY: "Ask for the missing signatures.",
    AreaStage.SIGNED: "Give the area a place in a slot.",
    AreaStage.PLACED: "Start the area.",
    AreaStage.STARTED: "Keep the four elements up to date.",
    AreaStage.ENDED: "Record which benefits have been achieved.",
    AreaStage.EARLIER: "Nothing: the area was surveyed before this round began.",
    AreaStage.WITHDRAWN: "Nothing: the area has withdrawn.",
}


def stage_of(facts: Facts) -> AreaStage:
    """The last step behind which nothing is left undone: a signature does not make up for a visit that never was."""
    for over, stage in (
        (facts.withdrawn, AreaStage.WITHDRAWN),
        (facts.ended, AreaStage.ENDED),
        (facts.started, AreaStage.STARTED),
        (facts.placed_before, AreaStage.EARLIER),
    ):
        if over:
            return stage
    reached = AreaStage.INTERESTED
    for done, stage in (
        (facts.contacted, AreaStage.CONTACTED),
        (facts.visited, AreaStage.VISITED),
        (facts.ready, AreaStage.READY),
        (facts.signed, AreaStage.SIGNED),
        (facts.placed, AreaStage.PLACED),
    ):
        if not done:
            break
        reached = stage
    return reached


def next_step(stage: AreaStage, verdict: ReadinessVerdict, signatures: Signatures) -> str:
    """What to do next, in a polite sentence that names what is missing."""
    if stage is AreaStage.VISITED and verdict.missing and len(verdict.missing) < len(verdict.conditions):
        return f"Please add evidence for this, or say what would help: {_quoted(verdict.missing)}."
    if stage is AreaStage.READY:
        return f"Please ask for {_missing_signatures(signatures)}."
    return NEXT[stage]


def check_may_start(verdict: ReadinessVerdict, signatures: Signatures) -> None:
    """Refuse to start before every condition holds and every signature is given."""
    if not verdict.ready:
        raise Refusal(
            f"The area is not ready yet: {_quoted(verdict.missing) or 'the list of conditions has not been loaded'}.",
            "Say what shows that each condition is met.",
        )
    if not signatures.complete:
        raise Refusal(
            f"{signatures.words} signatures are given, so the area cannot start.",
            f"Still to come: {_missing_signatures(signatures)}.",
        )


def _missing_signatures(signatures: Signatures) -> str:
    """`Health (findings will be used) and Education (evidence may be collected)`."""
    return get_text_list(
        [f"{sector} ({purpose[:1].lower()}{purpose[1:]})" for sector, purpose in signatures.missing], "and"
    )


def _quoted(names: tuple[str, ...]) -> str:
    return get_text_list([f"“{name}”" for name in names], "and")
