"""Benefits that came about, and work that came before."""

from typing import Any

from django.db import transaction

from realign.analyse.programme.models import Benefit, EarlierWork, Round
from realign.analyse.programme.rules import EDIT
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.evidence.models import Finding
from realign.registers.evidence.rules import check_may_cite
from realign.registers.frameworks.models import FrameworkItem


@transaction.atomic
def judge_benefit(
    *,
    by: Actor,
    round: Round,
    benefit: FrameworkItem,
    realised: bool,
    evidence: str,
    finding: Finding | None = None,
    revision: int | None = None,
    **values: Any,
) -> Benefit:
    """Say whether a benefit has come about and what shows it; a later judgement takes its place."""
    check_may(by, EDIT)
    if realised:
        check_says(
            evidence, f"“{benefit.label}” needs evidence.", "Say what shows that it has been achieved."
        )
    if finding is not None:
        check_may_cite(finding)
    judgement = {
        "realised": realised,
        "evidence": evidence.strip(),
        "finding": finding,
        "judged_on": by.at.date(),
    }
    judgement |= values
    before = round.benefits.select_for_update().filter(benefit=benefit).first()
    if before is None:
        return create_record(Benefit, by=by, verb="judged", round=round, benefit=benefit, **judgement)
    change_record(before, by=by, revision=revision or 0, verb="reassessed", **judgement)
    return before


@transaction.atomic
def create_earlier_work(*, by: Actor, name: str, **values: Any) -> EarlierWork:
    """Keep what came before, and which areas did it."""
    check_may(by, EDIT)
    _check_free(by, name)
    return create_record(EarlierWork, by=by, name=name, **values)


@transaction.atomic
def change_earlier_work(*, by: Actor, work: EarlierWork, revision: int, **values: Any) -> EarlierWork:
    """Change what is known of earlier work."""
    check_may(by, EDIT)
    if values.get("name", work.name) != work.name:
        _check_free(by, values["name"])
    change_record(work, by=by, revision=revision, **values)
    return work


def _check_free(by: Actor, name: str) -> None:
    if EarlierWork.objects.filter(partnership=by.partnership, name__iexact=name.strip()).exists():
        raise Refusal(f"“{name}” is on the list already.", "Change the entry that is there.")
