"""New weights as new data about the same pupils, and figures modelled for small areas."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from realign.analyse.surveys.data import queries as data_queries
from realign.analyse.surveys.data.reading import prepared
from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.designs.estimates import estimates_of, variance_words
from realign.analyse.surveys.designs.raking import margins_of, raked
from realign.analyse.surveys.local import small_areas as local_small_areas
from realign.analyse.surveys.models import DataVersion
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.files import actions as files
from realign.foundations.files import queries as file_queries
from realign.foundations.files.types import DatasetColumn
from realign.foundations.partnerships.types import Refusal
from realign.methods.survey import SurveyIndicator
from realign.registers.places.models import Area, AreaCode, Deprivation, Population
from tests.methods.survey.pupils import pupil_rows
from tests.support.cast import NOON

pytestmark = pytest.mark.slow
SEX = "sex, Boys, 2600\nsex, Girls, 2400"


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


def rake_in(world, text=SEX, **more):
    survey = design_queries.survey(world.cast.partnership, "small")
    values = {"column": "weight_raked", "slug": "small-raked"} | more
    return design_actions.keep_raked_weights(
        by=world.analyst,
        survey=survey,
        revision=survey.revision,
        margins=margins_of(survey, text),
        **values,
    )


class TestRaking:
    def test_the_golden_multipliers(self, tayside):
        """31 pupils of the method note, raked to girls and strata by R’s survey package."""
        rows = [
            {**row, "sex": row["girl"] + 1, "simd_quintile": 1 + (row["stratum"] == "S")}
            for row in pupil_rows()
        ]
        codes = (
            DatasetColumn("sex", "Sex", {"1": "Boys", "2": "Girls"}),
            DatasetColumn("simd_quintile", "Fifth", {"1": "P", "2": "S"}),
        )
        dataset = files.store_dataset(
            by=tayside.system, slug="golden", title="Golden", data=pa.Table.from_pylist(rows), columns=codes
        )
        survey = design_actions.create_survey(
            by=tayside.system, slug="golden", title="G", wave="1", population="P", dataset=dataset, weight="w"
        )
        margins = margins_of(
            survey, "sex, 1, 170\nsex, Girls, 160\nsimd_quintile, P, 230\nsimd_quintile, S, 100"
        )
        found = raked(survey, design_queries.data_path(survey, NOON.date()), margins)
        multipliers = {one.group: one.multiplier for one in found.groups}
        assert multipliers == pytest.approx(
            {("1", "1"): 1.1616344, ("2", "1"): 1.0499040, ("1", "2"): 0.8783932, ("2", "2"): 0.7939060},
            abs=1e-6,
        )

    def test_a_survey_remembers_what_its_weights_were_raked_to(self, tayside):
        """Standard errors are those of R’s calibrate(calfun = "raking"), in tests/reference/survey/raked.json."""
        rows = [{**row, "sex": row["girl"] + 1, "half": row["stratum"]} for row in pupil_rows()]
        codes = (
            DatasetColumn("sex", "Sex", {"1": "Boys", "2": "Girls"}),
            DatasetColumn("half", "Half", {"P": "P", "S": "S"}),
            DatasetColumn("score", "Score", {}),
        )
        dataset = files.store_dataset(
            by=tayside.system, slug="golden", title="Golden", data=pa.Table.from_pylist(rows), columns=codes
        )
        survey = design_actions.create_survey(
            by=tayside.system, slug="golden", title="G", wave="1", population="P", dataset=dataset, weight="w",
            stratum="stratum", psu="psu",
        )  # fmt: skip
        margins = margins_of(survey, "sex, Boys, 170\nsex, Girls, 160\nhalf, P, 230\nhalf, S, 100")
        survey = design_actions.keep_raked_weights(
            by=tayside.system, survey=survey, revision=survey.revision, margins=margins, column="raked"
        )
        assert (survey.raked_to, survey.base_weight) == ("sex, half", "w")
        table = prepared(survey, design_queries.data_path(survey, NOON.date()), [], [])
        score = SurveyIndicator("score", "mean")
        (row,) = estimates_of(table, survey, [score], [()], "logit").rows()
        assert [row["estimate"], row["se"]] == pytest.approx([12.678937659491, 0.388560406429], rel=1e-6)
        assert variance_words(survey) == "Taylor linearisation, with weights adjusted to sex, half"
        with pytest.raises(Refusal, match="The data have no column “age”"):
            design_actions.change_survey(
                by=tayside.system, survey=survey, revision=survey.revision, raked_to="sex, age"
            )

    def test_new_weights_add_up_and_are_new_data(self, world):
        survey = rake_in(world)
        assert (survey.weight, survey.dataset.slug) == ("weight_raked", "small-raked")
        before = file_queries.dataset(world.cast.partnership, "small")
        version = DataVersion.objects.get()
        assert (version.dataset, version.made_from) == (survey.dataset, before)
        assert version.detail["margins"] == {"sex": {"1": 2600.0, "2": 2400.0}}
        weights = dict.fromkeys((1, 2), 0.0)
        for row in pq.read_table(design_queries.data_path(survey, NOON.date())).to_pylist():
            weights[row["sex"]] += row["weight_raked"]
        assert weights == pytest.approx({1: 2600, 2: 2400})

    def test_what_is_out_of_the_old_data_is_out_of_the_new(self, world):
        old = world.survey.dataset
        survey = rake_in(world)
        assert data_queries.same_people(survey.dataset) == sorted([old.sha256, survey.dataset.sha256])
        again = rake_in(world, "council, Angus, 900\ncouncil, Dundee City, 2000\ncouncil, Perth and Kinross, 2100",
                        column="weight_two", slug="small-two")  # fmt: skip
        assert len(data_queries.same_people(again.dataset)) == 3
        assert len(data_queries.same_people(old)) == 3

    def test_weights_stay_once_figures_are_out(self, world):
        world.released()
        with pytest.raises(Refusal, match="already been released"):
            rake_in(world)
        assert DataVersion.objects.count() == 0

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("", "No numbers of pupils"),
            ("sex, Girls", "Line 1: found 2 parts"),
            ("age, 12, 40", "no breakdown “age”"),
            ("sex, Others, 40", "no group “Others”"),
            ("sex, Girls, many", "not a number of pupils"),
            ("sex, Girls, nan", "not a number of pupils"),
            ("sex, Girls, 1_000", "not a number of pupils"),
        ],
    )
    def test_a_line_that_cannot_be_read_is_named(self, world, text, says):
        with pytest.raises(Refusal, match=says):
            margins_of(world.survey, text)

    def test_groups_that_hardly_answered_are_pointed_out(self, world):
        margins = margins_of(world.survey, "sex, Boys, 4900\nsex, Girls, 100")
        found = raked(world.survey, design_queries.data_path(world.survey, NOON.date()), margins)
        assert [one.group for one in found.groups if one.is_extreme] == [("2",)]
        assert "hardly answered" in found.warnings[0]

    def test_the_page_shows_before_it_keeps(self, client, world):
        client.force_login(world.cast.people["analyst"])
        form = {
            "margins": SEX,
            "column": "weight_raked",
            "slug": "small-raked",
            "revision": world.survey.revision,
        }
        page = client.post(at("weights", "small"), form).content.decode()
        assert "What each group’s weights are multiplied by" in page
        assert DataVersion.objects.count() == 0
        kept = client.post(at("weights", "small"), form | {"keep": "1"}, follow=True).content.decode()
        assert "The new weights have been saved" in kept
        shown = client.get(at("survey", "small")).content.decode()
        assert "These data were made from" in shown
        assert "Weights were adjusted to" in shown
        assert 'name="raked_to" value="sex"' in client.get(at("edit", "small")).content.decode()
        wrong = client.post(at("weights", "small"), form | {"margins": "sex, Others, 3"})
        assert "no group “Others”" in wrong.content.decode()


POPULATION = "area, sex, people\nBroughty Ferry, Boys, 600\nBroughty Ferry, Girls, 300\nLochee, Girls, 500"


class TestSmallAreas:
    def model(self, world, text=POPULATION):
        dims, population = local_small_areas.population_of(world.survey, text)
        asked = table_queries.asked_for(
            world.survey, "sdq-raised", [d.column for d in dims], "fewer-than-5", "logit"
        )
        seen = ProtectedTable.of(table_queries.work_out_table(world.survey, asked, NOON.date()))
        path = design_queries.data_path(world.survey, NOON.date())
        return seen, local_small_areas.modelled(world.survey, path, asked, seen.shown, population)

    def test_an_area_gets_the_figures_of_its_pupils_and_the_label(self, world):
        seen, found = self.model(world)
        boys, girls = seen.shown["1",].estimate, seen.shown["2",].estimate
        by_name = {one.area: one for one in found}
        assert by_name["Broughty Ferry"].estimate == pytest.approx((600 * boys + 300 * girls) / 900)
        assert by_name["Lochee"].estimate == pytest.approx(girls)
        assert {one.kind for one in found} == {"Modelled"}

    def test_a_group_that_may_not_be_shown_cannot_be_modelled(self, world):
        text = "area, council, sex, people\nForfar, Angus, Girls, 300"
        with pytest.raises(Refusal, match="no figure that can be shown: Angus, Girls"):
            self.model(world, text)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("area, people\nLochee, 3", "Write a heading"),
            ("area, sex, people\nLochee, Girls", "Line 2: found 2 parts"),
            ("area, sex, people\nLochee, Others, 3", "no group “Others”"),
            ("area, sex, people\nLochee, Girls, x", "not a number"),
        ],
    )
    def test_lines_that_cannot_be_read_are_named(self, world, text, says):
        with pytest.raises(Refusal) as refused:
            local_small_areas.population_of(world.survey, text)
        assert says in f"{refused.value.reason} {refused.value.what_to_do}"

    def test_the_page_says_modelled_everywhere(self, client, world):
        client.force_login(world.cast.people["analyst"])
        form = {"measure": "sdq-raised", "source": "typed", "population": POPULATION}
        page = client.post(at("areas", "small"), form).content.decode()
        rows = [row for row in page.split("<tr") if "Lochee" in row]
        assert rows
        assert all("odelled" in row for row in rows), "every row with a figure says so"
        assert "Modelled, not observed" in page

    def test_the_register_of_places_gives_the_numbers_where_it_has_them(self, client, world):
        client.force_login(world.cast.people["analyst"])
        form = {"measure": "sdq-raised", "source": "register"}
        assert "holds no data zones" in client.post(at("areas", "small"), form).content.decode()
        council = Area.objects.get(code="S12000042")
        zone = Area.objects.create(code="S02000001", name="Lochee", kind="intermediate-zone", parent=council)
        for number, (decile, children) in enumerate(((1, 300), (2, 100), (9, 50)), start=1):
            own = Area.objects.create(
                code=f"S0100000{number}", name=f"Zone {number}", kind="data-zone", parent=zone
            )
            AreaCode.objects.create(area=own, code=own.code)
            Deprivation.objects.create(area=own, edition="SIMD 2020", rank=number, decile=decile)
            Population.objects.create(
                area=own, year=2022, age_from=0, age_to=17, persons=children, source="test"
            )
        found = local_small_areas.population_from_register(world.cast.partnership)
        counted = {row["simd_quintile"]: row["people"] for row in found}
        assert counted == {"1": 400, "5": 50}
