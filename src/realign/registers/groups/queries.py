"""Reading groups: by any of their names, as a structure, with their members and gaps."""

from django.db import models
from django.db.models import Count, Q

from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.queries import list_words, word
from realign.registers.groups.models import GROUP_KINDS, SEAT_ROLES, Group, Seat, Tenure
from realign.registers.groups.rules import kind_called, names_of, plain_name
from realign.registers.groups.types import NOT_COUNTED, DottedLine, GroupGap, GroupTree, Members, Structure

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


def now_called(partnership: Partnership, slug: str) -> Group | None:
    """The group into which the one with this address was merged."""
    merged = (group for group in groups(partnership) if slug in group.former_slugs)
    return next(merged, None)


def active_groups(partnership: Partnership) -> models.QuerySet[Group]:
    """Groups that meet now."""
    return groups(partnership).filter(status=Group.Status.ACTIVE)


def group(partnership: Partnership, name: str) -> Group:
    """One group by its slug, its name or an alias, however written; raises Group.DoesNotExist."""
    by_slug = groups(partnership).filter(slug=name).first()
    if by_slug is not None:
        return by_slug
    wanted = plain_name(name)
    for group in groups(partnership):
        if wanted in names_of(group):
            return group
    raise Group.DoesNotExist(
        f"No group of {partnership} is called {name!r}. Look in the list of groups, or add it as an alias."
    )


def standing(partnership: Partnership) -> models.QuerySet[Group]:
    """The groups that have not ended: what a form offers for something new."""
    return groups(partnership).exclude(status=Group.Status.ENDED)


def groups_called(partnership: Partnership, name: str) -> list[Group]:
    """All groups that a name may mean: one by its own name, or every group of a kind (“Delivery Reform Groups”)."""
    kind = kind_called(name)
    if kind is not None:
        return list(groups(partnership).filter(kind=kind))
    return [group for group in groups(partnership) if plain_name(name) in names_of(group)]


def structure(partnership: Partnership) -> Structure:
    """Who reports to whom, as trees from the top; ended groups are left out. Three queries."""
    every = [each for each in groups(partnership) if each.status != Group.Status.ENDED]
    below: dict[int | None, list[Group]] = {}
    for each in every:
        below.setdefault(each.reports_to_id, []).append(each)
    proposed_alone = [
        each
        for each in below.get(None, [])
        if each.status == Group.Status.PROPOSED and not below.get(each.pk)
    ]
    kinds = list(list_words(partnership.pk, GROUP_KINDS))
    tops = tuple(_node(each, below, kinds) for each in below.get(None, []) if each not in proposed_alone)
    by_pk = {each.pk: each for each in every}
    lines = Group.supported_by.through.objects.filter(from_group__partnership=partnership)
    return Structure(
        tops=tops,
        supports=tuple(
            DottedLine(by_pk[line.to_group_id], by_pk[line.from_group_id])
            for line in lines
            if {line.to_group_id, line.from_group_id} <= set(by_pk)
        ),
        unplaced=tuple(proposed_alone),
    )


def _node(group: Group, below: dict[int | None, list[Group]], kinds: list[str]) -> GroupTree:
    reporting = sorted(below.get(group.pk, []), key=lambda g: (kinds.index(g.kind), g.phase, g.slug))
    return GroupTree(group, tuple(_node(other, below, kinds) for other in reporting))


def ties(group: Group) -> list[tuple[str, list[Group]]]:
    """The other groups that this one has to do with, under the words for how."""
    reporting = list(group.reporting.exclude(status=Group.Status.ENDED))
    return [
        ("Groups that report to it", reporting),
        ("Also receives work from", [other for other in group.receives_from.all() if other not in reporting]),
        ("Supported by", list(group.supported_by.all())),
        ("Supports", list(group.supports.all())),
    ]


def seats(group: Group) -> models.QuerySet[Seat]:
    """The seats of a group, those that have ended included."""
    return (
        group.seats.select_related("organisation", "group", "paired_with__group", "changed_by")
        .prefetch_related("tenures")
        .order_by("pk")
    )


def seat(partnership: Partnership, pk: int) -> Seat:
    """One seat; raises Seat.DoesNotExist."""
    return Seat.objects.select_related("organisation", "group", "changed_by").get(
        partnership=partnership, pk=pk
    )


def members(group: Group) -> Members:
    """Who sits in a group now, which seats are empty, and which are only talked about."""
    now = [seat for seat in seats(group) if seat.ends_on is None]
    agreed = [seat for seat in now if seat.role not in {Seat.Role.PROPOSED, Seat.Role.OPTIONAL}]
    return Members(
        filled=tuple(seat for seat in agreed if seat.is_held),
        empty=tuple(seat for seat in agreed if not seat.is_held),
        not_agreed=tuple(seat for seat in now if seat not in agreed),
    )


def holders(group: Group) -> list[str]:
    """The names of those who hold a seat of a group now."""
    rows = group.seats.filter(ends_on__isnull=True).exclude(holder="").order_by("holder")
    return list(rows.values_list("holder", flat=True).distinct())


def seats_held(partnership: Partnership, user_id: int | None) -> models.QuerySet[Seat]:
    """The seats that a person holds now by their account, with the group."""
    return Seat.objects.filter(
        partnership=partnership,
        holder_account_id=user_id,
        holder_account__isnull=False,
        ends_on__isnull=True,
    ).select_related("group", "organisation")


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


def past_holders(group: Group) -> models.QuerySet[Tenure]:
    """Who held the seats of a group before, latest first."""
    return (
        Tenure.objects.filter(seat__group=group, ends_on__isnull=False)
        .select_related("seat", "seat__organisation")
        .order_by("-ends_on", "-pk")
    )


def history(group: Group) -> models.QuerySet[Event]:
    """What happened to a group and to its seats, newest first."""
    seat_ids = [str(pk) for pk in group.seats.values_list("pk", flat=True)]
    return audit.events(group.partnership.slug).filter(
        Q(subject_type="groups.group", subject_id=str(group.pk))
        | Q(subject_type="groups.seat", subject_id__in=seat_ids)
    )


def gaps(group: Group, sitting: Members) -> list[GroupGap]:
    """What a group lacks, worst first: sponsor, lead official, a core organisation, members, a purpose."""
    if group.status != Group.Status.ACTIVE:
        return []
    lacking: list[GroupGap] = []
    roles = {seat.role for seat in sitting.filled}
    if group.kind == Group.Kind.PRIORITY:
        for role in (Seat.Role.SPONSOR, Seat.Role.LEAD):
            if role not in roles:
                called = word(group.partnership_id, SEAT_ROLES, role).lower()
                has_seat = any(seat.role == role for seat in sitting.empty)
                to_do = "Fill that seat." if has_seat else f"Add a seat with the part “{called}”."
                lacking.append(GroupGap(f"It has no {called}.", to_do, serious=True))
    for body in _core_missing(group, sitting):
        lacking.append(
            GroupGap(f"{body.name} has no member.", "Ask them to nominate a member.", serious=True)
        )
    if sitting.empty:
        lacking.append(
            GroupGap(
                f"{len(sitting.empty)} of its seats {'is' if len(sitting.empty) == 1 else 'are'} vacant."
            )
        )
    if not group.purposes:
        lacking.append(GroupGap("It has no purpose recorded.", "Add it under “Edit group”."))
    return lacking


def _core_missing(group: Group, sitting: Members) -> list[Organisation]:
    here = {seat.organisation_id for seat in sitting.filled}
    core = Organisation.objects.filter(partnership=group.partnership_id, is_core=True, ended_on__isnull=True)
    return [body for body in core if body.pk not in here]
