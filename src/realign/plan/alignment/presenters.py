"""Alignment and sight in words and tables."""

from collections import Counter
from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.links import shortened
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Status, Tone
from realign.foundations.design.words import counted, opening, part_of
from realign.foundations.partnerships.models import Partnership
from realign.plan.alignment.types import CommitmentAlignment, EvidenceVerdict, OutcomeAlignment, Sight

VERDICTS = {
    EvidenceVerdict.KEEP: Tone.GOOD,
    EvidenceVerdict.REFINE: Tone.ATTENTION,
    EvidenceVerdict.DROP: Tone.BAD,
    EvidenceVerdict.REPEATS: Tone.NEUTRAL,
}
VERDICT_CHOICES = [(verdict.name, verdict.value) for verdict in EvidenceVerdict]
PRIORITY_CHOICES = [(str(number), f"Priority {number}") for number in range(1, 10)]
SIGHTS = {Sight.FULL: Tone.GOOD, Sight.PROXY: Tone.ATTENTION, Sight.NONE: Tone.BAD}


def matrix_lead(rows: Sequence[CommitmentAlignment]) -> str:
    """How many promises rest on evidence, in a sentence."""
    sentence = Counter(row.verdict for row in rows)
    own = len(rows) - sentence[EvidenceVerdict.REPEATS]
    if not own:
        return "No commitments yet."
    without = sentence[EvidenceVerdict.DROP]
    words = opening(
        f"{part_of(sentence[EvidenceVerdict.KEEP], own, 'commitment', 'rests,rest')} on evidence."
    )
    if not without:
        return words
    has = "has" if without == 1 else "have"
    return f"{words} {without} {has} none: strengthen or remove {'it' if without == 1 else 'them'}."


def evidence_words(row: CommitmentAlignment) -> str:
    """The findings that speak for a commitment, each with its strength."""
    parts = [f"{shortened(support.finding, 90)} ({support.strength})" for support in row.supports]
    if row.withdrawn:
        parts.append(f"{counted(row.withdrawn, 'finding')} withdrawn")
    return "; ".join(parts)


def matrix_table(partnership: Partnership, *, may_edit: bool) -> TableSpec:
    """Each commitment, its evidence, its outcome."""

    def link(row: CommitmentAlignment) -> str:
        return reverse("alignment:commitment", args=[partnership.slug, row.commitment.pk])

    return TableSpec(
        name="evidence-for-promises",
        noun="commitment",
        caption="Commitments and their evidence",
        search_fields=("commitment.text",),
        columns=(
            Column("code", "Number"),
            Column("text", "Commitment", value=lambda row: row.commitment.text, link=link),
            Column("evidence", "Evidence", value=evidence_words, sortable=False),
            Column(
                "outcomes",
                "Outcome",
                value=lambda row: "; ".join(str(outcome) for outcome in row.outcomes),
                sortable=False,
            ),
            Column(
                "verdict",
                "What the evidence says",
                kind=Kind.STATUS,
                value=lambda row: Status(row.verdict.value, VERDICTS[row.verdict]),
            ),
        ),
        filters=(
            Filter("verdict", "What the evidence says", VERDICT_CHOICES, field="verdict.name"),
            Filter("priority", "Priority", PRIORITY_CHOICES, field="commitment.priority.number"),
        ),
        page_size=50,
        empty_title="No commitments yet",
        empty_help="Add commitments on the pages of priorities.",
    )


def sight_status(row: OutcomeAlignment) -> Status:
    """How well an outcome is seen."""
    return Status(row.sight.value, SIGHTS[row.sight], row.why)


def sight_lead(rows: Sequence[OutcomeAlignment]) -> str:
    """How well the outcomes are seen, in a sentence."""
    sentence = Counter(row.sight for row in rows)
    unrecorded = sum(row.needs_a_gap for row in rows)
    if not rows:
        return "There are no outcomes yet."
    words = opening(f"{part_of(sentence[Sight.FULL], len(rows), 'outcome')} fully measured")
    others = [
        f"{sentence[sight]} {how}"
        for sight, how in ((Sight.PROXY, "by a proxy"), (Sight.NONE, "not at all"))
        if sentence[sight]
    ]
    words += f" ({get_text_list(others, 'and')})." if others else "."
    if unrecorded:
        words += f" For {unrecorded} of these no data gap has been reported."
    return words


def sight_table(partnership: Partnership, *, may_record_gaps: bool) -> TableSpec:
    """Each outcome and how it is seen; a gap that is wanted leads those who may to where it is recorded."""

    def page(row: OutcomeAlignment) -> str:
        return f"{reverse('priorities:page', args=[partnership.slug, row.priority.slug])}#outcomes"

    def add(row: OutcomeAlignment) -> str:
        if row.gaps:
            return reverse("gaps:gap", args=[partnership.slug, row.gaps[0].slug])
        if not (row.needs_a_gap and may_record_gaps):
            return ""
        about = f"outcome:{row.outcome.slug}" if row.outcome else f"priority:{row.priority.slug}"
        return f"{reverse('gaps:add', args=[partnership.slug])}?about={about}"

    return TableSpec(
        name="sight-of-outcomes",
        noun="outcome",
        caption="Indicators for outcomes",
        columns=(
            Column(
                "outcome", "Outcome", value=lambda row: str(row.outcome or row.priority.statement), link=page
            ),
            Column("priority", "Priority", value=lambda row: str(row.priority)),
            Column(
                "indicators",
                "Indicators",
                value=lambda row: "; ".join(target.indicator.title for target in row.targets),
                sortable=False,
            ),
            Column("sight", "Measured", kind=Kind.STATUS, value=sight_status),
            Column("gaps", "Gap", value=gap_words, link=add, sortable=False),
            Column(
                "research",
                "Research",
                value=lambda row: "; ".join(shortened(finding.finding, 90) for finding in row.research),
                sortable=False,
            ),
        ),
        filters=(Filter("sight", "Measured", [(row.name, row.value) for row in Sight], field="sight.name"),),
        page_size=50,
        empty_title="No priorities yet",
        empty_help="Add outcomes on the pages of priorities.",
    )


def gap_words(row: OutcomeAlignment) -> str:
    """The gaps that are written down for an outcome, or that one is wanted."""
    if row.gaps:
        return "; ".join(str(gap) for gap in row.gaps)
    return "Report the gap" if row.needs_a_gap else ""


def crumbs(partnership: Partnership, *last: Link) -> list[Link]:
    """The links back to the matrix, for the top of a page."""
    return [Link("Evidence for commitments", reverse("alignment:matrix", args=[partnership.slug])), *last]
