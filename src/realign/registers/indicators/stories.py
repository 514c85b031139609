"""The story behind the curve: four questions, and what people answered, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.foundations.design.types import HistoryEntry, SummaryRow
from realign.foundations.design.words import date_words
from realign.registers.indicators.models import Indicator, Story

QUESTIONS = {
    "behind": "Why is it as it is?",
    "partners": "Who can help to turn it?",
    "works": "What is known to help?",
    "will_do": "What will we do?",
}
PROMPTS = {
    "behind": "What pushes it up, what holds it down? Say what you know, what you think, and what nobody knows.",
    "partners": "Bodies, groups, families and young people, with the part each could play.",
    "works": "Evidence from elsewhere, ideas that cost nothing or little, and what children and families say.",
    "will_do": "Who does what next, and when you will look again.",
}


@dataclass(frozen=True)
class Told:
    """The latest story of an indicator, and the ones before it."""

    latest: Story | None
    rows: tuple[SummaryRow, ...]
    when: str
    earlier: tuple[HistoryEntry, ...]


def story_of(indicator: Indicator) -> Told:
    """What was told about an indicator; one query."""
    held: Sequence[Story] = list(indicator.stories.select_related("changed_by"))
    if not held:
        return Told(None, (), "", ())
    latest = held[0]
    rows = tuple(
        SummaryRow(question, getattr(latest, name) or "Not said yet") for name, question in QUESTIONS.items()
    )
    when = f"Written by {latest.changed_by or 'Realign'} on {date_words(latest.written_on)}"
    return Told(latest, rows, when, tuple(_entry(story) for story in held[1:]))


def _entry(story: Story) -> HistoryEntry:
    told = "; ".join(
        f"{question} {getattr(story, name)}" for name, question in QUESTIONS.items() if getattr(story, name)
    )
    return HistoryEntry(story.written_on, str(story.changed_by or "Realign"), "wrote", told)
