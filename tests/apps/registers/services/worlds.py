"""A small register, made by the room's own actions.

::

    counselling   Dundee City Council, additional, 11 to 18, Dundee      2025/26: 450 places, 430 reached, £262,000
    carers        Voices Together, additional, 8 to 18, Angus            2025/26: 260 places, 244 reached, £85,000 + £80,000
    visiting      NHS Tayside, universal, 0 to 5, all three              2024/25 reached 1,000; money only for 2025/26
"""

from datetime import date
from decimal import Decimal

from realign.foundations.partnerships.types import Actor
from realign.registers.places.actions import load_gazetteer
from realign.registers.places.models import Area
from realign.registers.services import actions
from realign.registers.services.models import Service
from tests.support.cast import Cast
from tests.support.keeping import kept

CASH = "cash, 2025/26"


def areas(*codes: str) -> list[Area]:
    """Councils by code."""
    return list(Area.objects.filter(code__in=codes))


@kept
def build(cast: Cast) -> dict[str, Service]:
    """Three services in the partnership of the cast."""
    by: Actor = cast.system
    load_gazetteer(by=by)
    every = areas("S12000041", "S12000042", "S12000048")
    counselling = actions.create_service(
        by=by,
        name="School counselling",
        summary="Council counsellors in secondary schools.",
        provider=cast.bodies["dundee"],
        tier="additional",
        age_from=11,
        age_to=18,
        areas=areas("S12000042"),
        how_to_reach="Ask your guidance teacher.",
        prevention_shares={"secondary": 100},
        verified_on=date(2026, 9, 17),
    )
    carers = actions.create_service(
        by=by,
        name="Support for young carers",
        summary="Breaks and groups for young people who look after someone.",
        provider=cast.bodies["voices"],
        tier="additional",
        age_from=8,
        age_to=18,
        areas=areas("S12000041"),
        how_to_reach="Ask at school.",
        self_referral=True,
        prevention_shares={"secondary": 60, "tertiary": 40},
        verified_on=date(2024, 5, 22),
    )
    visiting = actions.create_service(
        by=by,
        name="Health visiting",
        summary="A named health visitor for every family.",
        provider=cast.bodies["nhs-tayside"],
        tier="universal",
        age_from=0,
        age_to=5,
        areas=every,
    )
    actions.record_year(by=by, service=counselling, year="2024/25", capacity=400, reached=380, waiting=90)
    actions.record_year(by=by, service=counselling, year="2025/26", capacity=450, reached=430, waiting=162)
    actions.record_year(by=by, service=carers, year="2025/26", capacity=260, reached=244, waiting=27)
    actions.record_year(by=by, service=visiting, year="2024/25", capacity=1100, reached=1000)
    for service, funder, amount in (
        (counselling, "dundee", 262_000),
        (carers, "angus", 85_000),
        (carers, "perth-kinross", 80_000),
        (visiting, "nhs-tayside", 573_000),
    ):
        actions.record_spend(
            by=by,
            service=service,
            year="2025/26",
            funder=cast.bodies[funder],
            amount=Decimal(amount),
            price_base=CASH,
        )
    return {"counselling": counselling, "carers": carers, "visiting": visiting}
