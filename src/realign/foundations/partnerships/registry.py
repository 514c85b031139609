"""What rooms bring for every installation and every partnership.

`reference_lists.py` brings lists that belong to no partnership: setting an installation up or upgrading it loads every
list whose edition is new. `area_choices.py` brings the areas that a partnership may cover, `my_work.py` says where a
room’s records name people, and `when_named.py` what follows when a person is named. `word_lists.py` brings lists whose
words each partnership may change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from realign.foundations.accounts.models import User
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.models import Partnership, PartnershipRecord
from realign.foundations.partnerships.types import Actor
from realign.foundations.rooms import Registry


@dataclass(frozen=True)
class ReferenceList:
    """One list: its short name, its name for people, which edition the product brings, and how it is loaded.

    ``load`` must be safe to repeat: it adds and corrects, and removes nothing that a record may point at.
    """

    slug: str
    title: str
    fingerprint: Callable[[], str]
    load: Callable[[Registrar], object]


REFERENCE_LISTS: Registry[ReferenceList] = Registry(
    "reference_lists", holds="reference lists", key=lambda reference_list: reference_list.slug
)


@dataclass(frozen=True)
class CoveredArea:
    """A council area or a health board’s: its code, its name, and for a council the code of its health board."""

    code: str
    name: str
    health_board: str = ""


@dataclass(frozen=True)
class AreaList:
    """Areas of one kind of body, such as ``council``: what they are called together, and how they are read."""

    kind: str
    title: str
    areas: Callable[[], Sequence[CoveredArea]]


AREA_LISTS: Registry[AreaList] = Registry(
    "area_choices", holds="areas that a partnership may cover", key=lambda area_list: area_list.kind
)


@dataclass(frozen=True)
class NamedPart:
    """One way in which a kind of record names a person, such as the owner of a milestone.

    ``part`` says what they are in it, ``lasts`` which of the records still count on a day, ``title`` and ``url`` lead to
    the page, which ``view`` lets people open. ``joined`` is read with the records, so that their number does not matter.
    """

    model: type[PartnershipRecord]
    field: str
    part: str | Callable[[Any], str]
    view: str
    lasts: Callable[[date], models.Q]
    title: Callable[[Any], str] = str
    url: Callable[[Any], str] = PartnershipRecord.get_absolute_url
    joined: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The part in addresses and notices, such as ``progress.milestone.owner_account``."""
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def words_field(self) -> str:
        """The field that names somebody without an account; empty where there is none."""
        return self.field.removesuffix("_account") if self.field.endswith("_account") else ""

    def part_of(self, record: PartnershipRecord) -> str:
        """What the person is in this record, such as “Senior sponsor”."""
        return self.part if isinstance(self.part, str) else self.part(record)


NAMED_PARTS: Registry[NamedPart] = Registry(
    "my_work", holds="ways in which a record names a person", key=lambda part: part.key
)


def parts_of(model: type[PartnershipRecord]) -> list[NamedPart]:
    """The ways in which records of this kind name people."""
    return [part for part in NAMED_PARTS.all() if part.model is model]


@dataclass(frozen=True)
class Naming:
    """Somebody was named in a record."""

    by: Actor
    user: User
    part: NamedPart
    record: PartnershipRecord


WHEN_NAMED: Registry[Callable[[Naming], None]] = Registry(
    "when_named",
    holds="what follows when a person is named",
    key=lambda teller: (teller.__module__, teller.__qualname__),
)


@dataclass(frozen=True)
class Leaving:
    """Somebody leaves the partnership on a day."""

    by: Actor
    user: User
    on: date


WHEN_LEFT: Registry[Callable[[Leaving], None]] = Registry(
    "when_left",
    holds="what follows when a person leaves a partnership",
    key=lambda follower: (follower.__module__, follower.__qualname__),
)


@dataclass(frozen=True)
class WordList:
    """A list whose words each partnership may change: the words that come with the product, by code, and their use.

    ``count`` answers how many records of a partnership hold a code.
    """

    slug: str
    title: str
    explanation: str
    words: Sequence[tuple[str, str]]
    count: Callable[[Partnership, str], int]


WORD_LISTS: Registry[WordList] = Registry(
    "word_lists", holds="lists of words that a partnership may change", key=lambda word_list: word_list.slug
)


WHAT_USES: Registry[Callable[[PartnershipRecord], int]] = Registry(
    "what_uses",
    holds="what uses a record by its name or number, without a key of the database",
    key=lambda reader: (reader.__module__, reader.__qualname__),
)
"""Each reader counts; what it counts is called as the reader is: ``public_versions``."""


@dataclass(frozen=True)
class ContentCheck:
    """A check that tells people whether something is there: its title in the note on checks, and where it is read.

    ``run`` is the function that judges, ``answers`` the classes in which it says what it finds, ``pages`` the pages that
    show it, each of which links to its part of ``docs/methods/what-the-checks-read.md``.
    """

    title: str
    run: Callable[..., Any]
    answers: tuple[type, ...] = ()
    pages: tuple[str, ...] = ()


CHECKS: Registry[ContentCheck] = Registry(
    "content_checks", holds="checks that read what people write", key=lambda check: check.title
)
