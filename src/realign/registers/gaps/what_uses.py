"""A data gap names what it concerns by kind and short name."""

from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.registry import WHAT_USES
from realign.registers.gaps.models import Concern


def data_gaps(record: PartnershipRecord) -> int:
    """How many data gaps concern a record."""
    key = str(getattr(record, "slug", record.pk))
    concerns = Concern.objects.filter(partnership=record.partnership_id, kind=record._meta.model_name)
    return concerns.filter(key=key).count()


WHAT_USES.add(data_gaps)
