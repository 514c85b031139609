"""Proposals as words, links, statuses and tables."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from realign.foundations.design.links import link_to, shortened
from realign.foundations.design.tables import Column, Compared, Filter, Kind, TableSpec
from realign.foundations.design.types import (
    Link,
    PlainTable,
    Status,
    SummaryRow,
    Task,
    Tone,
)
from realign.foundations.design.words import money_exact
from realign.foundations.partnerships.models import Partnership
from realign.plan.priorities import queries as priorities
from realign.plan.proposals import queries
from realign.plan.proposals.models import Answer, Option, Proposal
from realign.plan.proposals.types import CostTable, ProposalQuestion, QuestionWithAnswer

STATES = {
    Proposal.State.DRAFT: Status("Draft", Tone.NEUTRAL),
    Proposal.State.SUBMITTED: Status("Submitted", Tone.INFO, "awaiting decision"),
    Proposal.State.DECIDED: Status("Decided", Tone.DONE),
    Proposal.State.WITHDRAWN: Status("Withdrawn", Tone.NEUTRAL),
}


def state(proposal: Proposal) -> Status:
    """Where a proposal is on its way."""
    return STATES[Proposal.State(proposal.state)]


def table(partnership: Partnership) -> TableSpec:
    """Every proposal, for reading and as CSV."""

    def chosen() -> list[tuple[str, str]]:
        return [(priority.slug, str(priority)) for priority in priorities.priorities(partnership)]

    return TableSpec(
        name="proposals",
        caption="Proposals",
        noun="proposal",
        columns=(
            Column("title", "Proposal", link=Proposal.get_absolute_url),
            Column(
                "priority",
                "Priority",
                value=lambda p: p.priority.number,
                kind=Kind.NUMBER,
                sortable="priority__number",
            ),
            Column(
                "group", "Group to decide", value=lambda p: p.group or "Not decided", sortable="group__name"
            ),
            Column(
                "cost",
                "Cost",
                value=lambda p: queries.costs(p).total or None,
                kind=Kind.MONEY,
                sortable=False,
            ),
            Column("answered", "Questions answered", value=_answered, sortable=False),
            Column("state", "State", value=state, kind=Kind.STATUS),
        ),
        search_fields=("title", "ask", "author"),
        filters=(
            Filter("state", "State", Proposal.State.choices, field="state"),
            Filter("of", "Priority", chosen, field="priority__slug"),
        ),
        default_sort="title",
        empty_title="No proposals yet",
        empty_help="A proposal asks partners to change something: what, for whom, at what cost, and why.",
        empty_action="Add a proposal",
        empty_url=reverse("proposals:add", args=[partnership.slug]),
    )


def beside(proposal: Proposal, questions: Sequence[ProposalQuestion]) -> Compared:
    """What a proposal asks, costs, rests on and answers, to stand beside another."""
    answered = queries.questions_and_answers(proposal, questions)
    preferred = next((option.title for option in proposal.options.all() if option.is_preferred), "")
    costs = queries.costs(proposal)
    rows = [
        ("State", state(proposal).word),
        ("Priority", str(proposal.priority)),
        ("Group to decide", str(proposal.group or "Not decided")),
        ("Cost", money_exact(costs.total, costs.price_base) if costs.total else "not calculated yet"),
        ("Preferred option", preferred or "none yet"),
        ("Questions", str(queries.completeness(answered))),
        ("Evidence", str(queries.confidence(proposal))),
        ("What is asked", proposal.ask),
        *(
            (f"{row.question.code} {row.question.label}", _answer_words(row.answer))
            for row in answered
            if row.is_answered
        ),
    ]
    return Compared(
        proposal.title, proposal.get_absolute_url(), [SummaryRow(key, value) for key, value in rows]
    )


def _answer_words(answer: Answer | None) -> str:
    return "" if answer is None else ". ".join(part for part in (answer.choice, answer.text) if part)


def _answered(proposal: Proposal) -> int:
    return sum(answer.is_answered for answer in proposal.answers.all())


def lead(proposal: Proposal) -> str:
    """Cost and who pays, in one sentence."""
    costs = queries.costs(proposal)
    if not costs.total:
        return "Costs have not been added yet."
    payers = sorted(costs.rows, key=lambda row: -row[2])
    who = ", ".join(f"{name} {money_exact(total)}" for name, _, total in payers)
    return f"It costs {money_exact(costs.total, costs.price_base)}: {who}."


def cost_table(costs: CostTable) -> PlainTable | None:
    """Costs by organisation and year, with totals both ways."""
    if not costs.rows:
        return None
    return PlainTable(
        caption=f"What the preferred option costs ({costs.price_base})",
        headers=("Body", *costs.years, "Total"),
        rows=[
            *(
                (
                    name,
                    *(money_exact(amount) if amount is not None else "–" for amount in amounts),
                    money_exact(total),
                )
                for name, amounts, total in costs.rows
            ),
            ("Total", *(money_exact(amount) for amount in costs.totals), money_exact(costs.total)),
        ],
    )


def option_status(option: Option) -> Status:
    """Preferred, turned down with its reason, or open."""
    if option.is_preferred:
        return Status("Preferred", Tone.GOOD)
    if option.rejected_because.strip():
        return Status("Not preferred", Tone.NEUTRAL)
    return Status("Open", Tone.ATTENTION, "no reason given yet")


@dataclass(frozen=True)
class AnswerRow:
    """A question and its answer, ready to read."""

    entry: QuestionWithAnswer
    url: str
    status: Status


def answer_rows(proposal: Proposal, rows: list[QuestionWithAnswer]) -> list[AnswerRow]:
    """Every question with its answer and what that rests on."""
    return [AnswerRow(row, question_url(proposal, row.question), answer_status(row)) for row in rows]


def answer_status(row: QuestionWithAnswer) -> Status:
    """Whether a question is answered, and on evidence."""
    if row.is_evidenced:
        return Status("With evidence", Tone.GOOD)
    if row.is_answered:
        return Status("Answered", Tone.INFO, "no evidence yet")
    if row.question.required:
        return Status("Needed", Tone.ATTENTION, "needed before it can be submitted")
    return Status("Not answered", Tone.NEUTRAL)


def tasks(proposal: Proposal, rows: list[QuestionWithAnswer]) -> list[Task]:
    """The questions as a list of things to do."""
    return [
        Task(
            f"{row.question.code}. {row.question.label}",
            replace(answer_status(row), reason=""),  # said once, above the list
            question_url(proposal, row.question),
        )
        for row in rows
    ]


def question_url(proposal: Proposal, question: ProposalQuestion) -> str:
    """Where one part of a question is answered."""
    return reverse("proposals:question", args=[proposal.partnership.slug, proposal.slug, question.code])


def decision_rows(proposal: Proposal) -> list[tuple[Link, str, str]]:
    """Each decision on it: its link, its result with the group and date, its reason."""
    slug = proposal.partnership.slug
    return [
        (
            link_to(decision.title, "decisions:decision", slug, decision.slug),
            f"{decision.get_result_display()} by {decision.meeting}",
            decision.reason,
        )
        for decision in proposal.decisions.all()
    ]


def meeting_links(proposal: Proposal) -> list[Link]:
    """Each meeting on whose agenda it stands, latest first."""
    slug = proposal.partnership.slug
    return [
        link_to(meeting, "decisions:meeting", slug, meeting.pk)
        for meeting in proposal.meetings.select_related("group")
    ]


def crumbs(partnership: Partnership, *more: Proposal | Link) -> list[Link]:
    """The way here."""
    first = Link("Proposals", reverse("proposals:list", args=[partnership.slug]))
    return [
        first,
        *(
            Link(shortened(step.title), step.get_absolute_url()) if isinstance(step, Proposal) else step
            for step in more
        ),
    ]
