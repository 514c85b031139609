"""The invented survey: two waves kept and declared, one table checked by two people and let out, and what it shows."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pyarrow.parquet as pq

from realign.analyse.surveys.columns import actions as column_actions
from realign.analyse.surveys.data import actions as data_actions
from realign.analyse.surveys.data.incoming.format import FORMAT, KIND
from realign.analyse.surveys.data.incoming.scales import ScoringChoice
from realign.analyse.surveys.data.types import HeadingRows
from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.designs.types import ResponseStage
from realign.analyse.surveys.local import actions as local_actions
from realign.analyse.surveys.local import small_areas as local_small_areas
from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.analyse.surveys.questionnaires import actions as questionnaire_actions
from realign.analyse.surveys.release import actions as release_actions
from realign.demo.content import content
from realign.demo.loaders.findings import write_and_release
from realign.demo.loaders.people import acting
from realign.demo.pupils import WAVE_2024, codebook, columns_said, draw
from realign.demo.questionnaire import form_as_workbook
from realign.foundations.files import actions as files
from realign.foundations.files import queries as held_files
from realign.foundations.files.models import Dataset
from realign.foundations.files.registry import format_for
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.jobs import run
from realign.methods.survey.scales import MissingRule
from realign.registers.evidence import actions as evidence
from realign.registers.evidence import queries
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.frameworks import queries as frameworks
from realign.registers.places import queries as places

SLUG = "wellbeing-2026"
EARLIER = "wellbeing-2024"
TITLE = "Tayside schools wellbeing survey"
POPULATION = "Pupils of P5 to S6 in schools of Angus, Dundee City, and Perth and Kinross"
SCHOOLS = {EARLIER: (38, 52), SLUG: (69, 83)}  # took part, asked
PUPILS_ANSWERED = 0.82
NOTE = "No such survey took place: the answers were drawn at random so that every page has something to show."
COMPARABILITY = (
    "The questions were asked in the same order, in March of each year. Fewer schools were drawn in 2024."
)
INVENTED = "Invented for the demonstration"


def load_survey_and_findings(by: Actor) -> None:
    """From microdata to two findings that the plan cites."""
    earlier = _declare(by, EARLIER, "March 2024", _brought(by))
    survey = _declare(by, SLUG, "March 2026", _kept(by), earlier)
    _response(by, earlier)
    _response(by, survey)
    questionnaire_actions.bring_questionnaire(
        by=by, slug=SLUG, title="", data=form_as_workbook(), survey=survey, invented=True
    )
    release = _release(by, survey, ("council", "simd_quintile"), "raised-difficulties-2026")
    _release(by, survey, ("council",), "carers-2026", measure="carer")
    _local_figures(by, survey)
    _findings(by, release)
    # one request waits for its checkers, so that there is something to do
    waiting = _request(by, survey, "bullied", ("stage",))
    release_actions.submit_request(by=acting(by, "analyst@demo.example"), request=waiting)


def _kept(by: Actor) -> Dataset:
    """The later wave, as a system that holds the answers would hand it over."""
    return files.store_dataset(
        by=by,
        slug=SLUG,
        title=f"{TITLE} 2026, answers",
        data=draw(),
        columns=codebook(),
        expires_on=date(2029, 3, 31),
        source=INVENTED,
        invented=True,
    )


def _brought(by: Actor) -> Dataset:
    """The earlier and smaller wave, uploaded by an analyst with what its columns are, and scored on the way in."""
    analyst = acting(by, "analyst@demo.example")
    answers = BytesIO()
    pq.write_table(draw(WAVE_2024, scored=False), answers)
    upload = files.store_upload(by=analyst, name=f"{EARLIER}.parquet", chunks=[answers.getvalue()])
    record = files.start_import(
        by=analyst,
        upload=upload,
        format=format_for(KIND, FORMAT),
        title=f"{TITLE} 2024, answers",
        producer=INVENTED,
        invented=True,
        options={"name": EARLIER, "expires": "2029-03-31"},
    )
    files.check_import(by=analyst, record=record)
    record = column_actions.describe_columns(
        by=analyst, record=record, headings=HeadingRows.NAMES, columns=columns_said(), remember=TITLE
    )
    files.check_import(by=analyst, record=record)
    data_actions.accept_answers(
        by=analyst, record=record, score=[ScoringChoice("sdq-self", MissingRule.COMPLETE)]
    )
    return held_files.dataset(by.partnership, EARLIER)


def _declare(by: Actor, slug: str, wave: str, dataset: Dataset, earlier: Survey | None = None) -> Survey:
    return design_actions.create_survey(
        by=by,
        slug=slug,
        title=TITLE,
        wave=wave,
        population=POPULATION,
        earlier=earlier,
        dataset=dataset,
        stratum="stratum",
        psu="school",
        weight="weight",
        fpc="schools_in_stratum",
        lonely_psu="fail",
        missing_rule="SDQ: complete cases only, as in the Health and Wellbeing Census",
        note=NOTE,
        comparability=COMPARABILITY if earlier else "",
        source=INVENTED,
        invented=True,
    )


def _response(by: Actor, survey: Survey) -> None:
    """Schools, then pupils in the schools that took part."""
    answered = survey.dataset.rows if survey.dataset else 0
    stages = [
        ResponseStage("Schools", *SCHOOLS[survey.slug]),
        ResponseStage("Pupils", answered, round(answered / PUPILS_ANSWERED)),
    ]
    design_actions.record_response(by=by, survey=survey, revision=survey.revision, stages=stages)


def _request(by: Actor, survey: Survey, measure: str, breakdown: tuple[str, ...]) -> ReleaseRequest:
    analyst = acting(by, "analyst@demo.example")
    request = release_actions.ask_for_release(
        by=analyst, survey=survey, measure=measure, breakdown=breakdown, profile="fewer-than-5"
    )
    run(request.job_id)
    request.refresh_from_db()
    return request


def _release(
    by: Actor, survey: Survey, breakdown: tuple[str, ...], slug: str, measure: str = "sdq-raised"
) -> Release:
    request = _request(by, survey, measure, breakdown)
    release_actions.submit_request(by=acting(by, "analyst@demo.example"), request=request)
    for checker, reason in (
        (
            "output-checker@demo.example",
            "I read every hidden cell against its range. None can be narrowed to a person.",
        ),
        (
            "output-checker-2@demo.example",
            "Counts, margins and shares agree, and nothing earlier came from these pupils.",
        ),
    ):
        release_actions.give_view(
            by=acting(by, checker, by.at + timedelta(minutes=5)),
            request=request,
            verdict="release",
            reason=reason,
        )
    (released,) = release_actions.let_out(
        by=acting(by, "coordinator@demo.example"), request=request, slug=slug
    )
    return released


def _local_figures(by: Actor, survey: Survey) -> None:
    """Figures for places smaller than a council, from the released table: modelled, and labelled so."""
    contents = content("local_areas")
    fifth = local_small_areas.REGISTER_GROUP
    population = [
        {local_small_areas.AREA: area["name"], fifth: str(number), local_small_areas.PEOPLE: float(pupils)}
        for area in contents["area"]
        for number, pupils in enumerate(area["pupils"], start=1)
    ]
    kept = local_actions.keep_local_figures(
        by=acting(by, "analyst@demo.example"),
        survey=survey,
        measure="sdq-raised",
        groups=[fifth],
        population=population,
        population_source=contents["source"],
        slug="raised-difficulties-local-2026",
    )
    local_actions.let_local_figures_out(
        by=acting(by, "coordinator@demo.example"), figures=kept, revision=kept.revision
    )


def _findings(by: Actor, release: Release) -> None:
    tags = list(frameworks.items("shanarri", on=by.at.date()).filter(code__in=("healthy", "included")))
    everybody = queries.cell_for(release)
    poorest = queries.cell_for(release, simd_quintile="1")
    wealthiest = queries.cell_for(release, simd_quintile="5")
    _finding(
        by,
        release,
        everybody,
        slug="raised-difficulties",
        sentence=f"About {_in_words(everybody)} of young people in S2 to S6 have a raised difficulties score.",
        strength=Finding.Strength.STRONG,
        strength_reason="Schools were sampled in all three councils, and the scale is published.",
        does_not_tell="It does not say why, nor whether a young person already has help. "
        "Pupils who were away, or who learn outside mainstream schools, were not asked.",
        tags=tags,
    )
    if poorest is None or poorest.estimate is None or wealthiest is None or wealthiest.estimate is None:
        return
    gap = (poorest.estimate - wealthiest.estimate) * 100
    _finding(
        by,
        release,
        poorest,
        slug="raised-difficulties-by-deprivation",
        sentence=f"In the most deprived fifth {_in_words(poorest)} have a raised difficulties score, "
        f"{gap:.0f} percentage points more than in the least deprived fifth.",
        strength=Finding.Strength.STRONG,
        strength_reason="The same survey; the two groups’ intervals lie far apart.",
        does_not_tell="It does not say that deprivation causes difficulties, nor how places inside a council differ.",
        tags=tags,
    )
    angus = queries.cell_for(release, council="S12000041")
    of_angus = _finding(
        by,
        release,
        angus,
        slug="raised-difficulties-angus",
        sentence=f"In Angus {_in_words(angus)} of young people in S2 to S6 have a raised difficulties score.",
        strength=Finding.Strength.FAIR,
        strength_reason="It is based on seven secondary schools, so the interval is wide.",
        area=places.area("S12000041"),
        tags=tags,
    )
    _waiting(by, release, of_angus)


def _waiting(by: Actor, release: Release, of_angus: Finding) -> None:
    """A new finding and a change to a released one wait for a second person, so that there is something to read."""
    analyst = acting(by, "analyst@demo.example")
    dundee = queries.cell_for(release, council="S12000042")
    evidence.create_finding(
        by=analyst,
        slug="raised-difficulties-dundee",
        sentence=f"In Dundee City {_in_words(dundee)} of young people in S2 to S6 have a raised difficulties score.",
        strength=Finding.Strength.FAIR,
        release=release,
        cell=dundee,
        area=places.area("S12000042"),
        source=INVENTED,
        invented=True,
    )
    evidence.change_finding(
        by=analyst,
        finding=of_angus,
        revision=of_angus.revision,
        does_not_tell="It does not say how schools differ: seven are too few for that.",
    )


def _finding(by: Actor, release: Release, cell: ReleasedCell | None, **values: Any) -> Finding:
    analyst = acting(by, "analyst@demo.example")
    return write_and_release(analyst, release=release, cell=cell, source=INVENTED, invented=True, **values)


def _in_words(cell: ReleasedCell | None) -> str:
    if cell is None or cell.estimate is None:
        raise LookupError("the demonstration quotes a figure that is hidden; change what it quotes")
    return f"{cell.estimate * 100:.0f} in 100"
