"""What an upgrade does once: what was public before a second person was asked is kept as first versions."""

from hashlib import sha256

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.registry import REFERENCE_LISTS, ReferenceList
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.publishing.actions import adopt_published
from realign.foundations.publishing.models import PublicBefore
from realign.foundations.publishing.registry import PUBLIC_RECORDS


def _fingerprint() -> str:
    # a kind that joins later is kept at the upgrade that brings it
    return sha256(" ".join(sorted(kind.slug for kind in PUBLIC_RECORDS.all())).encode()).hexdigest()


def _keep(by: Registrar) -> None:
    for before in PublicBefore.objects.select_related("partnership").order_by("pk"):
        adopt_published(by=system_actor(before.partnership, by.at, by.name), before=before)


REFERENCE_LISTS.add(
    ReferenceList("public-before", "What was public before a second person was asked", _fingerprint, _keep)
)
