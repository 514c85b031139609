"""Public indicators, found by everybody on the page of their trend, in the words that were published."""

from collections.abc import Iterable

from django.db.models import QuerySet

from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.search.registry import SEARCHABLE, page_called
from realign.foundations.search.types import PUBLIC, Reader, Searchable
from realign.registers.indicators import queries
from realign.registers.indicators.types import INDICATOR


def _published_words(version: PublicVersion) -> Iterable[str]:
    return (version.content[name] for name in ("title", "definition", "producer", "use_for"))


def _read_by_everybody(reader: Reader) -> QuerySet[PublicVersion]:
    """The words of indicators whose values are published too."""
    public = [indicator.version.pk for indicator in queries.public_indicators(reader.partnership)]
    return publishing.versions(reader.partnership, INDICATOR).filter(pk__in=public)


SEARCHABLE.add(
    Searchable(
        "indicators",
        "Indicators",
        PublicVersion,
        PUBLIC,
        title=lambda version: version.title,
        words=_published_words,
        rows=_read_by_everybody,
        url=page_called("trends:public"),
        everything=lambda: PublicVersion.objects.filter(kind=INDICATOR),
        order=20,
    )
)
