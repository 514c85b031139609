"""A partnership made in the browser: itself, its councils and health boards, and whoever looks after it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from realign.foundations.accounts.models import User
from realign.foundations.administration.rules import check_address_free, check_own_at_set_up
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.queries import covered_areas
from realign.foundations.partnerships.registry import CoveredArea
from realign.foundations.partnerships.rules import ADMINISTRATOR
from realign.foundations.partnerships.types import Actor

COUNCIL, HEALTH_BOARD, JOINT_BOARD = (
    Organisation.Kind.COUNCIL,
    Organisation.Kind.HEALTH_BOARD,
    Organisation.Kind.IJB,
)
PREPARES_THE_PLAN = {"is_lead_body": True, "is_core": True}
# the one council whose name is not made from that of its area
NAMES = {"S12000013": "Comhairle nan Eilean Siar"}


@transaction.atomic
def set_up_partnership(
    *,
    by: Actor,
    administrator: User,
    council_codes: Sequence[str],
    joint_board: str = "",
    own_roles: Sequence[str] = (),
    **values: Any,
) -> Partnership:
    """Make a partnership with the councils it covers, their health boards and its administrator, or nothing at all.

    ``by`` acts in that very partnership, not yet saved. With ``joint_board`` an integration joint board of that name
    prepares the plan too. ``own_roles`` are what the administrator does besides; nobody else is there yet to give them,
    and none of them judges the work of others. Refuses a taken short name.
    """
    check_address_free(by.partnership.slug)
    check_own_at_set_up(own_roles)
    partnership = actions.create_partnership(by=by, council_codes=list(council_codes), **values)
    for body in _bodies(council_codes, joint_board):
        actions.create_organisation(by=by, slug=slugify(body["name"])[:50], **body, **PREPARES_THE_PLAN)
    actions.create_member(
        by=by,
        email=administrator.email,
        name=administrator.name,
        organisation=None,
        role_slugs=[ADMINISTRATOR, *own_roles],
    )
    return partnership


def _bodies(codes: Sequence[str], joint_board: str) -> list[dict[str, Any]]:
    """The bodies that prepare the plan by law: councils, the health boards they lie in, and perhaps a joint board."""
    councils = [area for area in covered_areas(COUNCIL) if area.code in codes]
    over = {area.health_board for area in councils}
    boards = [area for area in covered_areas(HEALTH_BOARD) if area.code in over]
    bodies = [
        *({"name": _council_name(area), "kind": COUNCIL, "area_code": area.code} for area in councils),
        *({"name": area.name, "kind": HEALTH_BOARD, "area_code": area.code} for area in boards),
    ]
    return [*bodies, {"name": joint_board, "kind": JOINT_BOARD}] if joint_board else bodies


def _council_name(area: CoveredArea) -> str:
    """What the council of an area is called: Fife is the area, Fife Council the body."""
    return NAMES.get(area.code, f"{area.name} Council")
