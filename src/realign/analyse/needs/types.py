"""What an assessment is made of: data with their age, tables whose figures carry notes, sections, and checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from realign.analyse.needs.models import NeedsSection, NeedsSource
from realign.foundations.documents.figures import Figure
from realign.methods.signs import key_words

Code, Kind, Nature = NeedsSection.Code, NeedsSource.Kind, NeedsSource.Nature
DAYS_IN_A_YEAR = 365.25


class Half(StrEnum):
    """The two halves of the evidence (S2, programme): how children are, and what is provided at what cost."""

    WELLBEING = "Surveys of wellbeing and need"
    LANDSCAPE = "Landscape of services, spend and purpose"


HALF_OF = {
    Code.POPULATION: Half.WELLBEING,
    Code.NEEDS: Half.WELLBEING,
    Code.PREFERENCES: Half.WELLBEING,
    Code.DEMAND: Half.LANDSCAPE,
    Code.ACTIVITY: Half.LANDSCAPE,
    Code.OUTCOMES: Half.WELLBEING,
    Code.RESOURCE: Half.LANDSCAPE,
}

QUESTIONS = {
    Code.POPULATION: "Who are the children, and where do they live?",
    Code.NEEDS: "What do children need, and how many of them?",
    Code.PREFERENCES: "What do children and families want?",
    Code.DEMAND: "What is asked of services?",
    Code.ACTIVITY: "What do services do?",
    Code.OUTCOMES: "How are children doing?",
    Code.RESOURCE: "What resources are there?",
}


def age_in_years(dated: date, on: date) -> float:
    """How old data are.

    >>> round(age_in_years(date(2011, 6, 30), date(2017, 6, 30)), 1)
    6.0
    """
    return (on - dated).days / DAYS_IN_A_YEAR


@dataclass(frozen=True)
class Datum:
    """One thing that a section rests on, as it stands in the assessment. ``pk`` names one that people wrote down;
    the others are read from the records.
    """

    title: str
    where: str
    kind: str
    nature: str
    dated: date | None
    use_for: str
    tags: tuple[str, ...] = ()
    invented: bool = False
    pk: int | None = None
    url: str = ""
    replaced_by: str = ""
    withdrawn: bool = False

    def is_stale(self, on: date, years: int) -> bool:
        """Whether it is older than so many years, and nothing newer has replaced it."""
        return not self.replaced_by and self.dated is not None and age_in_years(self.dated, on) > years

    @property
    def counts_as_outcome(self) -> bool:
        """Whether it is outcome evidence: about a change for children, and tagged with their wellbeing."""
        return self.nature == Nature.OUTCOME and bool(self.tags) and not self.withdrawn

    @property
    def stands(self) -> bool:
        """Whether the section may rest on it now."""
        return not self.replaced_by and not self.withdrawn


Cell = Figure | str


@dataclass(frozen=True)
class Lines:
    """A table of the assessment. Each row begins with its name; figures carry their notes."""

    caption: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    under: str = ""

    @property
    def key(self) -> str:
        """The signs that stand in it with what they mean, as a sentence; empty where none stands."""
        cells = (cell for row in self.rows for cell in row)
        return key_words(cell.words if isinstance(cell, Figure) else cell for cell in cells)


@dataclass(frozen=True)
class Quoted:
    """A finding that a section cites, with its note and how sure it is."""

    sentence: Figure
    strength: str
    does_not_tell: str


@dataclass(frozen=True)
class SectionGap:
    """An open data gap that the section has, in words that anybody may read."""

    title: str
    effect: str
    whom: str
    due: str
    public: bool
    url: str


@dataclass(frozen=True)
class SectionContent:
    """One section: what the records show, what people wrote, what it rests on, and what is not known."""

    code: str
    title: str
    question: str
    text: str
    confidence: str
    confidence_reason: str
    reviewed_on: date | None
    due_on: date | None
    is_overdue: bool
    tables: tuple[Lines, ...]
    quoted: tuple[Quoted, ...]
    data: tuple[Datum, ...]
    gaps: tuple[SectionGap, ...]
    notes: tuple[str, ...] = ()

    @property
    def half(self) -> Half:
        """Which half of the evidence it belongs to."""
        return HALF_OF[Code(self.code)]

    @property
    def hidden_gaps(self) -> int:
        """How many gaps are not for everybody to read."""
        return sum(not gap.public for gap in self.gaps)

    @property
    def standing(self) -> tuple[Datum, ...]:
        """What it rests on now."""
        return tuple(datum for datum in self.data if datum.stands)

    @property
    def dated(self) -> tuple[Datum, ...]:
        """What it rests on and whose date is known."""
        return tuple(datum for datum in self.standing if datum.dated is not None)


@dataclass(frozen=True)
class AssessmentCheck:
    """One thing that an assessment should hold, whether it does, and what to do."""

    code: str
    label: str
    well: bool
    result: str
    to_do: str
    stops: bool = False


@dataclass(frozen=True)
class AssessmentContent:
    """A whole assessment, put together from the records as they stood on one day."""

    title: str
    partnership: str
    version: int
    as_of: date
    stale_after: int
    introduction: str
    conclusions: str
    sections: tuple[SectionContent, ...]
    checks: tuple[AssessmentCheck, ...]
    invented: bool

    @property
    def missing(self) -> tuple[AssessmentCheck, ...]:
        """What it does not hold yet."""
        return tuple(check for check in self.checks if not check.well)

    def section(self, code: str) -> SectionContent:
        """One section by its code."""
        return next(section for section in self.sections if section.code == code)

    @property
    def data(self) -> tuple[Datum, ...]:
        """Everything that any section rests on."""
        return tuple(datum for section in self.sections for datum in section.data)

    @property
    def stale(self) -> tuple[Datum, ...]:
        """What is too old and has not been replaced."""
        return tuple(
            datum for datum in self.data if datum.stands and datum.is_stale(self.as_of, self.stale_after)
        )

    @property
    def outcome_evidence(self) -> tuple[Datum, ...]:
        """What counts as evidence of outcomes."""
        return tuple(datum for datum in self.data if datum.stands and datum.counts_as_outcome)

    @property
    def outputs(self) -> tuple[Datum, ...]:
        """What counts work done, and is not counted as evidence of outcomes."""
        return tuple(datum for datum in self.data if datum.stands and datum.nature == Nature.OUTPUT)
