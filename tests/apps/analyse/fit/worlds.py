"""A need with a released table whose numbers can be checked by hand.

::

    share with the need    all 30% (28 to 32) · Dundee City 40% (36 to 44) · Perth and Kinross hidden, and Angus so
                           that nobody can work Perth and Kinross out from the rest
    children aged 12 to 17 a third of those under 18, by the gazetteer (mid-2022)
    services               School counselling (Dundee) 430 reached, 450 places, £262,000 · all of it for this need
                           Support for young carers (Angus) 244 reached, 260 places, £165,000 · half of it
                           Health visiting (all three) 1,000 reached in 2024/25 · none of it
"""

from dataclasses import dataclass

from realign.analyse.fit import actions
from realign.analyse.fit.models import Need
from realign.methods.disclosure import TOTAL, CountTable, profile, protect
from realign.registers.evidence import actions as evidence
from realign.registers.evidence.models import Release
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension, GroupEstimate, Provenance
from realign.registers.services.models import Service
from tests.apps.registers.services.worlds import build as build_register
from tests.support.cast import Cast
from tests.support.keeping import kept

ANGUS, DUNDEE, PERTH = "S12000041", "S12000042", "S12000048"
COUNTS = {ANGUS: (200, 800), DUNDEE: (400, 600), PERTH: (3, 397)}
SHARES = {
    TOTAL: (0.30, 0.28, 0.32),
    ANGUS: (0.20, 0.16, 0.24),
    DUNDEE: (0.40, 0.36, 0.44),
    PERTH: (0.01, 0, 0.02),
}


@dataclass(frozen=True)
class World:
    """What the tests of this room are about."""

    cast: Cast
    services: dict[str, Service]
    release: Release
    need: Need


def release(cast: Cast, slug: str = "struggling-2026") -> Release:
    """A protected table of need by council; so few have the need in one council that it must be hidden."""
    rows = [
        {"council": code, ANSWER: answer, "n": count}
        for code, counts in COUNTS.items()
        for answer, count in zip((WITH, WITHOUT), counts, strict=True)
    ]
    safe = protect([CountTable.from_rows(rows, dims=("council", ANSWER))], profile=profile("fewer-than-5"))
    names = ((ANGUS, "Angus"), (DUNDEE, "Dundee City"), (PERTH, "Perth and Kinross"))
    return evidence.release_table(
        by=cast.system,
        slug=slug,
        title="Pupils who struggle, by council",
        safe=safe,
        dims=[Dimension("council", "Council area", names)],
        estimates={(level,): GroupEstimate(*shown, 0.01, 30, 1.5) for level, shown in SHARES.items()},
        provenance=Provenance(
            survey_title="Small survey",
            measure="Struggles",
            measure_code="struggles",
            population="pupils of S1 to S6",
            collected="March 2026",
            method={"Interval": "logit"},
            dataset_fingerprint="f" * 64,
        ),
        approvals=[{"who": "A checker", "said": "Release", "why": "Nothing can be narrowed."}],
    )


@kept
def build(cast: Cast) -> World:
    """The register, the released table, the need and its two matches."""
    services = build_register(cast)
    table = release(cast)
    need = actions.create_need(
        by=cast.system,
        name="Emotional wellbeing",
        definition="Pupils who say that they struggle.",
        age_from=12,
        age_to=17,
        release=table,
    )
    actions.create_match(by=cast.system, need=need, service=services["counselling"])
    actions.create_match(by=cast.system, need=need, service=services["carers"], share=50)
    return World(cast, services, table, need)
