"""Roles of a round, the groups that oversee it, and secondments."""

from typing import Any

from django.db import transaction

from realign.analyse.programme.models import Oversight, RoleHolder, Round, Secondment
from realign.analyse.programme.rules import EDIT
from realign.foundations.accounts.models import User
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups.models import Group


@transaction.atomic
def create_holder(
    *,
    by: Actor,
    round: Round,
    role: FrameworkItem,
    holder: str = "",
    holder_account: User | None = None,
    **values: Any,
) -> RoleHolder:
    """Somebody takes one of the roles of a round."""
    check_may(by, EDIT)
    _check_dates(values)
    _check_somebody(holder, holder_account)
    return create_record(
        RoleHolder,
        by=by,
        verb="named",
        round=round,
        role=role,
        holder=holder,
        holder_account=holder_account,
        **values,
    )


@transaction.atomic
def change_holder(*, by: Actor, holding: RoleHolder, revision: int, **values: Any) -> RoleHolder:
    """Change who holds a role, or say when they left."""
    check_may(by, EDIT)
    _check_dates({"starts_on": holding.starts_on, "ends_on": holding.ends_on, **values})
    _check_somebody(
        values.get("holder", holding.holder), values.get("holder_account", holding.holder_account)
    )
    change_record(holding, by=by, revision=revision, **values)
    return holding


@transaction.atomic
def name_group(
    *, by: Actor, body: FrameworkItem, group: Group, revision: int | None = None, **values: Any
) -> Oversight:
    """Say which group of the register steers, advises or shares learning here."""
    check_may(by, EDIT)
    oversight = Oversight.objects.select_for_update().filter(partnership=by.partnership, body=body).first()
    if oversight is None:
        return create_record(Oversight, by=by, verb="named", body=body, group=group, **values)
    change_record(oversight, by=by, revision=revision or 0, group=group, **values)
    return oversight


@transaction.atomic
def create_secondment(*, by: Actor, post: str, **values: Any) -> Secondment:
    """Keep that somebody is lent, or is to be lent, for the shared work."""
    check_may(by, EDIT)
    _check_dates(values)
    return create_record(Secondment, by=by, post=post, **values)


@transaction.atomic
def change_secondment(*, by: Actor, secondment: Secondment, revision: int, **values: Any) -> Secondment:
    """Change a secondment: its dates, what came of it."""
    check_may(by, EDIT)
    _check_dates({"starts_on": secondment.starts_on, "ends_on": secondment.ends_on, **values})
    change_record(secondment, by=by, revision=revision, **values)
    return secondment


def _check_somebody(holder: str, account: User | None) -> None:
    if account is None and not holder.strip():
        raise Refusal("The name is missing.", "Choose who holds the role, or give their name or post.")


def _check_dates(values: dict[str, Any]) -> None:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        raise Refusal("It would end before it starts.", "Check both dates.")
