"""What a room says of the records that it publishes, and a draft as whoever publishes reads it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from realign.foundations.design.types import Status
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing.models import PublicVersion, ReturnedDraft
from realign.methods.wording.recognisable import Recognisable

Content = Mapping[str, Any]
Line = tuple[str, str]
"""A label and the words that everybody reads under it."""


@dataclass(frozen=True)
class PublicKind:
    """One kind of record that people write and everybody reads; a room adds it in its ``public_records.py``.

    ``records`` are those that would be public on a day if they were published; ``compose`` freezes one into what JSON
    holds, everything that its public page reads; ``in_words`` says that content line by line; ``label`` is the title of
    one of them. ``parts`` are the records whose writers wrote it, the record itself among them; ``reading`` are verbs in
    the record of changes by which a part was looked at or taken in, but not written. ``after`` is called in the
    transaction of each publication and withdrawal, with the record and when it was made public (None: it was withdrawn).
    ``ended`` is the note that stays where a version was withdrawn because the record is no longer among ``records``.
    """

    slug: str
    noun: str
    title: str
    permission: str
    records: Callable[[Partnership, date], Iterable[Any]]
    compose: Callable[[Any], Content]
    in_words: Callable[[Content], Sequence[Line]]
    parts: Callable[[Any], Iterable[Model]] = lambda record: (record,)
    label: Callable[[Any], str] = str
    address: Callable[[Any], str] = lambda record: str(getattr(record, "slug", record.pk))
    work_page: Callable[[Any], str] = lambda record: str(record.get_absolute_url())
    public_page: Callable[[str, str], str] | None = None
    after: Callable[[Any, datetime | None], None] | None = None
    reading: frozenset[str] = frozenset()
    ended: str = "It has ended, or only members read it now."
    order: int = 50
    model: type[Model] | None = None
    """The model of the records, where they are rows of one."""


@dataclass(frozen=True)
class WaitingRow:
    """One line of the list of what waits for a second person, whichever door it goes through."""

    title: str
    url: str
    kind: str
    kind_title: str
    change: str
    writers: str
    since: datetime | None
    noticed: int
    state: Status
    waits: bool = True
    is_theirs: bool = False
    """Whether whoever reads the list may publish it."""


@dataclass(frozen=True)
class OtherDoor:
    """Records with a stricter door of their own, which stand in the one list of what waits all the same."""

    slug: str
    title: str
    waiting: Callable[[Actor], Iterable[WaitingRow]]


@dataclass(frozen=True)
class Draft:
    """A record as it would be published now, beside what everybody reads."""

    kind: PublicKind
    record: Any
    content: Content
    fingerprint: str
    newest: PublicVersion | None
    returned: ReturnedDraft | None = None
    writers: Mapping[int, str] = field(default_factory=dict)
    since: datetime | None = None
    noticed: tuple[Recognisable, ...] = ()

    @property
    def key(self) -> str:
        """Which record of its kind it is."""
        return str(self.record.pk)

    @property
    def title(self) -> str:
        """What people call it."""
        return self.kind.label(self.record)[:300]

    @property
    def public(self) -> PublicVersion | None:
        """What everybody reads of it now."""
        return self.newest if self.newest is not None and self.newest.stands else None

    @property
    def was_withdrawn(self) -> bool:
        """Whether just these words were public and were withdrawn."""
        newest = self.newest
        if newest is None or newest.stands or newest.has_ended:
            return False
        return newest.fingerprint == self.fingerprint

    @property
    def differs(self) -> bool:
        """Whether it says anything else than everybody reads now."""
        return self.public is None or self.public.fingerprint != self.fingerprint

    @property
    def waits(self) -> bool:
        """Whether somebody should look at it: it differs, and was neither sent back nor withdrawn as it is."""
        return self.differs and self.returned is None and not self.was_withdrawn
