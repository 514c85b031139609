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
    oversight = queries.overseen_by(by.partnership, "research-advisory-group")
    if oversight is None or oversight.group_id != group.pk:
        return None
    rows = [
        PanelRow(
            link_to(tranche.name, "programme:tranche", by.partnership.slug, tranche.slug),
            when=tranche.slot_on,
            detail=", ".join(place.site.name for place in tranche.places.all()) or "no area yet",
        )
        for tranche in queries.tranches(by.partnership)[:SHOWN]
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
