"""Areas, and where each stands: conditions, signatures, how far it has come and what is next."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Prefetch, Q

from realign.analyse.programme.models import ElementStatus, Place, Readiness, Round, SignOff, Site
from realign.analyse.programme.queries.rounds import Lists
from realign.analyse.programme.rules.capacity import Span
from realign.analyse.programme.rules.dates import is_before
from realign.analyse.programme.rules.readiness import next_step, stage_of
from realign.analyse.programme.rules.signing import SIGN, can_sign
from realign.analyse.programme.rules.timeline import timeline
from realign.analyse.programme.types import (
    AreaStage,
    AreaStanding,
    Facts,
    Judged,
    Lengths,
    ReadinessVerdict,
    Signatures,
)
from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.registers.frameworks.models import FrameworkItem


def sites(partnership: Partnership) -> models.QuerySet[Site]:
    """Every area of every round, with what its standing needs: five queries whatever their number."""
    return (
        Site.objects.filter(partnership=partnership)
        .select_related("partnership", "round__partnership", "body", "changed_by")
        .prefetch_related(
            Prefetch("readiness", Readiness.objects.select_related("condition")),
            Prefetch("signatures", signatures_now().select_related("sector", "purpose", "organisation")),
            Prefetch("places", places_now().select_related("tranche__round")),
            "elements",
        )
        .order_by("name", "pk")
    )


def site(partnership: Partnership, slug: str) -> Site:
    """One area; raises Site.DoesNotExist."""
    return sites(partnership).get(slug=slug)


def signatures_now() -> models.QuerySet[SignOff]:
    """Signatures that were not withdrawn."""
    return SignOff.objects.filter(withdrawn_on__isnull=True)


def places_now() -> models.QuerySet[Place]:
    """Places that were not given up."""
    return Place.objects.filter(given_up_on__isnull=True)


def standings(partnership: Partnership, round: Round | None = None) -> list[AreaStanding]:
    """Where each area stands, of one round or of all."""
    rows = sites(partnership) if round is None else sites(partnership).filter(round=round)
    lists: dict[date, Lists] = {}
    return [
        standing(site, lists.setdefault(site.round.starts_on, Lists(site.round.starts_on))) for site in rows
    ]


def standing(site: Site, lists: Lists) -> AreaStanding:
    """Where an area stands: conditions, signatures, how far it has come and what is next."""
    verdict, signed = verdict_of(site, lists), signatures_of(site, lists)
    place = next(iter(site.places.all()), None)
    before = place is not None and is_before(place.tranche)
    stage = stage_of(
        Facts(
            contacted=site.contacted_on is not None,
            visited=site.visited_on is not None,
            ready=verdict.ready,
            signed=signed.complete,
            placed=place is not None and not before,
            placed_before=before,
            started=site.started_on is not None,
            ended=site.ended_on is not None,
            withdrawn=site.withdrawn_on is not None,
        )
    )
    start = site.started_on or site.starts_on
    return AreaStanding(
        site=site,
        verdict=verdict,
        signatures=signed,
        stage=stage,
        next_step=next_step(stage, verdict, signed),
        timeline=timeline(start, Lengths.of(site.round)) if start else None,
        tranche=place.tranche.name if place else "",
    )


def wanted_from(by: Actor) -> list[tuple[Site, FrameworkItem, FrameworkItem]]:
    """The signatures that areas which are ready still want and that this person may give: area, sector, purpose."""
    if not by.may(SIGN):
        return []
    wanted = []
    lists: dict[date, Lists] = {}
    for site in sites(by.partnership).filter(started_on=None, ended_on=None, withdrawn_on=None):
        round_lists = lists.setdefault(site.round.starts_on, Lists(site.round.starts_on))
        if standing(site, round_lists).stage is not AreaStage.READY:
            continue
        given = {(row.sector_id, row.purpose_id) for row in site.signatures.all()}
        wanted += [
            (site, sector, purpose)
            for sector in round_lists.sectors
            if can_sign(by, site, sector)
            for purpose in round_lists.purposes
            if (sector.pk, purpose.pk) not in given
        ]
    return wanted


def verdict_of(site: Site, lists: Lists) -> ReadinessVerdict:
    """Each condition with what was said of it."""
    judged = {row.condition_id: row for row in site.readiness.all()}
    return ReadinessVerdict(
        tuple(
            Judged(item.label, judged[item.pk].met, judged[item.pk].evidence)
            if item.pk in judged
            else Judged(item.label)
            for item in lists.conditions
        )
    )


def signatures_of(site: Site, lists: Lists) -> Signatures:
    """Which signatures are given of all that are asked for."""
    given = {(row.sector_id, row.purpose_id) for row in site.signatures.all()}
    pairs = [(sector, purpose) for sector in lists.sectors for purpose in lists.purposes]
    return Signatures(
        wanted=tuple((sector.label, purpose.label) for sector, purpose in pairs),
        given=frozenset(
            (sector.label, purpose.label) for sector, purpose in pairs if (sector.pk, purpose.pk) in given
        ),
    )


def spans(standings: Iterable[AreaStanding]) -> list[Span]:
    """From when to when each area that is in has consultants, by its dates or by its template."""
    taking_part = [
        (standing.timeline.phases[0].first, standing.site.ended_on or standing.timeline.natural_end)
        for standing in standings
        if standing.timeline is not None and standing.site.withdrawn_on is None
    ]
    return [(first, max(first, last)) for first, last in taking_part]


def site_history(site: Site) -> models.QuerySet[Event]:
    """What happened to an area, its readiness, signatures, places and elements, newest first."""
    about = Q(subject_type="programme.site", subject_id=str(site.pk))
    for model in (Readiness, SignOff, Place, ElementStatus):
        keys = [str(pk) for pk in model.objects.filter(site=site).values_list("pk", flat=True)]
        about |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    return audit.events(site.partnership.slug).filter(about)
