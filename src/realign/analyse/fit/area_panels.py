"""Needs on an area’s profile, for members: how many children have each, and how many services reach."""

from django.urls import reverse

from realign.analyse.fit import presenters, queries
from realign.foundations.design.types import Link
from realign.foundations.design.words import about
from realign.registers.places.models import Area
from realign.registers.places.panels import PANELS, AreaFact, AreaPanel, AreaReader


def needs_here(reader: AreaReader, area: Area) -> AreaPanel | None:
    """Each need with the children who have it in one of the partnership’s councils."""
    if not reader.may("fit.view") or area.code not in reader.partnership.council_codes:
        return None
    here = queries.fits_in(reader.partnership, area, reader.on)
    return AreaPanel(
        title="Needs",
        headings=("Need", "Children with it", "Reached by services", "Not reached"),
        facts=[
            AreaFact(
                Link(fit.need.name, fit.need.get_absolute_url()),
                (
                    presenters.between(fit.children) if fit.children else f"Not known. {fit.why_unknown}",
                    "Not recorded" if fit.reached is None else about(fit.reached),
                    presenters.between(fit.missed) if fit.missed else "Not known",
                ),
                presenters.source(fit) if fit.children else None,
                fit.need.invented,
            )
            for fit in here
        ],
        empty="No needs are recorded yet. Add a need from a released table or a finding.",
        more=Link("Needs and services", reverse("fit:list", args=[reader.partnership.slug])),
        order=40,
    )


PANELS.add(needs_here)
