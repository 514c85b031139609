"""What a structure of groups may look like, and who may change it."""

import re
from collections.abc import Iterable
from datetime import date

from django.utils.text import get_text_list

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.types import Refusal
from realign.registers.groups.models import Group, Seat
from realign.registers.groups.types import KIND_NAMES

EDIT = "groups.edit"
RESERVED = {"new", "start", "structure", "empty-seats", "seats"}
_WORDS = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-"})


def plain_name(name: str) -> str:
    """A name without what two writers do differently: case, “&”, hyphens, punctuation, spaces.

    >>> plain_name("Mental Health & Well-Being") == plain_name("mental-health and wellbeing")
    True
    """
    text = name.translate(_WORDS).casefold().replace("&", " and ")
    return re.sub(r"[^a-z0-9]+", "", text)


def kind_called(name: str) -> Group.Kind | None:
    """The kind of group that goes by this name, in one or several: “Delivery Reform Groups” are the reform groups."""
    wanted = plain_name(name)
    for words, kind in KIND_NAMES.items():
        if wanted in {plain_name(words), f"{plain_name(words)}s"}:
            return kind
    return None


def names_of(group: Group) -> set[str]:
    """Everything a group answers to, made plain."""
    return {plain_name(name) for name in (group.slug, group.name, *group.aliases, *group.former_slugs)}


def check_names_free(names: Iterable[str], others: Iterable[Group]) -> None:
    """Refuse a name or alias that another group already answers to."""
    wanted = {plain_name(name): name for name in names}
    for other in others:
        for taken in names_of(other) & set(wanted):
            raise Refusal(
                f"“{wanted[taken]}” is already a name of the group “{other.name}”.",
                "Give this group another name, or remove the name from the other group first.",
            )


def check_reports_to(group: Group, reports_to: Group | None, others: Iterable[Group]) -> None:
    """Refuse a reporting line that would break the structure.

    An active group reports to exactly one other, except the single group at the top. A proposed or ended group
    may report to none. Nothing reports to itself by any way round, to an ended group, or to a stranger's group.
    """
    if reports_to is None:
        if group.status == Group.Status.ACTIVE:
            _check_is_the_only_top(group, others)
        return
    if reports_to.partnership_id != group.partnership_id:
        raise Refusal("That group belongs to another partnership.", "Choose a group of this partnership.")
    if reports_to.status == Group.Status.ENDED:
        raise Refusal(f"“{reports_to.name}” has ended.", "Choose an active group.")
    _check_no_ring(group, reports_to, others)


def _check_is_the_only_top(group: Group, others: Iterable[Group]) -> None:
    for other in others:
        if other.pk != group.pk and other.status == Group.Status.ACTIVE and other.reports_to_id is None:
            raise Refusal(
                f"Every active group but one reports to another, and “{other.name}” is already at the top.",
                f"Say which group “{group.name}” reports to, or mark it as proposed.",
            )


def _check_no_ring(group: Group, reports_to: Group, others: Iterable[Group]) -> None:
    by_pk = {other.pk: other for other in others} | {reports_to.pk: reports_to}
    path = [group.name]
    step: Group | None = reports_to
    while step is not None and len(path) <= len(by_pk) + 1:
        path.append(step.name)
        if group.pk is not None and group.pk in {step.pk, step.reports_to_id}:
            ring = path if step.pk == group.pk else [*path, group.name]
            raise Refusal(
                f"These groups would report to each other in a circle: {' → '.join(ring)}.",
                "Choose a group that does not report to this one.",
            )
        step = None if step.reports_to_id is None else by_pk.get(step.reports_to_id)


def check_no_group_yet(groups: Iterable[Group]) -> None:
    """Refuse a whole structure where there is a group already."""
    if names := [group.name for group in groups]:
        raise Refusal(
            f"There is a group already: “{names[0]}”.", "Set up each further group with “Add a group”."
        )


