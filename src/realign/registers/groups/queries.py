"""Reading groups: by any of their names, as a structure, with their members and gaps."""

from django.db import models
from django.db.models import Count, Q

from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.registers.groups.models import Group, Seat, Tenure
from realign.registers.groups.rules import kind_called, names_of, plain_name
from realign.registers.groups.types import NOT_COUNTED, Gap, Members, Node, Structure, Support

_HELD = ~Q(seats__holder="") | Q(seats__is_confirmed=True)
_COUNTED = Q(seats__ends_on__isnull=True) & ~Q(seats__role__in=NOT_COUNTED)


def groups(partnership: Partnership) -> models.QuerySet[Group]:
    """Every group with whom it reports to, and ``seat_count``, ``filled_count`` and ``confirmed_count``."""
    return (
        Group.objects.filter(partnership=partnership)
        .select_related("reports_to", "changed_by")
        .annotate(
            seat_count=Count("seats", filter=_COUNTED, distinct=True),
            filled_count=Count("seats", filter=_COUNTED & _HELD, distinct=True),
            confirmed_count=Count("seats", filter=_COUNTED & Q(seats__is_confirmed=True), distinct=True),
        )
    )


def active_groups(partnership: Partnership) -> models.QuerySet[Group]:
    """Groups that meet now."""
    return groups(partnership).filter(status=Group.Status.ACTIVE)


def group(partnership: Partnership, name: str) -> Group:
    """One group by its slug, its name or an alias, however written; raises Group.DoesNotExist."""
    by_slug = groups(partnership).filter(slug=name).first()
    if by_slug is not None:
        return by_slug
    wanted = plain_name(name)
    for held in groups(partnership):
        if wanted in names_of(held):
            return held
    raise Group.DoesNotExist(
        f"No group of {partnership} is called {name!r}. Look in the list of groups, or add it as an alias."
    )


def groups_called(partnership: Partnership, name: str) -> list[Group]:
    """All groups that a name may mean: one by its own name, or every group of a kind (“Delivery Reform Groups”)."""
    kind = kind_called(name)
    if kind is not None:
        return list(groups(partnership).filter(kind=kind))
    return [held for held in groups(partnership) if plain_name(name) in names_of(held)]


def structure(partnership: Partnership) -> Structure:
    """Who reports to whom, as trees from the top; ended groups are left out. Two queries."""
    held = [one for one in groups(partnership) if one.status != Group.Status.ENDED]
    below: dict[int | None, list[Group]] = {}
    for one in held:
        below.setdefault(one.reports_to_id, []).append(one)
    proposed_alone = [
        one for one in below.get(None, []) if one.status == Group.Status.PROPOSED and not below.get(one.pk)
    ]
    tops = tuple(_node(one, below) for one in below.get(None, []) if one not in proposed_alone)
    by_pk = {one.pk: one for one in held}
    lines = Group.supported_by.through.objects.filter(from_group__partnership=partnership)
    return Structure(
        tops=tops,
        supports=tuple(
            Support(by_pk[line.to_group_id], by_pk[line.from_group_id])
            for line in lines
            if {line.to_group_id, line.from_group_id} <= set(by_pk)
        ),
        unplaced=tuple(proposed_alone),
    )


def _node(one: Group, below: dict[int | None, list[Group]]) -> Node:
    kinds = list(Group.Kind)
    reporting = sorted(below.get(one.pk, []), key=lambda g: (kinds.index(g.kind), g.phase, g.slug))
    return Node(one, tuple(_node(other, below) for other in reporting))


def ties(held: Group) -> list[tuple[str, list[Group]]]:
    """The other groups that this one has to do with, under the words for how."""
    reporting = list(held.reporting.exclude(status=Group.Status.ENDED))
    return [
        ("Groups that report to it", reporting),
        ("Also receives work from", [one for one in held.receives_from.all() if one not in reporting]),
        ("Supported by", list(held.supported_by.all())),
        ("Supports", list(held.supports.all())),
    ]


def seats(held: Group) -> models.QuerySet[Seat]:
    """The seats of a group, those that have ended included."""
    return (
        held.seats.select_related("organisation", "group", "paired_with__group", "changed_by")
        .prefetch_related("tenures")
        .order_by("pk")
    )


def seat(partnership: Partnership, pk: int) -> Seat:
    """One seat; raises Seat.DoesNotExist."""
    return Seat.objects.select_related("organisation", "group", "changed_by").get(
        partnership=partnership, pk=pk
    )


def members(held: Group) -> Members:
    """Who sits in a group now, which seats are empty, and which are only talked about."""
    now = [one for one in seats(held) if one.ends_on is None]
    agreed = [one for one in now if one.role not in {Seat.Role.PROPOSED, Seat.Role.OPTIONAL}]
    return Members(
        filled=tuple(one for one in agreed if one.is_held),
        empty=tuple(one for one in agreed if not one.is_held),
        not_agreed=tuple(one for one in now if one not in agreed),
    )


def vacancies(partnership: Partnership) -> models.QuerySet[Seat]:
    """Every empty seat of every group that meets."""
    return (
        Seat.objects.filter(
            partnership=partnership,
            ends_on__isnull=True,
            holder="",
            is_confirmed=False,
            group__status=Group.Status.ACTIVE,
        )
        .exclude(role__in=NOT_COUNTED)
        .select_related("group", "organisation")
    )


def past_holders(held: Group) -> models.QuerySet[Tenure]:
    """Who held the seats of a group before, latest first."""
    return (
        Tenure.objects.filter(seat__group=held, ends_on__isnull=False)
        .select_related("seat", "seat__organisation")
        .order_by("-ends_on", "-pk")
    )


def history(held: Group) -> models.QuerySet[Event]:
    """What happened to a group and to its seats, newest first."""
    seat_ids = [str(pk) for pk in held.seats.values_list("pk", flat=True)]
    return audit.events(held.partnership.slug).filter(
        Q(subject_type="groups.group", subject_id=str(held.pk))
        | Q(subject_type="groups.seat", subject_id__in=seat_ids)
    )


def gaps(held: Group, sitting: Members) -> list[Gap]:
    """What a group lacks, worst first: sponsor, lead official, a core organisation, members, a purpose."""
    if held.status != Group.Status.ACTIVE:
        return []
    found: list[Gap] = []
    roles = {one.role for one in sitting.filled}
    if held.kind == Group.Kind.PRIORITY:
        for role in (Seat.Role.SPONSOR, Seat.Role.LEAD):
            if role not in roles:
                found.append(Gap(f"It has no {role.label.lower()}.", "Fill that seat.", serious=True))
    for body in _core_missing(held, sitting):
        found.append(Gap(f"Nobody sits for {body.name}.", "Ask them to name somebody.", serious=True))
    if sitting.empty:
        found.append(
            Gap(f"{len(sitting.empty)} of its seats {'is' if len(sitting.empty) == 1 else 'are'} empty.")
        )
    if not held.purposes:
        found.append(Gap("Its purpose is not written down.", "Add it under “Edit group”."))
    return found


def _core_missing(held: Group, sitting: Members) -> list[Organisation]:
    here = {one.organisation_id for one in sitting.filled}
    core = Organisation.objects.filter(partnership=held.partnership_id, is_core=True)
    return [body for body in core if body.pk not in here]
