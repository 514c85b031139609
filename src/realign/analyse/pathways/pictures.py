"""A pathway as a picture."""

from realign.analyse.pathways.models import Pathway
from realign.analyse.pathways.presenters import TITLES, ages, picture_answer
from realign.analyse.pathways.types import MISSING, PathwayShown, StopShown
from realign.foundations.design.maps.journey import Head, Journey, JourneyStop, Lane, journey_picture

HEADS = {
    Pathway.Kind.STAGES: Head.ARROWS,
    Pathway.Kind.TRANSITIONS: Head.STATIONS,
    Pathway.Kind.SUPPORT: Head.COLUMNS,
}


def picture(pathway_shown: PathwayShown) -> Journey | None:
    """The stops and what is on them; nothing while there are no stops."""
    if not pathway_shown.stops:
        return None
    return journey_picture(
        title=f"{pathway_shown.pathway.name}: what is where",
        sentence=picture_answer(pathway_shown),
        stops=[_stop(stop) for stop in pathway_shown.stops],
        lanes=[_lane(kind) for kind in pathway_shown.kinds],
        head=HEADS[Pathway.Kind(pathway_shown.pathway.kind)],
    )


def _lane(kind: str) -> Lane:
    return Lane(TITLES[kind], MISSING.get(kind, ""), warns=kind == "gap", dashed=kind == "planned")


def _stop(stop: StopShown) -> JourneyStop:
    cells = tuple(tuple(str(placement) for placement in placed) for placed in stop.lanes.values())
    return JourneyStop(stop.stop.name, ages(stop.stop), cells)
