"""The evidence programme: areas, tranches and training days, found by members."""

from realign.analyse.programme.models import Session, Site, Tranche
from realign.analyse.programme.queries import areas, slots, training
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Searchable

VIEW = "programme.view"

SEARCHABLE.add(
    Searchable(
        "programme-areas",
        "Areas of the evidence programme",
        Site,
        VIEW,
        title=lambda site: site.name,
        words=words_in("name", "manager_post", "note"),
        rows=lambda reader: areas.sites(reader.partnership),
        order=62,
    ),
    Searchable(
        "tranches",
        "Survey tranches",
        Tranche,
        VIEW,
        title=lambda tranche: tranche.name,
        words=words_in("name", "age_groups", "instrument", "supplier", "note"),
        rows=lambda reader: slots.tranches(reader.partnership),
        order=63,
    ),
    Searchable(
        "training",
        "Training days",
        Session,
        VIEW,
        title=lambda session: session.name,
        words=words_in("name", "note"),
        rows=lambda reader: training.sessions(reader.partnership),
        order=64,
    ),
)
