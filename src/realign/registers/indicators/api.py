"""Indicators and their values for programmes: only those whose figures are public, with status, symbol and vintage."""

import datetime

from django.db.models import QuerySet
from django.http import Http404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from realign.foundations.open_data.paging import OpenPages
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.methods.signs import key_words
from realign.registers.indicators import queries
from realign.registers.indicators.models import Observation
from realign.registers.indicators.types import (
    CONFIDENTIAL,
    MEASURED,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    PublicIndicator,
)

router = Router(tags=["Indicators"])


class IndicatorOut(Schema):
    """What is measured, how, by whom, and which way is better."""

    slug: str = Field(alias="row.slug")
    title: str = Field(alias="row.title")
    scheme: str = Field(
        alias="row.scheme", description="Where the definition comes from: lgbf, cpop, scotpho, local …"
    )
    code: str = Field(alias="row.code")
    unit: str = Field(alias="row.unit")
    definition: str = Field(alias="row.definition")
    numerator: str = Field(alias="row.numerator")
    denominator: str = Field(alias="row.denominator")
    better: str = Field(description="“higher”, “lower” or “neither”.", alias="row.polarity")
    producer: str = Field(alias="row.producer")
    owner: str | None
    frequency: str = Field(alias="row.frequency")
    caveats: str = Field(alias="row.caveats")
    measures_an_outcome: bool = Field(alias="row.is_outcome")
    wellbeing: list[str] = Field(description="Its wellbeing indicators.", alias="themes")

    @staticmethod
    def resolve_owner(indicator: PublicIndicator) -> str | None:
        return indicator.owner or None


class Vintage(Schema):
    """The file that brought a value."""

    producer: str
    title: str
    published: datetime.date | None
    licence: str
    invented: bool = Field(description="Invented for a demonstration.")


class ObservationOut(Schema):
    """One value for one place, period and group of people. Where there is no number, the symbol says why."""

    area_code: str = Field(alias="area.code")
    area: str = Field(alias="area.name")
    period: str
    starts_on: datetime.date
    ends_on: datetime.date
    breakdown: str = Field(description="The group of people; empty for everybody.")
    value: float | None
    symbol: str = Field(
        description=f"{key_words([CONFIDENTIAL, NOT_AVAILABLE, NOT_APPLICABLE])[:-1]}; empty beside a number."
    )
    held_back: str = Field(
        description="Why a value is held back, such as “fewer than 5”; empty for any other."
    )
    lower: float | None
    upper: float | None
    numerator: float | None
    denominator: float | None
    status: str = Field(description="observed, provisional, revised, imputed or projected.")
    was_measured: bool = Field(description="False for imputed and projected values.")
    is_current: bool = Field(
        alias="is_public", description="False once a later published file says otherwise."
    )
    vintage: Vintage = Field(alias="brought_by")

    @staticmethod
    def resolve_symbol(row: Observation) -> str:
        return row.symbol or NOT_AVAILABLE if row.value is None else ""

    @staticmethod
    def resolve_was_measured(row: Observation) -> bool:
        return row.status in MEASURED

    @staticmethod
    def resolve_lower(row: Observation) -> float | None:
        return _unless_hidden(row, row.lower)

    @staticmethod
    def resolve_upper(row: Observation) -> float | None:
        return _unless_hidden(row, row.upper)

    @staticmethod
    def resolve_numerator(row: Observation) -> float | None:
        return _unless_hidden(row, row.numerator)

    @staticmethod
    def resolve_denominator(row: Observation) -> float | None:
        return _unless_hidden(row, row.denominator)


class ObservationFilter(Schema):
    """Which values of an indicator."""

    area: str = Field("", description="The code of one area, such as S12000042.")
    status: Observation.Status | None = Field(None, description="Only values of this status.")
    since: datetime.date | None = Field(None, description="Only periods that end on this day or later.")
    vintages: bool = Field(False, description="True for values that a later file replaced as well.")


@router.get("/", response=list[IndicatorOut], url_name="indicators", summary="Every public indicator")
@paginate(OpenPages)
def indicators(request: PartnershipRequest, scheme: str = "") -> list[PublicIndicator]:
    """Definitions as they were published: of indicators with published values."""
    public_indicators = queries.public_indicators(request.partnership)
    return [row for row in public_indicators if not scheme or row.row.scheme == scheme]


@router.get("/{slug:slug}/", response=IndicatorOut, url_name="indicator", summary="One indicator")
def indicator(request: PartnershipRequest, slug: str) -> PublicIndicator:
    """The definition of one indicator."""
    return _indicator(request, slug)


@router.get(
    "/{slug:slug}/observations/",
    response=list[ObservationOut],
    url_name="observations",
    summary="The values of one indicator",
)
@paginate(OpenPages)
def observations(
    request: PartnershipRequest, slug: str, wanted: Query[ObservationFilter]
) -> QuerySet[Observation]:
    """Values by place and period, latest first; measured, imputed and projected ones are told apart."""
    return queries.open_values(
        _indicator(request, slug).row,
        area=wanted.area,
        status=wanted.status or "",
        since=wanted.since,
        with_replaced=wanted.vintages,
    )


def _indicator(request: PartnershipRequest, slug: str) -> PublicIndicator:
    public_indicator = queries.public_indicator(request.partnership, slug)
    if public_indicator is None:
        raise Http404(f"No public indicator is called “{slug}”.")
    return public_indicator


def _unless_hidden(row: Observation, number: float | None) -> float | None:
    """What stands beside a confidential value could give it away."""
    return None if row.symbol == CONFIDENTIAL else number
