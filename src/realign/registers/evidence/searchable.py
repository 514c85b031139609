"""Findings and released tables: everybody finds what is released, members also what waits for a second person."""

from django.db.models import QuerySet

from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Searchable
from realign.registers.evidence import queries
from realign.registers.evidence.models import Finding, Release

FINDING = words_in("sentence", "does_not_tell", "strength_reason")
TABLE = words_in("title", "survey_title", "measure", "population", "collected")


def _standing_alone() -> QuerySet[Finding]:
    """Without the changes that wait beside a released finding: they are read on its page."""
    return Finding.objects.filter(replaces__isnull=True)


SEARCHABLE.add(
    Searchable(
        "findings",
        "Findings",
        Finding,
        "evidence.view",
        title=lambda finding: finding.sentence,
        words=FINDING,
        rows=lambda reader: queries.all_findings(reader.partnership),
        everything=_standing_alone,
        order=15,
    ),
    Searchable(
        "findings",
        "Findings",
        Finding,
        PUBLIC,
        title=lambda finding: finding.sentence,
        words=FINDING,
        rows=lambda reader: queries.findings(reader.partnership),
        everything=_standing_alone,
        order=15,
    ),
    Searchable(
        "tables",
        "Released tables",
        Release,
        "evidence.view",
        title=lambda release: release.title,
        words=TABLE,
        rows=lambda reader: queries.releases(reader.partnership),
        url=page_called("evidence:release"),
        order=16,
    ),
    Searchable(
        "tables",
        "Released tables",
        Release,
        PUBLIC,
        title=lambda release: release.title,
        words=TABLE,
        rows=lambda reader: queries.releases(reader.partnership).standing(),
        url=page_called("evidence:release"),
        order=16,
    ),
)
