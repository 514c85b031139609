"""The lists of decisions, meetings and open questions, each as a table."""

from datetime import date
from typing import Any

from django.urls import reverse

from realign.deliver.decisions.models import Decision
from realign.deliver.decisions.presenters import dissent, question_status, result, standing_words
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.partnerships.models import Partnership


def decisions_table(partnership: Partnership, *, public: bool = False) -> TableSpec:
    """Decisions, latest first."""
    name = "decisions:public-decision" if public else "decisions:decision"
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
        Column(
            "group", "By", value=lambda decision: decision.meeting.group.name, sortable="meeting__group__name"
        ),
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
        empty_help="A decision is recorded at the meeting that took it, with its reason and where each partner stood.",
    )


def decisions_file(partnership: Partnership, *, public: bool = False) -> TableSpec:
    """The same for a CSV file, with the words of each decision."""
    page = decisions_table(partnership, public=public)
    return TableSpec(
        name=page.name,
        search_fields=page.search_fields,
        filters=page.filters,
        default_sort=page.default_sort,
        columns=(
            *page.columns,
            *([] if public else [Column("is_public", "Public", value=lambda decision: decision.is_public)]),
            Column("question", "What was put to the group"),
            Column("text", "What was decided"),
            Column("reason", "Reason"),
            Column("owner", "Who sees it through"),
            Column("review_on", "Review on", kind=Kind.DATE),
            Column(
                "proposal",
                "Proposal",
                value=lambda decision: decision.proposal.title if decision.proposal else "",
            ),
            Column(
                "superseded",
                "Superseded by",
                value=lambda decision: (
                    decision.superseded_by.title if hasattr(decision, "superseded_by") else ""
                ),
            ),
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
            Column("purpose", "What it is here to decide", sortable=False),
            Column("place", "Place"),
            Column("proposal_count", "Proposals", kind=Kind.NUMBER),
            Column("decision_count", "Decisions", kind=Kind.NUMBER),
        ),
        filters=(Filter("when", "When", (("coming", "Still to come"), ("past", "Past")), apply=when),),
        empty_title="No meetings yet",
        empty_help="Call a group’s next meeting and say which proposals it is to decide.",
        empty_action="Call a meeting",
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
            Column("owner", "Who brings it back"),
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
        empty_help="What a paper or a meeting leaves open is put here, with who brings it back and by when.",
        empty_action="Put a question",
        empty_url=reverse("decisions:question-new", args=[partnership.slug]),
    )
