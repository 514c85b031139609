"""Meetings, decisions and open questions as tables and words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from string import ascii_lowercase
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list

from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion, Position, StatedPosition
from realign.deliver.decisions.types import EvidenceChange, PositionWords
from realign.foundations.design.links import link_to
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import (
    Link,
    PlainTable,
    Status,
    StepState,
    SummaryRow,
    Task,
    TaskStep,
    Tone,
)
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.plan.proposals.models import Proposal

RESULTS = {
    Decision.Result.APPROVED: Tone.GOOD,
    Decision.Result.CONDITIONS: Tone.GOOD,
    Decision.Result.DEFERRED: Tone.ATTENTION,
    Decision.Result.REFUSED: Tone.BAD,
}
STANCES = {
    Position.Stance.YES: Tone.GOOD,
    Position.Stance.CONDITIONS: Tone.ATTENTION,
    Position.Stance.NO: Tone.BAD,
    Position.Stance.NOT_ASKED: Tone.NEUTRAL,
    Position.Stance.UNKNOWN: Tone.NEUTRAL,
}
SHORT_HASH = 12


def result(decision: Decision) -> Status:
    """What was decided, in a word."""
    kind = Decision.Result(decision.result)
    return Status(kind.label, RESULTS[kind])


def stance(kind: Position.Stance) -> Status:
    """Where a partner stood, in a word."""
    return Status(kind.label, STANCES[kind])


def proposal_link(proposal: Proposal, partnership: Partnership) -> Link:
    """The page of a proposal."""
    return link_to(proposal.title, "proposals:page", partnership.slug, proposal.slug)


def dissent(partners: int) -> str:
    """How many partners did not simply agree."""
    return counted(partners, "partner") if partners else "all agreed"


def standing_words(decision: Decision) -> str:
    """Whether a decision still holds."""
    if hasattr(decision, "superseded_by"):
        return "Superseded"
    return f"Review on {date_words(decision.review_on)}" if decision.review_on else "In force"


def question_status(question: OpenQuestion, today: date) -> Status:
    """Whether a question waits, is late or was answered."""
    if question.answered_by_id is not None:
        return Status("Answered", Tone.DONE)
    if question.due_on is not None and question.due_on < today:
        return Status("Late", Tone.BAD)
    return Status("Open", Tone.INFO)


def judged(decision: Decision) -> list[SummaryRow]:
    """The three factors, and who decides, where any was weighed."""
    rows = [
        ("Nature", decision.nature),
        ("Scale", decision.scale),
        ("Visible or sensitive", decision.profile),
    ]
    judgements = [SummaryRow(key, value) for key, value in rows if value]
    return [*judgements, SummaryRow("Who decides", decision.get_route_display())] if judgements else []


def meeting_facts(meeting: Meeting) -> list[SummaryRow]:
    """When, where and with whom."""
    time = f"{meeting.starts_at:%H:%M}" if meeting.starts_at else ""
    rows = [
        ("When", f"{date_words(meeting.on)}{f' at {time}' if time else ''}"),
        ("Where", meeting.place),
        ("Chair", meeting.chair),
        ("Minutes by", meeting.clerk),
        ("Present", ", ".join(meeting.present)),
        ("Apologies", ", ".join(meeting.apologies)),
        ("Absent", ", ".join(meeting.absent)),
    ]
    return [SummaryRow(key, value) for key, value in rows if value]


def address_of(meeting: Meeting, page: str) -> str:
    """The address of one page of a meeting, such as its agenda."""
    return reverse(f"decisions:{page}", args=[meeting.partnership_slug, meeting.pk])


MEETING_STEPS = (
    ("meeting-edit", "When, where and who"),
    ("meeting-agenda", "Agenda"),
    ("meeting-minutes", "Minutes"),
)


def meeting_steps(meeting: Meeting | None, current: str) -> list[TaskStep]:
    """The short steps in which a meeting is arranged and written down; none leads on before it is called."""
    if meeting is None:
        return [
            TaskStep(label, StepState.CURRENT if page == current else StepState.TO_COME)
            for page, label in MEETING_STEPS
        ]
    filled = {
        "meeting-edit": True,
        "meeting-agenda": bool(meeting.other_items or meeting.proposals.exists()),
        "meeting-minutes": bool(meeting.minutes),
    }
    steps = []
    for page, label in MEETING_STEPS:
        state = StepState.DONE if filled[page] else StepState.TO_COME
        steps.append(
            TaskStep(label, StepState.CURRENT if page == current else state, address_of(meeting, page))
        )
    return steps


def meeting_tasks(meeting: Meeting, agenda: Sequence[Proposal], by: Actor, today: date) -> list[Task]:
    """What is still to do for a meeting, each with the page where it is done; only what this person may do."""
    tasks = []
    if by.may("meetings.edit"):
        has_agenda = bool(agenda or meeting.other_items)
        named = bool(meeting.chair and meeting.clerk)
        tasks += [
            _task("When, where and who chairs", meeting, "meeting-edit", named, "No chair or clerk is named"),
            _task("Agenda", meeting, "meeting-agenda", has_agenda, "Nothing is on it"),
        ]
        if meeting.on <= today:
            tasks.append(_task("Minutes", meeting, "meeting-minutes", bool(meeting.minutes), "Not written"))
    if by.may("decisions.record") and meeting.on <= today:
        tasks += [
            Task(
                f"Record the decision on “{proposal.title}”",
                Status("To do", Tone.ATTENTION),
                reverse("decisions:record-on", args=[by.partnership.slug, meeting.pk, proposal.slug]),
            )
            for proposal in agenda
            if not proposal.decisions.all()
        ]
    return tasks


def _task(label: str, meeting: Meeting, page: str, is_done: bool, lacking: str) -> Task:
    status = Status("Done", Tone.DONE) if is_done else Status("To do", Tone.ATTENTION)
    return Task(label, status, address_of(meeting, page), "" if is_done else f"{lacking}.")


def agreement(positions: list[PositionWords]) -> str:
    """Where the partners stood, in a sentence."""
    by_stance: dict[str, list[str]] = {}
    for position in positions:
        by_stance.setdefault(position.stance, []).append(position.name)
    if set(by_stance) <= {Position.Stance.UNKNOWN}:
        return "The paper that this was copied from does not record the partners’ positions."
    if set(by_stance) == {Position.Stance.YES}:
        return (
            f"All {len(positions)} partners agreed." if len(positions) > 1 else f"{_all(by_stance)} agreed."
        )
    words = {
        Position.Stance.YES: "agreed",
        Position.Stance.CONDITIONS: "agreed with conditions",
        Position.Stance.NO: "disagreed",
        Position.Stance.NOT_ASKED: "was not asked",
        Position.Stance.UNKNOWN: "is not on record",
    }
    parts = [
        f"{get_text_list(names, 'and')} {words[kind]}" for kind in words if (names := by_stance.get(kind))
    ]
    sentence = "; ".join(parts)
    many = len(by_stance.get(Position.Stance.NOT_ASKED, [])) > 1
    return (sentence.replace("was not asked", "were not asked") if many else sentence) + "."


def _all(by_stance: dict[str, list[str]]) -> str:
    return get_text_list([name for names in by_stance.values() for name in names], "and")


def stated_table(positions: Iterable[StatedPosition]) -> PlainTable:
    """Where partners said before a meeting that they stand."""
    return PlainTable(
        "Where partners said beforehand that they stand",
        ("Proposal", "Organisation", "Position", "Conditions, or why"),
        [
            (stated.proposal.title, stated.organisation.name, stated.get_stance_display(), stated.note)
            for stated in positions
        ],
    )


def changes_table(changes: tuple[EvidenceChange, ...]) -> PlainTable:
    """What reads differently now, beside how it read then."""
    return PlainTable(
        "Changes since the decision",
        ("What", "Then", "Now"),
        [(change.what, _in_words(change.then), _in_words(change.now)) for change in changes],
    )


def _in_words(value: Any) -> str:
    match value:
        case None | "" | []:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)


def answers_then(decision: Decision) -> list[tuple[str, dict[str, Any]]]:
    """What the proposal answered when it was decided, in the order of its questions: 2 before 10, and 10 before 12a."""
    answers: dict[str, dict[str, Any]] = decision.rested_on.get("answers", {})
    return sorted(answers.items(), key=lambda answer: _place_of_question(answer[0]))


def _place_of_question(code: str) -> tuple[int, str]:
    return len(code.rstrip(ascii_lowercase)), code


def finding_links(decision: Decision, partnership: Partnership) -> list[tuple[Link, dict[str, Any]]]:
    """Each finding that the decision cites, as it read then."""
    return [
        (link_to(finding["sentence"], "evidence:finding", partnership.slug, slug), finding)
        for slug, finding in decision.rested_on.get("findings", {}).items()
    ]


def meeting_title(meeting: Meeting) -> str:
    """“Directors’ Group, 10 November 2026”."""
    return f"{meeting.group.name}, {date_words(meeting.on)}"


def decisions_table(
    partnership: Partnership, published: Mapping[str, Mapping[str, Any]] | None = None
) -> TableSpec:
    """Decisions, latest first; for everybody with what is published of each, by its number."""
    name = "decisions:decision" if published is None else "decisions:public-decision"

    def group(decision: Decision) -> str:
        frozen = (published or {}).get(str(decision.pk))
        return decision.meeting.group.name if frozen is None else str(frozen["group"])

    columns = [
        Column(
            "title", "Decision", link=lambda decision: reverse(name, args=[partnership.slug, decision.slug])
        ),
        Column("result", "Result", value=result, kind=Kind.STATUS, sortable="result"),
        Column(
            "on",
            "Decided",
            value=lambda decision: decision.meeting.on,
            kind=Kind.DATE,
            sortable="meeting__on",
        ),
        Column("group", "By", value=group, sortable="meeting__group__name" if published is None else False),
        Column(
            "dissent",
            "Dissent or conditions",
            value=lambda decision: dissent(decision.dissent_count),
            sortable="dissent_count",
        ),
        Column("standing", "Standing", value=standing_words, sortable=False),
    ]
    return TableSpec(
        name="decisions",
        noun="decision",
        caption="Decisions",
        search_fields=("title", "question", "text", "reason"),
        filters=(Filter("result", "Result", Decision.Result.choices),),
        default_sort="-on",
        columns=columns,
        empty_title="No decisions yet",
        empty_help="A decision is recorded at the meeting that took it, with its reason and each partner’s position.",
        empty_action="Choose or arrange the meeting",
        empty_url=reverse("decisions:meetings", args=[partnership.slug]) if published is None else "",
    )


def decisions_file(
    partnership: Partnership, published: Mapping[str, Mapping[str, Any]] | None = None
) -> TableSpec:
    """The same for a CSV file, with the words of each decision; for everybody without the title of any other draft."""
    page = decisions_table(partnership, published)

    def newer(decision: Decision) -> str:
        replacement = getattr(decision, "superseded_by", None)
        if replacement is None:
            return ""
        is_readable = published is None or str(replacement.pk) in published
        return str(replacement.title) if is_readable else "A newer decision"

    return TableSpec(
        name=page.name,
        search_fields=page.search_fields,
        filters=page.filters,
        default_sort=page.default_sort,
        columns=(
            *page.columns,
            *(
                [Column("is_public", "Public", value=lambda decision: decision.is_public)]
                if published is None
                else []
            ),
            Column("question", "Question for decision"),
            Column("text", "Decision"),
            Column("reason", "Reason"),
            Column("owner", "Owner"),
            Column("review_on", "Review on", kind=Kind.DATE),
            *(
                [
                    Column(
                        "proposal",
                        "Proposal",
                        value=lambda decision: decision.proposal.title if decision.proposal else "",
                    )
                ]
                if published is None
                else []
            ),
            Column("superseded", "Superseded by", value=newer),
            Column("rested_on_hash", "Fingerprint of the evidence"),
        ),
    )


def meetings_table(partnership: Partnership, today: date) -> TableSpec:
    """Meetings, latest first."""

    def when(rows: Any, chosen: str) -> Any:
        return rows.filter(on__gte=today) if chosen == "coming" else rows.filter(on__lt=today)

    return TableSpec(
        name="meetings",
        noun="meeting",
        caption="Meetings",
        search_fields=("group__name", "purpose", "minutes"),
        default_sort="-on",
        columns=(
            Column(
                "on",
                "Day",
                kind=Kind.DATE,
                link=lambda meeting: reverse("decisions:meeting", args=[partnership.slug, meeting.pk]),
            ),
            Column("group", "Group", value=lambda meeting: meeting.group.name, sortable="group__name"),
            Column("purpose", "Purpose", sortable=False),
            Column("place", "Place"),
            Column("proposal_count", "Proposals", kind=Kind.NUMBER),
            Column("decision_count", "Decisions", kind=Kind.NUMBER),
        ),
        filters=(Filter("when", "When", (("coming", "Planned"), ("past", "Past")), apply=when),),
        empty_title="No meetings yet",
        empty_help="Arrange a group’s next meeting and choose the proposals it will decide.",
        empty_action="Arrange a meeting",
        empty_url=reverse("decisions:meeting-new", args=[partnership.slug]),
    )


def questions_table(partnership: Partnership, today: date) -> TableSpec:
    """Questions that were raised."""

    def state(rows: Any, chosen: str) -> Any:
        return rows.filter(answered_by__isnull=chosen == "open")

    return TableSpec(
        name="open-questions",
        noun="question",
        caption="Questions",
        search_fields=("text", "group__name", "owner"),
        default_sort="due_on",
        columns=(
            Column(
                "text",
                "Question",
                link=lambda question: reverse("decisions:question", args=[partnership.slug, question.slug]),
            ),
            Column(
                "group", "Group to decide", value=lambda question: question.group.name, sortable="group__name"
            ),
            Column("owner", "Owner"),
            Column("due_on", "By", kind=Kind.DATE),
            Column(
                "state",
                "State",
                value=lambda question: question_status(question, today),
                kind=Kind.STATUS,
                sortable=False,
            ),
            Column(
                "answer",
                "Answer",
                value=lambda question: question.answered_by.title if question.answered_by else "",
                link=lambda question: (
                    reverse("decisions:decision", args=[partnership.slug, question.answered_by.slug])
                    if question.answered_by
                    else ""
                ),
                sortable=False,
            ),
        ),
        filters=(Filter("state", "State", (("open", "Open"), ("answered", "Answered")), apply=state),),
        empty_title="No open questions",
        empty_help="Add questions left open by a paper or a meeting, with an owner and a date.",
        empty_action="Add a question",
        empty_url=reverse("decisions:question-new", args=[partnership.slug]),
    )
