"""The partnership itself, its bodies and one account for every role."""

from datetime import datetime
from typing import Any

from realign.demo.content import content
from realign.demo.queries import signs_in
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.partnerships.types import Actor

PASSWORD = "demonstration"  # noqa: S105 - printed on the sign-in page, and nothing here is real


def set_up(slug: str, at: datetime) -> Actor:
    """Make the partnership; answers the system acting in it."""
    about = content("partnership")["partnership"]
    by = system_actor(Partnership(slug=slug), at, "Demonstration set-up")
    actions.create_partnership(
        by=by,
        name=about["full_name"],
        short_name=about["name"],
        summary=about["description"],
        council_codes=[
            row["gss_code"] for row in _organisations() if row["kind"] == "council" and row.get("core")
        ],
        is_demo=True,
        set_up_on=at.date(),
    )
    return by


def load_organisations_and_people(by: Actor) -> None:
    """Every body of the partnership, then the demonstration’s people."""
    bodies = {
        row["slug"]: actions.create_organisation(by=by, **_organisation(row)) for row in _organisations()
    }
    for person in content("people")["person"]:
        actions.create_member(
            by=by,
            email=person["email"],
            name=person["name"],
            organisation=bodies[person["organisation"]],
            role_slugs=[person["role"], *person.get("other_roles", [])],
            password=PASSWORD if signs_in(person) else None,
        )


def _organisations() -> list[dict[str, Any]]:
    organisations: list[dict[str, Any]] = content("partnership")["organisation"]
    return organisations


def _organisation(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "slug": row["slug"],
        "name": row["name"],
        "short_name": row.get("short_name", ""),
        "aliases": row.get("aliases", []),
        "kind": row["kind"],
        "area_code": row.get("gss_code", row.get("area", "")),
        "is_lead_body": row.get("leads_planning", False),
        "is_core": row.get("core", False),
        "is_external": row.get("external", False),
        "source": row.get("source", ""),
        "invented": row.get("invented", False),
    }
