"""Where data is held, and what may be joined, found by members."""

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Searchable
from realign.registers.sources import queries
from realign.registers.sources.models import Holding, Linkage

SEARCHABLE.add(
    Searchable(
        "data-held",
        "Data systems",
        Holding,
        "evidence.view",
        title=lambda holding: holding.information,
        words=words_in("information", "system", "whom", "seen_by", "provenance", "joins_by"),
        rows=lambda reader: queries.holdings(reader.partnership),
        order=60,
    ),
    Searchable(
        "linkages",
        "Linkages",
        Linkage,
        "evidence.view",
        title=lambda linkage: linkage.title,
        words=words_in("title", "purpose", "legal_basis", "method", "kept"),
        rows=lambda reader: queries.linkages(reader.partnership),
        order=61,
    ),
)
