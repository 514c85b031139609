"""Areas: taking them in, judging their readiness, starting them, and how far each element is."""

from datetime import date
from typing import Any

from django.db import transaction

from realign.analyse.programme import queries
from realign.analyse.programme.models import ElementStatus, Readiness, Round, Site
from realign.analyse.programme.rules import EDIT
from realign.analyse.programme.rules.dates import check_order, check_still_in
from realign.analyse.programme.rules.readiness import check_may_start
from realign.analyse.programme.types import AreaStage
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.frameworks.models import FrameworkItem


@transaction.atomic
def create_site(*, by: Actor, round: Round, name: str, **values: Any) -> Site:
    """An area asks to take part in a round; ``values`` are fields of Site."""
    check_may(by, EDIT)
    _check_name_free(round, name)
    check_order(Site(name=name, **values))
    slug = free_slug(Site, by=by, words=name)
    return create_record(Site, by=by, round=round, name=name, slug=slug, **values)


@transaction.atomic
def change_site(*, by: Actor, site: Site, revision: int, **values: Any) -> Site:
    """Change what is known of an area: its dates, its manager, whether it has withdrawn."""
    check_may(by, EDIT)
    if values.get("name", site.name) != site.name:
        _check_name_free(site.round, values["name"])
    fields = ("contacted_on", "visited_on")
    check_order(Site(name=site.name, **{field: values.get(field, getattr(site, field)) for field in fields}))
    change_record(site, by=by, revision=revision, **values)
    return site


@transaction.atomic
def judge_condition(
    *, by: Actor, site: Site, condition: FrameworkItem, met: bool, evidence: str, revision: int | None = None
) -> Readiness:
    """Say whether an area meets a condition of readiness and what shows it; a later judgement takes its place."""
    check_may(by, EDIT)
    check_still_in(site)
    if met:
        check_says(
            evidence,
            f"“{condition.label}” needs evidence.",
            "Say what shows that it is met, and where to find it.",
        )
    judgement = {"met": met, "evidence": evidence.strip(), "judged_on": by.at.date()}
    readiness = site.readiness.select_for_update().filter(condition=condition).first()
    if readiness is None:
        return create_record(Readiness, by=by, verb="judged", site=site, condition=condition, **judgement)
    change_record(readiness, by=by, revision=_opened_on(revision), verb="reassessed", **judgement)
    return readiness


@transaction.atomic
def start_site(*, by: Actor, site: Site, on: date, revision: int) -> Site:
    """An area starts: refused before it is ready, signed for by all, and has a place in a slot."""
    check_may(by, EDIT)
    check_still_in(site)
    standing = queries.standing(queries.site(by.partnership, site.slug), queries.Lists(site.round.starts_on))
    check_may_start(standing.verdict, standing.signatures)
    if standing.stage is not AreaStage.PLACED:
        raise Refusal(f"{site.name} cannot start from “{standing.stage.value.lower()}”.", standing.next_step)
    change_record(site, by=by, revision=revision, verb="started", started_on=on)
    return site


@transaction.atomic
def set_element(
    *, by: Actor, site: Site, element: FrameworkItem, state: str, note: str = "", revision: int | None = None
) -> ElementStatus:
    """Say how far one element is in an area; a later word takes its place."""
    check_may(by, EDIT)
    status = site.elements.select_for_update().filter(element=element).first()
    if status is None:
        return create_record(ElementStatus, by=by, site=site, element=element, state=state, note=note)
    change_record(status, by=by, revision=_opened_on(revision), state=state, note=note)
    return status


def _opened_on(revision: int | None) -> int:
    """The revision a form was opened on; none means there was no record then, so any now is newer."""
    return revision if revision is not None else 0


def _check_name_free(round: Round, name: str) -> None:
    if round.sites.filter(name__iexact=name.strip()).exists():
        raise Refusal(f"{name} is in {round} already.", "Open its page from the list of areas.")
