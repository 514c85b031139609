"""Findings in the one list of what waits for a second person; they are released at a door of their own (decision 12)."""

from collections.abc import Iterable

from realign.foundations.design.links import address
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.registry import OTHER_DOORS
from realign.foundations.publishing.rules import noticed_in
from realign.foundations.publishing.types import OtherDoor, WaitingRow
from realign.registers.evidence import queries, rules
from realign.registers.evidence.presenters import findings


def _waiting(by: Actor) -> Iterable[WaitingRow]:
    names = publishing.people_known(by.partnership)
    for finding in queries.waiting_findings(by.partnership):
        is_theirs = rules.can_release(by, finding, queries.writers_of(finding))
        yield WaitingRow(
            title=finding.sentence,
            url=address("evidence:finding-release", by.partnership.slug, finding.slug),
            kind="finding",
            kind_title="Findings",
            change=findings.change_words(finding),
            writers=findings.writers_words(finding),
            since=finding.changed_at,
            noticed=len(noticed_in([("", words) for words in queries.read_by_everybody(finding)], names)),
            state=findings.waiting_state(by, finding),
            is_theirs=is_theirs,
        )


OTHER_DOORS.add(OtherDoor("finding", "Findings", _waiting))
