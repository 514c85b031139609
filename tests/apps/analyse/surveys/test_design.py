"""A design declared once, held against its data; response; quality."""

import numpy as np
import pyarrow as pa
import pytest
from django.urls import reverse

from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.designs.checks import DesignRefused
from realign.analyse.surveys.designs.estimates import expanded, scale_of
from realign.analyse.surveys.designs.quality import quality_of
from realign.analyse.surveys.designs.types import ResponseStage, overall
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.audit import queries as audit
from realign.foundations.files import actions as files
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.methods.survey import SurveyError, kish_deff
from tests.support.cast import NOON
from tests.support.survey import CODEBOOK, answers

pytestmark = pytest.mark.slow


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


def kept(cast, table, slug="kept", **more):
    return files.store_dataset(by=cast.system, slug=slug, title="Kept", data=table, columns=CODEBOOK, **more)


def declare(cast, table=None, slug="declared", dataset=None, **design):
    dataset = dataset or kept(cast, answers() if table is None else table, slug)
    return design_actions.create_survey(
        by=cast.system,
        slug=slug,
        title="Declared",
        wave="2026",
        population="Pupils",
        dataset=dataset,
        **design,
    )


def problems(cast, table=None, **design):
    with pytest.raises(DesignRefused) as refused:
        declare(cast, table, **design)
    assert Survey.objects.count() == 0, "refused whole"
    found: dict[str, str] = {}
    for one in refused.value.problems:
        found[one.field] = f"{found.get(one.field, '')} {one.words}".strip()
    return found


def with_column(name, values):
    return answers().append_column(name, pa.array(values))


class TestDesign:
    def test_a_survey_of_invented_answers_is_invented_itself(self, tayside):
        survey = declare(tayside, dataset=kept(tayside, answers(), invented=True))
        assert survey.invented
        real = declare(tayside, slug="real", dataset=kept(tayside, answers(), "real"))
        assert not real.invented
        design_actions.change_survey(
            by=tayside.system, survey=real, revision=real.revision, dataset=survey.dataset
        )
        assert real.invented

    def test_a_column_that_is_not_there_is_named_with_those_that_are(self, tayside):
        found = problems(tayside, weight="wt", psu="school")
        assert "no column “wt”" in found["weight"]
        assert "sdq_total" in found["weight"]

    def test_lonely_units_are_named(self, tayside):
        rows = [
            row for row in answers().to_pylist() if row["school"] not in {f"S12000041-{n}" for n in (1, 2, 3)}
        ]
        found = problems(
            tayside, pa.Table.from_pylist(rows), stratum="council", psu="school", weight="weight"
        )
        assert "Only one sampling unit was drawn in “S12000041”" in found["lonely_psu"]
        assert declare(tayside, dataset=kept(tayside, pa.Table.from_pylist(rows), "again"), stratum="council",
                       psu="school", weight="weight", lonely_psu="centre", slug="centred")  # fmt: skip

    def test_a_unit_of_which_there_is_only_one_is_not_lonely(self, tayside):
        rows = [
            {**row, "all": 1 if row["council"] == "S12000041" else 9}
            for row in answers().to_pylist()
            if row["school"] not in {f"S12000041-{n}" for n in (1, 2, 3)}
        ]
        assert declare(tayside, pa.Table.from_pylist(rows), stratum="council", psu="school", fpc="all")

    @pytest.mark.parametrize(
        ("value", "says"),
        [
            (2, "says that there are 2 units in S12000041, but 4 were sampled"),
            (None, "more than one value, or gaps"),
        ],
    )
    def test_population_sizes_must_be_of_units(self, tayside, value, says):
        table = with_column("schools", [value] * 479 + [5 if value is None else value])
        found = problems(tayside, table, stratum="council", psu="school", fpc="schools")
        assert says in found["fpc"]

    def test_gaps_in_weights_and_strata_are_counted(self, tayside):
        weights = [None, -1.0] + [1.0] * 478
        table = with_column("w", weights).append_column("s", pa.array([None] + ["a"] * 479))
        found = problems(tayside, table, weight="w", stratum="s")
        assert "2 pupils have no weight" in found["weight"]
        assert "empty for 1 pupils" in found["stratum"]

    def test_replicate_weights_stand_instead_of_strata(self, tayside):
        table = with_column("rw1", [1.0] * 480).append_column("rw2", pa.array([1.0] * 480))
        found = problems(tayside, table, weight="weight", replicates="rw1-rw3", psu="school")
        assert "no column “rw3”" in found["replicates"] or "not used" in found["replicates"]
        assert "Say how" in found["replicate_method"]

    def test_a_stratified_jackknife_needs_its_scale(self, tayside):
        table = with_column("rw1", [1.0] * 480).append_column("rw2", pa.array([1.0] * 480))
        found = problems(tayside, table, weight="weight", replicates="rw*", replicate_method="jkn")
        assert set(found) == {"replicate_scale"}

    @pytest.mark.parametrize(
        ("said", "means"),
        [
            ("rw1-rw3", ["rw1", "rw2", "rw3"]),
            ("rw01-rw03", ["rw01", "rw02", "rw03"]),
            ("rw*", ["rw01", "rw1"]),
            ("a, b", ["a", "b"]),
        ],
    )
    def test_names_of_replicate_weights_may_be_a_run(self, said, means):
        assert expanded(said, ["w", "rw01", "rw1"]) == means

    @pytest.mark.parametrize(
        ("method", "more", "scale"),
        [("brr", {}, 1 / 4), ("fay", {"fay": 0.5}, 1), ("jk1", {}, 3 / 4), ("bootstrap", {}, 1 / 4),
         ("jkn", {"replicate_scale": 1.0}, 1.0)],
    )  # fmt: skip
    def test_each_method_has_its_scale(self, method, more, scale):
        assert scale_of(Survey(replicate_method=method, **more), 4) == pytest.approx(scale)

    def test_replicate_weights_give_the_jackknifed_error(self, tayside):
        table = answers()
        schools = table["school"].to_numpy(zero_copy_only=False)
        weights = table["weight"].to_numpy()
        names = sorted(set(schools))
        for number, school in enumerate(names, start=1):
            table = table.append_column(
                f"rw{number}",
                pa.array(np.where(schools == school, 0, weights * len(names) / (len(names) - 1))),
            )
        survey = declare(
            tayside, table, weight="weight", replicates=f"rw1-rw{len(names)}", replicate_method="jk1"
        )
        plain = declare(tayside, dataset=survey.dataset, slug="plain", weight="weight", psu="school")
        found, taylor = (
            ProtectedTable.of(
                table_queries.work_out_table(
                    one,
                    table_queries.asked_for(one, "sdq-raised", ["sex"], "fewer-than-5", "logit"),
                    NOON.date(),
                )
            ).shown["1",]
            for one in (survey, plain)
        )
        assert found.estimate == pytest.approx(taylor.estimate, rel=1e-12)
        assert found.se == pytest.approx(taylor.se, rel=0.02), (
            "delete-one jackknife and linearisation agree closely"
        )
        assert found.df == taylor.df == len(names) - 1


