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


def picture(held: PathwayShown) -> Journey | None:
    """The stops and what is on them; nothing while there are no stops."""
    if not held.stops:
        return None
    return journey_picture(
        title=f"{held.pathway.name}: what is where",
        sentence=picture_answer(held),
        stops=[_stop(one) for one in held.stops],
        lanes=[_lane(kind) for kind in held.kinds],
        head=HEADS[Pathway.Kind(held.pathway.kind)],
    )


def _lane(kind: str) -> Lane:
    return Lane(TITLES[kind], MISSING.get(kind, ""), warns=kind == "gap", dashed=kind == "planned")


def _stop(one: StopShown) -> JourneyStop:
    cells = tuple(tuple(str(held) for held in placed) for placed in one.lanes.values())
    return JourneyStop(one.stop.name, ages(one.stop), cells)
