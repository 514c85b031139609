"""A survey whose figures nobody could mistake: one table is out with numbers hidden, another waits and is not out.

::

    planted microdata ── raised scores by council and sex ── released, with hidden cells
                      ├─ bullied by sex ──────────────────── waits for its checkers
                      └─ average wellbeing score by sex ──── worked out, never sent to anybody
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import numpy as np
import pyarrow as pa
from django.apps import apps
from django.db import models
from django.db.models.functions import Concat, Substr

from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.analyse.surveys.release import actions as release_actions
from realign.demo.loaders.people import acting
from realign.foundations.files import actions as files
from realign.foundations.files.types import DatasetColumn
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import system_actor
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.jobs import run
from realign.plan.priorities import actions as priorities
from realign.plan.priorities.models import Outcome, Priority
from realign.registers.evidence import actions as evidence
from realign.registers.evidence.models import Finding, Release
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.types import Recorded
from realign.review.reports import actions as reports
from realign.review.reports import jobs
from realign.review.reports.models import Report
from tests.support.publishing import publish_all

COUNCILS = {"S12000041": "Angus", "S12000042": "Dundee City", "S12000048": "Perth and Kinross"}
SEXES = {"1": "Boys", "2": "Girls"}

# council and sex -> how many answered, and how many of them have a raised score; one group is small
RAISED = {
    ("S12000041", "1"): (7_919, 3),
    ("S12000041", "2"): (8_111, 2_741),
    ("S12000042", "1"): (9_203, 3_137),
    ("S12000042", "2"): (6_907, 2_659),
    ("S12000048", "1"): (5_489, 1_873),
    ("S12000048", "2"): (10_007, 3_911),
}
BULLIED_OF_EACH_SEX = {"1": 7_349, "2": 9_473}
WELLBEING = {"1": 73_141.5, "2": 61_987.5}
# an indicator with two children behind its newest value, which measures a target of the plan
SMALL_SERIES = "planted-waits"
SMALL_VALUES = ((2019, 4_703.5, 40.0, 800.0), (2024, 8_647.5, 2.0, 5_881.0))
# what a spreadsheet would run: planted at the start of what people wrote
FORMULA = "=PLANTED()&"
WRITTEN = {"title", "name", "sentence", "statement", "summary", "words", "note", "holder", "description"}
SCHOOL, PUPIL, WEIGHT = "Zzschool-", "Zzpupil-", 8_123.4579

CODEBOOK = (
    DatasetColumn("council", "Council area", COUNCILS),
    DatasetColumn("sex", "Sex", SEXES),
    DatasetColumn("bullied_last_year", "Bullied", {"1": "Yes", "2": "No"}),
)


def microdata() -> pa.Table:
    """One row a pupil: seven schools in each council, record identifiers, one strange weight a council."""
    parts = []
    for (council, sex), (answered, raised) in RAISED.items():
        number = np.arange(answered)
        parts.append(
            pa.table(
                {
                    "pupil_ref": [f"{PUPIL}{council}{sex}{one}" for one in number],
                    "council": [council] * answered,
                    "sex": np.full(answered, int(sex)),
                    "school": [f"{SCHOOL}{council}-{one}" for one in number % 7],
                    "weight": np.full(answered, WEIGHT + int(council[-2:])),
                    "sdq_total": np.where(number < raised, 18, 7),
                    "wemwbs_total": np.where(number % 2 == 0, WELLBEING[sex], WELLBEING[sex] + 1),
                }
            )
        )
    rows = pa.concat_tables(parts)
    bullied = np.full(len(rows), 2)
    for sex, count in BULLIED_OF_EACH_SEX.items():
        bullied[np.flatnonzero(rows["sex"].to_numpy() == int(sex))[:count]] = 1
    return rows.append_column("bullied_last_year", pa.array(bullied))


@dataclass(frozen=True)
class Planted:
    """What was planted, and which of it is out."""

    survey: Survey
    released: Release
    finding: Finding
    waiting: ReleaseRequest
    report: Report

    @property
    def records(self) -> set[str]:
        """What only the microdata hold: nobody may ever read it on a page."""
        return {SCHOOL, PUPIL}

    @property
    def small(self) -> set[str]:
        """An indicator’s value with few children behind it, as it is written and as it is rounded, and out of how many."""
        _, value, _, out_of = SMALL_VALUES[-1]
        return {f"{value:g}", str(int(value)), str(int(value) + 1), str(int(out_of))}

    @property
    def weights(self) -> set[str]:
        """The weights of pupils, as text."""
        return {f"{WEIGHT + int(council[-2:]):.3f}"[:-1] for council in COUNCILS}

    @property
    def hidden(self) -> dict[str, dict[str, str]]:
        """Each large number that is hidden in the released table, with the group and the answer it is of."""
        return {str(value): key for value, key in self._hidden() if value >= 1_000}

    @property
    def shown(self) -> set[str]:
        """The numbers of the released table that anybody may read."""
        hidden = set(self.hidden)
        return {str(value) for value, _ in _counts()} - hidden

    @property
    def unreleased(self) -> set[str]:
        """Counts of the table that waits, and the means that nobody asked to let out."""
        answered = {sex: sum(RAISED[council, sex][0] for council in COUNCILS) for sex in SEXES}
        counts = {*BULLIED_OF_EACH_SEX.values(), sum(BULLIED_OF_EACH_SEX.values())}
        counts |= {answered[sex] - count for sex, count in BULLIED_OF_EACH_SEX.items()}
        means = {str(round(mean + 0.5)) for mean in WELLBEING.values()}
        return {str(count) for count in counts} | means

    def _hidden(self) -> list[tuple[int, dict[str, str]]]:
        """From the microdata and the register, not from what the product says it hid."""
        stands = {
            (cell.key["council"], cell.key["sex"]): (cell.count, cell.base)
            for cell in self.released.cells.all()
        }
        found = []
        for value, key in _counts():
            count, base = stands[key["council"], key["sex"]]
            is_shown = base is not None if key["answer"] == "base" else count is not None
            if not is_shown:
                found.append((value, key))
        return found


def _counts() -> list[tuple[int, dict[str, str]]]:
    """Every count of the released table with its totals."""
    found = []
    for council, sex in product((*COUNCILS, "Total"), (*SEXES, "Total")):
        these = [
            held
            for (one, other), held in RAISED.items()
            if council in (one, "Total") and sex in (other, "Total")
        ]
        answered, raised = sum(one for one, _ in these), sum(other for _, other in these)
        group = {"council": council, "sex": sex}
        found += [
            (raised, group | {"answer": "yes"}),
            (answered - raised, group | {"answer": "no"}),
            (answered, group | {"answer": "base"}),
        ]
    return found


def plant(partnership: Partnership, at: object) -> Planted:
    """Plant it all in the demonstration, through the actions that people use."""
    by = system_actor(partnership, at, "Planted by a test")
    _formulae(partnership)
    _small_series(by)
    survey = _survey(by)
    analyst = acting(by, "analyst@demo.example")
    released = _let_out(by, _ask(by, survey, "sdq-raised", ["council", "sex"]))
    finding = evidence.create_finding(
        by=analyst,
        slug="planted",
        sentence="Some pupils have a raised score.",
        strength=Finding.Strength.WEAK,
        release=released,
        cell=released.cells.get(key={"council": "Total", "sex": "Total"}),
    )
    coordinator = acting(by, "coordinator@demo.example")
    finding = evidence.release_finding(by=coordinator, finding=finding, revision=finding.revision)
    waiting = _ask(by, survey, "bullied", ["sex"])
    release_actions.submit_request(by=analyst, request=waiting)
    _ask(by, survey, "wemwbs-mean", ["sex"])
    return Planted(survey, released, finding, waiting, _report(by, finding))


def _formulae(partnership: Partnership) -> None:
    """Make a formula of what people wrote, in every table that a partnership has."""
    for model in apps.get_models():
        fields = {field.name: field for field in model._meta.concrete_fields}
        if not model.__module__.startswith("realign.") or "partnership" not in fields:
            continue
        texts = {
            name: Substr(Concat(models.Value(FORMULA), name), 1, fields[name].max_length or 10_000)
            for name in WRITTEN & set(fields)
            if isinstance(fields[name], models.CharField | models.TextField) and not fields[name].choices
        }
        if texts:
            model._default_manager.filter(partnership=partnership).update(**texts)


def _small_series(by: Actor) -> None:
    """A national indicator that is small in its newest year, brought by one person, and the target it measures."""
    analyst = acting(by, "analyst@demo.example")
    indicator = indicators.create_indicator(
        by=analyst, slug=SMALL_SERIES, title=f"{FORMULA}days waited", polarity="lower", unit="days"
    )
    rows = [
        Recorded("S12000041", f"{year}/{year % 100 + 1}", value, numerator=top, denominator=bottom)
        for year, value, top, bottom in SMALL_VALUES
    ]
    indicators.record_observations(by=analyst, indicator=indicator, rows=rows)
    priorities.create_target(
        by=by,
        outcome=Outcome.objects.filter(partnership=by.partnership).order_by("pk").first(),
        indicator=indicator,
        baseline=SMALL_VALUES[0][1],
        baseline_on=date(2020, 3, 31),
        goal=4_000.0,
        goal_on=date(2029, 3, 31),
        reason="A test planted it.",
    )
    publish_all(by.partnership, "values", "indicator", at=by.at)


def _survey(by: Actor) -> Survey:
    dataset = files.store_dataset(
        by=by, slug="planted", title="Planted answers", data=microdata(), columns=CODEBOOK, invented=True
    )
    return design_actions.create_survey(
        by=by,
        slug="planted",
        title="Planted survey",
        wave="March 2025",
        population="Pupils nobody drew",
        dataset=dataset,
        stratum="council",
        psu="school",
        weight="weight",
        invented=True,
    )


def _ask(by: Actor, survey: Survey, measure: str, breakdown: list[str]) -> ReleaseRequest:
    request = release_actions.ask_for_release(
        by=acting(by, "analyst@demo.example"),
        survey=survey,
        measure=measure,
        breakdown=breakdown,
        profile="fewer-than-5",
    )
    run(request.job_id)
    request.refresh_from_db()
    return request


def _let_out(by: Actor, request: ReleaseRequest) -> Release:
    release_actions.submit_request(by=acting(by, "analyst@demo.example"), request=request)
    for checker in ("output-checker@demo.example", "output-checker-2@demo.example"):
        release_actions.give_view(
            by=acting(by, checker, by.at + timedelta(minutes=1)),
            request=request,
            verdict="release",
            reason="A test planted it.",
        )
    (released,) = release_actions.let_out(
        by=acting(by, "coordinator@demo.example"), request=request, slug="planted-raised"
    )
    return released


def _report(by: Actor, finding: Finding) -> Report:
    """A new version of the published report, which now cites what was planted, in all its formats."""
    priority = Priority.objects.filter(partnership=by.partnership).order_by("pk").first()
    priorities.cite_finding(by=by, priority=priority, finding=finding, because="A test planted it.")
    published = Report.objects.filter(partnership=by.partnership, state=Report.State.PUBLISHED).first()
    draft = reports.create_new_version(by=by, report=published)
    return jobs.publish_report(
        by=by, report=draft, revision=draft.revision, say=lambda *_: None, reason="A test planted it."
    )
