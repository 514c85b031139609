"""Services: for members the register, for families the page that says how to get help."""

from collections.abc import Iterable

from django.db.models import QuerySet

from realign.foundations.partnerships.models import Organisation
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Part, Searchable
from realign.registers.services import queries
from realign.registers.services.models import Service


def _in_full() -> QuerySet[Service]:
    return Service.objects.select_related("provider").prefetch_related("areas")


def _provided_by(body: Organisation) -> Iterable[int]:
    return Service.objects.filter(provider=body).values_list("pk", flat=True)


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
        Service,
        PUBLIC,
        title=lambda service: service.name,
        words=words_in("summary", "name", "target", "description", "areas.name"),
        rows=lambda reader: queries.running(reader.partnership, reader.on),
        url=page_called("services:found"),
        everything=_in_full,
        order=10,
    ),
)
