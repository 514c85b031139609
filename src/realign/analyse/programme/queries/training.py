"""Development days: who came, who waits, and which places nobody uses."""

from django.db import models
from django.db.models import Sum

from realign.analyse.programme.models import Attendance, Session, Waiting
from realign.foundations.partnerships.models import Partnership


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
    """Areas waiting for unused places, in the order in which they asked."""
    return (
        Waiting.objects.filter(partnership=partnership)
        .select_related("session__partnership", "changed_by")
        .order_by("session__held_on", "asked_on", "pk")
    )


def coming(session: Session) -> int:
    """How many people are counted for a day: those who came, and those of other areas who took an offer."""
    came = session.attendance.aggregate(n=Sum("people", default=0))["n"]
    taken = session.waiting.filter(state__in=(Waiting.State.OFFERED, Waiting.State.TAKEN))
    return int(came + taken.aggregate(n=Sum("people", default=0))["n"])


def unused(session: Session) -> int:
    """Places of a day that nobody has."""
    return max(0, session.room_for - coming(session))


def first_in_line(session: Session) -> Waiting | None:
    """The area that has waited longest for places on a day; nothing when none waits."""
    return session.waiting.filter(state=Waiting.State.WAITING).order_by("asked_on", "pk").first()
