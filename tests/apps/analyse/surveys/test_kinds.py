"""Kinds of figures, comparisons and places together in the table builder."""

from dataclasses import replace

import pytest
from django.urls import reverse

from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.release import actions as release_actions
from realign.analyse.surveys.tables import comparison as table_comparison
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.comparison import comparability
from realign.analyse.surveys.tables.presenters.tables import panel
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import TOTAL, profiles
from realign.methods.survey import SurveyError
from tests.support.survey import answers, survey_world

pytestmark = pytest.mark.slow
RULES = ("fewer-than-5", "logit")


@pytest.fixture
def world(tayside):
    return survey_world(tayside, few=12, waves=True)


def seen_of(world, measure, by=("council",), survey=None):
    survey = survey or world.survey
    asked = table_queries.asked_for(survey, measure, by, *RULES)
    return ProtectedTable.of(table_queries.work_out_table(survey, asked, world.analyst.at.date()))


def page_of(world, client, **asked):
    client.force_login(world.cast.people["analyst"])
    address = reverse("surveys:builder", args=["tayside", world.survey.slug])
    rest = {"profile": "fewer-than-5", "interval": "logit"}
    return client.get(address, {**rest, **asked}).content.decode()


class TestKinds:
    def test_a_number_of_pupils_is_the_weighted_count(self, world):
        seen = seen_of(world, "sdq-raised~total")
        rows = answers(12).to_pylist()
        for council in ("S12000041", "S12000042"):
            weights = [r["weight"] for r in rows if r["council"] == council and r["sdq_total"] >= 15]
            assert seen.shown[(council,)].estimate == pytest.approx(sum(weights))

    def test_the_total_of_all_councils_is_made_of_pupils_and_not_of_percentages(self, world):
        """ANA-13: one table with three councils and all together, recomputed and never averaged."""
        share, total = seen_of(world, "sdq-raised"), seen_of(world, "sdq-raised~total")
        councils = [group for group in total.shown if group != (TOTAL,)]
        assert len(councils) == 3
        assert total.shown[(TOTAL,)].estimate == pytest.approx(sum(total.shown[c].estimate for c in councils))
        rows = answers(12).to_pylist()
        pooled = sum(r["weight"] for r in rows if r["sdq_total"] >= 15) / sum(r["weight"] for r in rows)
        assert share.shown[(TOTAL,)].estimate == pytest.approx(pooled)

    def test_a_median_is_a_score_that_somebody_has(self, world):
        seen = seen_of(world, "sdq-mean~median")
        assert {one.estimate for one in seen.shown.values()} <= {7.0, 18.0}
        assert not seen.counts_pupils

    def test_a_ratio_of_a_score_to_itself_is_one(self, world):
        seen = seen_of(world, "sdq-mean~ratio:sdq_total")
        assert [one.estimate for one in seen.shown.values()] == pytest.approx([1.0] * 4)

    @pytest.mark.parametrize(
        "code", ["sdq-raised~median", "sdq-mean~total", "sdq-mean~ratio:weight", "sdq-mean~x"]
    )
    def test_a_kind_that_makes_no_sense_is_refused(self, world, code):
        with pytest.raises(Refusal, match="has no measure"):
            table_queries.asked_for(world.survey, code, (), *RULES)

    def test_a_total_hides_what_its_share_hides(self, tayside):
        small = survey_world(tayside, few=3)
        share = seen_of(small, "sdq-raised", ("council", "sex"))
        total = seen_of(small, "sdq-raised~total", ("council", "sex"))
        assert total.hidden_groups == share.hidden_groups != set()

    def test_a_total_may_not_tell_what_a_released_share_hides(self, tayside):
        small = survey_world(tayside, few=3)
        small.released(slug="shares", breakdown=("council", "sex"))
        hidden = seen_of(small, "sdq-raised", ("council", "sex")).hidden_groups
        assert hidden <= seen_of(small, "sdq-raised~total", ("council", "sex")).hidden_groups

    def test_no_number_of_pupils_is_shown_under_rules_that_round(self, world):
        asked = table_queries.asked_for(world.survey, "sdq-raised~total", ("council",), *RULES)
        rounded = next(one.name for one in profiles().values() if one.round_to)
        with pytest.raises(SurveyError, match="would tell the count"):
            table_queries.work_out_table(
                world.survey, replace(asked, profile=rounded), world.analyst.at.date()
            )

    def test_only_shares_and_means_may_be_asked_out(self, world):
        with pytest.raises(Refusal, match="cannot be released"):
            world.ask(measure="sdq-mean~median", breakdown=("council",))
        with pytest.raises(Refusal, match="cannot be released"):
            release_actions.ask_for_publication(
                by=world.analyst, survey=world.survey, measures=["sdq-raised~total"], breakdowns=[["council"]],
                profile="fewer-than-5",
            )  # fmt: skip

    def test_groups_and_waves_are_tested_whatever_the_kind(self, world):
        path = design_queries.data_path(world.survey, world.analyst.at.date())
        for code in ("sdq-raised~total", "sdq-mean~upper-quartile", "sdq-mean~ratio:sdq_total"):
            seen = seen_of(world, code)
            for one in table_comparison.between_groups(world.survey, path, seen):
                assert one.difference == pytest.approx(one.value - one.other)


