"""What can be searched, who is searching, and what an engine is asked."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor

PUBLIC = "public"


@dataclass(frozen=True)
class Reader:
    """Somebody searching, on a day; ``actor`` is None for visitors and for strangers to the partnership."""

    partnership: Partnership
    on: date
    actor: Actor | None = None

    def may_see(self, audience: str) -> bool:
        """Whether what is meant for this audience is meant for them."""
        return audience == PUBLIC or (self.actor is not None and self.actor.may(audience))


@dataclass(frozen=True)
class Part:
    """A smaller record whose words are found with a larger one: a change of it changes what the larger one says.

    ``of`` answers the numbers of the larger records.
    """

    model: type[models.Model]
    of: Callable[[Any], Iterable[int | None]]


def own_page(record: Any, _partnership: str) -> str:
    """The page of a record for members."""
    return str(record.get_absolute_url())


@dataclass(frozen=True)
class Searchable:
    """Records of one model, as one audience finds them: by which words, which of them, and on which page.

    ``audience`` is ``public`` or the permission of the page. ``rows`` is asked at each search, so that nothing is found
    that the reader may not open now. ``everything`` says what is indexed, with what ``words`` reads; it must not
    leave out what ``rows`` may answer later. Those who may see a kind as members do not find its public pages.
    """

    kind: str
    label: str
    model: type[models.Model]
    audience: str
    words: Callable[[Any], Iterable[str]]
    rows: Callable[[Reader], models.QuerySet[Any]]
    title: Callable[[Any], str] = str
    url: Callable[[Any, str], str] = own_page
    everything: Callable[[], models.QuerySet[Any]] | None = None
    parts: tuple[Part, ...] = field(default=())
    order: int = 50

    @property
    def name(self) -> str:
        """What tells this apart from all else that is searched."""
        return (
            f"{self.kind}.{self.model._meta.model_name}.{'public' if self.audience == PUBLIC else 'members'}"
        )

    def indexed(self) -> models.QuerySet[Any]:
        """Every record that the index holds."""
        return self.model._default_manager.all() if self.everything is None else self.everything()


@dataclass(frozen=True)
class Alternative:
    """A word as the index holds it; ``is_beginning`` where longer words that begin with it count too."""

    word: str
    is_beginning: bool = False

    def holds(self, word: str) -> bool:
        """Whether a word of a text is this one."""
        return word.startswith(self.word) if self.is_beginning else word == self.word


@dataclass(frozen=True)
class Wanted:
    """What to look for: for each typed word its alternatives, all of the words or any of them."""

    words: tuple[tuple[Alternative, ...], ...]
    any_will_do: bool = False

    def alternatives(self) -> tuple[Alternative, ...]:
        """Every word that counts as found."""
        return tuple(alternative for word in self.words for alternative in word)


@dataclass(frozen=True)
class IndexedText:
    """The words of one record, ready for an engine: each as it is written and, where that differs, without its ending."""

    number: int
    title: Sequence[str]
    body: Sequence[str]


Match = tuple[str, int]
"""What was found: the name of what is searched, and the number of the record."""


class Engine(Protocol):
    """Full text in one kind of database. Everything it writes is part of the transaction of the caller."""

    def create(self) -> None:
        """Make the tables that the engine needs, where they are missing."""

    def write(self, texts: Sequence[IndexedText]) -> None:
        """Hold these texts, in place of those held under the same numbers."""

    def forget(self, numbers: Sequence[int]) -> None:
        """Hold these texts no longer."""

    def matching(
        self, wanted: Wanted, names: Sequence[str], partnership_id: int | None, most: int
    ) -> list[Match]:
        """Records that hold the words, best first."""

    def vocabulary(self, shortest: int, longest: int) -> Iterable[str]:
        """Every word that the index holds, within these lengths."""


@dataclass(frozen=True)
class Piece:
    """A piece of a snippet; ``is_hit`` where it is a word that was looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Hit:
    """One thing that was found, with the words round what was looked for."""

    title: tuple[Piece, ...]
    url: str
    snippet: tuple[Piece, ...] = ()
    invented: bool = False


@dataclass(frozen=True)
class KindFound:
    """A kind of thing that was found: how many there are, and those that are shown."""

    slug: str
    label: str
    count: int
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True)
class SearchAnswer:
    """What a search answers: which records of each kind, best first, and how the words had to be read.

    ``is_corrected`` where only words one letter away were found, ``is_partial`` where none holds all of the words.
    """

    wanted: Wanted
    matches: dict[str, list[Match]]
    labels: dict[str, str]
    is_partial: bool = False
    is_corrected: bool = False

    @property
    def total(self) -> int:
        return sum(len(matches) for matches in self.matches.values())