class TestChanging:
    def test_design_stays_once_figures_are_out(self, world):
        world.released()
        survey = design_queries.survey(world.cast.partnership, "small")
        with pytest.raises(Refusal, match="already been released"):
            design_actions.change_survey(by=world.analyst, survey=survey, revision=survey.revision, weight="")
        design_actions.change_survey(
            by=world.analyst, survey=survey, revision=survey.revision, note="Better said."
        )
        survey.refresh_from_db()
        assert survey.note == "Better said."

    def test_a_wrong_design_changes_nothing(self, world):
        with pytest.raises(DesignRefused):
            design_actions.change_survey(
                by=world.analyst, survey=world.survey, revision=world.survey.revision, psu="class"
            )
        assert design_queries.survey(world.cast.partnership, "small").psu == "school"

    def test_two_people_editing_see_both_versions(self, client, world):
        client.force_login(world.cast.people["analyst"])
        page = client.get(at("edit", "small"))
        form = {
            name: value for name, value in page.context["form"].initial.items() if value not in (None, "")
        } | {"note": "Mine"}
        design_actions.change_survey(
            by=world.analyst, survey=world.survey, revision=world.survey.revision, note="Theirs"
        )
        text = client.post(at("edit", "small"), form).content.decode()
        assert "Theirs" in text
        assert "Mine" in text

    def test_problems_stand_beside_their_fields(self, client, tayside):
        client.force_login(tayside.people["analyst"])
        dataset = kept(tayside, answers())
        form = {"title": "T", "slug": "t", "wave": "2026", "population": "P", "dataset": dataset.pk, "psu": "class",
                "lonely_psu": "fail"}  # fmt: skip
        page = client.post(at("add"), form)
        assert "no column “class”" in str(page.context["form"].errors["psu"])
        form["slug"] = "requests"
        assert "another page" in str(client.post(at("add"), form).context["form"].errors["slug"])
        assert Survey.objects.count() == 0


