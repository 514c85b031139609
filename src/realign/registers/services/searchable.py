"""Services: for members the register, for families the page that says how to get help."""

from collections.abc import Iterable

from django.db.models import QuerySet

from realign.foundations.partnerships.models import Organisation
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Part, Reader, Searchable
from realign.registers.services import queries
from realign.registers.services.models import Service
from realign.registers.services.types import KIND, PublicService


def _in_full() -> QuerySet[Service]:
    return Service.objects.select_related("provider").prefetch_related("areas")


def _provided_by(body: Organisation) -> Iterable[int]:
    return Service.objects.filter(provider=body).values_list("pk", flat=True)


def _published_words(version: PublicVersion) -> Iterable[str]:
    service = PublicService.of(version.content)
    return (service.summary, service.name, service.target, service.description, service.where)


def _found_by_families(reader: Reader) -> QuerySet[PublicVersion]:
    """What families read now: published versions of services that have begun and not ended."""
    provided = queries.running(reader.partnership, reader.on).values_list("pk", flat=True)
    published = publishing.versions(reader.partnership, KIND).standing()
    return published.filter(key__in=[str(pk) for pk in provided])


SEARCHABLE.add(
    Searchable(
        "services",
        "Services",
        Service,
        "services.view",
        title=lambda service: service.name,
        words=words_in(
            "name", "summary", "target", "description", "scope", "how_to_reach", "provider.name", "areas.name"
        ),
        rows=lambda reader: queries.services(reader.partnership),
        everything=_in_full,
        parts=(Part(Organisation, _provided_by),),
        order=10,
    ),
    Searchable(
        "services",
        "Services",
        PublicVersion,
        PUBLIC,
        title=lambda version: version.title,
        words=_published_words,
        rows=_found_by_families,
        url=page_called("services:found"),
        everything=lambda: PublicVersion.objects.filter(kind=KIND),
        order=10,
    ),
)
