"""Services and their spend on an area’s profile."""

from django.urls import reverse

from realign.foundations.design.types import Link, Source
from realign.foundations.design.words import money_exact
from realign.foundations.partnerships.models import Partnership
from realign.registers.places.models import Area
from realign.registers.places.panels import PANELS, AreaFact, AreaPanel, AreaReader
from realign.registers.services import queries
from realign.registers.services.models import Service
from realign.registers.services.rules import areas_served
from realign.registers.services.types import Figures, PublicService, verified_words

EMPTY = "No services are recorded for this area. Each service names its areas on the register of services."


def services_here(reader: AreaReader, area: Area) -> AreaPanel | None:
    """Services that name the area, and in the partnership’s own councils those that name none and so serve all."""
    if reader.is_public:
        return _public(reader, area)
    return _for_members(reader, area) if reader.may("services.view") else None


def _public(reader: AreaReader, area: Area) -> AreaPanel:
    slug = reader.partnership.slug
    every = [service for _, service in queries.public_services(reader.partnership, reader.on)]
    here = [service for service in every if _serves(service, reader.partnership, area)]
    return AreaPanel(
        title="Services",
        headings=("Service", "For whom", "Ages", "Provider"),
        facts=[
            AreaFact(
                Link(service.name, reverse("services:found", args=[slug, service.slug])),
                (service.target or "Not recorded", service.ages, service.provider),
                Source(
                    where=f"Register of services, {reader.partnership.known_as}",
                    when=verified_words(service.verified_on),
                ),
                service.invented,
            )
            for service in sorted(here, key=lambda service: service.name)
        ],
        empty="No public service entry names this area.",
        more=Link("Find a service", reverse("services:find", args=[slug])),
        order=30,
    )


def _serves(service: PublicService, partnership: Partnership, area: Area) -> bool:
    return area.code in areas_served((code for code, _ in service.areas), partnership.council_codes)


def _for_members(reader: AreaReader, area: Area) -> AreaPanel:
    slug = reader.partnership.slug
    sees_spend = reader.may("spend.view")
    here = [
        service
        for service in queries.running(reader.partnership, reader.on).order_by("name", "pk")
        if area.code
        in areas_served((place.code for place in service.areas.all()), reader.partnership.council_codes)
    ]
    money = ("Spend a year",) if sees_spend else ()
    return AreaPanel(
        title="Services",
        headings=("Service", "Provider", "Also serves", "Reached", *money),
        facts=[
            AreaFact(
                Link(service.name, service.get_absolute_url()),
                (
                    service.provider.name,
                    _elsewhere(service, area),
                    _reached_words(figures),
                    *((_spend_words(figures),) if sees_spend else ()),
                ),
                Source(
                    where=f"Register of services; {service.provider.name}",
                    when=verified_words(service.verified_on),
                ),
                service.invented,
            )
            for service in here
            for figures in [queries.figures(service)]
        ],
        lead="Reach and spend are of the whole service. Where it also serves other areas, only a part is for this one."
        if here
        else "",
        empty=EMPTY,
        more=Link("Register of services", reverse("services:list", args=[slug])),
        order=30,
    )


def _elsewhere(service: Service, area: Area) -> str:
    places = service.areas.all()
    if not places:
        return "The whole partnership"
    return ", ".join(sorted(place.name for place in places if place.pk != area.pk)) or "No other area"


def _reached_words(figures: Figures | None) -> str:
    if figures is None or figures.reached is None:
        return "Not recorded"
    return f"{figures.reached:,} {figures.unit} ({figures.year})"


def _spend_words(figures: Figures | None) -> str:
    if figures is None or figures.spend is None:
        return "Not recorded"
    return f"{money_exact(figures.spend)} ({figures.year})"


PANELS.add(services_here)
