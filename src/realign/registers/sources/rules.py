"""What must be said before data may be joined, and how a linkage moves from proposed to ended."""

from collections.abc import Mapping
from typing import Any

from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.types import Refusal
from realign.methods.wording.substance import says_something
from realign.registers.sources.models import Linkage

VIEW, EDIT = "evidence.view", "evidence.edit"
RESERVED = frozenset({"add", "linkages", "who-sees-what"})

State = Linkage.State
LIFE = Lifecycle(
    "linkage",
    {
        State.PROPOSED: {State.AGREED: "agree to it", State.ENDED: "end it"},
        State.AGREED: {State.RUNNING: "begin it", State.ENDED: "end it"},
        State.RUNNING: {State.ENDED: "end it"},
        State.ENDED: {},
    },
    at_the_end="Propose a new linkage.",
)
# what must be written before anybody may join data; the words are shown to the reader
NEEDED = {
    "purpose": "what it is for",
    "legal_basis": "the legal basis",
    "linked_by": "who links",
    "overseen_by": "who oversees it",
    "kept": "what is kept",
    "kept_until": "until when it is kept",
    "assessed": "the data protection impact assessment",
}
FEWEST_SYSTEMS = 2


def lacking(written: Any) -> list[str]:
    """What is not written yet of what must be, in words; ``said`` is a linkage or its values."""
    value = written.get if isinstance(written, Mapping) else lambda name: getattr(written, name)
    return [words for name, words in NEEDED.items() if not says_something(str(value(name) or ""))]


def check_may_move(linkage: Linkage, to: Linkage.State, systems: int) -> None:
    """Refuse a step that the order does not know, or an agreement to what is not written down."""
    LIFE.check_can_become(linkage, to)
    if to == State.ENDED:
        return
    missing = lacking(linkage)
    if missing:
        raise Refusal(
            f"It is missing: {', '.join(missing)}.", "Add it first; then the linkage can be agreed."
        )
    if systems < FEWEST_SYSTEMS:
        raise Refusal("Fewer than two systems are named.", "Name every system that is linked.")


def check_may_change(linkage: Linkage) -> None:
    """Refuse to rewrite what was agreed: what people agreed to must stay what they read."""
    if linkage.state != State.PROPOSED:
        raise Refusal(
            f"“{linkage}” is {linkage.get_state_display().lower()} and cannot be changed.",
            "Propose a new linkage, and end this one when the new one is agreed.",
        )
