"""A small real partnership on its first day, unlike Tayside: one council, one health board, two groups.

::

    Lochside (lochside)                  Chief officers  ◀─ reports to ─  Children’s planning group
      Lochside Council ── one person for every role, called after it
      NHS Lochside
      Old Trust (third sector, ended)    Old group (ended)
"""

from datetime import date

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Partnership, slug_of
from realign.foundations.partnerships.rules import system_actor
from realign.registers.groups.actions import create_group, end_group
from realign.registers.groups.models import Group
from tests.support.cast import NOON, Cast, one_of_each_role

BODIES = (
    ("council", "Lochside Council", "council", "S12000047"),
    ("board", "NHS Lochside", "health-board", "S08000029"),
    ("old-trust", "Old Trust", "third-sector", ""),
)


def settle() -> Cast:
    """Set up Lochside through the actions that the site uses; nothing else is entered."""
    actions.load_reference_lists(by=Registrar(NOON))
    partnership = Partnership(slug="lochside", name="Lochside Children’s Partnership", short_name="Lochside")
    by = system_actor(partnership, NOON, "Set-up")
    actions.create_partnership(by=by, council_codes=["S12000047"])
    bodies = {
        key: actions.create_organisation(
            by=by, slug=key, name=name, kind=kind, area_code=code, is_lead_body=bool(code), is_core=bool(code)
        )
        for key, name, kind, code in BODIES
    }
    people = one_of_each_role(by, bodies["council"], "lochside", "Lochside")
    top = create_group(by=by, name="Chief officers", kind=Group.Kind.STRATEGIC, life=Group.Life.STANDING)
    create_group(
        by=by, name="Children’s planning group", kind="priority", life=Group.Life.STANDING, reports_to=top
    )
    old = create_group(by=by, name="Old group", kind="priority", life=Group.Life.STANDING, reports_to=top)
    end_group(by=by, group=old, revision=old.revision)
    actions.end_organisation(by=by, organisation=bodies["old-trust"], on=date(2026, 3, 31), revision=1)
    slug_of(partnership.pk)
    return Cast(partnership, by, bodies, people)
