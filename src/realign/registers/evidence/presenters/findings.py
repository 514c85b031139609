"""Findings in words and tables."""

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Status, Tone
from realign.foundations.partnerships.types import Actor
from realign.registers.evidence.models import Finding
from realign.registers.evidence.queries import figure_of, writers_of
from realign.registers.evidence.rules import EDIT, why_not_release
from realign.registers.places.presenters import profile_url

UNPUBLISHED = "An indicator that is not published"
STRENGTH_TONES = {"strong": Tone.GOOD, "fair": Tone.ATTENTION, "weak": Tone.BAD}


def strength(finding: Finding) -> Status:
    """How strong the evidence is, in words and shape."""
    word = f"{finding.get_strength_display()} evidence"
    return Status(word, STRENGTH_TONES[finding.strength], finding.strength_reason)


def finding_table(partnership_slug: str, titles: Mapping[int, str], *, for_members: bool) -> TableSpec:
    """Everything that is known, to search and filter; members are led to their own page of a place.

    ``titles`` are those of published indicators.
    """

    def address(finding: Finding) -> str:
        return reverse("evidence:finding", args=[partnership_slug, finding.slug])

    def place(finding: Finding) -> str:
        code = finding.area.code if finding.area else ""
        return profile_url(partnership_slug, code, is_public=not for_members) if code else ""

    return TableSpec(
        name="findings",
        noun="finding",
        caption="What we know",
        search_fields=("sentence", "release__survey_title"),
        default_sort="sentence",
        columns=(
            Column("sentence", "Finding", link=address),
            Column("strength", "How strong", kind=Kind.STATUS, value=strength, sortable="strength"),
            Column(
                "area.name",
                "Place",
                link=place,
                sortable="area__name",
            ),
            Column("source", "Source", value=lambda finding: rests_on(finding, titles), sortable=False),
        ),
        filters=(Filter("strength", "How strong", choices=Finding.Strength.choices, field="strength"),),
        empty_title="No findings yet",
        empty_help="A finding is one sentence with a source: a released table, an indicator or a written source.",
    )


def rests_on(finding: Finding, titles: Mapping[int, str]) -> str:
    """What a finding rests on, in words; an indicator by the title that is published."""
    if finding.release is not None:
        words = f"{finding.release.survey_title}, {finding.release.collected}"
    elif finding.indicator is not None:
        words = titles.get(finding.indicator.pk, UNPUBLISHED)
    else:
        words = finding.source
    if not finding.table_stands:
        words += " (withdrawn)"
    return f"{words} (Invented data)" if finding.invented else words


def waiting_table(partnership_slug: str, actor: Actor) -> TableSpec:
    """Findings that wait for a second person, and whether this person can be it."""

    def address(finding: Finding) -> str:
        return reverse("evidence:finding-release", args=[partnership_slug, finding.slug])

    return TableSpec(
        name="waiting",
        noun="finding",
        caption="Findings waiting for release",
        search_fields=("sentence",),
        default_sort="changed_at",
        columns=(
            Column("sentence", "Finding", link=address if actor.may(EDIT) else None),
            Column("kind", "What it is", value=change_words, sortable=False),
            Column("writers", "Written by", value=writers_words, sortable=False),
            Column("changed_at", "Since", kind=Kind.DATE),
            Column(
                "state",
                "State",
                kind=Kind.STATUS,
                value=lambda finding: waiting_state(actor, finding),
                sortable=False,
            ),
        ),
        empty_title="No findings waiting",
        empty_help="A new or changed finding waits here until a second person has read and released it.",
    )


def change_words(finding: Finding) -> str:
    """What waits: a finding that is new, or other words for one that everybody reads."""
    return "Change to a released finding" if finding.replaces else "New"


def waiting_state(actor: Actor, finding: Finding) -> Status:
    """Whether this person can be the second person of a finding that waits, and why not."""
    if not actor.may(EDIT):
        return Status("Waiting", Tone.NEUTRAL)
    why_not = why_not_release(actor, finding, writers_of(finding))
    if why_not:
        return Status("Waiting for another person", Tone.NEUTRAL, why_not)
    return Status("Waiting for you", Tone.ATTENTION)


def writers_words(finding: Finding) -> str:
    """Who wrote the words of a finding."""
    return get_text_list([writer.name for writer in finding.writers.all()], "and") or "The system"


def words_table(waiting: Finding) -> PlainTable:
    """What a finding would say, beside what everybody reads now where it is a change."""
    now = waiting.replaces
    rows = [[label, *([words_of(now)] if now else []), words_of(waiting)] for label, words_of in WORDS]
    headers = ("", "Released text", "Proposed text") if now else ("", "Proposed text")
    return PlainTable(caption="The finding in full", headers=headers, rows=rows)


def _figure_words(finding: Finding) -> str:
    figure = figure_of(finding)
    return figure.words if figure else "No figure is quoted"


def _own_title(finding: Finding) -> dict[int, str]:
    """The indicator of a finding by the title that members read."""
    return {finding.indicator.pk: finding.indicator.title} if finding.indicator else {}


# each part of a finding as a reader sees it
WORDS: tuple[tuple[str, Callable[[Finding], str]], ...] = (
    ("Finding", lambda finding: finding.sentence),
    ("Figure", _figure_words),
    ("How strong", lambda finding: finding.get_strength_display()),
    ("Reason for the rating", lambda finding: finding.strength_reason or "Not recorded"),
    ("Source", lambda finding: rests_on(finding, _own_title(finding))),
    ("Other source", lambda finding: finding.source or "Not recorded"),
    ("Place", lambda finding: str(finding.area or "Not recorded")),
    ("Limitations", lambda finding: finding.does_not_tell or "Not recorded"),
    ("Wellbeing", lambda finding: get_text_list([str(tag) for tag in finding.tags.all()], "and") or "None"),
)
