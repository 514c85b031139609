"""Tables worked out together: shares and means, safe beside each other and beside all that is out."""

import ibis
import numpy as np
import pytest

from realign.analyse.surveys.data.measures import UNKNOWN
from realign.analyse.surveys.designs import actions as design_actions
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import actions as release_actions
from realign.analyse.surveys.tables import comparison as table_comparison
from realign.analyse.surveys.tables import pictures as table_pictures
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.presenters import words as table_words
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.work.jobs import run
from realign.methods.disclosure import Key, attack
from realign.methods.survey import Design, Stat, SurveyIndicator, differences
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release, ReleasedCell
from realign.registers.evidence.presenters import released as evidence_presenters
from tests.support.survey import answers, survey_world

pytestmark = pytest.mark.slow
RULES = ("fewer-than-5", "logit")


def ask_for(world, measure="sdq-raised", by=("council",)):
    return table_queries.asked_for(world.survey, measure, by, *RULES)


def work_out(world, *asked):
    return table_queries.work_out_tables(world.survey, list(asked), world.analyst.at.date())


def seen_of(world, measure="sdq-raised", by=("council",)):
    return ProtectedTable.of(*work_out(world, ask_for(world, measure, by)))


@pytest.fixture
def waves(tayside):
    return survey_world(tayside, few=12, waves=True)


def published(world, measures, breakdowns):
    request = release_actions.ask_for_publication(
        by=world.analyst,
        survey=world.survey,
        measures=measures,
        breakdowns=breakdowns,
        profile="fewer-than-5",
    )
    run(request.job_id)
    request.refresh_from_db()
    return request


def let_out(world, request, slug="wave"):
    release_actions.submit_request(by=world.analyst, request=request)
    for checker in world.checkers:
        release_actions.give_view(by=checker, request=request, verdict="release", reason="Safe.")
    return release_actions.let_out(by=world.cast.actor("coordinator"), request=request, slug=slug)


class TestUnknown:
    @pytest.fixture
    def world(self, tayside):
        return survey_world(tayside, few=12, unknown=True)

    def test_pupils_of_no_known_level_are_a_row_so_that_rows_add_up(self, world):
        seen = seen_of(world, by=("sex",))
        counts = {(row["sex"], row["answer"]): row["value"] for row in seen.rows}
        assert counts["Total", "Total"] == 480
        assert counts[UNKNOWN, "Total"] == 48
        assert sum(counts[level, "Total"] for level in ("1", "2", UNKNOWN)) == 480

    def test_every_table_of_a_measure_counts_the_same_pupils(self, world):
        world.released(slug="first", breakdown=("sex",))
        second = world.released(slug="second", breakdown=("council",))
        assert evidence.cell_for(second).base == 480

    def test_they_are_neither_drawn_nor_compared(self, world):
        seen = seen_of(world, by=("sex",))
        path = design_queries.data_path(world.survey, world.analyst.at.date())
        compared = table_comparison.between_groups(world.survey, path, seen)
        assert [one.group for one in compared] == [("2",)]
        assert "Not known" not in str(table_pictures.chart_of(seen).rows)


