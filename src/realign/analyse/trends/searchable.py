"""Public indicators, found by everybody on the page of their trend."""

from realign.foundations.files.models import Import
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Part, Searchable
from realign.registers.indicators import queries
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.searchable import brought_by

SEARCHABLE.add(
    Searchable(
        "indicators",
        "Indicators",
        Indicator,
        PUBLIC,
        words=words_in("title", "definition", "producer", "use_for"),
        rows=lambda reader: queries.public_indicators(reader.partnership),
        url=page_called("trends:public"),
        parts=(Part(Import, brought_by),),
        order=20,
    )
)
