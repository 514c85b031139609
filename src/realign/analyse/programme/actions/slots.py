"""Tranches, and the places of areas in them."""

from datetime import date
from typing import Any

from django.db import transaction

from realign.analyse.programme import queries
from realign.analyse.programme.models import Place, Round, Site, Tranche
from realign.analyse.programme.rules import EDIT
from realign.analyse.programme.rules.capacity import check_room
from realign.analyse.programme.rules.dates import check_same_round, check_slot, check_still_in, is_before
from realign.analyse.programme.rules.readiness import check_may_start
from realign.foundations.design.words import month_words
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal


@transaction.atomic
def create_tranche(*, by: Actor, round: Round, name: str, slot_on: date, **values: Any) -> Tranche:
    """Plan the surveys of one slot; ``values`` are fields of Tranche."""
    check_may(by, EDIT)
    check_slot(round, slot_on)
    _check_slot_free(round, slot_on)
    slug = free_slug(Tranche, by=by, words=name)
    return create_record(
        Tranche, by=by, verb="planned", round=round, name=name, slug=slug, slot_on=slot_on, **values
    )


@transaction.atomic
def change_tranche(*, by: Actor, tranche: Tranche, revision: int, **values: Any) -> Tranche:
    """Change a tranche: its questionnaire, supplier, contract, the survey that came of it."""
    check_may(by, EDIT)
    slot_on = values.get("slot_on", tranche.slot_on)
    if slot_on != tranche.slot_on:
        check_slot(tranche.round, slot_on)
        _check_slot_free(tranche.round, slot_on)
    change_record(tranche, by=by, revision=revision, **values)
    return tranche


@transaction.atomic
def give_place(*, by: Actor, tranche: Tranche, site: Site, **values: Any) -> Place:
    """Give an area a place in a slot: not more areas than it can take, and none that is not ready and signed for.

    A tranche from before the round is history: only the number of its areas is held to the rule.
    """
    check_may(by, EDIT)
    Tranche.objects.select_for_update().get(pk=tranche.pk, partnership=by.partnership)
    check_still_in(site)
    check_same_round(site, tranche)
    elsewhere = queries.places_now().filter(site=site).select_related("tranche").first()
    if elsewhere is not None:
        raise Refusal(f"{site.name} has a place in {elsewhere.tranche}.", "Give that place up first.")
    taken = queries.places_now().filter(tranche=tranche).count()
    check_room(tranche.name, taken, tranche.round.areas_per_slot)
    if not is_before(tranche):
        lists = queries.Lists(site.round.starts_on)
        standing = queries.standing(queries.site(by.partnership, site.slug), lists)
        check_may_start(standing.verdict, standing.signatures)
    return create_record(Place, by=by, verb="gave", tranche=tranche, site=site, **values)


@transaction.atomic
def give_up_place(*, by: Actor, place: Place, revision: int) -> Place:
    """An area gives its place up; it stays on record, and another area may have it."""
    check_may(by, EDIT)
    if place.site.started_on is not None:
        raise Refusal(
            f"{place.site.name} has started.", "If it has withdrawn, record that on the area’s page."
        )
    change_record(place, by=by, revision=revision, verb="gave up", given_up_on=by.at.date())
    return place


def _check_slot_free(round: Round, slot_on: date) -> None:
    other = round.tranches.filter(slot_on=slot_on).first()
    if other is not None:
        raise Refusal(
            f"{month_words(slot_on)} is the slot of “{other}” already.", "Add areas to that tranche."
        )
