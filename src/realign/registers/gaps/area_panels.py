"""Open data gaps on an area’s profile, for members: published gaps name no area."""

from realign.foundations.design.types import Link
from realign.foundations.design.words import date_words
from realign.registers.gaps import queries
from realign.registers.places.models import Area
from realign.registers.places.panels import PANELS, AreaFact, AreaPanel, AreaReader


def gaps_here(reader: AreaReader, area: Area) -> AreaPanel | None:
    """What is not known about the area, with who closes each gap by when."""
    if not reader.may("evidence.view"):
        return None
    open_here = queries.open_gaps(reader.partnership).filter(area=area)
    return AreaPanel(
        title="Data gaps",
        headings=("Gap", "Owner", "Due"),
        facts=[
            AreaFact(
                Link(gap.title, gap.get_absolute_url()),
                (gap.owner.name if gap.owner else "No owner yet", date_words(gap.due_on)),
                invented=gap.invented,
            )
            for gap in open_here
        ],
        empty="No open data gap names this area.",
        order=70,
    )


PANELS.add(gaps_here)
