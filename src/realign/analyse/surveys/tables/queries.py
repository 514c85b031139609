"""Reading what tables need: measures and breakdowns by their codes, all that is out already, and figures from elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from realign.analyse.surveys.data.measures import Measure, dimensions_of, measure_of, question_of
from realign.analyse.surveys.data.queries import dataset_of, same_people
from realign.analyse.surveys.designs.queries import data_path
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.comparison import Elsewhere
from realign.analyse.surveys.tables.estimation import Released, WorkedOut, work_out
from realign.analyse.surveys.tables.rules import check_is_no_total, rounded_rules
from realign.analyse.surveys.tables.rules import level_questions as questions_about_levels
from realign.analyse.surveys.tables.types import LevelQuestion, WantedTable, style_of
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import profile as rules_called
from realign.methods.signs import Sign
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator


def asked_for(
    survey: Survey, measure: str, by: Sequence[str], profile: str, interval: str, rounding: str = ""
) -> WantedTable:
    """Turn codes into what they stand for; refuses those that these data do not have."""
    dataset = dataset_of(survey)
    dims = dimensions_of(dataset)
    unknown = [column for column in by if column not in dims]
    if unknown:
        raise Refusal(
            f"This survey cannot be broken down by {', '.join(unknown)}.", f"It can by: {', '.join(dims)}."
        )
    try:
        chosen = measure_of(dataset, measure)
    except KeyError:
        raise Refusal(
            f"This survey has no measure “{measure}”.", "Choose one of the measures listed."
        ) from None
    if chosen.column in by:
        raise Refusal(
            f"“{chosen.title}” cannot be broken down by its own answers.", "Choose another breakdown."
        )
    rounded_rules(rules_called(profile), rounding)
    check_is_no_total([dims[column] for column in by])
    return WantedTable(chosen, tuple(dims[column] for column in by), profile, interval, rounding)


def level_questions(survey: Survey) -> list[LevelQuestion]:
    """What must be confirmed of the breakdowns of a survey before a table is made by them."""
    if survey.dataset is None:
        return []
    return list(
        questions_about_levels(
            list(dimensions_of(survey.dataset).values()),
            [evidence.dimensions(release) for release in earlier_releases(survey)],
            {column["name"] for column in survey.dataset.columns},
        )
    )


def work_out_table(survey: Survey, wanted: WantedTable, on: date) -> WorkedOut:
    """Estimate and protect a table against everything already out about the same pupils."""
    (table,) = work_out_tables(survey, [wanted], on)
    return table


def work_out_tables(survey: Survey, wanted: Sequence[WantedTable], on: date) -> list[WorkedOut]:
    """Estimate and protect several tables together, against everything already out about the same pupils."""
    return work_out(survey, data_path(survey, on), wanted, released(survey))


def released(survey: Survey) -> Released:
    """Everything already out about the pupils of a survey, as an attacker has it."""
    if survey.dataset is None:
        return Released()
    people = same_people(survey.dataset)
    counts = evidence.ledger(survey.partnership, *people)
    means = [
        (
            published.measure_code,
            tuple(dim.column for dim in evidence.dimensions(published)),
            frozenset(
                tuple(cell.key[dim.column] for dim in evidence.dimensions(published))
                for cell in published.cells.all()
                if cell.symbol != Sign.CONFIDENTIAL
            ),
        )
        for published in evidence.released_means(survey.partnership, *people)
    ]
    codes = {key.measure for published in counts for key in published.shown} | {code for code, _, _ in means}
    return Released(counts, {code: question_of(code) for code in codes}, means)


def earlier_releases(survey: Survey) -> list[Release]:
    """Published tables about the pupils of a survey, newest first; a new one is tested against them."""
    if survey.dataset is None:
        return []
    return list(
        evidence.releases(survey.partnership).filter(dataset_fingerprint__in=same_people(survey.dataset))
    )


NORMAL = 1.959964  # a 95% interval reaches this many standard errors either way


CORE = "core-indicators"


MOST = 6


def elsewhere(partnership: Partnership, survey: Survey, measure: Measure) -> list[Elsewhere]:
    """What is known of the same measure from other sources, in parts of one for shares."""
    return [*_from_indicators(partnership, measure), *_from_releases(partnership, survey, measure)]


def _from_indicators(partnership: Partnership, measure: Measure) -> Iterator[Elsewhere]:
    if not measure.core:
        return
    core = indicators.indicators(partnership).filter(
        tags__code=measure.core, tags__version__framework__slug=CORE
    )
    rows = list(core)
    areas = indicators.comparison_areas(partnership)
    latest = indicators.latest(rows, areas)
    for indicator in rows:
        for area in areas:
            newest = latest.get(indicator.pk, {}).get(area.pk)
            if newest is not None and newest.value is not None:
                yield Elsewhere(
                    place=area.name,
                    period=newest.period,
                    value=_scaled(newest.value, measure),
                    se=_se(newest.lower, newest.upper, measure),
                    source=_source(indicator),
                    url=reverse("indicators:indicator", args=[partnership.slug, indicator.slug]),
                    invented=indicator.invented,
                )


def _source(indicator: Indicator) -> str:
    return f"{indicator.title}; {indicator.producer}" if indicator.producer else indicator.title


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
    waves: set[tuple[int, str, str]] = set()
    for release in [*here, *evidence.released_elsewhere(partnership, measure.code)]:
        wave = (release.partnership_id, release.survey_title, release.collected)
        cell = evidence.cell_for(release) if wave not in waves and len(waves) < MOST else None
        if cell is None or cell.estimate is None:
            continue
        waves.add(wave)
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
