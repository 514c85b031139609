"""What the records show of services: who waits, whom they reach, and what is spent.

Small numbers and single prices are not shown: a level of help with few services is folded into the others.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from realign.analyse.needs.ground import NOT_KNOWN, Block, Ground, last_day
from realign.analyse.needs.types import Cell, Datum, Kind, Lines, Nature
from realign.foundations.design.links import address
from realign.foundations.design.words import counted, money, percent
from realign.foundations.documents.figures import Figure
from realign.foundations.partnerships.queries import all_words
from realign.registers.services.models import TIERS, Service, ServiceYear
from realign.registers.services.types import SpendLine, SpendPicture, SpendShare

# money of fewer services than this is not shown apart: it would name a price
FEWEST_SERVICES = 3
# fewer children than this are not counted out loud
FEWEST_CHILDREN = 5
OTHERS = "Others together"
UNDER = (
    f"Fewer than {FEWEST_SERVICES} services are never shown apart. A service may have several purposes. Amounts and "
    "shares are rounded, so they may not add up exactly to the total."
)


def demand(at: Ground) -> Block:
    """Who waits for what: the latest year of each service."""
    rows = _by_level(at, lambda year: year.waiting, "Waiting at the end of the latest year")
    table = Lines(
        "Waiting at the end of the latest year", ("Level of help", "Services reporting", "Waiting"), rows
    )
    return Block((table,) if rows else (), _returns(at, "Children and families waiting", Nature.CONTEXT))


def activity(at: Ground) -> Block:
    """What services do. It counts work, not what changed for children."""
    what = "Reached in the latest year; the same child may be counted by several services"
    rows = _by_level(at, lambda year: year.reached, what)
    table = Lines(
        "Reached in the latest year",
        ("Level of help", "Services reporting", "Children or families reached"),
        rows,
        "This counts what services did. Whether children were better for it is in “Outcomes”.",
    )
    return Block((table,) if rows else (), _returns(at, "Children and families reached", Nature.OUTPUT))


def _by_level(
    at: Ground, number: Callable[[ServiceYear], int | None], what: str
) -> tuple[tuple[Cell, ...], ...]:
    """One row for each level of help: how many services say, and the sum of what they say."""
    rows: list[tuple[Cell, ...]] = []
    for tier, label in all_words(at.partnership.pk, TIERS):
        here = [service for service in at.services if service.tier == tier]
        newest_numbers = [(year, n) for s in here if (year := newest(s)) and (n := number(year)) is not None]
        if not here:
            continue
        total = sum(n for _, n in newest_numbers)
        words = f"fewer than {FEWEST_CHILDREN}" if 0 < total < FEWEST_CHILDREN else f"{total:,}"
        note = at.records(f"{what}, at {counted(len(newest_numbers), 'service')}")
        figure = (
            Figure(words, note, any(year.invented for year, _ in newest_numbers))
            if newest_numbers
            else NOT_KNOWN
        )
        rows.append((label, f"{len(newest_numbers)} of {len(here)}", figure))
    return tuple(rows)


def newest(service: Service) -> ServiceYear | None:
    """The latest year that a service reported."""
    return max(service.years.all(), key=lambda year: year.year, default=None)


def _returns(at: Ground, title: str, nature: str) -> tuple[Datum, ...]:
    returned: dict[str, bool] = {}
    for year in filter(None, map(newest, at.services)):
        returned[year.year] = returned.get(year.year, False) or year.invented
    return tuple(
        Datum(
            title=f"{title}, {year}",
            where=f"Returns of services in the register, {year}",
            kind=str(Kind.RETURNS.label),
            nature=nature,
            dated=last_day(year),
            use_for="What services were asked for and did. It does not say whether children were better for it.",
            invented=made_up,
            url=address("services:list", at.partnership.slug),
        )
        for year, made_up in sorted(returned.items(), reverse=True)
    )


def resource(at: Ground) -> Block:
    """What is spent in the latest year, by level of help and by purpose."""
    if at.money is None:
        return Block(notes=("No spend is recorded.",))
    spent, base = at.money, ", ".join(at.money.price_bases)
    if len({line.service.pk for line in spent.lines}) < FEWEST_SERVICES:
        return Block(
            notes=("Too few services report their cost to publish it without revealing one service’s price.",)
        )
    by_level = _table(at, "by level of help", spent.by_tier, lambda line: (line.service.tier,))
    by_purpose = _table(at, "by purpose", spent.by_prevention, _purposes)
    datum = Datum(
        title=f"Spend on services, {spent.year}",
        where=f"Register of services, spend of {spent.year}, {base}",
        kind=str(Kind.FINANCE.label),
        nature=Nature.CONTEXT,
        dated=last_day(spent.year),
        use_for="Spend by level of help and purpose. It does not show results.",
        invented=_is_invented(spent),
        url=address("services:spend", at.partnership.slug),
    )
    return Block((by_level, by_purpose), (datum,))


def _purposes(line: SpendLine) -> tuple[str, ...]:
    return tuple(line.service.prevention_shares) or (line.service.prevention,)


def _table(
    at: Ground, how: str, parts: Sequence[SpendShare], keys: Callable[[SpendLine], tuple[str, ...]]
) -> Lines:
    assert at.money is not None
    spent, base = at.money, ", ".join(at.money.price_bases)
    paid = {part.key: {line.service.pk for line in spent.lines if part.key in keys(line)} for part in parts}
    note, made_up = at.records(f"Spend on services, {base}"), _is_invented(spent)
    rows: list[tuple[Cell, ...]] = [
        (label, str(services), Figure(money(amount), note, made_up), percent(share, 0))
        for label, services, amount, share in folded(parts, paid, spent.total)
    ]
    everything = len({line.service.pk for line in spent.lines})
    rows.append(("All", str(everything), Figure(money(spent.total), note, made_up), "100%"))
    return Lines(
        f"Spend in {spent.year}, {how}",
        ("", "Services", "Spend", "Share of total"),
        tuple(rows),
        f"{base[:1].upper()}{base[1:]}. {UNDER}",
    )


def folded(
    parts: Sequence[SpendShare], paid: dict[str, set[int]], total: Decimal
) -> list[tuple[str, int, Decimal, float]]:
    """The parts that may stand apart, and the others together; so many of these that no price can be worked out."""
    apart = [part for part in parts if len(paid[part.key]) >= FEWEST_SERVICES]
    rest = [part for part in parts if part not in apart]
    while rest and apart and len(set().union(*(paid[part.key] for part in rest))) < FEWEST_SERVICES:
        smallest = min(apart, key=lambda part: len(paid[part.key]))
        apart.remove(smallest)
        rest.append(smallest)
    rows = [(part.label, len(paid[part.key]), part.amount, part.share) for part in apart]
    services: set[int] = set().union(*(paid[part.key] for part in rest)) if rest else set()
    if len(services) >= FEWEST_SERVICES:
        amount = sum((part.amount for part in rest), Decimal(0))
        rows.append((OTHERS, len(services), amount, float(amount / total) if total else 0.0))
    return rows


def _is_invented(spent: SpendPicture) -> bool:
    return any(line.invented for line in spent.lines)
