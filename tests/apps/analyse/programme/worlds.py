"""A small round, made by the room's own actions.

::

    Round of 2015, terms of the national list (slots in September and March, three areas each, six at a time)
      Angus       (Angus Council)     visited; nothing judged, nobody signed
      Perth       (Perth and Kinross) ready; 7 of 8 signatures: health has not signed for the use of findings
      Dundee      (Dundee City)       ready, signed by all, no place yet
      tranche September 2015: nobody in it;  tranche September 2014, before the round: nobody in it
"""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from realign.analyse.programme import actions, queries
from realign.analyse.programme.models import Round, Site, Tranche
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.frameworks.reading import DATA
from realign.registers.frameworks.types import Registrar
from tests.support.cast import NOON, Cast

LISTS = (
    "programme-roles", "programme-elements", "development-foci", "programme-benefits", "programme-governance",
    "readiness-conditions", "sign-off-sectors", "sign-off-purposes", "trained-sectors", "programme-capacity",
)  # fmt: skip
BEGAN = date(2015, 4, 17)
TERMS = {
    "starts_on": BEGAN, "slot_months": [9, 3], "areas_per_slot": 3, "funded_years": 3, "areas_before": 3,
    "consultants_at_once": 6, "readiness_months": 2, "evidence_months": 2, "support_months": 12,
    "development_days": 2, "boost_by": date(2015, 9, 1),
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """The round and what is in it, by short keys."""

    cast: Cast
    round: Round
    sites: dict[str, Site]
    tranches: dict[str, Tranche]
    lists: queries.Lists


def load_lists(folder: Path) -> None:
    """Only the lists that the programme reads."""
    for name in LISTS:
        shutil.copy(DATA / f"{name}.toml", folder)
    load_frameworks(by=Registrar(at=NOON), folder=folder)


def item(framework: str, code: str) -> FrameworkItem:
    """An entry of a list."""
    return FrameworkItem.objects.get(version__framework__slug=framework, code=code)


def build(cast: Cast) -> None:
    """Begin the round in a partnership whose national lists are loaded."""
    by = cast.system
    held = actions.create_round(by=by, name="Round of 2015", **TERMS)
    bodies = {"angus": "angus", "perth": "perth-kinross", "dundee": "dundee"}
    dates = {"contacted_on": date(2015, 4, 20), "visited_on": date(2015, 5, 4), "starts_on": date(2015, 6, 1)}
    sites = {
        key: actions.create_site(by=by, round=held, name=key.capitalize(), body=cast.bodies[body], **dates)
        for key, body in bodies.items()
    }
    lists = queries.Lists(BEGAN)
    for key in ("perth", "dundee"):
        make_ready(cast, sites[key], lists)
        sign_all(cast, sites[key], lists, leave=("health", "use") if key == "perth" else None)
    for year in (2014, 2015):
        actions.create_tranche(by=by, round=held, name=f"September {year}", slot_on=date(year, 9, 1))


def read_again(cast: Cast) -> World:
    """The round as it is held, for a test that may change it."""
    held = queries.rounds(cast.partnership).get()
    return World(
        cast,
        held,
        {one.slug: one for one in held.sites.all()},
        {str(one.slot_on.year): one for one in held.tranches.all()},
        queries.Lists(BEGAN),
    )


def make_ready(cast: Cast, site: Site, lists: queries.Lists) -> None:
    """Every condition is met, with evidence."""
    for condition in lists.conditions:
        actions.judge_condition(
            by=cast.system, site=site, condition=condition, met=True, evidence=f"Minute on {condition.code}"
        )


def sign_all(cast: Cast, site: Site, lists: queries.Lists, leave: tuple[str, str] | None = None) -> None:
    """Everybody signs, but for the pair of codes to leave out."""
    for sector in lists.sectors:
        for purpose in lists.purposes:
            if (sector.code, purpose.code) != leave:
                actions.sign(by=cast.system, site=site, sector=sector, purpose=purpose, post="Director")
