"""Drawing up pathways: their stops, and what is placed on them."""

from typing import Any

from django.db import transaction

from realign.analyse.pathways import rules
from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.records import change_record, create_record, free_slug, remove_record
from realign.foundations.partnerships.rules import check_may, check_not_changed_since, check_ours
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkVersion


@transaction.atomic
def create_pathway(*, by: Actor, kind: str, name: str, slug: str = "", **values: Any) -> Pathway:
    """A new map with the stops that its framework gives, in order."""
    check_may(by, rules.EDIT)
    slug = slug or free_slug(Pathway, by=by, words=name)
    if slug in rules.RESERVED:
        raise Refusal(f"“{slug}” is used in addresses for something else.", "Give the map a fuller name.")
    pathway = create_record(Pathway, by=by, verb="added", kind=kind, name=name, slug=slug, **values)
    try:
        version = frameworks.newest(rules.STARTS[Pathway.Kind(kind)])
    except FrameworkVersion.DoesNotExist:
        return pathway  # the lists are not loaded here: people name the stops themselves
    for number, item in enumerate(frameworks.entries(version), start=1):
        create_record(
            Stop, by=by, pathway=pathway, number=number, name=item.label, item=item, about=item.description,
            age_from=item.extra.get("age_from"), age_to=item.extra.get("age_to"),
            invented=pathway.invented, source=version.source[:300],
        )  # fmt: skip
    return pathway


@transaction.atomic
def change_pathway(*, by: Actor, pathway: Pathway, revision: int, **values: Any) -> Pathway:
    """Say better what a map is for, or which framework it follows."""
    check_may(by, rules.EDIT)
    check_ours(by, pathway)
    change_record(pathway, by=by, revision=revision, **values)
    return pathway


@transaction.atomic
def create_stop(*, by: Actor, pathway: Pathway, name: str, **values: Any) -> Stop:
    """A stop more; without a number it comes last."""
    check_may(by, rules.EDIT)
    check_ours(by, pathway)
    rules.check_ages(values.get("age_from"), values.get("age_to"))
    number = values.pop("number", None) or pathway.stops.count() + 1
    return create_record(Stop, by=by, pathway=pathway, name=name, number=number, **values)


@transaction.atomic
def change_stop(*, by: Actor, stop: Stop, revision: int, **values: Any) -> Stop:
    """Name a stop better, say what can go wrong there, or move it in the order."""
    check_may(by, rules.EDIT)
    check_ours(by, stop)
    rules.check_ages(values.get("age_from", stop.age_from), values.get("age_to", stop.age_to))
    change_record(stop, by=by, revision=revision, **values)
    return stop


@transaction.atomic
def remove_stop(*, by: Actor, stop: Stop, revision: int) -> None:
    """Take an empty stop off the map. The record of changes remembers it."""
    check_may(by, rules.EDIT)
    check_ours(by, stop)
    current = Stop.objects.select_for_update().get(pk=stop.pk)
    check_not_changed_since(current, revision)
    rules.check_empty(current)
    remove_record(current, by=by, verb="took away", detail={"name": current.name})


@transaction.atomic
def create_placement(*, by: Actor, stop: Stop, kind: str, **values: Any) -> Placement:
    """Put a service, a finding or a measure on a stop, or say what is missing or planned there."""
    check_may(by, rules.EDIT)
    check_ours(by, stop)
    rules.check_belongs(stop, kind, values)
    rules.check_not_there(stop, kind, values)
    return create_record(Placement, by=by, verb="placed", stop=stop, kind=kind, **values)


@transaction.atomic
def change_placement(*, by: Actor, placement: Placement, revision: int, **values: Any) -> Placement:
    """Say something else of what is placed, or move it to another stop of the same map."""
    check_may(by, rules.EDIT)
    check_ours(by, placement)
    stop = values.get("stop", placement.stop)
    if stop.pathway_id != placement.stop.pathway_id:
        raise Refusal("That stop is on another map.", "Choose a stop of this map.")
    before = {field: getattr(placement, field) for field in (*rules.POINTS_AT.values(), "words")} | values
    rules.check_belongs(stop, placement.kind, before)
    rules.check_not_there(stop, placement.kind, before, besides=placement)
    change_record(placement, by=by, revision=revision, **values)
    return placement


@transaction.atomic
def remove_placement(*, by: Actor, placement: Placement, revision: int) -> None:
    """Take something off the map. The record of changes remembers where it stood."""
    check_may(by, rules.EDIT)
    check_ours(by, placement)
    current = Placement.objects.select_for_update().get(pk=placement.pk)
    check_not_changed_since(current, revision)
    audit.record(
        by=by,
        verb="removed from the map",
        subject=current,
        detail={"what": str(current), "stop": current.stop.name},
    )
    current.delete()
