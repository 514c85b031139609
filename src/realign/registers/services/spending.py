"""Where the money goes: by level of help, sector, funder and purpose, and how far two taggers agree."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from django.db import models

from realign.foundations.partnerships.models import Organisation, Partnership
from realign.methods.fit.agreement import Agreement, agreement
from realign.registers.services.models import PreventionView, Service, Spend
from realign.registers.services.types import UNTAGGED, Part, SpendLine, SpendPicture


def spend_by_year(partnership: Partnership) -> list[SpendPicture]:
    """All the money of every year, each added up four ways, latest year first. One query."""
    years: dict[str, list[SpendLine]] = defaultdict(list)
    for one in _held(partnership):
        years[one.year].append(_line(one))
    return [_picture(year, years[year]) for year in sorted(years, reverse=True)]


def spend_picture(partnership: Partnership, year: str) -> SpendPicture:
    """All the money of one year, added up four ways. One query."""
    return _picture(year, [_line(one) for one in _held(partnership).filter(year=year)])


def _held(partnership: Partnership) -> models.QuerySet[Spend]:
    held = Spend.objects.filter(partnership=partnership).select_related("service__provider", "funder")
    return held.order_by("service__name", "-amount")


def _picture(year: str, lines: Sequence[SpendLine]) -> SpendPicture:
    return SpendPicture(
        year=year,
        lines=lines,
        total=sum((line.amount for line in lines), Decimal(0)),
        by_tier=_parts(lines, lambda line: {line.service.tier: 100}, Service.Tier.choices),
        by_sector=_parts(lines, lambda line: {line.sector: 100}, Organisation.Kind.choices),
        by_funder=_parts(lines, lambda line: {line.funder: 100}, [(f, f) for f in _funders(lines)]),
        by_prevention=_parts(
            lines,
            lambda line: line.service.prevention_shares or {line.service.prevention: 100},
            [*Service.Prevention.choices, (UNTAGGED, "Not tagged yet")],
        ),
        price_bases=tuple(sorted({line.price_base for line in lines})),
    )


def tagger_agreement(partnership: Partnership) -> Agreement | None:
    """How far the first two people who classified each service agree; nothing until two have."""
    said: dict[int, list[str]] = defaultdict(list)
    views = PreventionView.objects.filter(partnership=partnership).order_by("service_id", "by_whom")
    for service_id, says in views.values_list("service_id", "says"):
        said[service_id].append(says)
    pairs = [(views[0], views[1]) for views in said.values() if len(views) > 1]
    return agreement(pairs) if pairs else None


def _line(held: Spend) -> SpendLine:
    return SpendLine(
        service=held.service,
        year=held.year,
        funder=held.funder.name,
        funder_kind=held.funder.kind,
        sector=held.service.provider.kind,
        amount=held.amount,
        price_base=held.price_base,
        invented=held.invented,
    )


def _funders(lines: Iterable[SpendLine]) -> list[str]:
    """Every funder, the largest first."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        totals[line.funder] += line.amount
    return sorted(totals, key=lambda funder: (-totals[funder], funder))


def _parts(
    lines: Sequence[SpendLine],
    shares_of: Callable[[SpendLine], dict[str, int]],
    kinds: Sequence[tuple[str, str]],
) -> tuple[Part, ...]:
    """The total cut by kind, in the order of ``kinds``; kinds without money are left out."""
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        for kind, share in shares_of(line).items():
            totals[kind] += line.amount * share / 100
    whole = sum(totals.values(), Decimal(0))
    return tuple(
        Part(str(kind), str(label), totals[kind], float(totals[kind] / whole) if whole else 0.0)
        for kind, label in kinds
        if totals.get(kind)
    )


NOTHING = _picture("", [])
"""What is shown before any money is recorded."""
