"""What a group’s page shows from this room: the surveys that it oversees."""

from realign.analyse.programme import queries
from realign.foundations.design.links import link_to
from realign.foundations.partnerships.types import Actor
from realign.registers.groups.models import Group
from realign.registers.groups.panels import PANELS, Panel, PanelRow

SHOWN = 5


def surveys_overseen(group: Group, by: Actor) -> Panel | None:
    """The latest tranches, on the page of the group that oversees them."""
    if not by.may("programme.view"):
        return None
    held = queries.overseen_by(by.partnership, "research-advisory-group")
    if held is None or held.group_id != group.pk:
        return None
    rows = [
        PanelRow(
            link_to(one.name, "programme:tranche", by.partnership.slug, one.slug),
            when=one.slot_on,
            detail=", ".join(place.site.name for place in one.places.all()) or "no area yet",
        )
        for one in queries.tranches(by.partnership)[:SHOWN]
    ]
    more = link_to("The evidence programme", "programme:home", by.partnership.slug)
    return Panel(
        "Surveys it oversees",
        rows,
        empty="No survey is planned yet.",
        more=more,
        order=45,
    )


PANELS.add(
    surveys_overseen,
)
