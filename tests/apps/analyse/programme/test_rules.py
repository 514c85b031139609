"""Capacity, timeline, readiness and signatures: arithmetic and truth tables, without the database."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.analyse.programme.rules.capacity import (
    busiest,
    capacity,
    check_room,
    consultants_warning,
    slots,
)
from realign.analyse.programme.rules.readiness import NEXT, check_may_start, next_step, stage_of
from realign.analyse.programme.rules.timeline import latest_start, months_after, timeline
from realign.analyse.programme.types import AreaStage, Facts, Judged, Lengths, ReadinessVerdict, Signatures
from realign.foundations.partnerships.types import Refusal

OF_2015 = Lengths(readiness=2, evidence=2, support=12)
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 31))
SECTORS = ("Education", "Social services", "Health", "Elected members")
PURPOSES = ("Evidence may be collected", "Findings will be used")
ASKED = tuple((sector, purpose) for sector in SECTORS for purpose in PURPOSES)
READY = ReadinessVerdict((Judged("Acceptance", True, "Minute"), Judged("Governance", True, "Minute")))


def signed(*missing):
    return Signatures(ASKED, frozenset(ASKED) - set(missing))


class TestCapacity:
    def test_ana_05_two_slots_of_three_for_three_years_are_18_and_with_the_three_before_21(self):
        found = capacity(slots_a_year=2, areas_per_slot=3, years=3, before=3)
        assert (found.new, found.all) == (18, 21)

    def test_ana_05_a_fourth_area_in_a_slot_is_refused(self):
        check_room("September 2015", 2, 3)
        with pytest.raises(Refusal, match="3 of 3 places are taken"):
            check_room("September 2015", 3, 3)

    def test_the_slots_of_2015_to_2018_are_six(self):
        found = slots(date(2015, 4, 17), 3, [9, 3])
        assert (len(found), found[0], found[-1]) == (6, date(2015, 9, 1), date(2018, 3, 1))

    @given(DAYS, st.integers(1, 9), st.sets(st.integers(1, 12), min_size=1))
    def test_there_is_one_slot_for_each_month_of_each_year(self, starts, years, months):
        found = slots(starts, years, months)
        assert len(found) == years * len(months)
        assert found == sorted(set(found))
        assert all(day.month in months and day >= starts.replace(day=1) for day in found)

    @pytest.mark.parametrize(
        "wrong", [{"slots_a_year": 0}, {"areas_per_slot": 0}, {"years": 0}, {"before": -1}]
    )
    def test_capacity_of_nothing_is_a_mistake(self, wrong):
        with pytest.raises(ValueError, match=r"Capacity needs|cannot be below"):
            capacity(**{"slots_a_year": 2, "areas_per_slot": 3, "years": 3, **wrong})


class TestConsultants:
    SIX = [(date(2015, 6, 1), date(2016, 5, 31))] * 6

    def test_ana_06_six_at_a_time_are_well_and_a_seventh_warns(self):
        assert consultants_warning(self.SIX, 6) == ""
        warning = consultants_warning([*self.SIX, (date(2016, 3, 1), date(2017, 2, 28))], 6)
        assert "7 areas would have consultants at the same time from 1 March 2016" in warning

    def test_a_seventh_after_the_others_have_ended_does_not_warn(self):
        assert consultants_warning([*self.SIX, (date(2016, 6, 1), date(2017, 5, 31))], 6) == ""

    def test_nobody_is_nobody(self):
        assert busiest([]).areas == 0

    @given(
        st.lists(
            st.tuples(st.integers(0, 60), st.integers(0, 30)).map(
                lambda pair: (
                    date(2015, 1, 1) + timedelta(days=pair[0]),
                    date(2015, 1, 1) + timedelta(days=sum(pair)),
                )
            ),
            max_size=12,
        )
    )
    def test_the_busiest_day_is_the_one_that_a_count_day_by_day_finds(self, spans):
        days = [date(2015, 1, 1) + timedelta(days=n) for n in range(100)]
        counts = [sum(first <= day <= last for first, last in spans) for day in days]
        found = busiest(spans)
        assert found.areas == max(counts)
        if found.on is not None:
            assert found.on == days[counts.index(max(counts))]


class TestTimeline:
    def test_ana_07_a_start_on_1_june_2015_has_its_evidence_by_30_september_and_ends_by_31_may(self):
        found = timeline(date(2015, 6, 1), OF_2015)
        assert found.evidence_complete_by == date(2015, 9, 30)
        assert found.natural_end <= date(2016, 5, 31)
        assert [phase.name for phase in found.phases] == [
            "Preparation", "Evidence gathering", "Development days", "Support, tapering",
        ]  # fmt: skip
        assert found.phases[2].note.startswith("2 separate days")

    @given(DAYS, st.integers(0, 6), st.integers(1, 6), st.integers(0, 12))
    def test_parts_follow_each_other_without_a_gap_and_lie_within_the_support(
        self, start, ready, gather, more
    ):
        found = timeline(start, Lengths(ready, gather, ready + gather + more))
        *parts, support = found.phases
        assert support.first == start
        assert support.last == found.natural_end <= months_after(start, ready + gather + more)
        assert parts[0].first == start
        for one, after in pairwise(parts):
            assert after.first == one.last + timedelta(days=1)
        assert all(phase.first <= phase.last <= found.natural_end for phase in found.phases)

    @given(DAYS, DAYS)
    def test_who_starts_later_is_never_done_earlier(self, one, other):
        one, other = sorted((one, other))
        assert timeline(one, OF_2015).evidence_complete_by <= timeline(other, OF_2015).evidence_complete_by

    @given(DAYS, st.integers(-40, 40))
    def test_months_after_keeps_the_day_where_the_month_has_it(self, day, months):
        found = months_after(day, months)
        assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
        assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)

    def test_to_be_surveyed_in_march_an_area_begins_by_1_january(self):
        assert latest_start(date(2027, 3, 1), OF_2015) == date(2027, 1, 1)

    @pytest.mark.parametrize("wrong", [(2, 0, 12), (-1, 2, 12), (8, 6, 12)])
    def test_lengths_that_cannot_be_are_refused(self, wrong):
        with pytest.raises(ValueError, match="months"):
            Lengths(*wrong)


class TestReadiness:
    @pytest.mark.parametrize(
        ("conditions", "ready", "missing"),
        [
            ((), False, ()),
            ((Judged("A", True, "Minute"),), True, ()),
            ((Judged("A", True, " "),), False, ("A",)),
            ((Judged("A", False, "Minute"),), False, ("A",)),
            ((Judged("A", True, "x"), Judged("B", True, "tbc")), False, ("A", "B")),
            ((Judged("A", True, "Minute"), Judged("B", True, "Letter"), Judged("C")), False, ("C",)),
            ((Judged("A", True, "Minute"), Judged("B", True, "Letter"), Judged("C", True, "Plan")), True, ()),
        ],
    )
    def test_ana_08_ready_only_when_every_condition_is_met_and_shown(self, conditions, ready, missing):
        found = ReadinessVerdict(conditions)
        assert (found.ready, found.missing) == (ready, missing)

    def test_ana_09_four_sectors_and_two_purposes_are_eight_signatures(self):
        assert len(ASKED) == 8
        check_may_start(READY, signed())

    @pytest.mark.parametrize("missing", ASKED, ids=str)
    def test_ana_09_with_7_of_8_an_area_cannot_start_whichever_is_missing(self, missing):
        with pytest.raises(Refusal, match="7 of 8 signatures are given") as refused:
            check_may_start(READY, signed(missing))
        assert missing[0] in refused.value.what_to_do

    def test_signatures_do_not_make_up_for_readiness_and_none_asked_is_not_all_given(self):
        with pytest.raises(Refusal, match="not ready yet: “Governance”"):
            check_may_start(ReadinessVerdict((Judged("Governance"),)), signed())
        assert not Signatures((), frozenset()).complete


class TestPipeline:
    @pytest.mark.parametrize(
        ("facts", "stage"),
        [
            ({}, AreaStage.INTERESTED),
            ({"contacted": True}, AreaStage.CONTACTED),
            ({"visited": True}, AreaStage.INTERESTED),
            ({"contacted": True, "visited": True}, AreaStage.VISITED),
            ({"contacted": True, "visited": True, "signed": True}, AreaStage.VISITED),
            ({"contacted": True, "visited": True, "ready": True}, AreaStage.READY),
            ({"contacted": True, "visited": True, "ready": True, "placed": True}, AreaStage.READY),
            ({"contacted": True, "visited": True, "ready": True, "signed": True}, AreaStage.SIGNED),
            (dict.fromkeys(("contacted", "visited", "ready", "signed", "placed"), True), AreaStage.PLACED),
            ({"started": True}, AreaStage.STARTED),
            ({"started": True, "ended": True}, AreaStage.ENDED),
            ({"placed_before": True}, AreaStage.EARLIER),
            ({"started": True, "withdrawn": True}, AreaStage.WITHDRAWN),
        ],
    )
    def test_prg_06_contact_visit_readiness_sign_off_tranche(self, facts, stage):
        assert stage_of(Facts(**facts)) is stage

    def test_every_stage_has_a_next_step(self):
        assert set(NEXT) == set(AreaStage)

    def test_the_next_step_names_who_is_missing(self):
        step = next_step(AreaStage.READY, READY, signed(("Health", "Findings will be used")))
        assert step == "Please ask for Health (findings will be used)."
        half = ReadinessVerdict((Judged("A", True, "Minute"), Judged("B")))
        assert "B" in next_step(AreaStage.VISITED, half, signed())
        assert (
            next_step(AreaStage.VISITED, ReadinessVerdict((Judged("A"),)), signed())
            == NEXT[AreaStage.VISITED]
        )
