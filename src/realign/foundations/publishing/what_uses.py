"""What was published of a record stays on record, so that the record does too."""

from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.registry import WHAT_USES
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.registry import PUBLIC_RECORDS


def public_versions(record: PartnershipRecord) -> int:
    """How many versions of it were published, withdrawn ones among them."""
    kinds = [kind.slug for kind in PUBLIC_RECORDS.all() if kind.model is type(record)]
    versions = PublicVersion.objects.filter(partnership=record.partnership_id, kind__in=kinds)
    return versions.filter(key=str(record.pk)).count() if kinds else 0


WHAT_USES.add(public_versions)
