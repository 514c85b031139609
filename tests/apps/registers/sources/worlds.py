"""Two systems and a linkage that is only proposed, made by the room's own actions.

::

    CAMHS waiting list (NHS Tayside)   cannot be joined; leaves the gap “who waits is not known by school”
    School records (Dundee)            can be joined
    waiting-and-attendance             joins both; proposed, its legal basis not written yet
"""

from dataclasses import dataclass

from realign.registers.gaps import actions as gaps
from realign.registers.gaps.models import Gap
from realign.registers.sources import actions
from realign.registers.sources.models import Holding, Linkage
from tests.support.cast import Cast
from tests.support.keeping import kept


@dataclass(frozen=True)
class World:
    waiting: Holding
    schools: Holding
    linkage: Linkage
    gap: Gap


@kept
def build(cast: Cast) -> World:
    by = cast.actor("analyst")
    gap = gaps.create_gap(
        by=by,
        slug="waiting-by-school",
        title="It is not known which pupils wait for CAMHS",
        kind=Gap.Kind.NOT_LINKED,
        effect="The target for waiting cannot be followed by school.",
        owner=cast.people["analyst"],
    )
    waiting = actions.create_holding(
        by=by,
        slug="camhs-waiting-list",
        information="Children on CAMHS waiting list",
        system="NHS Tayside patient management system",
        holder=cast.bodies["nhs-tayside"],
        sector="health",
        seen_by="CAMHS managers",
        joins="no",
        joins_by="cannot link: no shared identifier with school records",
        gaps=[gap],
    )
    schools = actions.create_holding(
        by=by,
        slug="school-records",
        information="Attendance of pupils",
        system="Schools management system",
        holder=cast.bodies["dundee"],
        sector="education",
        seen_by="Schools and the education service",
        joins="yes",
    )
    linkage = actions.propose_linkage(
        by=by,
        slug="waiting-and-attendance",
        title="Waiting and attendance",
        purpose="To see whether pupils who wait miss school",
        holdings=[waiting, schools],
    )
    return World(waiting, schools, linkage, gap)


WRITTEN = {
    "legal_basis": "Public task, article 6(1)(e); consent of parents",
    "linked_by": "NHS Tayside, information governance team",
    "overseen_by": "Data lead of the Strategic Group",
    "kept": "Only the joined table, without identifiers",
    "kept_until": "2028-03-31",
    "assessed": "DPIA 12/2026, 3 November 2026",
}