class TestPage:
    def test_hidden_figures_are_explained_in_words(self, tayside):
        small = survey_world(tayside, few=3)
        said = panel(seen_of(small, "sdq-raised", ("council", "sex")))["hidden"]
        assert said[0].startswith("Hidden because it is based on too few pupils: Angus, Girls")
        assert said[1].startswith("Hidden because a figure for too few pupils could be calculated from it")

    def test_all_councils_together_are_named_and_explained(self, world, client):
        page = page_of(world, client, measure="sdq-raised", by="council")
        assert "All three councils" in page
        assert "It is not the average of their figures" in page

    def test_only_the_comparisons_ticked_are_shown(self, world, client):
        everything = page_of(world, client, measure="sdq-raised", by="council")
        for heading in (
            "Comparison of groups",
            "Change since March 2024",
            "Scotland and other areas",
        ):
            assert heading in everything
        some = page_of(world, client, measure="sdq-raised", by="council", chosen="1", compare="wave")
        assert "Change since" in some
        assert "Comparison of groups" not in some
        none = page_of(world, client, measure="sdq-raised", by="council", chosen="1")
        assert "Scotland and other areas" not in none

    def test_a_kind_that_does_not_fit_is_an_error_beside_its_field(self, world, client):
        page = page_of(world, client, measure="sdq-raised", kind="median")
        assert "A yes/no measure has no median" in page
        page = page_of(world, client, measure="sdq-mean", kind="total")
        assert "A mean has no number of pupils" in page

    def test_a_median_is_shown_and_stays_in_the_room(self, world, client):
        page = page_of(world, client, measure="sdq-mean", kind="median", by="council")
        assert "Difficulties score: median by council area" in page
        assert "Figures of this kind cannot be released" in page
        assert "Request release of this table" not in page


class TestComparability:
    """ANA-15: a difference between waves with its interval, and whether the question was the same."""

    def measure(self, world):
        return table_queries.asked_for(world.survey, "bullied", (), *RULES).measure

    def test_the_same_question_is_said_to_be_the_same(self, world, client):
        found = comparability(world.survey, world.survey.earlier, self.measure(world))
        assert found.is_same_question
        assert "The two waves can be compared" in page_of(world, client, measure="bullied")

    def test_other_answers_other_words_and_other_pupils_are_named(self, world):
        earlier = world.survey.earlier
        for column in earlier.dataset.columns:
            if column["name"] == "bullied_last_year":
                column["values"] = {**column["values"], "3": "Not sure"}
                column["label"] = "Bullied this year"
        earlier.population = "Pupils of S4"
        found = comparability(world.survey, earlier, self.measure(world))
        assert found.different == ("the wording of the question", "the answers offered", "who was asked")

    def test_what_people_wrote_is_shown_with_it(self, world, client):
        design_actions.change_survey(
            by=world.cast.actor("analyst"), survey=world.survey, revision=world.survey.revision,
            comparability="Asked in class this time.",
        )  # fmt: skip
        assert "Asked in class this time." in page_of(world, client, measure="sdq-raised")
