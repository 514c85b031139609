"""Questions, completeness and costs of a proposal, as values."""

from dataclasses import dataclass
from decimal import Decimal

from realign.methods.wording.substance import says_something
from realign.plan.proposals.models import Answer


@dataclass(frozen=True)
class ProposalQuestion:
    """One part of one question: “12c” is the third part of question 12."""

    code: str
    number: int
    label: str
    hint: str = ""
    required: bool = False
    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionWithAnswer:
    """A question with the answer given so far, if any."""

    question: ProposalQuestion
    answer: Answer | None

    @property
    def is_answered(self) -> bool:
        """A choice, or words that say something and do not only repeat the question."""
        if self.answer is None or not self.answer.is_answered:
            return False
        return bool(self.answer.choice) or says_something(
            self.answer.text, [self.question.label, self.question.hint]
        )

    @property
    def is_evidenced(self) -> bool:
        """Answered, with a finding or other evidence behind it."""
        if not self.is_answered or self.answer is None:
            return False
        return says_something(self.answer.other_evidence) or bool(self.answer.findings.all())


@dataclass(frozen=True)
class ProposalCompleteness:
    """How much of a proposal is answered, and how much of that rests on evidence."""

    total: int
    answered: int
    evidenced: int
    unanswered: tuple[ProposalQuestion, ...] = ()

    @property
    def needed(self) -> tuple[ProposalQuestion, ...]:
        """The unanswered questions without which it cannot be submitted."""
        return tuple(question for question in self.unanswered if question.required)

    def __str__(self) -> str:
        return f"{_percent(self.answered, self.total)} answered, {_percent(self.evidenced, self.total)} evidenced"


def _percent(part: int, whole: int) -> str:
    """Whole percent, halves up: 19 of 23 is 83%, 11 of 23 is 48%."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else "0%"


@dataclass(frozen=True)
class CostTable:
    """What the preferred option costs, by organisation and year."""

    years: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Decimal | None, ...], Decimal], ...]
    totals: tuple[Decimal, ...]
    total: Decimal
    price_base: str


@dataclass(frozen=True)
class Confidence:
    """What a proposal rests on: how many findings it cites, by strength."""

    strong: int = 0
    fair: int = 0
    weak: int = 0

    @property
    def findings(self) -> int:
        return self.strong + self.fair + self.weak

    def __str__(self) -> str:
        if not self.findings:
            return "No findings cited yet"
        parts = [
            f"{n} {word}"
            for n, word in ((self.strong, "strong"), (self.fair, "fair"), (self.weak, "weak"))
            if n
        ]
        return (
            f"Based on {self.findings} {'finding' if self.findings == 1 else 'findings'}: {', '.join(parts)}"
        )
