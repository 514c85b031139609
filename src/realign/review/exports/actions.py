"""Taking an organisation’s part away."""

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor, Refusal
from realign.review.exports import queries
from realign.review.exports.packing import archive


@transaction.atomic
def take_away(*, by: Actor, organisation: Organisation) -> bytes:
    """Everything the actor may see of one body as an archive; who took what is on the record."""
    if organisation.partnership_id != by.partnership.pk:
        raise Refusal("This organisation belongs to another partnership.", "Choose one of this partnership.")
    files = queries.files_of(organisation, by)
    detail = {"rows": {one.part.slug: one.rows for one in files}}
    audit.record(by=by, verb="took away the data of", subject=organisation, detail=detail)
    return archive(organisation, files, by.at)
