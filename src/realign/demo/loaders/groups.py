"""The governance structure: seventeen groups and two still undecided, with their seats."""

from typing import Any

from realign.demo.content import content
from realign.demo.loaders.people import account
from realign.foundations.partnerships.queries import organisations
from realign.foundations.partnerships.types import Actor
from realign.registers.groups import actions
from realign.registers.groups.models import Group, Seat

KINDS = {"reform-delivery": Group.Kind.REFORM}
LIVES = {"life-of-plan": Group.Life.PLAN, "time-limited": Group.Life.LIMITED}
STATUSES = {"undecided": Group.Status.PROPOSED}
SEAT_ROLES = {
    "senior-sponsor": Seat.Role.SPONSOR,
    "lead-official": Seat.Role.LEAD,
    "invited-expert": Seat.Role.EXPERT,
}


def load_groups(by: Actor) -> None:
    """Groups from the top down, so that each can say to whom it reports; then who receives from and supports whom."""
    rows = {row["slug"]: row for row in content("groups")["group"]}
    groups: dict[str, Group] = {}
    while waiting := [row for slug, row in rows.items() if slug not in groups]:
        ready = [row for row in waiting if row.get("reports_to") in groups or "reports_to" not in row]
        for row in ready:
            groups[row["slug"]] = actions.create_group(by=by, **_group(row, groups))
    for slug, row in rows.items():
        many = {
            field: [groups[other] for other in row.get(field, ()) if other in groups]
            for field in ("receives_from", "supported_by")
        }
        if any(many.values()):
            group = groups[slug]
            group.refresh_from_db()
            actions.change_group(by=by, group=group, revision=group.revision, **many)
    _seats(by, rows, groups)


def _group(row: dict[str, Any], groups: dict[str, Group]) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "aliases": row.get("aliases", []),
        "kind": KINDS.get(row["type"], row["type"]),
        "purposes": row.get("purposes", []),
        "life": LIVES.get(row["life"], row["life"]),
        "phase": f"Phase {row['phase']}" if "phase" in row else "",
        "status": STATUSES.get(row["status"], row["status"]),
        "reports_to": groups.get(row.get("reports_to", "")),
        "reports_through": " and ".join(row.get("reports_via", [])),
        "outputs": row.get("outputs", []),
        "due": row.get("due_shown") or (f"{row['due']:%-d %B %Y}" if "due" in row else ""),
        "membership": row.get("membership", ""),
        "undecided": row.get("undecided", []),
        "note": row.get("note", ""),
        "source": row.get("source", ""),
        "invented": row.get("invented", False),
    }


def _seats(by: Actor, rows: dict[str, dict[str, Any]], groups: dict[str, Group]) -> None:
    bodies = {body.slug: body for body in organisations(by.partnership)}
    for slug, row in rows.items():
        for seat in row.get("seat", ()):
            actions.create_seat(
                by=by,
                group=groups[slug],
                post=seat["post"],
                organisation=bodies.get(seat.get("organisation", "")),
                role=SEAT_ROLES.get(seat["kind"], seat["kind"]),
                holder_account=account(seat.get("person", "")),
                is_confirmed=seat.get("confirmed", False),
                source=seat.get("source", row.get("source", "")),
                invented=seat.get("invented", False),
            )
