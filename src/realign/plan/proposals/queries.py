"""Reading proposals: the questions, the answers so far, options, costs and decisions."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Prefetch

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import why_it_stays
from realign.foundations.partnerships.types import Refusal
from realign.plan.proposals.models import Answer, Cost, Option, Proposal
from realign.plan.proposals.rules import check_may_change
from realign.plan.proposals.types import (
    Confidence,
    CostTable,
    ProposalCompleteness,
    ProposalQuestion,
    QuestionWithAnswer,
)
from realign.registers.frameworks import queries as frameworks

QUESTIONS = "proposal-questions"


def proposals(partnership: Partnership) -> models.QuerySet[Proposal]:
    """Every proposal with all that a list or a page reads; the same queries however many."""
    return (
        Proposal.objects.filter(partnership=partnership)
        .select_related("partnership", "priority__partnership", "group", "changed_by")
        .prefetch_related(
            Prefetch("answers", Answer.objects.prefetch_related("findings__release")),
            "options",
            Prefetch("costs", Cost.objects.select_related("organisation").order_by("year", "pk")),
            "actions__partnership",
            "actions__outcome",
            "decisions__meeting__group",
        )
        .order_by("title")
    )


def proposal(partnership: Partnership, slug: str) -> Proposal:
    """One proposal; raises Proposal.DoesNotExist."""
    return proposals(partnership).get(slug=slug)


def questions(version: str) -> tuple[ProposalQuestion, ...]:
    """The parts of the sixteen questions in order, as one version of the question set asks them."""
    question_set = frameworks.version(QUESTIONS, version)
    return tuple(
        ProposalQuestion(
            code=item.code,
            number=item.extra["number"],
            label=item.label,
            hint=item.extra.get("hint", ""),
            required=item.extra.get("required_to_submit", False),
            kind=item.extra.get("kind", "text"),
            choices=tuple(item.extra.get("choices", ())),
        )
        for item in frameworks.entries(question_set)
    )


def questions_and_answers(proposal: Proposal, parts: Sequence[ProposalQuestion]) -> list[QuestionWithAnswer]:
    """Each question with its answer."""
    answers = {answer.code: answer for answer in proposal.answers.all()}
    return [QuestionWithAnswer(question, answers.get(question.code)) for question in parts]


def completeness(rows: Iterable[QuestionWithAnswer]) -> ProposalCompleteness:
    """How many parts are answered and how many of those rest on evidence (DEC-02)."""
    rows = list(rows)
    return ProposalCompleteness(
        total=len(rows),
        answered=sum(row.is_answered for row in rows),
        evidenced=sum(row.is_evidenced for row in rows),
        unanswered=tuple(row.question for row in rows if not row.is_answered),
    )


def confidence(proposal: Proposal) -> Confidence:
    """The findings cited anywhere in a proposal, each counted once, by strength."""
    cited = {finding.pk: finding for answer in proposal.answers.all() for finding in answer.findings.all()}
    count = Counter(finding.strength for finding in cited.values())
    return Confidence(**{strength: count[strength] for strength in ("strong", "fair", "weak")})


def costs(proposal: Proposal) -> CostTable:
    """What it costs, by organisation and year, with totals both ways."""
    rows = list(proposal.costs.all())
    years = tuple(sorted({row.year for row in rows}))
    bodies: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        bodies.setdefault(row.organisation.name, {})[row.year] = row.amount
    return CostTable(
        years=years,
        rows=tuple(
            (name, tuple(by_year.get(year) for year in years), sum(by_year.values(), Decimal(0)))
            for name, by_year in sorted(bodies.items())
        ),
        totals=tuple(sum((row.amount for row in rows if row.year == year), Decimal(0)) for year in years),
        total=sum((row.amount for row in rows), Decimal(0)),
        price_base=", ".join(dict.fromkeys(row.price_base for row in rows)),
    )


def option(partnership: Partnership, pk: int) -> Option:
    """One option with its proposal; raises Option.DoesNotExist."""
    return Option.objects.select_related("proposal__partnership").get(partnership=partnership, pk=pk)


def question_version(on: date) -> str:
    """The name of the question set that holds on a day; raises where none is loaded."""
    return frameworks.current(QUESTIONS, on).version


def cost(partnership: Partnership, pk: int) -> Cost:
    """One cost of a proposal; raises Cost.DoesNotExist."""
    return Cost.objects.select_related("proposal__partnership", "organisation").get(
        partnership=partnership, pk=pk
    )


def why_part_stays(part: Option | Cost) -> Refusal | None:
    """Why an option or a cost of a draft cannot be removed."""
    try:
        check_may_change(part.proposal)
    except Refusal as refusal:
        return refusal
    return why_it_stays(part, "Change it instead.")
