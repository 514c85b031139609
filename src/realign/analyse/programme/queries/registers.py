"""Benefits, roles, oversight, earlier work and secondments."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

from realign.analyse.programme.models import Benefit, EarlierWork, Oversight, RoleHolder, Round, Secondment
from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Partnership
from realign.registers.groups.models import Seat


def benefits(round: Round) -> models.QuerySet[Benefit]:
    """What was said of the benefits of a round."""
    return Benefit.objects.filter(round=round).select_related("benefit", "finding", "changed_by", "round")


def benefit(round: Round, code: str) -> Benefit | None:
    """What was said of one benefit, if anything."""
    return benefits(round).filter(benefit__code=code).first()


def role_holders(partnership: Partnership) -> models.QuerySet[RoleHolder]:
    """Who holds which role in which round, those who hold it now first."""
    return (
        RoleHolder.objects.filter(partnership=partnership)
        .select_related("round", "role", "organisation", "changed_by")
        .order_by("role__position", "-starts_on", "-pk")
    )


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


def chair_of(oversight: Oversight) -> Seat | None:
    """The seat in the chair of an overseeing group."""
    group: Any = (
        oversight.group
    )  # `oversight` reads its seats of now, and the type of a model does not say so
    return next((seat for seat in group.seats_now if seat.role == Seat.Role.CHAIR), None)


def earlier_work(partnership: Partnership) -> models.QuerySet[EarlierWork]:
    """Earlier work."""
    return EarlierWork.objects.filter(partnership=partnership).select_related("changed_by").order_by("name")


def areas_of_earlier_work(partnership: Partnership) -> list[str]:
    """Every area that took part in earlier work, once."""
    return sorted({area for work in earlier_work(partnership) for area in work.areas})


def secondments(partnership: Partnership) -> models.QuerySet[Secondment]:
    """People lent for the shared work."""
    return (
        Secondment.objects.filter(partnership=partnership)
        .select_related("changed_by")
        .order_by("-starts_on", "pk")
    )


def kinds_history(partnership: Partnership, *kinds: type[models.Model]) -> models.QuerySet[Event]:
    """What happened to every record of some kinds, newest first."""
    return audit.events(partnership.slug).filter(subject_type__in=[kind._meta.label_lower for kind in kinds])
