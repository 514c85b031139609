"""The register in words, tables and pictures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from realign.foundations.design import words
from realign.foundations.design.tables import Column, Compared, Filter, Kind, TableSpec
from realign.foundations.design.types import (
    Link,
    PlainTable,
    Source,
    Status,
    SummaryRow,
    Tone,
)
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.queries import all_words
from realign.registers.places.models import Area
from realign.registers.services import queries
from realign.registers.services.models import TIERS, Service, ServiceYear, Spend
from realign.registers.services.rules import THIRD_SECTOR, is_stale
from realign.registers.services.types import (
    NOT_VERIFIED,
    Figures,
    LatestSpend,
    RegisterCompleteness,
    ages_in_words,
)

AGE_BANDS = (
    ("0-2", "Under 3"),
    ("3-4", "3 and 4"),
    ("5-11", "5 to 11"),
    ("12-15", "12 to 15"),
    ("16-25", "16 and over"),
)
NOT_TAGGED = "none"


def ages(service: Service) -> str:
    """The ages that a service is for, in words."""
    return ages_in_words(service.age_from, service.age_to)


def places(service: Service) -> str:
    """Where a service is provided."""
    return ", ".join(area.name for area in service.areas.all()) or "not recorded"


def entry(service: Service, on: date) -> Status:
    """Whether the entry can be relied on."""
    if service.ended_on is not None:
        return Status("Ended", Tone.DONE, f"{words.date_words(service.ended_on)}: {service.ended_because}")
    if service.starts_on is not None and service.starts_on > on:
        return Status("Planned", Tone.INFO, f"To start on {words.date_words(service.starts_on)}.")
    if service.verified_on is None:
        return Status("Never verified", Tone.ATTENTION, "The provider has not verified this entry.")
    if is_stale(service, on):
        return Status(
            "Out of date?", Tone.ATTENTION, f"Last verified {words.date_words(service.verified_on)}."
        )
    return Status("Checked", Tone.GOOD, f"With the provider on {words.date_words(service.verified_on)}.")


def _in_brief(status: Status) -> Status:
    """In a list only what needs doing is explained."""
    return Status(status.word, status.tone) if status.tone == Tone.GOOD else status


def keep_age(rows: Any, band: str) -> Any:
    """Services for at least one age of a band; one without ages is for everybody."""
    low, _, high = band.partition("-")
    return rows.exclude(age_from__gt=int(high)).exclude(age_to__lt=int(low))


def keep_prevention(rows: Any, value: str) -> Any:
    """Services of one class, or those that nobody has classified."""
    return rows.filter(prevention="" if value == NOT_TAGGED else value)


def register_table(
    partnership: Partnership, councils: Sequence[Area], on: date, *, sees_spend: bool, whole: bool
) -> TableSpec:
    """The register; ``whole`` gives the columns of the file, which holds more than the page."""
    columns = [
        Column("name", "Service", link=Service.get_absolute_url),
        Column("provider.name", "Provided by", sortable="provider__name"),
        Column("tier", "Level of help", value=lambda s: s.get_tier_display()),
        Column("ages", "Ages", value=ages, sortable="age_from"),
        Column("last_capacity", "Places", kind=Kind.NUMBER),
        Column("last_reached", "Reached", kind=Kind.NUMBER),
        Column("last_waiting", "Waiting", kind=Kind.NUMBER),
        *_money_columns(sees_spend, whole=whole),
        *(_more_columns() if whole else ()),
        Column("verified_on", "Entry", kind=Kind.STATUS, value=lambda s: _in_brief(entry(s, on))),
    ]
    return TableSpec(
        name="services",
        noun="service",
        caption="Services for children and families",
        columns=tuple(columns),
        search_fields=("name", "summary", "description", "target", "provider__name"),
        filters=_filters(partnership, councils, on),
        default_sort="name",
        empty_title="No services yet",
        empty_help="Add the first service.",
        empty_action="Add a service",
        empty_url=reverse("services:add", args=[partnership.slug]),
    )


def _money_columns(sees_spend: bool, *, whole: bool) -> list[Column]:
    if not sees_spend:
        return []
    per = Column("last_cost", "Spend for each one reached", kind=Kind.MONEY)
    year = Column("last_spend_year", "Year of spend", sortable=False)
    return [Column("last_spend", "Spend", kind=Kind.MONEY), year, per] if whole else [per]


def _more_columns() -> list[Column]:
    return [
        Column("last_year", "Year of figures"),
        Column("unit", "Counted in", value=lambda s: s.get_unit_display()),
        Column("sector", "Sector", value=lambda s: s.provider.get_kind_display(), sortable=False),
        Column("places", "Where", value=places, sortable=False),
        Column("target", "For whom"),
        Column("prevention", "Main purpose", value=lambda s: s.get_prevention_display()),
        Column("means", "How it is commissioned", value=lambda s: s.get_means_display()),
        Column("how_to_reach", "How to get in touch"),
        Column("checked", "Last verified", kind=Kind.DATE, value=lambda s: s.verified_on, sortable=False),
        Column("source", "Source", value=lambda s: "Invented data" if s.invented else s.source),
    ]


def _filters(partnership: Partnership, councils: Sequence[Area], on: date) -> tuple[Filter, ...]:
    gaps = {
        "third-sector": lambda rows: rows.filter(provider__kind__in=THIRD_SECTOR),
        "no-route": lambda rows: rows.filter(queries.without_referral_route(), queries.provided(on)),
        "stale": lambda rows: rows.filter(queries.stale(on), queries.provided(on)),
        "no-figures": lambda rows: rows.filter(queries.provided(on), last_year__isnull=True),
        "ended": lambda rows: rows.filter(ended_on__isnull=False),
    }
    return (
        Filter("tier", "Level of help", all_words(partnership.pk, TIERS)),
        Filter("sector", "Sector", Organisation.Kind.choices, field="provider__kind"),
        Filter(
            "area",
            "Place",
            [(area.code, area.name) for area in councils],
            apply=lambda rows, code: rows.filter(areas__code=code),
        ),
        Filter("age", "Age", AGE_BANDS, apply=keep_age),
        Filter(
            "prevention",
            "Main purpose",
            [*Service.Prevention.choices, (NOT_TAGGED, "Not tagged yet")],
            apply=keep_prevention,
        ),
        Filter(
            "show",
            "Show",
            (
                ("third-sector", "Third sector"),
                ("no-route", "No referral route"),
                ("stale", "Not verified for a year"),
                ("no-figures", "No yearly figures"),
                ("ended", "Ended"),
            ),
            apply=lambda rows, value: gaps[value](rows),
        ),
    )


def register_lead(completeness: RegisterCompleteness) -> str:
    """What the register holds, in two sentences: every entry of the list, then whose services run now."""
    if not (completeness.services or completeness.planned or completeness.ended):
        return "There are no services on the register yet."
    sentence = f"{words.opening(on_register(completeness))}."
    if not completeness.services:
        return sentence
    third = words.part_of(completeness.third_sector, completeness.services, "running service")
    share = words.percent(completeness.third_sector / completeness.services, 0)
    return f"{sentence} {words.opening(third)} from the third sector ({share})."


def on_register(completeness: RegisterCompleteness) -> str:
    """How many services the register holds, by whether they run now; every page says it in these words."""
    if not (completeness.planned or completeness.ended):
        return f"{words.counted(completeness.services, 'service')} running now"
    kinds = (
        (completeness.services, "running now"),
        (completeness.planned, "planned"),
        (completeness.ended, "ended"),
    )
    return words.in_kinds(kinds, "service")


def holes(completeness: RegisterCompleteness, address: str) -> list[Link]:
    """What is missing in the register, each with a link to the services it is about."""
    named = (
        (completeness.without_referral_route, "without a referral route", "?show=no-route"),
        (completeness.stale, "not verified with the provider for a year", "?show=stale"),
        (completeness.without_figures, "without yearly figures", "?show=no-figures"),
        (completeness.untagged, "whose purpose is not tagged", f"?prevention={NOT_TAGGED}"),
    )
    return [
        Link(f"{words.number_words(many)} {what}", address + query) for many, what, query in named if many
    ]


def lacks_third_sector(completeness: RegisterCompleteness) -> bool:
    """Whether the register shows only statutory services, which makes a plan look incomplete."""
    return bool(completeness.services) and completeness.third_sector == 0


def facts(service: Service) -> list[SummaryRow]:
    """What the register says of a service, line by line."""
    rows = [
        ("For whom", service.target or "not recorded"),
        ("Ages", ages(service)),
        ("Where", places(service)),
        ("Provided by", f"{service.provider} ({service.provider.get_kind_display().lower()})"),
        ("Kind of service", service.get_scope_display()),
        ("How it is commissioned", service.get_means_display() or "not recorded"),
        ("How to get in touch or be referred", service.how_to_reach or "Not recorded: please add it."),
        ("Self-referral", "Yes" if service.self_referral else "No"),
        ("Purpose", purpose_words(service)),
        ("Wellbeing themes", ", ".join(tag.label for tag in service.tags.all()) or "not tagged yet"),
        ("Evidence that it works", service.evidence or "not recorded"),
        (
            "Last verified with the provider",
            words.date_words(service.verified_on) if service.verified_on else words.opening(NOT_VERIFIED),
        ),
        (
            "Source",
            "Invented for the demonstration" if service.invented else service.source or "not recorded",
        ),
    ]
    return [SummaryRow(key, value) for key, value in rows]


def beside(service: Service, on: date, *, sees_spend: bool) -> Compared:
    """What the register says of a service and its latest year, to stand beside another."""
    figures = queries.figures(service)
    rows = [SummaryRow("Entry", entry(service, on).word), SummaryRow("Help", service.get_tier_display())]
    if figures is not None:
        unit = service.get_unit_display().lower()
        counts = (
            ("Places", figures.capacity),
            ("Reached", figures.reached),
            ("Waiting at the end of the year", figures.waiting),
        )
        rows.append(SummaryRow("Year of the figures", f"{figures.year}, counted in {unit}"))
        rows += [SummaryRow(name, words.number(count)) for name, count in counts if count is not None]
        if sees_spend and figures.spend is not None:
            rows.append(SummaryRow("Spent in that year", words.money_exact(figures.spend)))
    return Compared(service.name, service.get_absolute_url(), [*rows, *facts(service)])


def purpose_words(service: Service) -> str:
    """The agreed purpose with its shares: “80% primary, 20% secondary”."""
    if not service.prevention_shares:
        return service.get_prevention_display() or "not tagged yet"
    shares = ((kind, service.prevention_shares.get(kind, 0)) for kind in Service.Prevention.values)
    return ", ".join(f"{share}% {kind}" for kind, share in shares if share)


def year_source(service: Service, year: ServiceYear) -> Source:
    """Where the figures of a year come from."""
    return Source(
        where="Invented for the demonstration"
        if service.invented
        else year.source or service.source or f"{service.provider}",
        when=f"report year {year.year}",
        sure="as recorded by the partnership",
        method=f"counted in {service.get_unit_display().lower()}",
    )


def cost_source(spend: Sequence[Spend], year: str) -> Source:
    """Where the spend for each one reached comes from: what each funder paid, and how many were reached."""
    paid = [amount for amount in spend if amount.year == year]
    sources = dict.fromkeys(amount.source for amount in paid if amount.source)
    return Source(
        where="Invented for the demonstration"
        if any(amount.invented for amount in paid)
        else "; ".join(sources) or "not recorded",
        when=f"report year {year}",
        sure=f"prices as recorded: {', '.join(sorted({amount.price_base for amount in paid}))}",
        method="what every funder paid, divided by the number reached",
    )


def cost_words(figures: Figures | None) -> str:
    """Spend for each child or family reached, when it is known."""
    if figures is None or figures.spend_per_reached is None:
        return ""
    return words.money_exact(figures.spend_per_reached)


def years_table(service: Service, years: Sequence[ServiceYear]) -> PlainTable:
    """What the service could take on and whom it reached, by year."""
    unit = service.get_unit_display()
    return PlainTable(
        caption=f"Places and reach by year, in {unit.lower()}",
        headers=("Report year", "Places", "Reached", "Waiting at the end", "Median wait in weeks"),
        rows=[
            [
                year.year,
                *(words.number(v) for v in (year.capacity, year.reached, year.waiting, year.wait_weeks)),
            ]
            for year in years
        ],
    )


def prices_words(price_bases: Sequence[str]) -> str:
    """The price base of an amount, or a warning that it is added up from more than one."""
    if len(price_bases) == 1:
        return price_bases[0]
    return "in different price bases, so the total is only a guide"


def spend_words(latest: LatestSpend) -> str:
    """What a service cost in its newest year, and in which prices: the sentence above its amounts."""
    bodies = words.counted(latest.funders, "funder")
    return f"{words.money_exact(latest.total)} in {latest.year} from {bodies} ({prices_words(latest.price_bases)})."


def money_table(spend: Sequence[Spend]) -> PlainTable:
    """What each body pays, by year."""
    return PlainTable(
        caption="Spend by funder",
        headers=("Report year", "Funder", "Amount", "Price base"),
        rows=[[paid.year, paid.funder, words.money_exact(paid.amount), paid.price_base] for paid in spend],
    )
