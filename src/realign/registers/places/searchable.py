"""Places, found by members: all but data zones, whose names say nothing."""

from collections.abc import Iterable

from django.db.models import QuerySet

from realign.foundations.partnerships.models import Partnership, ReferenceEdition
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import Part, Searchable
from realign.registers.places.models import Area


def _named() -> QuerySet[Area]:
    return Area.objects.exclude(kind=Area.Kind.DATA_ZONE).select_related("parent")


def _all(_brought_with: object) -> Iterable[int]:
    """Areas come many at a time, and the event is about what they came with."""
    return _named().values_list("pk", flat=True)


SEARCHABLE.add(
    Searchable(
        "places",
        "Places",
        Area,
        "places.view",
        words=words_in("name", "code", "parent.name"),
        rows=lambda reader: _named(),
        url=page_called("places:area", "code"),
        everything=_named,
        parts=(Part(Area, _all), Part(Partnership, _all), Part(ReferenceEdition, _all)),
        order=70,
    )
)
