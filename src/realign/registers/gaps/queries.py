"""Reading gaps: the register, one gap, those that concern a record, and those of one person."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from realign.foundations.partnerships.models import Partnership
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.models import PublicVersion
from realign.registers.gaps.models import Concern, Gap
from realign.registers.gaps.types import GAP, PublicGap

OPEN = Q(ending="")
# after every day that somebody could mean, so that gaps without a day come last and closed ones after them
NO_DAY, CLOSED = date(9998, 1, 1), date(9999, 12, 31)


def gaps(partnership: Partnership) -> models.QuerySet[Gap]:
    """Every gap, the longest overdue first, closed ones last; with ``waiting``, how many records wait for it."""
    return (
        Gap.objects.filter(partnership=partnership)
        .select_related("area", "owner", "group", "changed_by", "partnership")
        .annotate(
            queue_day=Case(
                When(OPEN, then=Coalesce(F("due_on"), Value(NO_DAY))),
                default=Value(CLOSED),
                output_field=models.DateField(),
            ),
            waiting=Count("concerns", filter=Q(concerns__waits=True), distinct=True),
        )
        .order_by("queue_day", "slug")
    )


def gap(partnership: Partnership, slug: str) -> Gap:
    """One gap; raises Gap.DoesNotExist."""
    return gaps(partnership).get(slug=slug)


def overdue(on: date) -> Q:
    """Gaps that are open after their day."""
    return OPEN & Q(due_on__lt=on)


def gaps_for_everybody(partnership: Partnership) -> models.QuerySet[Gap]:
    """Open gaps that are meant for everybody, as they are kept now."""
    return gaps(partnership).filter(OPEN, is_public=True)


def public_gaps(partnership: Partnership) -> list[tuple[PublicVersion, PublicGap]]:
    """Open gaps that anybody may read, as they were last published; what was closed since is left out."""
    meant = {str(pk) for pk in gaps_for_everybody(partnership).values_list("pk", flat=True)}
    return [
        (version, PublicGap.of(version.content))
        for version in publishing.standing(partnership, GAP)
        if version.key in meant
    ]


def open_gaps(partnership: Partnership) -> models.QuerySet[Gap]:
    """Open gaps, the longest overdue first."""
    return gaps(partnership).filter(OPEN)


def concerning(partnership: Partnership, kind: str, keys: Iterable[str]) -> list[tuple[Gap, Concern]]:
    """Open gaps that concern any of these records, each with the concern; the longest overdue first. One query."""
    rows = (
        Concern.objects.filter(
            Q(gap__ending=""), partnership=partnership, kind=kind, key__in=[str(key) for key in keys]
        )
        .select_related("gap__owner", "gap__group", "gap__area", "gap__partnership")
        .order_by(F("gap__due_on").asc(nulls_last=True), "gap__slug", "pk")
    )
    return [(row.gap, row) for row in rows]


def open_by_record(partnership: Partnership, kind: str) -> dict[str, list[Gap]]:
    """Open gaps by the key of the record that they concern, for one kind of record; one query."""
    by_key: dict[str, list[Gap]] = {}
    rows = Concern.objects.filter(Q(gap__ending=""), partnership=partnership, kind=kind)
    for row in rows.select_related("gap").order_by("gap__due_on", "gap__slug"):
        by_key.setdefault(row.key, []).append(row.gap)
    return by_key


def concerns(gap: Gap) -> list[Concern]:
    """What a gap concerns."""
    return list(gap.concerns.order_by("pk"))


def concern(partnership: Partnership, pk: int) -> Concern:
    """One joint; raises Concern.DoesNotExist."""
    return Concern.objects.select_related("gap").get(partnership=partnership, pk=pk)


def due_for(partnership: Partnership, user_id: int | None, by: date) -> models.QuerySet[Gap]:
    """Open gaps that this person closes, due by a day or without one."""
    mine = Gap.objects.filter(OPEN, partnership=partnership, owner_id=user_id, owner__isnull=False)
    return mine.filter(Q(due_on__lte=by) | Q(due_on__isnull=True)).order_by("due_on", "slug")


def children_named(partnership: Partnership) -> list[str]:
    """The groups of children that gaps are about, by name."""
    rows = Gap.objects.filter(partnership=partnership).exclude(whom="").order_by("whom")
    return list(rows.values_list("whom", flat=True).distinct())


def owners(partnership: Partnership) -> list[tuple[str, str]]:
    """Everybody who closes a gap, with their number as an address gives it."""
    rows = Gap.objects.filter(partnership=partnership, owner__isnull=False).order_by("owner__name")
    return [(str(pk), name) for pk, name in rows.values_list("owner_id", "owner__name").distinct()]


def summary(partnership: Partnership, on: date) -> dict[str, int]:
    """How many gaps are open, overdue, without a person, and keep something waiting. One query."""
    return Gap.objects.filter(partnership=partnership).aggregate(
        open=Count("pk", filter=OPEN, distinct=True),
        overdue=Count("pk", filter=overdue(on), distinct=True),
        nobody=Count("pk", filter=OPEN & Q(owner__isnull=True), distinct=True),
        waited_for=Count("pk", filter=OPEN & Q(concerns__waits=True), distinct=True),
        closed=Count("pk", filter=~OPEN, distinct=True),
    )
