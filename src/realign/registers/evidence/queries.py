"""Reading what was released, and what is known."""

from dataclasses import dataclass

from django.db import models

from realign.foundations.partnerships.models import Partnership
from realign.methods.disclosure import TOTAL, PublishedTable, Symbol
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension


def releases(partnership: Partnership) -> models.QuerySet[Release]:
    """Every table that went out, newest first, withdrawn ones included."""
    return Release.objects.filter(partnership=partnership)


def release(partnership: Partnership, slug: str) -> Release:
    """One released table; raises Release.DoesNotExist."""
    return releases(partnership).get(slug=slug)


def cells(one: Release) -> list[ReleasedCell]:
    """The table as the world sees it, in order."""
    return list(one.cells.select_related("area").order_by("position"))


def cell_for(one: Release, **levels: str) -> ReleasedCell | None:
    """The cell of one group; breakdowns not named are taken as all."""
    wanted = {dim.column: levels.get(dim.column, TOTAL) for dim in dimensions(one)}
    return next((cell for cell in cells(one) if cell.key == wanted), None)


def dimensions(one: Release) -> tuple[Dimension, ...]:
    """The breakdowns of a released table."""
    return tuple(Dimension.from_json(kept) for kept in one.dims)


def ledger(partnership: Partnership, dataset_fingerprint: str) -> list[PublishedTable]:
    """Everything already out about the same people, as an attacker has it; withdrawn tables too."""
    earlier = releases(partnership).filter(dataset_fingerprint=dataset_fingerprint).prefetch_related("cells")
    return [_as_published(one) for one in earlier.order_by("released_at", "pk")]


def _as_published(one: Release) -> PublishedTable:
    dims = [dim.column for dim in dimensions(one)]
    rows = []
    for cell in sorted(one.cells.all(), key=lambda cell: cell.position):
        group = {dim: cell.key[dim] for dim in dims}
        count = Symbol.CONFIDENTIAL if cell.count is None else cell.count
        base = Symbol.CONFIDENTIAL if cell.base is None else cell.base
        rest = Symbol.CONFIDENTIAL if None in (cell.count, cell.base) else cell.base - cell.count
        rows += [
            {**group, ANSWER: WITH, "value": count},
            {**group, ANSWER: WITHOUT, "value": rest},
            {**group, ANSWER: TOTAL, "value": base},
        ]
    return PublishedTable.from_rows(rows, (*dims, ANSWER), name=one.title, measure=one.measure_code)


def findings(partnership: Partnership) -> models.QuerySet[Finding]:
    """Everything that is known, with what it rests on."""
    return Finding.objects.filter(partnership=partnership).select_related(
        "release", "cell", "indicator", "area"
    )


def finding(partnership: Partnership, slug: str) -> Finding:
    """One finding; raises Finding.DoesNotExist."""
    return findings(partnership).get(slug=slug)


@dataclass(frozen=True)
class Figure:
    """A figure ready to be quoted, with everything that a footnote says."""

    value: str
    interval: str
    source: str
    invented: bool
    hidden: bool = False

    @property
    def words(self) -> str:
        """The figure in running text."""
        return f"{self.value} ({self.interval})" if self.interval else self.value


def figure_of(one: Finding) -> Figure | None:
    """The number behind a finding, if it rests on one cell of a released table."""
    if one.cell is None or one.release is None:
        return None
    table, cell = one.release, one.cell
    source = f"{table.survey_title}, {table.collected}; {table.title}; released {table.released_at:%-d %B %Y}"
    if cell.estimate is None:
        return Figure("hidden to protect people", "", source, table.invented, hidden=True)
    interval = "" if cell.lower is None else f"95% interval {cell.lower:.1%} to {cell.upper:.1%}"
    return Figure(f"{cell.estimate:.1%}", interval, source, table.invented)
