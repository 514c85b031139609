"""Recording how the partnership judges its own planning."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkVersion
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.rules import EDIT, check_assessment, check_step
from realign.review.assurance.types import StepJudged


@transaction.atomic
def create_assessment(
    *,
    by: Actor,
    framework: FrameworkVersion,
    on: date,
    title: str,
    steps: Sequence[StepJudged],
    invented: bool = False,
    source: str = "",
) -> Assessment:
    """One dated look at every step of a framework."""
    check_may(by, EDIT)
    items = {item.code: item for item in frameworks.entries(framework)}
    check_assessment(on, by.at.date(), list(items), steps)
    assessment = create_record(
        Assessment,
        by=by,
        verb="assessed",
        framework=framework,
        on=on,
        title=title,
        invented=invented,
        source=source,
    )
    for step in steps:
        create_record(
            StepScore,
            by=by,
            assessment=assessment,
            item=items[step.code],
            score=step.score,
            evidence=step.evidence,
            owner=step.owner,
            owner_account=step.owner_account,
            due_on=step.due_on,
            invented=invented,
            source=step.source or source,
        )
    return assessment


@transaction.atomic
def change_step(*, by: Actor, step: StepScore, revision: int, **values: Any) -> StepScore:
    """Correct what was said of one step: its score, evidence, owner or day."""
    check_may(by, EDIT)
    fields = {
        name: values.get(name, getattr(step, name)) for name in ("score", "evidence", "owner", "due_on")
    }
    check_step(StepJudged(step.item.code, **fields))
    change_record(step, by=by, revision=revision, **values)
    return step
