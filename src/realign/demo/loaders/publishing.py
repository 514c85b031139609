"""What is published of the demonstration, each record by somebody who did not write it; some drafts are left waiting."""

from realign.demo.loaders.people import acting
from realign.foundations.partnerships.types import Actor
from realign.foundations.publishing import actions, queries
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Draft
from realign.registers.services import actions as services
from realign.registers.services import queries as read_services

# in this order: the first who may and wrote none of it
READERS = (
    "coordinator@demo.example",
    "planner@demo.example",
    "commissioner@demo.example",
    "analyst@demo.example",
    "committee-officer@demo.example",
)
WHY = "Everything in the demonstration is invented: it describes no real child, family or officer."


def publish_what_is_ready(by: Actor) -> None:
    """Publish every draft as a second person would, then change a service, so that something waits."""
    # kind by kind: the words of an indicator wait once its values are published
    for kind in PUBLIC_RECORDS.all():
        for draft in queries.drafts(by.partnership, by.at.date(), [kind]):
            actions.publish_draft(
                by=_reader(by, draft), kind=kind, key=draft.key, fingerprint=draft.fingerprint, reason=WHY
            )
    _leave_a_change_waiting(by)


def _reader(by: Actor, draft: Draft) -> Actor:
    people = [acting(by, email) for email in READERS]
    return next(
        person
        for person in people
        if person.may(draft.kind.permission) and person.user_id not in draft.writers
    )


def _leave_a_change_waiting(by: Actor) -> None:
    commissioner = acting(by, "commissioner@demo.example")
    service = read_services.running(by.partnership, by.at.date()).order_by("slug").first()
    if service is not None:
        services.change_service(
            by=commissioner,
            service=service,
            revision=service.revision,
            target=f"{service.target}; brothers and sisters are welcome",
        )
