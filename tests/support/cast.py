"""A small named cast, made by the product's own actions.

::

    Tayside (tayside)                          Elsewhere (elsewhere)
      Angus Council      ── Ailsa, analyst       Fife Council ── Stranger, coordinator
      Dundee City        ── one person for every role, called after it
      Perth and Kinross
      NHS Tayside
      Voices Together (third sector)
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from realign.foundations.accounts.models import User
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Organisation, Partnership, slug_of
from realign.foundations.partnerships.roles import permissions_of, roles
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.partnerships.types import Actor
from tests.support.keeping import kept

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PASSWORD = "a-long-password-for-tests"

BODIES = (
    ("angus", "Angus Council", "council", "S12000041"),
    ("dundee", "Dundee City Council", "council", "S12000042"),
    ("perth-kinross", "Perth and Kinross Council", "council", "S12000048"),
    ("nhs-tayside", "NHS Tayside", "health-board", "S08000030"),
    ("voices", "Voices Together", "third-sector", ""),
)


@dataclass(frozen=True)
class Cast:
    """A partnership with its bodies and one person for every role."""

    partnership: Partnership
    system: Actor
    bodies: dict[str, Organisation]
    people: dict[str, User]

    def actor(self, role: str) -> Actor:
        """The person with this role, acting at noon."""
        user = self.people[role]
        return Actor(
            partnership=self.partnership,
            at=NOON,
            name=user.name,
            user_id=user.pk,
            organisation=self.bodies["dundee"],
            roles=(role,),
            permissions=permissions_of([role]),
        )


def assemble(slug: str = "tayside", name: str = "Tayside") -> Cast:
    """Set up a partnership, its bodies and its people through the actions that the site uses."""
    cast = _assembled(slug, name)
    slug_of(cast.partnership.pk)  # remembered, whether it was built or written back
    return cast


@kept
def _assembled(slug: str, name: str) -> Cast:
    partnership = Partnership(slug=slug, name=name, short_name=name)
    by = system_actor(partnership, NOON, "Set-up")
    actions.create_partnership(by=by, council_codes=["S12000041", "S12000042", "S12000048"])
    bodies = {
        key: actions.create_organisation(
            by=by,
            slug=key,
            name=title,
            kind=kind,
            area_code=code,
            is_lead_body=bool(code),
            is_core=bool(code),
        )
        for key, title, kind, code in BODIES
    }
    return Cast(partnership, by, bodies, one_of_each_role(by, bodies["dundee"], slug, name))


def one_of_each_role(by: Actor, organisation: Organisation, slug: str, name: str) -> dict[str, User]:
    """A member for each role, who signs in as role@slug.example."""
    return {
        role: actions.create_member(
            by=by,
            email=f"{role}@{slug}.example",
            name=f"{known.name} of {name}",
            organisation=organisation,
            role_slugs=[role],
            password=PASSWORD,
        ).user
        for role, known in roles().items()
    }