class TestMeans:
    def test_a_mean_is_the_weighted_mean_and_shows_no_counts(self, world):
        seen = seen_of(world, "sdq-mean")
        rows = [row for row in answers().to_pylist() if row["council"] == "S12000042"]
        expected = np.average([row["sdq_total"] for row in rows], weights=[row["weight"] for row in rows])
        assert seen.shown[("S12000042",)].estimate == pytest.approx(expected, rel=1e-12)

    def test_means_of_few_are_hidden_with_another_so_that_none_can_be_worked_out(self, tayside):
        world = survey_world(tayside)
        rare = {"S12000041": 20, "S12000042": 160, "S12000048": 160}
        kept = [
            row
            for council, most in rare.items()
            for row in [one for one in answers().to_pylist() if one["council"] == council][
                :: 8 if most == 20 else 1
            ]
        ]
        table = _stored(world, kept)
        seen = ProtectedTable.of(
            *table_queries.work_out_tables(
                table,
                [table_queries.asked_for(table, "sdq-mean", ["council"], *RULES)],
                world.analyst.at.date(),
            )
        )
        assert ("S12000041",) in seen.hidden_groups, "20 pupils are fewer than 30"
        assert len(seen.hidden_groups) == 2, "one more, or the total would give it away"

    def test_a_released_table_of_means_reads_as_means(self, world):
        release = world.released(slug="means", measure="sdq-mean", breakdown=("council",))
        assert release.stat == Release.Stat.MEAN
        assert not ReleasedCell.objects.filter(release=release).exclude(base=None, count=None).exists()
        cells = evidence.cells(release)
        table = evidence_presenters.table_of(release, cells)
        assert list(table.headers)[-2:] == ["Mean", "95% interval"]
        assert "%" not in str(table.rows)
        header = evidence_presenters.csv_rows(release, cells)[0]
        assert "mean" in header
        assert evidence.ledger(world.cast.partnership, release.dataset_fingerprint) == []

    def test_means_that_are_out_by_a_column_with_blanks_are_held_against_a_table_by_another(self, tayside):
        world = survey_world(tayside, few=12, blank=True)
        world.released(slug="means", measure="sdq-mean", breakdown=("sex",))
        ((_, columns, groups),) = table_queries.released(world.survey).means
        assert (columns, {group[0] for group in groups}) == (("sex",), {"Total", "1", "2", UNKNOWN})
        again = seen_of(world, measure="sdq-mean", by=("council",))
        assert {group for group, shown in again.shown.items()} >= {("Total",), ("S12000042",)}

    def test_a_second_table_of_means_is_tested_against_the_first(self, world):
        world.released(slug="means", measure="sdq-mean", breakdown=("council",))
        ledger = table_queries.released(world.survey)
        ((code, columns, groups),) = ledger.means
        assert (code, columns) == ("sdq-mean", ("council",))
        assert ("Total",) in groups
        again = seen_of(world, "sdq-mean", ("council", "sex"))
        assert again.shown


def _stored(world, rows):
    import pyarrow as pa

    from realign.foundations.files import actions as files
    from tests.support.survey import CODEBOOK

    dataset = files.store_dataset(
        by=world.cast.system, slug="rare", title="Rare", data=pa.Table.from_pylist(rows), columns=CODEBOOK
    )
    return design_actions.create_survey(
        by=world.cast.system, slug="rare", title="Rare", wave="2026", population="Some", dataset=dataset,
        stratum="council", psu="school", weight="weight",
    )  # fmt: skip


class TestReliability:
    def test_a_share_of_few_answers_is_low_and_not_shown(self, world):
        seen = seen_of(world, by=("council", "sex"))
        few = seen.estimates["S12000041", "2"]
        assert (few.withheld, "relative standard error" in few.low) == (True, True)
        assert ("S12000041", "2") not in seen.shown

    def test_low_reliability_travels_into_the_released_table(self, tayside):
        world = survey_world(tayside, few=5)
        release = world.released(breakdown=("council", "sex"))
        cell = evidence.cell_for(release, council="S12000041", sex="2")
        assert cell.symbol == "[u]" or cell.low
        assert cell.why_hidden or cell.low


class TestPublication:
    def test_all_tables_go_out_together_and_say_the_same_as_each_alone(self, world):
        request = published(world, ["sdq-raised", "bullied"], [["council"], ["sex"], ["council", "sex"]])
        assert request.title == "Publication: 2 measures by 3 breakdowns"
        assert len(request.protected["tables"]) == 6
        out = let_out(world, request)
        assert len(out) == 6
        assert request.releases.count() == 6
        assert len({one.slug for one in out}) == 6
        alone = seen_of(world, "bullied", ("council",))
        released = next(one for one in out if one.measure_code == "bullied" and len(one.dims) == 1)
        cell = evidence.cell_for(released, council="S12000042")
        assert cell.estimate == pytest.approx(alone.shown["S12000042",].estimate, rel=1e-12)

    def test_tables_that_share_cells_hide_the_same_ones(self, world):
        tables = work_out(world, ask_for(world, by=("council", "sex")), ask_for(world, by=("council",)))
        assert tables[0].safe is tables[1].safe, "protected as one"
        assert not [finding for finding in attack(tables[0].safe) if finding.too_narrow]

    def test_the_attack_with_all_tables_out_finds_nothing_narrow(self, world):
        let_out(world, published(world, ["sdq-raised"], [["council"], ["sex"], ["council", "sex"]]))
        ledger = evidence.ledger(world.cast.partnership, world.survey.dataset.sha256)
        assert len(ledger) == 3
        assert not [one for one in attack(ledger[0], ledger[1:]) if one.too_narrow]

    def test_nothing_of_a_publication_goes_out_if_one_figure_changed(self, world):
        request = published(world, ["sdq-raised", "bullied"], [["council"]])
        ReleaseRequest.objects.filter(pk=request.pk).update(fingerprint="other")
        with pytest.raises(Exception, match="differ from the one that was checked"):
            let_out(world, request)
        assert Release.objects.count() == 0

    def test_two_measures_of_one_question_were_answered_by_the_same_pupils(self, world):
        world.released(slug="raised", breakdown=("council",))
        ledger = table_queries.released(world.survey)
        assert ledger.questions == {"sdq-raised": "sdq_total"}
        shown = ledger.counts[0].shown
        assert shown[Key.of({"council": "S12000042"}, "sdq-raised")] == 160

    def test_an_answer_of_any_question_can_be_asked_for(self, world):
        seen = seen_of(world, "bullied_last_year=2")
        assert seen.wanted.measure.title == "Bullied: No"
        assert 0 < seen.shown[("Total",)].estimate < 1


