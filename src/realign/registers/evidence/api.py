"""Released tables and findings for programmes: exactly what their pages show, symbols in place of hidden numbers."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from realign.foundations.open_data.paging import OpenPages
from realign.foundations.partnerships.requests import PartnershipRequest
from realign.methods.signs import Sign, key_words
from realign.registers.evidence import queries
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.presenters.released import sign_of

router = Router(tags=["Evidence"])


class Level(Schema):
    code: str
    name: str


class BreakdownOut(Schema):
    """One breakdown of a table with its levels in order."""

    column: str
    title: str
    levels: list[Level]


class TableOut(Schema):
    """A released table, without its cells."""

    slug: str
    title: str
    survey: str = Field(alias="survey_title")
    collected: str
    population: str
    measure: str
    measure_code: str
    stat: str = Field(
        description="“proportion”: shares in parts of release. “mean”: averages; no counts are given."
    )
    unit: str
    breakdowns: list[BreakdownOut]
    method: dict[str, str]
    rules_for_small_numbers: str = Field(alias="profile_title")
    rules_verified: bool = Field(alias="profile_verified")
    hidden_cells: int
    released_at: datetime.datetime
    withdrawn_at: datetime.datetime | None
    withdrawn_because: str
    invented: bool = Field(description="Invented for a demonstration.")

    @staticmethod
    def resolve_breakdowns(release: Release) -> list[dict[str, Any]]:
        return [
            {
                "column": dim.column,
                "title": dim.title,
                "levels": [{"code": code, "name": name} for code, name in dim.levels],
            }
            for dim in queries.dimensions(release)
        ]


class CellOut(Schema):
    """One group. A hidden number is null, and the symbol says why."""

    group: dict[str, str] = Field(description="The level of each breakdown, by its code; “Total” for all.")
    estimate: float | None
    lower: float | None
    upper: float | None
    count: int | None = Field(description="Pupils with the attribute, unweighted.")
    base: int | None = Field(description="Pupils who answered, unweighted.")
    symbol: str = Field(
        description=f"{key_words([Sign.CONFIDENTIAL, Sign.UNRELIABLE])[:-1]}; empty beside a firm figure."
    )
    note: str


class TableWithCells(TableOut):
    """A released table in full; release that was withdrawn has no cells any more."""

    cells: list[CellOut]

    @staticmethod
    def resolve_cells(release: Release) -> list[dict[str, Any]]:
        return [_cell(cell) for cell in queries.cells(release)] if release.stands else []


class FindingOut(Schema):
    """One thing that is known, as a sentence, with how sure anybody can be."""

    slug: str
    sentence: str
    strength: str
    strength_reason: str
    does_not_tell: str
    place: str | None
    table: str | None = Field(description="The slug of the released table it uses.")
    indicator: str | None = Field(description="The slug of the indicator it uses.")
    source: str
    stands: bool = Field(description="False once the table behind it was withdrawn.")
    invented: bool

    @staticmethod
    def resolve_place(finding: Finding) -> str | None:
        return finding.area.name if finding.area else None

    @staticmethod
    def resolve_table(finding: Finding) -> str | None:
        return finding.release.slug if finding.release else None

    @staticmethod
    def resolve_indicator(finding: Finding) -> str | None:
        return finding.indicator.slug if finding.indicator else None

    @staticmethod
    def resolve_stands(finding: Finding) -> bool:
        return finding.stands


@router.get("/tables/", response=list[TableOut], url_name="tables", summary="Every released table")
@paginate(OpenPages)
def tables(request: PartnershipRequest) -> QuerySet[Release]:
    """Tables that two people agreed to let out, newest first; withdrawn ones say so."""
    return queries.releases(request.partnership)


@router.get(
    "/tables/{slug:slug}/",
    response=TableWithCells,
    url_name="table",
    summary="One released table with its cells",
)
def table(request: PartnershipRequest, slug: str) -> Release:
    """Estimates, intervals and counts as they are published."""
    release = queries.releases(request.partnership).filter(slug=slug).first()
    if release is None:
        raise Http404(f"No released table is called “{slug}”.")
    return release


@router.get("/findings/", response=list[FindingOut], url_name="findings", summary="Every finding")
@paginate(OpenPages)
def findings(request: PartnershipRequest) -> QuerySet[Finding]:
    """What is known and was released by somebody who did not write it, and what each finding rests on."""
    return queries.findings(request.partnership).order_by("slug")


@router.get("/findings/{slug:slug}/", response=FindingOut, url_name="finding", summary="One finding")
def finding(request: PartnershipRequest, slug: str) -> Finding:
    """One thing that is known."""
    finding = queries.findings(request.partnership).filter(slug=slug).first()
    if finding is None:
        raise Http404(f"No finding is called “{slug}”.")
    return finding


def _cell(cell: ReleasedCell) -> dict[str, Any]:
    figures = ("estimate", "lower", "upper", "count", "base")
    return {
        "group": cell.key,
        **{name: getattr(cell, name) for name in figures},
        "symbol": sign_of(cell),
        "note": cell.why_hidden or cell.low,
    }
