"""Pathways with their stops, found by members."""

from realign.analyse.pathways import queries
from realign.analyse.pathways.models import Pathway, Stop
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable

SEARCHABLE.add(
    Searchable(
        "pathways",
        "Pathways",
        Pathway,
        "fit.view",
        title=lambda pathway: pathway.name,
        words=words_in("name", "about", "framework", "stops.name", "stops.about", "stops.risk"),
        rows=lambda reader: queries.pathways(reader.partnership),
        everything=lambda: Pathway.objects.prefetch_related("stops"),
        parts=(Part(Stop, lambda stop: [stop.pathway_id]),),
        order=26,
    )
)
