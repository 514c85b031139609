"""A service that somebody wrote and nobody has published, with the people who could."""

from realign.foundations.publishing import actions, queries
from realign.registers.services import actions as services
from realign.registers.services.public_records import SERVICE
from tests.support.cast import NOON

TODAY = NOON.date()


def written(tayside, **values):
    """A service as a commissioner writes it."""
    words = {
        "name": "Youth hub", "summary": "A place to go after school.", "tier": "universal",
        "provider": tayside.bodies["dundee"],
    }  # fmt: skip
    return services.create_service(by=tayside.actor("commissioner"), **(words | values))


def draft_of(service):
    return queries.draft_of(service.partnership, SERVICE, str(service.pk), TODAY)


def publish(by, service, reason="", fingerprint=""):
    fingerprint = fingerprint or draft_of(service).fingerprint
    return actions.publish_draft(
        by=by, kind=SERVICE, key=str(service.pk), fingerprint=fingerprint, reason=reason
    )
