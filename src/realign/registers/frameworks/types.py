"""Frameworks as values: what a file says, what loading it did, what a word of the glossary means."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

# the lists' keeper is known to every floor; loading them takes it from here too
from realign.foundations.audit.types import Registrar as Registrar


class FrameworkKind(StrEnum):
    """What sort of list a framework is."""

    OUTCOMES = "outcomes"
    AIMS = "aims"
    CRITERIA = "criteria"
    QUESTION_SET = "question-set"
    LAW = "law"
    CLASSIFICATION = "classification"
    PROFILE = "profile"
    RATES = "rates"
    PRINCIPLES = "principles"
    STEPS = "steps"
    GLOSSARY = "glossary"

    @property
    def words(self) -> str:
        """The kind as a reader sees it."""
        return {"law": "Laws and policies", "rates": "Rates and figures"}.get(
            self.value, self.value.replace("-", " ").capitalize()
        )


class FileWrong(ValueError):
    """A framework file is not as expected: says which file and entry, what was expected, what was found."""

    def __init__(self, file: str, entry: str, expected: str, found: object) -> None:
        where = f"{file}, {entry}" if entry else file
        super().__init__(
            f"{where}: expected {expected}, found {found!r}. Correct the file and load it again."
        )
        self.file, self.entry, self.expected, self.found = file, entry, expected, found


@dataclass(frozen=True)
class ItemEntry:
    """One entry as its file has it."""

    code: str
    label: str
    description: str
    parent: str
    extra: dict[str, Any]
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class VersionEntry:
    """One version as its file has it."""

    version: str
    valid_from: date
    valid_to: date | None
    source: str
    source_date: date | None
    verified: bool
    note: str
    status: str
    items: tuple[ItemEntry, ...]


@dataclass(frozen=True)
class AliasEntry:
    """The word that this system says, and what documents call the same thing."""

    says: str
    names: tuple[str, ...]
    kind: str
    source: str


@dataclass(frozen=True)
class FrameworkFile:
    """A whole file, checked."""

    slug: str
    name: str
    short_name: str
    kind: FrameworkKind
    description: str
    fingerprint: str
    versions: tuple[VersionEntry, ...]
    aliases: tuple[AliasEntry, ...]


@dataclass(frozen=True)
class LoadReport:
    """What loading did: framework slugs by outcome, and entries that left their file and were kept."""

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Meaning:
    """One thing that a term stands for."""

    words: str
    context: str = ""
    source: str = ""
    verified: bool = True


@dataclass(frozen=True)
class GlossaryEntry:
    """A term with everything it may mean, the meaning used here first; more than one makes it ambiguous."""

    term: str
    code: str
    meanings: tuple[Meaning, ...]
    is_abbreviation: bool = False
    also_called: tuple[str, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Whether a reader needs the context to know which is meant."""
        return len(self.meanings) > 1