def check_not_joined_to_itself(group: Group, others: Iterable[Group]) -> None:
    """Refuse a group that would support itself or receive work from itself."""
    if group in others:
        raise Refusal(
            f"“{group.name}” cannot be linked to itself.", "Leave the group itself out of the list."
        )


def check_may_end(group: Group, reporting: Iterable[Group]) -> None:
    """Refuse to end a group that has ended already or that others still report to."""
    if group.status == Group.Status.ENDED:
        raise Refusal(f"“{group.name}” has ended already.")
    names = [other.name for other in reporting if other.status != Group.Status.ENDED]
    if names:
        raise Refusal(
            f"{_these(names)} still report{'s' if len(names) == 1 else ''} to “{group.name}”.",
            "Give them another group to report to first, or end them too.",
        )


def _these(names: list[str]) -> str:
    return str(get_text_list([f"“{name}”" for name in names], "and"))


def check_may_merge(group: Group, into: Group) -> None:
    """Refuse to merge a group into itself, into one that has ended, or an active one into one that is only proposed."""
    if group.pk == into.pk:
        raise Refusal("A group cannot be merged into itself.", "Choose the group that stays.")
    if into.status == Group.Status.ENDED:
        raise Refusal(f"“{into.name}” has ended.", "Choose an active group, or make this one active again.")
    if group.status == Group.Status.ACTIVE and into.status != Group.Status.ACTIVE:
        raise Refusal(
            f"“{into.name}” is only proposed, and “{group.name}” is active.",
            "Make it active first, by editing it.",
        )


def reports_to_after(group: Group, into: Group, others: Iterable[Group]) -> Group | None:
    """Whom ``into`` reports to once it took in ``group``: a group below it takes its place, any other stays where it is."""
    by_pk = {other.pk: other for other in others}
    step, steps = into.reports_to_id, 0
    while step is not None and step != group.pk and steps <= len(by_pk):
        step, steps = by_pk[step].reports_to_id, steps + 1
    return by_pk.get((group if step == group.pk else into).reports_to_id or 0)


def check_has_not_ended(group: Group) -> None:
    """Refuse changes to a group that has ended."""
    if group.status == Group.Status.ENDED:
        raise Refusal(
            f"“{group.name}” has ended, so its seats cannot be changed.",
            "Make the group active again first, by editing it.",
        )


def check_may_fill(seat: Seat, holder: str, on: date) -> None:
    """Refuse to fill a seat that is held, has ended, or with nobody."""
    check_has_not_ended(seat.group)
    if not holder.strip():
        raise Refusal("The name is missing.", "Choose who takes the seat, or give their name in words.")
    if seat.ends_on is not None and seat.ends_on < on:
        raise Refusal("This seat has ended.", "Add a new seat to the group.")
    if seat.holder:
        raise Refusal(f"{seat.holder} is in this seat.", "Record the date they left first.")


def check_may_vacate(seat: Seat, on: date, since: date | None) -> None:
    """Refuse to empty an empty seat, or before its holder came."""
    if not seat.is_held:
        raise Refusal("This seat is already vacant.")
    if since is not None and on < since:
        raise Refusal(
            f"{seat.holder} took this seat on {date_words(since)}, after the day you gave.",
            "Give the day they left.",
        )


def check_may_end_seat(seat: Seat, on: date) -> None:
    """Refuse to end a seat twice, or before it started."""
    if seat.ends_on is not None:
        raise Refusal(f"This seat ended on {date_words(seat.ends_on)}.")
    if seat.starts_on is not None and on < seat.starts_on:
        raise Refusal("The seat would end before it starts.", "Give a later day.")


def check_pair(seat_organisation_id: int | None, paired_with: Seat | None) -> None:
    """Refuse a pair from two organisations: a communications officer works with the sponsor of their own body."""
    if paired_with is not None and paired_with.organisation_id != seat_organisation_id:
        raise Refusal(
            f"“{paired_with.post}” sits for {paired_with.organisation or 'nobody'}, another "
            "organisation than this seat.",
            "Pair seats of the same organisation.",
        )
