"""Indicators, found by members; everybody finds the public ones on the page of their trend."""

from collections.abc import Iterable

from realign.foundations.files.models import Import
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable
from realign.registers.indicators import queries
from realign.registers.indicators.models import Indicator


def brought_by(record: Import) -> Iterable[int]:
    """Indicators that a file may have brought or described: files change many at a time."""
    if record.kind != "indicators" or record.state != Import.State.ACCEPTED:
        return []
    return Indicator.objects.filter(partnership=record.partnership).values_list("pk", flat=True)


SEARCHABLE.add(
    Searchable(
        "indicators",
        "Indicators",
        Indicator,
        "indicators.view",
        words=words_in(
            "title", "code", "definition", "numerator", "denominator", "producer", "use_for", "caveats"
        ),
        rows=lambda reader: queries.indicators(reader.partnership),
        parts=(Part(Import, brought_by),),
        order=20,
    )
)