class TestResponse:
    def test_the_golden_rates_of_two_surveys(self):
        later = [
            ResponseStage("schools", 199, 325, counts=False),
            ResponseStage("classes", 1036, 1821),
            ResponseStage("pupils", 21650, 23791),
        ]
        earlier = [ResponseStage("classes", 822, 1345), ResponseStage("pupils", rate=0.87)]
        assert f"{overall(later):.0%}" == "52%"
        assert overall(later) == pytest.approx(0.5177, abs=5e-5)
        assert f"{overall(earlier):.0%}" == "53%"
        assert overall([]) is None

    @pytest.mark.parametrize("wrong", [{"took_part": 5}, {"took_part": 5, "asked": 4}, {"rate": 1.2}, {}])
    def test_what_cannot_be_is_refused(self, wrong):
        with pytest.raises(SurveyError):
            ResponseStage("pupils", **wrong)

    def test_it_is_recorded_from_the_page_and_shown(self, client, world):
        client.force_login(world.cast.people["analyst"])
        form = {
            "revision": world.survey.revision,
            "name_1": "classes", "asked_1": 1821, "took_part_1": 1036, "counts_1": "on",
            "name_2": "pupils", "rate_2": "91", "counts_2": "on",
        }  # fmt: skip
        page = client.post(at("response", "small"), form, follow=True).content.decode()
        assert "= 51.8%" in page
        assert "recorded the response of" in set(audit.events("tayside").values_list("verb", flat=True))
        wrong = {"revision": world.survey.revision + 1, "name_1": "pupils", "asked_1": 3, "took_part_1": 9}
        assert "must lie between" in client.post(at("response", "small"), wrong).content.decode()

    def test_somebody_else_meanwhile(self, world):
        design_actions.record_response(
            by=world.analyst, survey=world.survey, revision=world.survey.revision, stages=[]
        )
        with pytest.raises(ChangedMeanwhile):
            design_actions.record_response(
                by=world.analyst, survey=world.survey, revision=99, stages=[ResponseStage("pupils", 1, 2)]
            )


class TestQuality:
    def test_each_kind_of_missing_is_counted_apart_and_routing_is_none(self, world):
        found = quality_of(world.survey, design_queries.data_path(world.survey, NOON.date()))
        bullied = next(item for item in found.items if item.column == "bullied_last_year")
        assert (bullied.not_asked, bullied.asked, bullied.missing, bullied.rate) == (120, 360, 0, 0.0)

    def test_weights_cost_what_kish_says(self, world):
        found = quality_of(world.survey, design_queries.data_path(world.survey, NOON.date()))
        weights = answers()["weight"].to_numpy()
        assert found.weights.kish == pytest.approx(kish_deff(weights))
        assert found.weights.total == pytest.approx(weights.sum())
        assert sum(count for _, count in found.weights.bands) == 480

    def test_the_sample_is_described(self, world):
        drawn = quality_of(world.survey, design_queries.data_path(world.survey, NOON.date())).drawn
        assert (drawn.strata, drawn.units, drawn.fewest_units, drawn.pupils_in_unit) == (
            3,
            12,
            4,
            (40, 40.0, 40),
        )

    def test_figures_of_each_breakdown_are_judged(self, world):
        found = quality_of(world.survey, design_queries.data_path(world.survey, NOON.date())).firmness
        raised = {one.by: one for one in found if one.measure == "Raised difficulties score"}
        assert raised["All pupils"].firm == 1
        assert raised["Council area"].firm + raised["Council area"].caution + raised["Council area"].low == 3

    def test_the_page_says_it_in_words(self, client, world):
        client.force_login(world.cast.people["output-checker"])
        page = client.get(at("quality", "small")).content.decode()
        assert "The response is not recorded." in page
        assert "Kish’s design effect of weighting" in page
        assert (
            "Question not asked of stage"
            not in page.split("Effect of weights</h2>")[0].split("<thead")[1][:900]
        )

    def test_a_planner_may_not_and_a_stranger_finds_nothing(self, client, world, elsewhere):
        client.force_login(world.cast.people["planner"])
        assert client.get(at("quality", "small")).status_code == 403
        client.force_login(elsewhere.people["analyst"])
        assert client.get(reverse("surveys:quality", args=["elsewhere", "small"])).status_code == 404
