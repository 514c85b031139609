"""Needs, found by members."""

from realign.analyse.fit import queries
from realign.analyse.fit.models import Need
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Searchable

SEARCHABLE.add(
    Searchable(
        "needs",
        "Needs",
        Need,
        "fit.view",
        title=lambda need: need.name,
        words=words_in("name", "definition"),
        rows=lambda reader: queries.needs(reader.partnership),
        order=25,
    )
)
