"""Keeping answers that were uploaded, with the scales scored that a person chose, or cancelling them."""

from collections.abc import Sequence

from django.db import transaction

from realign.analyse.surveys.data.incoming.format import FORMAT, KIND
from realign.analyse.surveys.data.incoming.scales import ScoringChoice
from realign.foundations.audit import actions as audit
from realign.foundations.files import actions as file_actions
from realign.foundations.files.models import Import
from realign.foundations.files.types import Report
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal


@transaction.atomic
def accept_answers(
    *,
    by: Actor,
    record: Import,
    score: Sequence[ScoringChoice] = (),
    report: Report = lambda done, total, message: None,
) -> Import:
    """Keep the answers of a checked file, with a column for each part of each scale chosen."""
    check_may(by, "surveys.upload")
    locked = Import.objects.select_for_update().get(pk=record.pk, partnership=by.partnership)
    if (locked.kind, locked.format) != (KIND, FORMAT):
        raise Refusal("This file does not hold survey answers.", "Import it from its own page.")
    chosen = ",".join(str(choice) for choice in score)
    if locked.state == Import.State.READY and locked.options.get("score", "") != chosen:
        locked.options = {**locked.options, "score": chosen}
        locked.save(update_fields=("options",))
        audit.record(by=by, verb="chose the scales to score of", subject=locked, detail={"score": chosen})
    return file_actions.accept_import(by=by, record=locked, report=report)


@transaction.atomic
def cancel_answers(*, by: Actor, record: Import) -> Import:
    """Cancel the upload of a file of answers, and erase the file unless data that are kept came from it."""
    check_may(by, "surveys.upload")
    return file_actions.discard_import(by=by, record=record)
