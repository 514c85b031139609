"""Where the money goes, as a sentence, a picture and tables."""

from collections.abc import Sequence
from decimal import Decimal

from realign.foundations.design import words
from realign.foundations.design.charts.parts import stacked_bar
from realign.foundations.design.charts.types import Chart, Unit
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Source
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import all_words
from realign.methods.fit.agreement import Agreement
from realign.registers.services.models import TIERS, Service
from realign.registers.services.presenters import prices_words
from realign.registers.services.types import PREVENTIVE, SpendLine, SpendPicture, SpendShare

MILLIONS = Unit("Millions of pounds", before="£", after="m", decimals=1)
SHORT = {
    "primary": "Stops problems arising",
    "secondary": "Meets problems early",
    "tertiary": "Stops problems getting worse",
    "responsive": "Meets an immediate need",
    "": "Not tagged yet",
}


def spend_sentence(picture: SpendPicture) -> str:
    """The share that prevents, and how sure that is."""
    if not picture.total or picture.prevention_range is None:
        return "No spend is recorded for this year."
    low, high = picture.prevention_range
    early = sum((p.amount for p in picture.by_prevention if p.key in PREVENTIVE[:2]), Decimal(0))
    sentence = (
        f"Of {words.money(picture.total)} spent in {picture.year} ({prices_words(picture.price_bases)}), "
        f"{words.percent(low, 0)} goes to preventing problems, and {words.percent(early / picture.total, 0)} "
        "to doing so before or as they start."
    )
    if picture.untagged:
        sentence += (
            f" {words.money(picture.untagged)} is not tagged yet, so the true share of prevention lies between "
            f"{words.percent(low, 0)} and {words.percent(high, 0)}."
        )
    return sentence


def agreement_words(agreement: Agreement | None) -> str:
    """How sure the tags are, from two people who tagged apart from each other."""
    if agreement is None:
        return "No service has been tagged by two people yet, so the reliability of the tags is not known."
    alike = round(agreement.observed * agreement.things)
    kappa = (
        ""
        if agreement.kappa is None
        else f" (Cohen’s kappa {agreement.kappa:.2f}, where 1 is full agreement)"
    )
    return f"Two people tagged {agreement.things} services independently and agreed on {alike}{kappa}."


def spend_chart(picture: SpendPicture) -> Chart | None:
    """One bar for each level of help, cut by purpose."""
    kinds = [part.key for part in picture.by_prevention]
    if not picture.total:
        return None
    rows = [
        (part.label, [_millions(picture.lines, part.key, kind) for kind in kinds]) for part in picture.by_tier
    ]
    return stacked_bar(
        title=f"Spend by level of help and purpose, {picture.year}",
        sentence=_largest(picture.by_tier),
        parts=[SHORT[kind] for kind in kinds],
        rows=rows,
        unit=MILLIONS,
    )


def _millions(lines: Sequence[SpendLine], tier: str, kind: str) -> float:
    total = Decimal(0)
    for line in lines:
        if line.service.tier == tier:
            shares = line.service.prevention_shares or {line.service.prevention: 100}
            total += line.amount * shares.get(kind, 0) / 100
    return float(total / 1_000_000)


def _largest(parts: Sequence[SpendShare]) -> str:
    top = max(parts, key=lambda part: part.amount)
    return (
        f"The largest part goes to “{top.label}”: {words.money(top.amount)}, "
        f"{words.percent(top.share, 0)} of the whole."
    )


def part_table(caption: str, first: str, parts: Sequence[SpendShare]) -> PlainTable:
    """Parts of the total with their shares."""
    return PlainTable(
        caption=caption,
        headers=(first, "Amount", "Share"),
        rows=[[part.label, words.money_exact(part.amount), words.percent(part.share)] for part in parts],
    )


def year_table(pictures: Sequence[SpendPicture]) -> PlainTable:
    """The money and the share that prevents, year by year."""
    return PlainTable(
        caption="By year, each in its own prices",
        headers=("Report year", "Amount", "Price base", "Share for prevention"),
        rows=[
            [
                picture.year,
                words.money_exact(picture.total),
                ", ".join(picture.price_bases),
                _share_words(picture),
            ]
            for picture in pictures
        ],
    )


def _share_words(picture: SpendPicture) -> str:
    if picture.prevention_range is None:
        return words.NOT_KNOWN
    low, high = picture.prevention_range
    return words.percent(low, 0) if low == high else f"{words.percent(low, 0)} to {words.percent(high, 0)}"


def spend_source(picture: SpendPicture) -> Source:
    """Where the amounts come from."""
    invented = any(line.invented for line in picture.lines)
    return Source(
        where="Invented for the demonstration" if invented else "Returns of the partners’ finance officers",
        when=f"report year {picture.year}",
        sure="amounts as recorded; purpose as agreed after two people tagged each service apart",
        method="mixed services are shared out by the agreed percentages; prevention is primary, "
        "secondary and tertiary "
        "(Scottish Government Prevention Unit, 2026)",
    )


def spend_lines(partnership: Partnership) -> TableSpec:
    """Every amount of a year, with its service, payer and purpose."""
    return TableSpec(
        name="spend",
        noun="amount",
        caption="Every amount",
        columns=(
            Column("service", "Service", value=lambda line: line.service.name),
            Column("tier", "Level of help", value=lambda line: line.service.get_tier_display()),
            Column(
                "sector",
                "Sector of the provider",
                value=lambda line: line.service.provider.get_kind_display(),
            ),
            Column("funder", "Funder"),
            Column("purpose", "Main purpose", value=lambda line: SHORT[line.service.prevention]),
            Column("amount", "Amount", kind=Kind.MONEY),
            Column("price_base", "Price base"),
        ),
        search_fields=("service.name", "funder"),
        filters=(
            Filter("tier", "Level of help", all_words(partnership.pk, TIERS), field="service.tier"),
            Filter("purpose", "Main purpose", [*Service.Prevention.choices], field="service.prevention"),
        ),
        default_sort="-amount",
        empty_title="No spend recorded for this year",
        empty_help="Open a service and record what each body pays.",
    )
