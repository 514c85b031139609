"""Setting up groups, changing them, ending them; giving them seats, filling and emptying those."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.queries import all_words, what_points_at
from realign.foundations.partnerships.records import (
    change_record,
    change_with_reason,
    create_record,
    move_what_points_at,
    remove_record,
)
from realign.foundations.partnerships.rules import (
    check_may,
    check_not_changed_since,
    check_ours,
    check_says,
    check_slug_free,
    check_word,
)
from realign.foundations.partnerships.types import Actor
from realign.registers.groups.models import GROUP_KINDS, SEAT_ROLES, Group, Seat, Tenure
from realign.registers.groups.rules import (
    EDIT,
    RESERVED,
    check_has_not_ended,
    check_may_end,
    check_may_end_seat,
    check_may_fill,
    check_may_merge,
    check_may_vacate,
    check_names_free,
    check_no_group_yet,
    check_not_joined_to_itself,
    check_pair,
    check_reports_to,
    reports_to_after,
)
from realign.registers.groups.types import UsualStructure

JOINED = ("receives_from", "supported_by")


@transaction.atomic
def create_group(*, by: Actor, name: str, slug: str = "", **values: Any) -> Group:
    """Set up a group. ``values`` are fields of Group; ``receives_from`` and ``supported_by`` take groups."""
    check_may(by, EDIT)
    check_word(values.get("kind", ""), all_words(by.partnership.pk, GROUP_KINDS))
    others = _every_group_locked(by)
    many = {field: list(values.pop(field)) for field in JOINED if field in values}
    group = Group(partnership=by.partnership, name=name, slug=slug or slugify(name), **values)
    check_slug_free(group.slug, RESERVED)
    check_names_free((group.slug, name, *group.aliases), others)
    check_reports_to(group, group.reports_to, others)
    return create_record(Group, by=by, verb="set up", name=name, slug=group.slug, **values, **many)


@transaction.atomic
def create_structure(*, by: Actor, structure: UsualStructure, priority_groups: int) -> list[Group]:
    """Set up the groups of a usual structure, from the top down. Refuses where there is a group already."""
    check_may(by, EDIT)
    check_no_group_yet(_every_group_locked(by))
    groups: dict[str, Group] = {}
    for planned in structure.with_priority_groups(priority_groups):
        groups[planned.name] = create_group(
            by=by,
            name=planned.name,
            kind=planned.kind,
            purposes=[planned.purpose],
            life=Group.Life.STANDING,
            reports_to=groups.get(planned.reports_to),
        )
    return list(groups.values())


@transaction.atomic
def change_group(*, by: Actor, group: Group, revision: int, **values: Any) -> Group:
    """Change a group. A new name keeps the old one as an alias, so that old papers still find the group."""
    check_may(by, EDIT)
    if "kind" in values:
        check_word(values["kind"], all_words(by.partnership.pk, GROUP_KINDS))
    for field in JOINED:
        check_not_joined_to_itself(group, values.get(field, ()))
    others = [other for other in _every_group_locked(by) if other.pk != group.pk]
    wanted = {field: values.get(field, getattr(group, field)) for field in ("name", "aliases", "status")}
    if wanted["name"] != group.name:
        values["aliases"] = wanted["aliases"] = [
            *(alias for alias in wanted["aliases"] if alias != wanted["name"]),
            *([group.name] if group.name not in wanted["aliases"] else []),
        ]
    check_names_free((group.slug, wanted["name"], *wanted["aliases"]), others)
    as_wanted = Group(
        pk=group.pk, partnership=group.partnership, name=wanted["name"], status=wanted["status"]
    )
    check_reports_to(as_wanted, values.get("reports_to", group.reports_to), others)
    change_record(group, by=by, revision=revision, **values)
    return group


@transaction.atomic
def end_group(*, by: Actor, group: Group, revision: int) -> Group:
    """The group meets no more. What it did stays on record."""
    check_may(by, EDIT)
    check_may_end(group, group.reporting.all())
    change_record(group, by=by, revision=revision, verb="ended", status=Group.Status.ENDED)
    return group


@transaction.atomic
def merge_group(*, by: Actor, group: Group, into: Group, because: str, revision: int) -> Group:
    """Move everything that points at ``group`` to ``into``, which answers to its names from now on; remove it.

    Refuses two that each have what only one may have, such as a meeting on the same day.
    """
    check_may(by, EDIT)
    check_ours(by, group, into)
    locked = {row.pk: row for row in _every_group_locked(by)}
    group, into = locked[group.pk], locked[into.pk]
    check_not_changed_since(group, revision)
    check_may_merge(group, into)
    check_says(because, "The reason is missing.", "Say why these two are one group.")
    moved = dict(what_points_at(group))
    above = reports_to_after(group, into, locked.values())
    names = [name for name in (*into.aliases, group.name, *group.aliases) if name != into.name]
    # the names are free once the group is gone, and its groups may not report to one that reports to them
    move_what_points_at(group, into, noun="group")
    remove_record(
        group,
        by=by,
        verb="removed, as merged into another,",
        detail={"name": into.name, "records": moved, "purposes": group.purposes, "reason": because},
    )
    into.refresh_from_db()
    change_with_reason(
        into,
        by=by,
        revision=into.revision,
        because=because,
        verb=f"merged “{group.name}” into"[:100],
        aliases=list(dict.fromkeys(names)),
        former_slugs=list(dict.fromkeys([*into.former_slugs, group.slug, *group.former_slugs])),
        reports_to=above,
    )
    return into


def _every_group_locked(by: Actor) -> list[Group]:
    """Every group of the partnership, locked: a reporting line is only sound beside all the others."""
    return list(Group.objects.select_for_update().filter(partnership=by.partnership))


@transaction.atomic
def create_seat(
    *,
    by: Actor,
    group: Group,
    holder: str = "",
    holder_account: User | None = None,
    since: date | None = None,
    **values: Any,
) -> Seat:
    """Give a group a seat, filled from the start when a holder is named; ``values`` are fields of Seat."""
    check_may(by, EDIT)
    check_ours(by, group)
    check_has_not_ended(group)
    check_word(values.get("role", Seat.Role.MEMBER), all_words(by.partnership.pk, SEAT_ROLES))
    organisation = values.get("organisation")
    check_pair(organisation.pk if organisation else None, values.get("paired_with"))
    seat = create_record(
        Seat, by=by, group=group, holder=holder.strip(), holder_account=holder_account, **values
    )
    if seat.holder:
        _begin(seat, since or seat.starts_on)
    return seat


@transaction.atomic
def change_seat(*, by: Actor, seat: Seat, revision: int, **values: Any) -> Seat:
    """Change what a seat is; who holds it changes by filling and emptying it."""
    check_may(by, EDIT)
    check_has_not_ended(seat.group)
    if "role" in values:
        check_word(values["role"], all_words(by.partnership.pk, SEAT_ROLES))
    organisation = values.get("organisation", seat.organisation)
    check_pair(organisation.pk if organisation else None, values.get("paired_with", seat.paired_with))
    change_record(seat, by=by, revision=revision, **values)
    return seat


@transaction.atomic
def fill_seat(
    *,
    by: Actor,
    seat: Seat,
    holder: str = "",
    holder_account: User | None = None,
    on: date,
    revision: int,
) -> Seat:
    """Somebody takes an empty seat on a day: a person by their account, or a name in words."""
    check_may(by, EDIT)
    check_may_fill(seat, holder_account.name if holder_account else holder, on)
    change_record(
        seat,
        by=by,
        revision=revision,
        verb="filled",
        holder=holder.strip(),
        holder_account=holder_account,
    )
    _begin(seat, on)
    return seat


@transaction.atomic
def vacate_seat(*, by: Actor, seat: Seat, on: date, revision: int) -> Seat:
    """The holder leaves on a day; the seat stays, empty, and remembers them."""
    check_may(by, EDIT)
    tenure = seat.tenures.filter(ends_on__isnull=True).first()
    check_may_vacate(seat, on, tenure.starts_on if tenure else None)
    change_record(
        seat, by=by, revision=revision, verb="emptied", holder="", holder_account=None, is_confirmed=False
    )
    _close(tenure, on)
    return seat


@transaction.atomic
def vacate_seats_of(*, by: Actor, user: User, on: date) -> list[Seat]:
    """Somebody leaves the partnership: every seat that they hold is empty from that day, and remembers them."""
    check_may(by, "people.manage")
    seats = Seat.objects.select_for_update().filter(partnership=by.partnership, holder_account=user)
    vacated = list(seats.filter(ends_on__isnull=True))
    for seat in vacated:
        tenure = seat.tenures.filter(ends_on__isnull=True).first()
        check_may_vacate(seat, on, tenure.starts_on if tenure else None)
        change_record(
            seat,
            by=by,
            revision=seat.revision,
            verb="emptied",
            holder="",
            holder_account=None,
            is_confirmed=False,
        )
        _close(tenure, on)
    return vacated


@transaction.atomic
def end_seat(*, by: Actor, seat: Seat, on: date, revision: int) -> Seat:
    """The group has this seat no more. It stays in the group’s history."""
    check_may(by, EDIT)
    check_may_end_seat(seat, on)
    change_record(seat, by=by, revision=revision, verb="ended", ends_on=on)
    _close(seat.tenures.filter(ends_on__isnull=True).first(), on)
    return seat


def _begin(seat: Seat, on: date | None) -> None:
    Tenure.objects.create(seat=seat, holder=seat.holder, holder_account=seat.holder_account, starts_on=on)


def _close(tenure: Tenure | None, on: date) -> None:
    if tenure is not None:
        tenure.ends_on = on
        tenure.save(update_fields=("ends_on",))
