"""What the partnership cannot see, which system holds what, and what is joined with what."""

from datetime import UTC, date, datetime, time
from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import acting_as
from realign.foundations.accounts.models import User
from realign.foundations.partnerships.queries import organisation
from realign.foundations.partnerships.types import Actor
from realign.registers.gaps import actions, registry
from realign.registers.gaps.models import Gap
from realign.registers.groups.models import Group
from realign.registers.places.models import Area
from realign.registers.sources import actions as sources
from realign.registers.sources.models import Holding

BEGAN = date(2026, 2, 2)


def load_gaps(by: Actor) -> None:
    """Every gap with what it concerns; the map; the linkages."""
    contents = content("gaps")
    began = acting_as(by, "ewan-petrie", datetime.combine(BEGAN, time(9), UTC))
    now = acting_as(by, "ewan-petrie", max(by.at, _today()))
    gaps = {row["slug"]: _gap(began, now, row) for row in contents["gap"]}
    holdings = {row["slug"]: _holding(now, row, gaps) for row in contents["holding"]}
    for row in contents["linkage"]:
        _linkage(now, row, holdings)


def _gap(began: Actor, now: Actor, row: dict[str, Any]) -> Gap:
    gap = actions.create_gap(
        by=began,
        slug=row["slug"],
        title=row["title"],
        kind=row["kind"],
        whom=row.get("whom", ""),
        area=Area.objects.get(codes__code=row["area"]) if "area" in row else None,
        effect=row["effect"],
        fix=row.get("fix", ""),
        owner=_person(row.get("owner")),
        group=Group.objects.filter(partnership=began.partnership, slug=row.get("group", "")).first(),
        due_on=row.get("due"),
        is_public=row.get("public", False),
        source=row["source"],
        invented=True,
    )
    for concern in row["concerns"]:
        # what this demonstration does not hold (an indicator, without its file) is left out, not made up
        if concern["key"] in registry.offered(now.partnership, concern["kind"]):
            actions.create_concern(
                by=now,
                gap=gap,
                kind=concern["kind"],
                key=concern["key"],
                waits=concern.get("waits", False),
                because=concern.get("because", ""),
                invented=True,
            )
    if "closed" in row:
        ended = row["closed"]
        actions.close_gap(
            by=now, gap=gap, revision=gap.revision, ending=ended["ending"], reason=ended["reason"]
        )
    return gap


def _holding(by: Actor, row: dict[str, Any], gaps: dict[str, Gap]) -> Holding:
    plain = {key: value for key, value in row.items() if key not in {"holder", "gaps"}}
    return sources.create_holding(
        by=by,
        holder=organisation(by.partnership, row["holder"]),
        gaps=[gaps[slug] for slug in row["gaps"]],
        invented=True,
        **plain,
    )


def _linkage(by: Actor, row: dict[str, Any], holdings: dict[str, Holding]) -> None:
    plain = {key: value for key, value in row.items() if key not in {"holdings", "until", "moves"}}
    linkage = sources.propose_linkage(
        by=by,
        holdings=[holdings[slug] for slug in row["holdings"]],
        kept_until=row.get("until"),
        invented=True,
        **plain,
    )
    for to in row.get("moves", ()):
        sources.move_linkage(by=by, linkage=linkage, revision=linkage.revision, to=to)


def _person(slug: str | None) -> User | None:
    if slug is None:
        return None
    email = next(row["email"] for row in content("people")["person"] if row["slug"] == slug)
    return User.objects.get(email=email)


def _today() -> datetime:
    return datetime.combine(content("partnership")["partnership"]["today"], time(9), UTC)
