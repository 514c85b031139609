"""The maps of a child’s way, with the demonstration’s services, findings and measures placed on them."""

from typing import Any

from realign.analyse.fit import queries as fit
from realign.analyse.pathways import actions
from realign.analyse.pathways.models import Pathway, Stop
from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor
from realign.registers.evidence import queries as evidence
from realign.registers.indicators.models import Indicator
from realign.registers.services import queries as services

INVENTED = "Invented for the demonstration"


def load_pathways(by: Actor) -> None:
    """Every map of the content; the stops are those its framework brings."""
    analyst = acting_as(by, "ewan-petrie")
    bodies = {body.slug: body for body in partnerships.organisations(by.partnership)}
    for row in content("pathways")["map"]:
        pathway = _map(analyst, row, bodies)
        stops = {stop.name: stop for stop in pathway.stops.all()}
        for place in row["stop"]:
            _place(analyst, _stop(analyst, stops[place["name"]], place), place, bodies)


def _map(by: Actor, row: dict[str, Any], bodies: dict[str, Organisation]) -> Pathway:
    needs = fit.needs(by.partnership)
    return actions.create_pathway(
        by=by,
        slug=row["slug"],
        kind=row["kind"],
        name=row["name"],
        about=row["about"],
        need=needs.filter(slug=row["need"]).first() if "need" in row else None,
        framework=row["framework"],
        keeper=bodies.get(row.get("keeper", "")),
        source=row["source"],
        invented=row["invented"],
    )


def _stop(by: Actor, stop: Stop, place: dict[str, Any]) -> Stop:
    """What can go wrong is invented; the stop and its name are its framework’s."""
    if "risk" not in place:
        return stop
    return actions.change_stop(by=by, stop=stop, revision=stop.revision, risk=place["risk"])


def _place(by: Actor, stop: Stop, place: dict[str, Any], bodies: dict[str, Organisation]) -> None:
    invented: dict[str, Any] = {"source": INVENTED, "invented": True}
    for slug in place.get("services", ()):
        service = services.service(by.partnership, slug)
        actions.create_placement(by=by, stop=stop, kind="service", service=service, **invented)
    for slug in place.get("findings", ()):
        finding = evidence.finding(by.partnership, slug)
        actions.create_placement(by=by, stop=stop, kind="evidence", finding=finding, **invented)
    for slug in place.get("measures", ()):
        indicator = Indicator.objects.get(partnership=by.partnership, slug=slug)
        actions.create_placement(by=by, stop=stop, kind="measure", indicator=indicator, **invented)
    for kind in ("gap", "planned"):
        for mark in place.get(kind, ()):
            cited = {"source": mark["source"]} if "source" in mark else invented
            actions.create_placement(
                by=by,
                stop=stop,
                kind=kind,
                words=mark["words"],
                lead=bodies.get(mark.get("lead", "")),
                due_on=mark.get("due"),
                **cited,
            )
