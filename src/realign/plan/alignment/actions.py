"""Saying which finding speaks for which promise or outcome, and taking it back."""

from typing import Any

from django.db import transaction

from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may, check_ours
from realign.foundations.partnerships.types import Actor, Refusal
from realign.plan.alignment import rules
from realign.plan.alignment.models import Support
from realign.plan.priorities.models import Commitment, Outcome
from realign.registers.evidence.models import Finding


@transaction.atomic
def create_support(
    *,
    by: Actor,
    finding: Finding,
    because: str,
    commitment: Commitment | None = None,
    outcome: Outcome | None = None,
    **values: Any,
) -> Support:
    """A finding speaks for a commitment, for an outcome, or for one through the other."""
    check_may(by, rules.EDIT)
    rules.check_support(finding, commitment, outcome, because)
    if Support.objects.filter(finding=finding, commitment=commitment, outcome=outcome).exists():
        raise Refusal("This finding has already been matched with it.", "Change that match instead.")
    return create_record(
        Support,
        by=by,
        verb="matched",
        finding=finding,
        commitment=commitment,
        outcome=outcome,
        because=because,
        **values,
    )


@transaction.atomic
def change_support(*, by: Actor, support: Support, revision: int, **values: Any) -> Support:
    """Say better how strongly a finding speaks for it."""
    check_may(by, rules.EDIT)
    values_after = {
        name: values.get(name, getattr(support, name))
        for name in ("finding", "commitment", "outcome", "because")
    }
    rules.check_support(**values_after)
    change_record(support, by=by, revision=revision, **values)
    return support


@transaction.atomic
def remove_support(*, by: Actor, support: Support) -> None:
    """Take a finding from a promise."""
    check_may(by, rules.EDIT)
    check_ours(by, support)
    audit.record(
        by=by,
        verb="removed a finding from",
        subject=support.commitment or support.outcome or support,
        detail={"finding": str(support.finding)},
    )
    support.delete()
