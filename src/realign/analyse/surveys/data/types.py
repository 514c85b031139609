"""What each column of a file of answers is, as a person says it, and how the file names its columns."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from realign.registers.evidence.types import COUNCIL


class ColumnRole(StrEnum):
    """What a column of answers is for."""

    QUESTION = "question"
    MEASURE = "measure"
    GROUP = "group"
    STAGE = "stage"
    COUNCIL = "council"
    SCORE = "score"
    NATIONAL = "national"
    SCALE_ITEM = "scale-item"
    TICK = "tick"
    SEVERAL_SEMICOLONS = "several-semicolons"
    SEVERAL_COMMAS = "several-commas"
    SEVERAL_SPACES = "several-spaces"
    WEIGHT = "weight"
    STRATUM = "stratum"
    STRATUM_GROUP = "stratum-group"
    PSU = "psu"
    FPC = "fpc"
    SSU = "ssu"
    SSU_FPC = "ssu-fpc"
    REPLICATE = "replicate"
    IDENTIFIER = "identifier"
    LEFT_OUT = "leave-out"
    ROWS_LEFT_OUT = "leave-out-rows"


MEASURED = frozenset({ColumnRole.QUESTION, ColumnRole.MEASURE, ColumnRole.NATIONAL, ColumnRole.TICK})
"""Each answer of such a column is a measure."""

GROUPED_BY = frozenset(
    {ColumnRole.GROUP, ColumnRole.STAGE, ColumnRole.COUNCIL, ColumnRole.STRATUM_GROUP},
)
"""Groups of pupils: what tables are usually broken down by."""

BROKEN_DOWN_BY = GROUPED_BY | {ColumnRole.QUESTION, ColumnRole.NATIONAL, ColumnRole.TICK}

NOT_STORED = frozenset({ColumnRole.IDENTIFIER, ColumnRole.LEFT_OUT, ColumnRole.ROWS_LEFT_OUT})

SEPARATORS = {
    ColumnRole.SEVERAL_SEMICOLONS: ";",
    ColumnRole.SEVERAL_COMMAS: ",",
    ColumnRole.SEVERAL_SPACES: " ",
}
"""What stands between several answers in one cell."""

NUMBERS_ONLY = frozenset(
    {ColumnRole.SCORE, ColumnRole.WEIGHT, ColumnRole.FPC, ColumnRole.SSU_FPC, ColumnRole.REPLICATE},
)

DESIGN_FIELDS = {
    ColumnRole.WEIGHT: "weight",
    ColumnRole.STRATUM: "stratum",
    ColumnRole.STRATUM_GROUP: "stratum",
    ColumnRole.PSU: "psu",
    ColumnRole.FPC: "fpc",
    ColumnRole.SSU: "ssu",
    ColumnRole.SSU_FPC: "ssu_fpc",
}
"""The part of the sample design that a column of this role is."""


MOST_LEVELS = 40
"""Of a breakdown, or of the answers to a question: Scotland has 32 council areas."""
LONGEST_NAME = 40

CouncilNamed = Callable[[str], tuple[str, str] | None]
"""The code and name of the council area that a text means."""


class HeadingRows(StrEnum):
    """How a file names its columns: what its first rows hold."""

    NAMES = "names"
    NAMES_QUESTIONS = "names-questions"
    NAMES_QUESTIONS_IDENTIFIERS = "names-questions-identifiers"
    QUESTIONS_ANSWERS = "questions-answers"
    QUESTIONS_NAMES = "questions-names"

    @property
    def rows(self) -> int:
        """How many rows there are before the first answers."""
        return {self.NAMES: 1, self.NAMES_QUESTIONS_IDENTIFIERS: 3}.get(self, 2)


@dataclass(frozen=True)
class MappedColumn:
    """One column of a file: what it is, what it is kept as, and what its values mean."""

    column: str
    role: ColumnRole
    kept_as: str = ""
    label: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """For keeping in a row."""
        return {**asdict(self), "role": self.role.value, "missing": list(self.missing)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "MappedColumn":
        """Back from a row."""
        return cls(**{**kept, "role": ColumnRole(kept["role"]), "missing": tuple(kept["missing"])})


@dataclass(frozen=True)
class RawColumn:
    """One column as the file has it, before anybody said what it is.

    ``values`` are its different values with how often each occurs, where they are few and repeat, so that no free text and
    no name is shown. ``several`` are the separate answers where cells hold several, with how often each was chosen, and
    ``separator`` is what stands between them. ``suspicion`` says why it may identify people.
    """

    column: str
    question: str = ""
    values: tuple[tuple[str, int], ...] = ()
    different: int = 0
    filled: int = 0
    blank: int = 0
    numbers: bool = False
    suspicion: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    whole: bool = False
    several: tuple[tuple[str, int], ...] = ()
    separator: str = ""

    def as_json(self) -> dict[str, Any]:
        """For keeping with the import."""
        return {
            **asdict(self),
            "values": [list(pair) for pair in self.values],
            "several": [list(pair) for pair in self.several],
            "missing": list(self.missing),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "RawColumn":
        """Back from the import."""
        pairs = {
            part: tuple((str(value), int(count)) for value, count in kept.get(part, ()))
            for part in ("values", "several")
        }
        known = {part.name for part in fields(cls)}
        kept = {name: value for name, value in kept.items() if name in known}
        return cls(**{**kept, **pairs, "missing": tuple(kept["missing"])})


@dataclass(frozen=True)
class SurveyMapping:
    """What a person said of every column of a file."""

    columns: Mapping[str, MappedColumn] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Sequence[MappedColumn]) -> "SurveyMapping":
        """The columns by name, each kept under a name of its own that is short and plain."""
        taken: set[str] = set()
        named = {}
        for mapped in columns:
            if mapped.role in NOT_STORED:
                named[mapped.column] = mapped
                continue
            kept_as = (
                COUNCIL if mapped.role is ColumnRole.COUNCIL else short_name(mapped.kept_as or mapped.column)
            )
            if kept_as.casefold() == COUNCIL and mapped.role is not ColumnRole.COUNCIL:
                kept_as = f"{kept_as}_group"
            number = 2
            stem = kept_as
            while kept_as.casefold() in taken:
                end = f"_{number}"
                kept_as, number = f"{stem[: LONGEST_NAME - len(end)]}{end}", number + 1
            taken.add(kept_as.casefold())
            named[mapped.column] = replace(mapped, kept_as=kept_as)
        return cls(named)


def short_name(text: str) -> str:
    """A plain name of a column, with which formulas, lists and addresses can be written.

    >>> short_name("1. Café lunches")
    'Q1_Caf_lunches'
    >>> short_name("Q1. Do you feel safe at school? (tick one)"), short_name("simd_quintile"), short_name("日本")
    ('Q1_Do_you_feel_safe_at_school_tick_one', 'simd_quintile', 'column')
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")
    plain = re.sub(r"^(?=[0-9])", "Q", plain)
    return plain[:LONGEST_NAME].rstrip("_") or "column"


def named_columns(typed: str) -> tuple[str, ...]:
    """The columns of a list with commas, each once.

    >>> named_columns("sex, stage,sex")
    ('sex', 'stage')
    """
    return tuple(dict.fromkeys(part.strip() for part in typed.split(",") if part.strip()))
