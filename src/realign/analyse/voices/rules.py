"""What may be kept of what people said: consent, themes, enough children, and no names."""

from typing import Any

from django.utils.text import get_text_list

from realign.analyse.voices.models import ListeningEvent, Said
from realign.foundations.files.identifiers import gives_away
from realign.foundations.partnerships.types import Refusal
from realign.methods.paired import check_pairs

VIEW, EDIT = "evidence.view", "evidence.edit"
RESERVED = frozenset({"add", "event", "line", "measure"})

FEWEST = 10
"""Fewer children than this, and a change is chance, and a reader may know whose it is. Ours; stricter than 5."""

ANSWERS = {
    Said.Kind.NEED: frozenset(),
    Said.Kind.BARRIER: frozenset({Said.Kind.NEED}),
    Said.Kind.SOLUTION: frozenset({Said.Kind.NEED, Said.Kind.BARRIER}),
    Said.Kind.ACTION: frozenset({Said.Kind.BARRIER, Said.Kind.SOLUTION}),
}
"""What each list may answer: a barrier stands before a need, a solution before either, an action follows them."""


def check_names_nobody(*texts: str) -> None:
    """Refuse words that give away who somebody is. A machine does not find every name; people must read too."""
    giveaways = list(dict.fromkeys(what for text in texts for what in gives_away(text or "")))
    if giveaways:
        raise Refusal(
            f"This seems to contain {get_text_list(giveaways, 'and')}.",
            "Remove it: nothing that could identify a child may be kept here.",
        )


def check_said(kind: str, theme: Any, event: ListeningEvent, answers: list[Said], listening_id: int) -> None:
    """Refuse a line without a theme, of another piece of listening, or that answers the wrong list."""
    if kind != Said.Kind.ACTION and theme is None:
        raise Refusal("A theme is missing.", "Choose the wellbeing indicator it is about.")
    if event.listening_id != listening_id:
        raise Refusal("That event belongs to another record.", "Choose one of its own events.")
    may = ANSWERS[Said.Kind(kind)]
    for other in answers:
        if other.listening_id != listening_id:
            raise Refusal(f"“{other}” belongs to another record.", "Choose from its own lists.")
        if other.kind not in may:
            name = Said.Kind(kind).label.lower()
            raise Refusal(
                f"A line of the list “{name}” does not answer a {other.get_kind_display().lower()}.",
                "Link barriers to needs, solutions to barriers or needs, and what adults agreed to "
                "solutions or barriers.",
            )


def check_not_answered(line: Said) -> None:
    """Refuse to take away a line that others answer."""
    if line.answered_by.exists():
        raise Refusal("Other lines answer this one.", "Remove their links first.")


def check_line(values: dict[str, Any]) -> None:
    """Refuse a change of too few children, counts that cannot be, and a range that is none."""
    counts = [values.get(name) for name in ("n", "before", "better", "worse")]
    ends = [values.get(name) for name in ("low", "high")]
    counted, estimated = [all(x is not None for x in group) for group in (counts, ends)]
    touched = [any(x is not None for x in group) for group in (counts, ends)]
    if counted == estimated or touched != [counted, estimated]:
        raise Refusal(
            "A change is either counted or estimated.",
            "Give all four counts of the same children, or the lowest and the highest estimate, not both.",
        )
    if counted:
        _check_counts(*counts)  # type: ignore[arg-type]
    elif not 0 <= ends[0] <= ends[1] <= 100:  # type: ignore[operator]
        raise Refusal(
            f"The estimates run from {ends[0]}% to {ends[1]}%.", "Give the lower first, from 0 to 100."
        )


def _check_counts(n: int, before: int, better: int, worse: int) -> None:
    if n < FEWEST:
        raise Refusal(
            f"{n} children are too few to show.",
            f"Give figures of {FEWEST} children or more: with fewer, readers could identify a child.",
        )
    try:
        check_pairs(n, before, better, worse)
    except ValueError as wrong:
        raise Refusal(str(wrong), "Count the same children at the start and at the end.") from wrong


def check_response(people_asked: int | None, answered: int | None) -> None:
    """Refuse more answers than people asked."""
    if people_asked is not None and answered is not None and answered > people_asked:
        raise Refusal(f"{answered} answered of {people_asked} asked.", "Swap the two, or correct the larger.")
