"""Reading modelled figures, and the tables they may follow from."""

from collections.abc import Sequence

from django.db import models

from realign.analyse.surveys.models import LocalFigures, Survey
from realign.foundations.partnerships.models import Partnership
from realign.methods.disclosure import TOTAL
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release


def local_figures(partnership: Partnership) -> models.QuerySet[LocalFigures]:
    """Every set of modelled local figures, let out or not."""
    figures = LocalFigures.objects.filter(partnership=partnership)
    return figures.select_related("release", "survey__dataset", "kept_by")


def local_figures_out(partnership: Partnership) -> models.QuerySet[LocalFigures]:
    """Those that anybody may see: let out, and the table they follow from still stands."""
    return local_figures(partnership).filter(out_at__isnull=False, release__in=Release.objects.standing())


def groups_out(release: Release, columns: Sequence[str]) -> set[tuple[str, ...]]:
    """The groups of these breakdowns, all others taken together, whose figure a released table shows."""
    rest = {dim.column for dim in evidence.dimensions(release)} - set(columns)
    return {
        tuple(cell.key[column] for column in columns)
        for cell in evidence.cells(release)
        if cell.estimate is not None and all(cell.key[column] == TOTAL for column in rest)
    }


def table_out(survey: Survey, measure: str, columns: Sequence[str]) -> Release | None:
    """The newest table that stands, of this measure and survey, and holds these breakdowns; none where none is out.

    Rounded tables do not count: what follows from the answers behind them would be finer than what is out.
    """
    if survey.dataset is None:
        return None
    standing = evidence.released_of(survey.partnership, measure).filter(
        dataset_fingerprint=survey.dataset.sha256, round_to=0
    )
    wanted = set(columns)
    return next(
        (release for release in standing if wanted <= {dim.column for dim in evidence.dimensions(release)}),
        None,
    )
