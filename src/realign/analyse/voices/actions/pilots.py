"""Writing down a pilot, and how each partner measures it."""

from typing import Any

from django.db import transaction

from realign.analyse.voices import rules
from realign.analyse.voices.models import Pilot, PilotMeasure
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import (
    check_may,
    check_not_changed_since,
    check_ours,
    check_slug_free,
)
from realign.foundations.partnerships.types import Actor


@transaction.atomic
def create_pilot(*, by: Actor, name: str, slug: str = "", **values: Any) -> Pilot:
    """Something that partners try out together."""
    check_may(by, rules.EDIT)
    slug = slug or free_slug(Pilot, by=by, words=name)
    check_slug_free(slug, rules.RESERVED)
    return create_record(Pilot, by=by, name=name, slug=slug, **values)


@transaction.atomic
def change_pilot(*, by: Actor, pilot: Pilot, revision: int, **values: Any) -> Pilot:
    """Say better what is tried, or what was learned."""
    check_may(by, rules.EDIT)
    check_ours(by, pilot)
    change_record(pilot, by=by, revision=revision, **values)
    return pilot


@transaction.atomic
def create_measure(*, by: Actor, pilot: Pilot, **values: Any) -> PilotMeasure:
    """How one partner judges the pilot."""
    check_may(by, rules.EDIT)
    check_ours(by, pilot)
    return create_record(PilotMeasure, by=by, pilot=pilot, **values)


@transaction.atomic
def change_measure(*, by: Actor, measure: PilotMeasure, revision: int, **values: Any) -> PilotMeasure:
    """Correct or bring up to date how one partner judges the pilot."""
    check_may(by, rules.EDIT)
    check_ours(by, measure)
    change_record(measure, by=by, revision=revision, **values)
    return measure


@transaction.atomic
def remove_measure(*, by: Actor, measure: PilotMeasure, revision: int) -> None:
    """Take a measure away."""
    check_may(by, rules.EDIT)
    check_ours(by, measure)
    current = PilotMeasure.objects.select_for_update().get(pk=measure.pk)
    check_not_changed_since(current, revision)
    remove_record(current, by=by, verb="removed", detail={"name": current.name, "of": current.pilot.slug})
