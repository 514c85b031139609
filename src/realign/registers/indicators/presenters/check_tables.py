"""The data-quality page as a table: each finding with its severity, the record, what to do and what was decided."""

from collections.abc import Sequence

from django.urls import reverse

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.registers.indicators.models import CheckDecision
from realign.registers.indicators.types import CheckedFinding, CheckRule, Severity

RULES = {
    CheckRule.IMPOSSIBLE: "Impossible value",
    CheckRule.DISAGREES: "Figures disagree",
    CheckRule.UNUSUAL: "Unusual change",
    CheckRule.INCOMPLETE: "Incomplete",
    CheckRule.LATE: "Late",
    CheckRule.UNSETTLED: "Still provisional",
    CheckRule.UNDESCRIBED: "Not fully described",
}
_TONES = {Severity.WRONG: Tone.BAD, Severity.LOOK: Tone.ATTENTION, Severity.NOTE: Tone.INFO}
_VERDICTS = {
    CheckDecision.Verdict.ACCEPTED: Status("Accepted", Tone.DONE),
    CheckDecision.Verdict.AT_SOURCE: Status("To be corrected at source", Tone.ATTENTION),
    CheckDecision.Verdict.GAP: Status("A gap", Tone.INFO),
}
OPEN = Status("Not decided", Tone.NEUTRAL)


def lead(checked_rows: Sequence[CheckedFinding]) -> str:
    """How many findings of each kind, and how many wait for a decision."""
    if not checked_rows:
        return "No problems found."
    of = {severity: sum(row.severity is severity for row in checked_rows) for severity in Severity}
    waiting = sum(row.decision is None for row in checked_rows)
    return (
        f"{counted(of[Severity.WRONG], 'impossible value').capitalize()}; "
        f"{counted(of[Severity.LOOK], 'unusual value')} to check; "
        f"{counted(of[Severity.NOTE], 'entry,entries')} to complete. "
        f"{counted(waiting, 'finding').capitalize()} waiting for a decision."
    )


def decided(row: CheckedFinding) -> Status:
    """Whether a finding of the checks is still open, or what was decided about it, as a status."""
    return OPEN if row.decision is None else _VERDICTS[CheckDecision.Verdict(row.decision.verdict)]


def table(slug: str, checked_rows: Sequence[CheckedFinding], *, may_edit: bool) -> TableSpec:
    """Every finding of the checks, with its severity and what was decided about it."""
    rules = sorted({RULES[row.finding.rule] for row in checked_rows})
    return TableSpec(
        name="checks",
        noun="finding",
        caption="Findings of the checks, impossible values first",
        search_fields=("finding.indicator.title", "finding.place", "finding.period", "finding.sentence"),
        columns=(
            Column("severity", "Severity", kind=Kind.STATUS, value=_severity, sortable=False),
            Column(
                "indicator",
                "Indicator",
                value=lambda row: row.finding.indicator.title,
                link=lambda row: row.finding.indicator.get_absolute_url(),
                sortable=False,
            ),
            Column("place", "Where and when", value=_where, sortable=False),
            Column("sentence", "Finding", value=lambda row: row.finding.sentence, sortable=False),
            Column("todo", "What to do", value=lambda row: row.finding.todo, sortable=False),
            Column(
                "decision",
                "Decision",
                kind=Kind.STATUS,
                value=decided,
                link=(lambda row: reverse("indicators:decide", args=[slug, row.finding.key]))
                if may_edit
                else None,
                csv=_decision_words,
                sortable=False,
            ),
        ),
        filters=(
            Filter(
                "severity", "Severity", choices=[(s.value, s.value) for s in Severity], apply=_of_severity
            ),
            Filter("rule", "Which check", choices=[(rule, rule) for rule in rules], apply=_of_rule),
            Filter(
                "decided",
                "Decision",
                choices=[("no", "Not decided"), ("yes", "Decided")],
                apply=lambda rows, wanted: [r for r in rows if (r.decision is not None) is (wanted == "yes")],
            ),
        ),
        empty_title="Nothing found",
        empty_help="A figure that the checks find wrong or unusual appears here.",
    )


def _where(row: CheckedFinding) -> str:
    return ", ".join(part for part in (row.finding.place, row.finding.period) if part)


def _severity(row: CheckedFinding) -> Status:
    return Status(row.severity.value, _TONES[row.severity])


def _of_severity(rows: Sequence[CheckedFinding], wanted: str) -> list[CheckedFinding]:
    return [row for row in rows if row.severity.value == wanted]


def _of_rule(rows: Sequence[CheckedFinding], wanted: str) -> list[CheckedFinding]:
    return [row for row in rows if RULES[row.finding.rule] == wanted]


def _decision_words(row: CheckedFinding) -> str:
    if row.decision is None:
        return OPEN.word
    return f"{decided(row).word}: {row.decision.reason} ({row.decision.changed_by or 'Realign'})"


def decisions_table(slug: str) -> TableSpec:
    """What was decided about findings of the checks so far, and by whom."""
    return TableSpec(
        name="decisions",
        noun="decision",
        caption="Decisions so far",
        columns=(
            Column("about", "About", value=lambda row: f"{row.indicator}: {row.about}", sortable=False),
            Column(
                "verdict", "Decision", kind=Kind.STATUS, sortable=False,
                value=lambda row: _VERDICTS[CheckDecision.Verdict(row.verdict)],
            ),
            Column("reason", "Why", sortable=False),
            Column(
                "who", "Who and when", sortable=False,
                value=lambda row: f"{row.changed_by or 'Realign'}, {date_words(row.changed_at.date())}",
            ),
        ),
        empty_title="Nothing decided yet",
        empty_help="Open a finding above to decide on it.",
    )  # fmt: skip
