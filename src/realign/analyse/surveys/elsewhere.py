"""The same measure from elsewhere: Scotland and councils by an indicator, other waves and partnerships as released."""

from collections.abc import Iterator

from django.urls import reverse

from realign.analyse.surveys.comparison import Elsewhere
from realign.analyse.surveys.figures import style_of
from realign.analyse.surveys.measures import Measure
from realign.analyse.surveys.models import Survey
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator

NORMAL = 1.959964  # a 95% interval reaches this many standard errors either way
CORE = "core-indicators"
MOST = 6


def elsewhere(partnership: Partnership, survey: Survey, measure: Measure) -> list[Elsewhere]:
    """What is known of the same measure from other sources, in parts of one for shares."""
    return [*_from_indicators(partnership, measure), *_from_releases(partnership, survey, measure)]


def _from_indicators(partnership: Partnership, measure: Measure) -> Iterator[Elsewhere]:
    if not measure.core:
        return
    held = indicators.indicators(partnership).filter(
        tags__code=measure.core, tags__version__framework__slug=CORE
    )
    rows = list(held)
    areas = indicators.comparison_areas(partnership)
    latest = indicators.latest(rows, areas)
    for one in rows:
        for area in areas:
            if (seen := latest.get(one.pk, {}).get(area.pk)) is not None:
                yield Elsewhere(
                    place=area.name,
                    period=seen.period,
                    value=_scaled(seen.value, measure),
                    se=_se(seen.lower, seen.upper, measure),
                    source=_source(one),
                    url=reverse("indicators:indicator", args=[partnership.slug, one.slug]),
                    invented=one.invented,
                )


def _source(one: Indicator) -> str:
    return f"{one.title}; {one.producer}" if one.producer else one.title


def _scaled(value: float, measure: Measure) -> float:
    return value / style_of(measure).scale


def _se(lower: float | None, upper: float | None, measure: Measure) -> float | None:
    if lower is None or upper is None:
        return None
    return _scaled((upper - lower) / (2 * NORMAL), measure)


def _from_releases(partnership: Partnership, survey: Survey, measure: Measure) -> Iterator[Elsewhere]:
    """The newest figure for everybody of each other wave that is out, here and in other partnerships."""
    here = evidence.released_of(partnership, measure.code).exclude(
        survey_title=survey.title, collected=survey.wave
    )
    seen: set[tuple[int, str, str]] = set()
    for release in [*here, *evidence.released_elsewhere(partnership, measure.code)]:
        wave = (release.partnership_id, release.survey_title, release.collected)
        cell = evidence.cell_for(release) if wave not in seen and len(seen) < MOST else None
        if cell is None or cell.estimate is None:
            continue
        seen.add(wave)
        yield Elsewhere(
            place=_place(partnership, release),
            period=release.collected,
            value=cell.estimate,
            se=cell.se,
            source=f"{release.survey_title}, released",
            url=reverse("evidence:release", args=[release.partnership.slug, release.slug]),
            invented=release.invented,
        )


def _place(partnership: Partnership, release: Release) -> str:
    return release.survey_title if release.partnership_id == partnership.pk else release.partnership.name
