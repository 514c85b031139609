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
        made = _map(analyst, row, bodies)
        stops = {stop.name: stop for stop in made.stops.all()}
        for said in row["stop"]:
            _place(analyst, _stop(analyst, stops[said["name"]], said), said, bodies)


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


def _stop(by: Actor, stop: Stop, said: dict[str, Any]) -> Stop:
    """What can go wrong is invented; the stop and its name are its framework’s."""
    if "risk" not in said:
        return stop
    return actions.change_stop(by=by, stop=stop, revision=stop.revision, risk=said["risk"])


def _place(by: Actor, stop: Stop, said: dict[str, Any], bodies: dict[str, Organisation]) -> None:
    invented: dict[str, Any] = {"source": INVENTED, "invented": True}
    for slug in said.get("services", ()):
        service = services.service(by.partnership, slug)
        actions.create_placement(by=by, stop=stop, kind="service", service=service, **invented)
    for slug in said.get("findings", ()):
        finding = evidence.finding(by.partnership, slug)
        actions.create_placement(by=by, stop=stop, kind="evidence", finding=finding, **invented)
    for slug in said.get("measures", ()):
        indicator = Indicator.objects.get(partnership=by.partnership, slug=slug)
        actions.create_placement(by=by, stop=stop, kind="measure", indicator=indicator, **invented)
    for kind in ("gap", "planned"):
        for one in said.get(kind, ()):
            cited = {"source": one["source"]} if "source" in one else invented
            actions.create_placement(
                by=by,
                stop=stop,
                kind=kind,
                words=one["words"],
                lead=bodies.get(one.get("lead", "")),
                due_on=one.get("due"),
                **cited,
            )
