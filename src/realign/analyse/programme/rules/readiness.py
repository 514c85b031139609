"""Whether an area may start, how far it has come, and what it should do next."""

from django.utils.text import get_text_list

from realign.analyse.programme.types import Facts, Signatures, Stage, Verdict
from realign.foundations.partnerships.types import Refusal

NEXT = {
    Stage.INTERESTED: "Get in touch with the area.",
    Stage.CONTACTED: "Visit the area and explain what the programme asks.",
    Stage.VISITED: "Judge the conditions of readiness, each with what shows it.",
    Stage.READY: "Ask for the signatures that are missing.",
    Stage.SIGNED: "Give the area a place in a slot.",
    Stage.PLACED: "Start: everything is in place.",
    Stage.STARTED: "Keep the four elements up to date.",
    Stage.ENDED: "Say which benefits have come about.",
    Stage.EARLIER: "Nothing: the area was surveyed before this round began.",
    Stage.WITHDRAWN: "Nothing: the area has withdrawn.",
}


def stage_of(facts: Facts) -> Stage:
    """The last step behind which nothing is left undone: a signature does not make up for a visit that never was."""
    for over, stage in (
        (facts.withdrawn, Stage.WITHDRAWN),
        (facts.ended, Stage.ENDED),
        (facts.started, Stage.STARTED),
        (facts.placed_before, Stage.EARLIER),
    ):
        if over:
            return stage
    reached = Stage.INTERESTED
    for done, stage in (
        (facts.contacted, Stage.CONTACTED),
        (facts.visited, Stage.VISITED),
        (facts.ready, Stage.READY),
        (facts.signed, Stage.SIGNED),
        (facts.placed, Stage.PLACED),
    ):
        if not done:
            break
        reached = stage
    return reached


def next_step(stage: Stage, verdict: Verdict, signatures: Signatures) -> str:
    """What to do next, in a polite sentence that names what is missing."""
    if stage is Stage.VISITED and verdict.missing and len(verdict.missing) < len(verdict.conditions):
        return f"Please say what shows this, or what would help to get there: {_quoted(verdict.missing)}."
    if stage is Stage.READY:
        return f"Please ask for {_asked(signatures)}."
    return NEXT[stage]


def check_may_start(verdict: Verdict, signatures: Signatures) -> None:
    """Refuse to start before every condition holds and every signature is given."""
    if not verdict.ready:
        raise Refusal(
            f"The area is not ready yet: {_quoted(verdict.missing) or 'nobody said what the conditions are'}.",
            "Say what shows that each condition is met.",
        )
    if not signatures.complete:
        raise Refusal(
            f"{signatures.words} signatures are given, so the area cannot start.",
            f"Still to come: {_asked(signatures)}.",
        )


def _asked(signatures: Signatures) -> str:
    """`Health (findings will be used) and Education (evidence may be collected)`."""
    return get_text_list(
        [f"{sector} ({purpose[:1].lower()}{purpose[1:]})" for sector, purpose in signatures.missing], "and"
    )


def _quoted(names: tuple[str, ...]) -> str:
    return get_text_list([f"“{name}”" for name in names], "and")
