"""Who may give which signature: each sector's own people, for their own area."""

from realign.analyse.programme.models import Site
from realign.foundations.partnerships.roles import roles
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.frameworks.models import FrameworkItem

SIGN = "programme.sign"


def check_may_sign(by: Actor, site: Site, sector: FrameworkItem) -> None:
    """Refuse a signature for a sector or an area that is not this person's own.

    The list of sectors says from which kinds of body and in which roles; a sector that does not say lets nobody sign.
    """
    if by.is_system:
        return
    check_may(by, SIGN)
    kinds, wanted = sector.extra.get("bodies", []), sector.extra.get("roles", [])
    names = " or ".join(roles()[slug].name.lower() for slug in wanted if slug in roles())
    body = by.organisation
    if not set(by.roles) & set(wanted):
        raise Refusal(
            f"“{sector.label}” is for another role to sign.",
            f"It is signed by a {names or 'person named in the list'}.",
        )
    if body is None or body.kind not in kinds:
        raise Refusal(
            f"You sign for {body or 'no body'}, which is not of the sector “{sector.label}”.",
            f"Ask a {names} of that sector.",
        )
    if sector.extra.get("own_area", True) and (site.body is None or not _same_area(body, site)):
        raise Refusal(
            f"{body} cannot sign for {site.name}.", f"Ask a {names} of {site.body or site.name} to sign."
        )


def can_sign(by: Actor, site: Site, sector: FrameworkItem) -> bool:
    """Whether this person may sign for a sector in an area; the rule of `check_may_sign`, for buttons."""
    try:
        check_may_sign(by, site, sector)
    except Refusal:
        return False
    return True


def _same_area(body: object, site: Site) -> bool:
    """Whether a body is the one that an area belongs to, or serves the same council area as that one."""
    code = getattr(body, "area_code", "")
    return body == site.body or bool(code and site.body and code == site.body.area_code)
