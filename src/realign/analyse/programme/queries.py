"""Reading rounds, areas and their standing, slots, training, benefits, roles and what came before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db import models
from django.db.models import Count, Prefetch, Q, Sum

from realign.analyse.programme.models import (
    Attendance,
    Benefit,
    EarlierWork,
    ElementStatus,
    Oversight,
    Place,
    Readiness,
    RoleHolder,
    Round,
    Secondment,
    Session,
    SignOff,
    Site,
    Tranche,
    Waiting,
)
from realign.analyse.programme.rules.capacity import Span, capacity, slots
from realign.analyse.programme.rules.dates import is_before
from realign.analyse.programme.rules.readiness import next_step, stage_of
from realign.analyse.programme.rules.timeline import timeline
from realign.analyse.programme.types import (
    Capacity,
    Facts,
    Judged,
    Lengths,
    Signatures,
    SlotPlan,
    Standing,
    Verdict,
)
from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Partnership
from realign.registers.frameworks import queries as frameworks
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion
from realign.registers.groups.models import Seat

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lists:
    """The national lists that a round goes by, as they stood when it began."""

    on: date

    def choices(self, slug: str) -> models.QuerySet[FrameworkItem]:
        """The entries of one list; none where the national lists are not loaded."""
        try:
            return frameworks.items(slug, self.on).prefetch_related(None)
        except FrameworkVersion.DoesNotExist:
            pass
        try:
            return frameworks.entries(frameworks.newest(slug)).prefetch_related(None)
        except FrameworkVersion.DoesNotExist:
            return FrameworkItem.objects.none()

    def of(self, slug: str) -> list[FrameworkItem]:
        """The same as a list."""
        return list(self.choices(slug))

    @cached_property
    def conditions(self) -> list[FrameworkItem]:
        """The conditions of readiness."""
        return self.of("readiness-conditions")

    @cached_property
    def sectors(self) -> list[FrameworkItem]:
        """Who signs."""
        return self.of("sign-off-sectors")

    @cached_property
    def purposes(self) -> list[FrameworkItem]:
        """What is signed for."""
        return self.of("sign-off-purposes")

    @cached_property
    def elements(self) -> list[FrameworkItem]:
        """The elements of the programme."""
        return self.of("programme-elements")


def rounds(partnership: Partnership) -> models.QuerySet[Round]:
    """Every round, newest first."""
    return (
        Round.objects.filter(partnership=partnership)
        .select_related("partnership", "changed_by")
        .annotate(area_count=Count("sites", filter=Q(sites__withdrawn_on__isnull=True)))
        .order_by("-starts_on", "-pk")
    )


def round_called(partnership: Partnership, slug: str) -> Round:
    """One round; raises Round.DoesNotExist."""
    return rounds(partnership).get(slug=slug)


def round_on(partnership: Partnership, on: date) -> Round | None:
    """The newest round that has begun by a day; the first to come where none has."""
    held = list(rounds(partnership))
    return next((one for one in held if one.starts_on <= on), held[-1] if held else None)


def listed_terms(on: date) -> dict[str, object]:
    """The terms of the national list as a new round may begin with them; empty where it is not loaded."""
    said = {item.code: item for item in Lists(on).of("programme-capacity")}
    fields = {
        code.replace("-", "_"): item.extra.get("values", item.extra.get("value"))
        for code, item in said.items()
    }
    return {**fields, "source": next(iter(said.values())).version.source[:300]} if said else {}


def capacity_of(held: Round) -> Capacity:
    """How many areas a round can take by its terms."""
    return capacity(
        slots_a_year=len(held.slot_months),
        areas_per_slot=held.areas_per_slot,
        years=held.funded_years,
        before=held.areas_before,
    )


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


def standings(partnership: Partnership, held: Round | None = None) -> list[Standing]:
    """Where each area stands, of one round or of all."""
    rows = sites(partnership) if held is None else sites(partnership).filter(round=held)
    lists: dict[date, Lists] = {}
    return [standing(one, lists.setdefault(one.round.starts_on, Lists(one.round.starts_on))) for one in rows]


def standing(one: Site, lists: Lists) -> Standing:
    """Where an area stands: conditions, signatures, how far it has come and what is next."""
    verdict, signed = verdict_of(one, lists), signatures_of(one, lists)
    place = next(iter(one.places.all()), None)
    before = place is not None and is_before(place.tranche)
    stage = stage_of(
        Facts(
            contacted=one.contacted_on is not None,
            visited=one.visited_on is not None,
            ready=verdict.ready,
            signed=signed.complete,
            placed=place is not None and not before,
            placed_before=before,
            started=one.started_on is not None,
            ended=one.ended_on is not None,
            withdrawn=one.withdrawn_on is not None,
        )
    )
    start = one.started_on or one.starts_on
    return Standing(
        site=one,
        verdict=verdict,
        signatures=signed,
        stage=stage,
        next_step=next_step(stage, verdict, signed),
        timeline=timeline(start, Lengths.of(one.round)) if start else None,
        tranche=place.tranche.name if place else "",
    )


def verdict_of(one: Site, lists: Lists) -> Verdict:
    """Each condition with what was said of it."""
    said = {row.condition_id: row for row in one.readiness.all()}
    return Verdict(
        tuple(
            Judged(item.label, said[item.pk].met, said[item.pk].evidence)
            if item.pk in said
            else Judged(item.label)
            for item in lists.conditions
        )
    )


def signatures_of(one: Site, lists: Lists) -> Signatures:
    """Which signatures are given of all that are asked for."""
    given = {(row.sector_id, row.purpose_id) for row in one.signatures.all()}
    pairs = [(sector, purpose) for sector in lists.sectors for purpose in lists.purposes]
    return Signatures(
        asked=tuple((sector.label, purpose.label) for sector, purpose in pairs),
        given=frozenset(
            (sector.label, purpose.label) for sector, purpose in pairs if (sector.pk, purpose.pk) in given
        ),
    )


def spans(found: Iterable[Standing]) -> list[Span]:
    """From when to when each area that is in has consultants, by its dates or by its template."""
    return [
        (one.timeline.phases[0].first, max(one.timeline.phases[0].first, one.site.ended_on or one.timeline.natural_end))
        for one in found
        if one.timeline is not None and one.site.withdrawn_on is None
    ]  # fmt: skip


def tranches(partnership: Partnership) -> models.QuerySet[Tranche]:
    """Every tranche with its areas, latest slot first."""
    return (
        Tranche.objects.filter(partnership=partnership)
        .select_related("round__partnership", "survey", "changed_by", "partnership")
        .prefetch_related(Prefetch("places", places_now().select_related("site").order_by("site__name")))
        .order_by("-slot_on", "-pk")
    )


def tranche(partnership: Partnership, slug: str) -> Tranche:
    """One tranche; raises Tranche.DoesNotExist."""
    return tranches(partnership).get(slug=slug)


def slot_plan(held: Round, on: date) -> list[SlotPlan]:
    """Each slot of a round in order of time, with who is in it; those whose month is over by a day are past."""
    taken = {one.slot_on: one for one in tranches(held.partnership).filter(round=held)}
    days = set(slots(held.starts_on, held.funded_years, held.slot_months)) | set(taken)
    return [
        SlotPlan(
            on=day,
            name=taken[day].name if day in taken else f"{day:%B %Y}",
            areas=[place.site.name for place in taken[day].places.all()] if day in taken else (),
            most=held.areas_per_slot,
            slug=taken[day].slug if day in taken else "",
            before=day < held.starts_on,
            past=day < on.replace(day=1),
        )
        for day in sorted(days)
    ]


def place(partnership: Partnership, pk: int) -> Place:
    """One place that was not given up; raises Place.DoesNotExist."""
    return places_now().select_related("site", "tranche__round").get(partnership=partnership, pk=pk)


def sessions(partnership: Partnership) -> models.QuerySet[Session]:
    """Every development day with ``came``, how many people came, and its subjects."""
    return (
        Session.objects.filter(partnership=partnership)
        .select_related("round__partnership", "changed_by", "partnership")
        .prefetch_related("foci")
        .annotate(came=Sum("attendance__people", default=0))
        .order_by("held_on", "day", "pk")
    )


def session(partnership: Partnership, slug: str) -> Session:
    """One development day; raises Session.DoesNotExist."""
    return sessions(partnership).get(slug=slug)


def attendance(partnership: Partnership) -> models.QuerySet[Attendance]:
    """Who came to which day: how many of which sector, in which role, from where."""
    return (
        Attendance.objects.filter(partnership=partnership)
        .select_related("session__round", "site", "sector")
        .order_by("session__held_on", "sector__position", "post", "pk")
    )


def waiting(partnership: Partnership) -> models.QuerySet[Waiting]:
    """Areas that would take unused places, in the order in which they asked."""
    return (
        Waiting.objects.filter(partnership=partnership)
        .select_related("session__partnership", "changed_by")
        .order_by("session__held_on", "asked_on", "pk")
    )


def waiting_one(partnership: Partnership, pk: int) -> Waiting:
    """One entry of the waiting list; raises Waiting.DoesNotExist."""
    return waiting(partnership).get(pk=pk)


def coming(one: Session) -> int:
    """How many people are counted for a day: those who came, and those of other areas who took an offer."""
    came = one.attendance.aggregate(n=Sum("people", default=0))["n"]
    taken = one.waiting.filter(state__in=(Waiting.State.OFFERED, Waiting.State.TAKEN))
    return int(came + taken.aggregate(n=Sum("people", default=0))["n"])


def site_history(one: Site) -> models.QuerySet[Event]:
    """What happened to an area, its readiness, signatures, places and elements, newest first."""
    asked = Q(subject_type="programme.site", subject_id=str(one.pk))
    for model in (Readiness, SignOff, Place, ElementStatus):
        keys = [str(pk) for pk in model.objects.filter(site=one).values_list("pk", flat=True)]
        asked |= Q(subject_type=model._meta.label_lower, subject_id__in=keys)
    return audit.events(one.partnership.slug).filter(asked)


def kinds_history(partnership: Partnership, *kinds: type[models.Model]) -> models.QuerySet[Event]:
    """What happened to every record of some kinds, newest first."""
    return audit.events(partnership.slug).filter(subject_type__in=[kind._meta.label_lower for kind in kinds])


def unused(one: Session) -> int:
    """Places of a day that nobody has."""
    return max(0, one.room_for - coming(one))


def first_in_line(one: Session) -> Waiting | None:
    """Whose turn it is."""
    return one.waiting.filter(state=Waiting.State.WAITING).order_by("asked_on", "pk").first()


def benefits(held: Round) -> models.QuerySet[Benefit]:
    """What was said of the benefits of a round."""
    return Benefit.objects.filter(round=held).select_related("benefit", "finding", "changed_by", "round")


def benefit(held: Round, code: str) -> Benefit | None:
    """What was said of one benefit, if anything."""
    return benefits(held).filter(benefit__code=code).first()


def role_holders(partnership: Partnership) -> models.QuerySet[RoleHolder]:
    """Who holds which role in which round, those who hold it now first."""
    return (
        RoleHolder.objects.filter(partnership=partnership)
        .select_related("round", "role", "organisation", "changed_by")
        .order_by("role__position", "-starts_on", "-pk")
    )


def role_holder(partnership: Partnership, pk: int) -> RoleHolder:
    """One entry; raises RoleHolder.DoesNotExist."""
    return role_holders(partnership).get(pk=pk)


def oversight(partnership: Partnership) -> models.QuerySet[Oversight]:
    """Which groups of the register steer, advise and share, with the seats they have now."""
    now = Seat.objects.filter(ends_on__isnull=True).select_related("organisation").order_by("pk")
    return (
        Oversight.objects.filter(partnership=partnership)
        .select_related("body", "group", "changed_by")
        .prefetch_related(Prefetch("group__seats", now, to_attr="seats_now"))
    )


def overseen_by(partnership: Partnership, code: str) -> Oversight | None:
    """The group that does one body's work here, if one is named."""
    return oversight(partnership).filter(body__code=code).first()


def chair_of(one: Oversight) -> Seat | None:
    """The seat in the chair of an overseeing group."""
    return next((seat for seat in one.group.seats_now if seat.role == Seat.Role.CHAIR), None)


def earlier_work(partnership: Partnership) -> models.QuerySet[EarlierWork]:
    """Work that came before."""
    return EarlierWork.objects.filter(partnership=partnership).select_related("changed_by").order_by("name")


def areas_of_earlier_work(partnership: Partnership) -> list[str]:
    """Every area that took part in earlier work, once."""
    return sorted({area for one in earlier_work(partnership) for area in one.areas})


def secondments(partnership: Partnership) -> models.QuerySet[Secondment]:
    """People lent for the shared work."""
    return (
        Secondment.objects.filter(partnership=partnership)
        .select_related("changed_by")
        .order_by("-starts_on", "pk")
    )
