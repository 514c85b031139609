"""One of each map and diagram, with names that would break careless drawing."""

from realign.foundations.design.charts.types import PERCENT
from realign.foundations.design.maps.boundaries import boundary_map
from realign.foundations.design.maps.journey import Head, JourneyStop, Lane, journey_picture
from realign.foundations.design.maps.lines import Reporting
from realign.foundations.design.maps.organisation import GroupBox, organisation_chart
from realign.foundations.design.maps.thread import ThreadBox, ThreadColumn, ThreadJoin, thread_picture
from realign.foundations.design.maps.tiles import tile_map
from realign.foundations.design.maps.types import AreaValue

AWKWARD = "<script>alert('x')</script> & \"co\" \\"
WORDS = {"title": f"Title {AWKWARD}", "sentence": f"Dundee City is highest. {AWKWARD}"}
ANGUS, DUNDEE, PERTH = "S12000041", "S12000042", "S12000048"

VALUES = (AreaValue(ANGUS, 12.5), AreaValue(DUNDEE, 22.0), AreaValue(PERTH, None, "hidden to protect people"))


def square(code: str, name: str, west: float, south: float, side: float = 1.0) -> dict:
    """A boundary in the form that boundaries are imported in."""
    east, north = west + side, south + side
    ring = [[west, south], [west, north], [east, north], [east, south], [west, south]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


FEATURES = (
    square(ANGUS, AWKWARD, -3, 56),
    square(DUNDEE, "Dundee City", -2, 56),
    square(PERTH, "Perth and Kinross", -4, 56),
)
GROUPS = (
    GroupBox("board", "Executive group", "strategic"),
    GroupBox("chiefs", "Chief officers"),
    GroupBox("start", AWKWARD, "priority group"),
    GroupBox("forum", "Young people's forum"),
    GroupBox("data", "Data group"),
)
LINES = (
    Reporting("board", "chiefs"),
    Reporting("start", "board"),
    Reporting("data", "start"),
    Reporting("forum", "board", dotted=True),
    Reporting("data", "chiefs", dotted=True),
)
COLUMNS = (
    ThreadColumn("Need", (ThreadBox("need", AWKWARD),)),
    ThreadColumn(
        "Service", (ThreadBox("service", "School counselling"), ThreadBox("gap", "No service", missing=True))
    ),
    ThreadColumn("Result", (ThreadBox("result", "Fewer children waiting"),)),
)
LINKS = (
    ThreadJoin("need", "service"),
    ThreadJoin("need", "gap", missing=True),
    ThreadJoin("service", "result"),
)

DIAGRAMS = {
    "tiles": tile_map(**WORDS, values=VALUES, unit=PERCENT, highlight={DUNDEE}),
    "boundaries": boundary_map(**WORDS, values=VALUES, unit=PERCENT, features=FEATURES),
    "focus": boundary_map(**WORDS, values=VALUES, unit=PERCENT, features=FEATURES, focus={DUNDEE}),
    "organisation": organisation_chart(**WORDS, groups=GROUPS, lines=LINES),
    "journey": journey_picture(
        **WORDS,
        stops=(JourneyStop(AWKWARD, "ages 4 to 5", ((AWKWARD,),)), JourneyStop("Leaving", "", ((),))),
        lanes=(Lane("Services", "no service"),),
        head=Head.STATIONS,
    ),
    "thread": thread_picture(**WORDS, columns=COLUMNS, links=LINKS),
}
