"""Who may see which data, by role, and how each came to be: read from the rules themselves, never written twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from realign.foundations.files.models import Dataset, Import
from realign.foundations.partnerships.models import Partnership, PartnershipRecord
from realign.foundations.partnerships.roles import roles, roles_with
from realign.registers.evidence.models import Finding, Release
from realign.registers.gaps.models import Gap
from realign.registers.indicators.models import Indicator
from realign.registers.services.models import Service, Spend

ANYBODY = "Anybody"
FEW = 3


@dataclass(frozen=True)
class Kept:
    """One thing in the repository: what it is, who may see it, how it came to be, and until when it is kept."""

    what: str
    kind: str
    seen_by: tuple[str, ...]
    changed_by: tuple[str, ...]
    provenance: str
    until: date | None = None
    invented: bool = False
    url_name: str = ""

    @property
    def readers(self) -> str:
        """The roles in words."""
        return in_words(self.seen_by)

    @property
    def writers(self) -> str:
        """The roles that may change it, in words."""
        return in_words(self.changed_by)


def in_words(names: Sequence[str]) -> str:
    """Roles by name; where nearly all are meant, the few that are not.

    >>> in_words(()), in_words(("Analyst",))
    ('Nobody', 'Analyst')
    """
    others = [role.name for role in roles().values() if role.name not in names]
    if not names or tuple(names) == (ANYBODY,) or len(others) > FEW:
        return "; ".join(names) or "Nobody"
    return f"Every role except {', '.join(others).lower()}" if others else "Every member"


def _names(permission: str) -> tuple[str, ...]:
    return tuple(role.name for role in roles_with(permission))


def kept_data(partnership: Partnership) -> list[Kept]:
    """Everything the repository of a partnership holds, kind by kind, then dataset by dataset."""
    return [*_datasets(partnership), *_kinds(partnership), _files(partnership)]


def _kinds(partnership: Partnership) -> Sequence[Kept]:
    def count(model: type[PartnershipRecord]) -> int:
        return model._default_manager.filter(partnership=partnership).count()

    return (
        Kept(
            f"Released tables ({count(Release)})",
            "Evidence",
            (ANYBODY,),
            _names("release.publish"),
            "Protected against disclosure and agreed by two checkers",
            url_name="evidence:published",
        ),
        Kept(
            f"Findings ({count(Finding)})",
            "Evidence",
            (ANYBODY,),
            _names("evidence.edit"),
            "Each with its sources and strength",
            url_name="evidence:library",
        ),
        Kept(
            f"Indicators and their values ({count(Indicator)})",
            "Indicators",
            _names("indicators.view"),
            _names("indicators.import"),
            "Every value shows its import; earlier versions are kept",
            url_name="indicators:list",
        ),
        Kept(
            f"Services and what they do ({count(Service)})",
            "Services",
            _names("services.view"),
            _names("services.edit"),
            "Provider returns, with the date last verified",
            url_name="services:list",
        ),
        Kept(
            f"Spend ({count(Spend)})",
            "Services",
            _names("spend.view"),
            _names("spend.edit"),
            "Each amount with its funder, year and prices",
            url_name="services:spend",
        ),
        Kept(
            f"Data gaps ({count(Gap)})",
            "Evidence",
            _names("evidence.view"),
            _names("evidence.edit"),
            "Each with an owner and a date; the public ones can be read by all",
            url_name="gaps:list",
        ),
    )


def _datasets(partnership: Partnership) -> list[Kept]:
    """Microdata: restricted, with a fingerprint and an end date."""
    rows = (
        Dataset.objects.filter(partnership=partnership)
        .select_related("upload__uploaded_by")
        .order_by("title")
    )
    return [
        Kept(
            row.title,
            "Survey answers (restricted)",
            _names("surveys.estimate"),
            _names("surveys.upload"),
            f"{row.rows:,} answers; fingerprint {row.sha256[:12]}"
            + (f"; uploaded by {row.upload.uploaded_by}" if row.upload and row.upload.uploaded_by else ""),
            row.expires_on,
            row.invented,
            "files:datasets",
        )
        for row in rows
    ]


def _files(partnership: Partnership) -> Kept:
    """Files that were taken in: the provenance of what they brought."""
    taken = Import.objects.filter(partnership=partnership, state=Import.State.ACCEPTED).count()
    return Kept(
        f"Files imported ({taken})",
        "Files",
        _names("partnership.view"),
        _names("files.upload"),
        "Each with its fingerprint, who published it, under which licence and when",
        url_name="files:imports",
    )
