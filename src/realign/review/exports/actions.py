"""Taking an organisation’s part away."""

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.rules import check_ours
from realign.foundations.partnerships.types import Actor
from realign.review.exports import queries
from realign.review.exports.packing import archive


@transaction.atomic
def take_away(*, by: Actor, organisation: Organisation) -> bytes:
    """Everything the actor may see of one body as an archive; who took what is on the record."""
    check_ours(by, organisation)
    files = queries.files_of(organisation, by)
    detail = {"rows": {file.part.slug: file.rows for file in files}}
    audit.record(by=by, verb="downloaded the data of", subject=organisation, detail=detail)
    return archive(organisation, files, by.at)