class TestTests:
    def test_differences_are_those_of_the_method(self, world):
        seen = seen_of(world, by=("council",))
        path = design_queries.data_path(world.survey, world.analyst.at.date())
        compared = table_comparison.between_groups(world.survey, path, seen, "S12000042")
        table = ibis.read_parquet(path).mutate(raised=(ibis._.sdq_total >= 15).cast("int8"))
        design = Design(weight="weight", strata="council", psu="school")
        straight = differences(
            table,
            design,
            indicators=[SurveyIndicator("raised", Stat.PROPORTION)],
            between="council",
            reference="S12000042",
        )
        expected = {row["group"]: row["p_value"] for row in straight.rows()}
        assert {one.group[0]: one.p_value for one in compared} == pytest.approx(expected, rel=1e-9)
        assert len(compared) == 2

    def test_what_is_hidden_is_not_compared(self, world):
        seen = seen_of(world, by=("council", "sex"))
        path = design_queries.data_path(world.survey, world.analyst.at.date())
        compared = table_comparison.between_groups(world.survey, path, seen)
        assert seen.hidden_groups
        assert not {one.group for one in compared} & seen.hidden_groups

    def test_the_words_follow_the_test_and_not_the_overlap(self, world):
        seen = seen_of(world, by=("council",))
        group = ("S12000042",)
        near = table_comparison.TestedDifference(group, "Angus", 0.35, 0.30, 0.05, 0.01, 0.09, 0.02)
        same = table_comparison.TestedDifference(group, "Angus", 0.35, 0.30, 0.05, -0.01, 0.11, 0.11)
        assert "5.0 percentage points more" in table_words.compared_words(seen, near)
        assert "no difference from Angus (30%) can be shown" in table_words.compared_words(seen, same)
        assert table_words.group_lines(seen, [near, same])[0].endswith(
            "Dundee City 5.0 percentage points more (35%); no difference can be shown for Dundee City (35%)."
        )

    def test_waves_are_compared_group_by_group(self, waves):
        now, on = seen_of(waves, by=("council",)), waves.analyst.at.date()
        before = waves.survey.earlier
        earlier = ProtectedTable.of(
            table_queries.work_out_table(
                before, table_queries.asked_for(before, "sdq-raised", ["council"], *RULES), on
            )
        )
        moved = table_comparison.with_earlier(now, earlier, "March 2024")
        dundee = next(one for one in moved if one.group == ("S12000042",))
        first, second = earlier.shown["S12000042",], now.shown["S12000042",]
        assert dundee.difference == pytest.approx(second.estimate - first.estimate)
        assert (dundee.differs, dundee.p_value < 0.001) == (True, True)
        assert table_words.wave_lines(now, moved)[0].startswith("Higher than before: All pupils")

    @pytest.mark.parametrize(
        ("differing", "count", "says"),
        [
            (0, 1, "No difference can be shown, by a test at 5%."),
            (1, 1, "They differ, by a test at 5%."),
            (
                2,
                2,
                "2 of 2 comparisons show a difference, by a test of each at 5%. By chance alone one "
                "test in twenty does.",
            ),
            (0, 2, "None of 2 comparisons show a difference"),
            (5, 40, "By chance alone about 2 would."),
        ],
    )
    def test_the_summary_says_what_many_tests_are_worth(self, world, differing, count, says):
        seen = seen_of(world)
        one = ("S12000042",), "Angus", 0.3, 0.2, 0.1, 0.0, 0.2
        compared = [
            table_comparison.TestedDifference(*one, 0.01 if n < differing else 0.5) for n in range(count)
        ]
        assert says in table_words.summary(seen, compared)
