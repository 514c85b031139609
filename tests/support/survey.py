"""A small survey for tests: few pupils, a cell that must be hidden, every step through the product's actions."""

from dataclasses import dataclass, replace

import pyarrow as pa

from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.analyse.surveys.release import actions as release_actions
from realign.foundations.files import actions as files
from realign.foundations.files.types import DatasetColumn
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.jobs import run
from realign.registers.evidence.models import Release
from realign.registers.places.actions import load_gazetteer
from tests.support.cast import Cast

COUNCILS = {"S12000041": "Angus", "S12000042": "Dundee City", "S12000048": "Perth and Kinross"}


def answers(few: int = 3, *, calmer: bool = False, unknown: bool = False, blank: bool = False) -> pa.Table:
    """Forty pupils in each of four schools of three councils; in Angus only ``few`` of one sex have a raised score.

    ``calmer``: fewer raised scores, as in another wave. ``unknown``: one pupil in ten gives no sex.
    ``blank``: one in ten leaves it blank.
    """
    rows = []
    for council in COUNCILS:
        for school in range(4):
            for pupil in range(40):
                sex = 1 + pupil % 2
                raised = pupil % (8 if calmer else 3) == 0 or pupil % 11 == school
                if council == "S12000041" and sex == 2:
                    raised = school == 0 and pupil < 2 * few
                left = 999 if unknown else None
                rows.append(
                    {
                        "council": council,
                        "school": f"{council}-{school}",
                        "sex": left if (unknown or blank) and pupil % 10 == 9 else sex,
                        "weight": 10.0 + school,
                        "sdq_total": 18 if raised else 7,
                        "bullied_last_year": 1 if pupil % 4 == 0 else 888 if pupil % 4 == 1 else 2,
                    }
                )
    return pa.Table.from_pylist(rows)


CODEBOOK = (
    DatasetColumn("council", "Council area", COUNCILS),
    DatasetColumn("sex", "Sex", {"1": "Boys", "2": "Girls", "999": "No answer"}, ("999",)),
    DatasetColumn(
        "bullied_last_year",
        "Bullied",
        {"1": "Yes", "2": "No", "888": "Question not asked of stage"},
        ("888",),
    ),
)


@dataclass(frozen=True)
class SurveyWorld:
    """A cast with a survey, and second people for the roles that need two."""

    cast: Cast
    survey: Survey

    @property
    def analyst(self) -> Actor:
        return self.cast.actor("analyst")

    @property
    def checkers(self) -> tuple[Actor, Actor]:
        first = self.cast.actor("output-checker")
        other = self.cast.people["reader"]
        return first, replace(first, user_id=other.pk, name=other.name)

    def ask(
        self, measure: str = "sdq-raised", breakdown: tuple[str, ...] = ("council", "sex")
    ) -> ReleaseRequest:
        """A request, worked out as the background worker does it."""
        request = release_actions.ask_for_release(
            by=self.analyst, survey=self.survey, measure=measure, breakdown=breakdown, profile="fewer-than-5"
        )
        run(request.job_id)
        request.refresh_from_db()
        return request

    def reviewed(self, **asked: object) -> ReleaseRequest:
        """A request that both checkers agreed to."""
        request = self.ask(**asked)
        release_actions.submit_request(by=self.analyst, request=request)
        for checker in self.checkers:
            release_actions.give_view(
                by=checker, request=request, verdict="release", reason="Nothing points at a person."
            )
        return request

    def released(self, slug: str = "raised", **asked: object) -> Release:
        """A table that went out."""
        coordinator = self.cast.actor("coordinator")
        (released,) = release_actions.let_out(by=coordinator, request=self.reviewed(**asked), slug=slug)
        return released


def survey_world(
    cast: Cast, few: int = 3, *, waves: bool = False, unknown: bool = False, blank: bool = False
) -> SurveyWorld:
    """Keep the answers, declare the survey; with ``waves`` an earlier one with fewer raised scores."""
    load_gazetteer(by=cast.system)
    earlier = _declared(cast, "earlier", "March 2024", answers(few, calmer=True)) if waves else None
    survey = _declared(cast, "small", "March 2026", answers(few, unknown=unknown, blank=blank), earlier)
    return SurveyWorld(cast, survey)


def _declared(cast: Cast, slug: str, wave: str, data: pa.Table, earlier: Survey | None = None) -> Survey:
    dataset = files.store_dataset(
        by=cast.system, slug=slug, title="Small survey", data=data, columns=CODEBOOK, invented=True
    )
    return design_actions.create_survey(
        by=cast.system,
        slug=slug,
        title="Small survey",
        wave=wave,
        population="Pupils of S2 to S6",
        dataset=dataset,
        stratum="council",
        psu="school",
        weight="weight",
        earlier=earlier,
        invented=True,
    )
