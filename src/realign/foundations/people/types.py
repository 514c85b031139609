"""What an e-mail says, and where a name stands in words alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.registry import NamedPart


@dataclass(frozen=True)
class MailLine:
    """One line of an e-mail: a title and the page that it leads to, and nothing else of the record."""

    title: str
    url: str


@dataclass(frozen=True)
class MailPart:
    """Lines that belong together, under a heading."""

    heading: str
    lines: Sequence[MailLine]


@dataclass(frozen=True)
class NamedInWords:
    """A record that names somebody in words, without their account."""

    part: NamedPart
    record: PartnershipRecord

    @property
    def key(self) -> str:
        """The record and the field in a form, such as ``progress.milestone.owner_account:7``."""
        return f"{self.part.key}:{self.record.pk}"

    @property
    def words(self) -> str:
        """Whom the record names."""
        return str(getattr(self.record, self.part.words_field))

    def __str__(self) -> str:
        return f"{self.part.part_of(self.record)}: {self.part.title(self.record)}"
