"""Survey results and findings on an area’s profile: what was released, and for members what waits."""

from collections.abc import Mapping

from django.urls import reverse

from realign.foundations.design.types import Link
from realign.registers.evidence import queries
from realign.registers.evidence.models import ReleasedCell
from realign.registers.evidence.presenters import findings, released
from realign.registers.evidence.rules import VIEW
from realign.registers.indicators import queries as indicators
from realign.registers.places.models import Area
from realign.registers.places.panels import PANELS, AreaFact, AreaPanel, AreaReader


def survey_results(reader: AreaReader, area: Area) -> AreaPanel | None:
    """Each released table that is broken down by area, with its figure here and for everybody."""
    slug = reader.partnership.slug
    here, everybody = queries.cells_about(reader.partnership, area)
    return AreaPanel(
        title="Survey results",
        headings=("Table", "Here", "n", "All areas"),
        facts=[
            AreaFact(
                Link(cell.release.title, reverse("evidence:release", args=[slug, cell.release.slug])),
                (figure_words(cell), _base_words(cell), _everybody_words(everybody, cell)),
                released.source_of(cell.release),
                cell.release.invented,
            )
            for cell in here
        ],
        empty="No released survey table has a figure for this area. Tables broken down by area appear here once released.",
        more=Link("Tables and indicators", reverse("evidence:published", args=[slug])),
        order=20,
    )


def figure_words(cell: ReleasedCell) -> str:
    """A released figure with its interval, or the sign that stands in its place."""
    parts = released.figure_parts(cell.release, cell)
    return f"{parts.value} (95% interval {parts.interval})" if parts.interval else parts.value


def _base_words(cell: ReleasedCell) -> str:
    if released.is_mean(cell.release):
        return "Not shown with means"
    return released.base_words(cell)


def _everybody_words(everybody: Mapping[int, ReleasedCell], cell: ReleasedCell) -> str:
    whole = everybody.get(cell.release_id)
    return "Not released" if whole is None else figure_words(whole)


def findings_here(reader: AreaReader, area: Area) -> AreaPanel | None:
    """What is known about the area: released findings that stand; for members also those that wait."""
    slug = reader.partnership.slug
    titles = indicators.public_titles(reader.partnership)
    about = (
        queries.all_findings(reader.partnership)
        if reader.may(VIEW)
        else queries.citable_findings(reader.partnership)
    ).filter(area=area)
    return AreaPanel(
        title="Findings",
        headings=("Finding", "How strong", "Based on"),
        facts=[
            AreaFact(
                Link(finding.sentence, reverse("evidence:finding", args=[slug, finding.slug])),
                (
                    findings.strength(finding),
                    findings.rests_on(finding, titles)
                    + ("" if finding.is_released else " (waiting for release)"),
                ),
                invented=finding.invented,
            )
            for finding in about.order_by("sentence")
        ],
        empty="No findings name this area yet. A finding names its place when it is written.",
        more=Link("All findings", reverse("evidence:library", args=[slug])),
        order=60,
    )


PANELS.add(survey_results, findings_here)
