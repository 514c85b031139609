"""Every limit, at it and one step to either side of it."""

from dataclasses import replace

import highspy
import numpy as np
import pytest

from realign.methods.disclosure import (
    AmountTable,
    CellRule,
    CountTable,
    DisclosureError,
    Key,
    PublishedTable,
    Relation,
    ReleaseRefused,
    Zeros,
    attack,
    controlled_rounding,
    profile,
    protect,
    round_half_up,
)
from realign.methods.disclosure.attack import EarlierReleases
from realign.methods.disclosure.polytope import QUIET, set_up
from realign.methods.disclosure.profiles import too_few
from realign.methods.disclosure.release import merges, pose, tells_more_than_proved
from realign.methods.disclosure.tables import dominated, too_close
from realign.methods.signs import Sign
from tests.methods.disclosure.tables_for_tests import FEWER_THAN_5

C = "[c]"
ACRO = profile("acro")
ONS = profile("ons-10-5")
KNOWS_NO_RULES = replace(FEWER_THAN_5, threshold=0, hidden_is_at_least=0)


def counts_by_area(counts, **more):
    return CountTable.from_rows([{"area": area, "n": n} for area, n in counts.items()], ("area",), **more)


def shown_by_area(values, **more):
    rows = [{"area": area, "value": value} for area, value in values.items()]
    return PublishedTable.from_rows(rows, ("area",), **more)


class TestThreshold:
    @pytest.mark.parametrize(
        ("count", "rule"),
        [(0, None), (1, CellRule.TOO_FEW), (4, CellRule.TOO_FEW), (5, None), (6, None)],
    )
    def test_a_count_from_one_to_one_below_it_is_too_few(self, count, rule):
        assert too_few(count, FEWER_THAN_5) is rule

    @pytest.mark.parametrize(("count", "rule"), [(0, CellRule.ZERO), (9, CellRule.TOO_FEW), (10, None)])
    def test_a_nought_is_hidden_only_where_the_rules_hide_noughts(self, count, rule):
        assert too_few(count, ACRO) is rule

    @pytest.mark.parametrize("count", [0, 1, 4])
    def test_a_threshold_of_nought_hides_nothing_for_being_small(self, count):
        assert too_few(count, replace(FEWER_THAN_5, threshold=0)) is None

    @pytest.mark.parametrize(("threshold", "hidden"), [(9, False), (10, True), (11, True)])
    def test_another_threshold_widens_what_an_attacker_may_not_know_to_match(self, threshold, hidden):
        rules = FEWER_THAN_5.with_threshold(threshold)
        assert (too_few(9, rules) is CellRule.TOO_FEW) is hidden
        assert rules.wider_than == threshold
        assert not rules.verified

    def test_the_same_threshold_is_the_same_profile(self):
        assert FEWER_THAN_5.with_threshold(5) is FEWER_THAN_5

    @pytest.mark.parametrize(("contributors", "rule"), [(2, CellRule.TOO_FEW), (3, None)])
    def test_an_amount_of_fewer_contributors_than_it_is_hidden(self, contributors, rule):
        rows = [{"area": "A", "who": str(n), "paid": 10} for n in range(contributors)]
        table = AmountTable.from_rows(rows, ("area",), "paid", "who")
        found = table.sensitive(replace(ACRO, threshold=3, dominance_n=0, p_percent=0))
        assert found.get(Key.of({"area": "A"}, "amount")) is rule

    def test_contributors_who_paid_nothing_make_no_amount_sensitive(self):
        table = AmountTable.from_rows([{"area": "A", "who": "x", "paid": 0}], ("area",), "paid", "who")
        assert table.sensitive(ACRO) == {}
        assert table.worth_hiding(ACRO) == set()


class TestFeasibilityInterval:
    """`wider_than` 5: an interval that spans 5 is too narrow, one that spans 6 is not."""

    @pytest.mark.parametrize(("together", "narrow"), [(2, True), (7, True), (8, False), (9, False)])
    def test_two_hidden_counts_are_each_from_one_to_all_but_one(self, together, narrow):
        """Where a nought is always shown, neither can be one."""
        found = attack(shown_by_area({"A": C, "B": C, "Total": together}), rules=FEWER_THAN_5)
        expected = (1, together - 1, narrow)
        assert [(each.lower, each.upper, each.too_narrow) for each in found] == [expected] * 2

    @pytest.mark.parametrize(("together", "narrow"), [(10, True), (11, False)])
    def test_where_noughts_are_hidden_they_are_as_wide_as_what_they_come_to(self, together, narrow):
        found = attack(shown_by_area({"A": C, "B": C, "Total": together}), rules=ACRO)
        assert [(each.lower, each.upper, each.too_narrow) for each in found] == [(0, together, narrow)] * 2

    @pytest.mark.parametrize(("same_answer", "least"), [(True, 0), (False, 1)])
    def test_among_answers_a_nought_is_hidden_only_by_rules_that_hide_groups_with_one_answer(
        self, same_answer, least
    ):
        rules = replace(FEWER_THAN_5, same_answer=same_answer)
        rows = [{"answer": answer, "value": value} for answer, value in (("yes", C), ("no", C), ("Total", 9))]
        found = attack(PublishedTable.from_rows(rows, ("answer",), answers=("answer",)), rules=rules)
        assert [(each.lower, each.upper) for each in found] == [(least, 9 - least)] * 2

    def test_six_noughts_excluded_six_cells_that_come_to_six_are_ones(self):
        found = attack(shown_by_area({f"A{n}": C for n in range(6)} | {"Total": 6}), rules=FEWER_THAN_5)
        assert [(each.lower, each.upper, each.too_narrow) for each in found] == [(1, 1, True)] * 6

    @pytest.mark.parametrize(("together", "narrow"), [(100 + 9.9, True), (110, True), (110.2, False)])
    def test_an_amount_is_too_narrow_up_to_p_per_cent_of_the_most_it_could_be(self, together, narrow):
        """A lies between 100 and what A and B come to, because B is at most what it comes to with D."""
        spent = "spend"
        a, b, d = (Key.of({"area": area}, spent) for area in "ABD")
        with_d, everybody = Key.of({"area": "B and D"}, spent), Key.of({"area": "A and B"}, spent)
        published = PublishedTable(
            "spend",
            dict.fromkeys((a, b, d), Sign.CONFIDENTIAL) | {everybody: together, with_d: together - 100},
            (Relation(everybody, (a, b)), Relation(with_d, (b, d))),
            amounts=frozenset({spent}),
        )  # fmt: skip
        rules = replace(ACRO, p_percent=10 / 110)
        (found,) = [each for each in attack(published, rules=rules) if each.key == a]
        assert (found.lower, found.upper) == pytest.approx((100, together))
        assert found.too_narrow is narrow

    @pytest.mark.parametrize(("most", "given_away"), [(1099, True), (1100, True), (1102, False)])
    def test_an_earlier_release_gives_an_amount_away_up_to_p_per_cent_of_the_most_it_could_be(
        self, most, given_away
    ):
        key, nothing = Key.of({"area": "A"}, "spend"), np.zeros(0)
        earlier = EarlierReleases(
            frozenset(), frozenset({key}), nothing, nothing, {key: (1000, most)}, frozenset({"spend"})
        )
        assert (key in earlier.given_away(replace(ACRO, p_percent=100 / 1100))) is given_away

    @pytest.mark.parametrize(("most", "given_away"), [(5, True), (6, False)])
    def test_an_earlier_release_gives_a_count_away_up_to_the_width_asked_for(self, most, given_away):
        key, nothing = Key.of({"area": "A"}), np.zeros(0)
        earlier = EarlierReleases(
            frozenset(), frozenset({key}), nothing, nothing, {key: (0, most)}, frozenset()
        )
        assert (key in earlier.given_away(FEWER_THAN_5)) is given_away

    @pytest.mark.parametrize(("left", "narrow"), [(0, False), (1, True), (4, True), (5, False)])
    def test_what_a_total_holds_beyond_its_parts_is_told_when_it_is_small(self, left, narrow):
        found = attack(shown_by_area({"A": 50, "Total": 50 + left}), rules=FEWER_THAN_5)
        assert [(each.lower, each.upper) for each in found] == ([(left, left)] if narrow else [])

    @pytest.mark.parametrize(
        ("counts", "least"), [({"A": 3, "B": 3, "C": 90}, 6), ({"A": 1, "B": 4, "C": 90}, 6)]
    )
    def test_what_is_protected_is_wider_than_the_limit(self, counts, least):
        found = attack(protect([counts_by_area(counts)], FEWER_THAN_5))
        assert found
        assert all(each.width >= least and not each.too_narrow for each in found)

    def test_a_finding_says_exactly_or_from_where_to_where(self):
        found = attack(shown_by_area({"A": C, "B": 7, "Total": 10}), rules=FEWER_THAN_5)
        assert [str(each) for each in found] == ["area A: exactly 3"]
        endless = attack(shown_by_area({"A": C, "B": 7}), rules=FEWER_THAN_5)
        assert [str(each) for each in endless] == ["area A: 1 to no limit"]


class TestWhatIsToldBesideTheProof:
    """A table that tells more of a cell, at either end, than the proof allowed is not let out."""

    @pytest.mark.parametrize(
        ("floor", "ceiling", "tells_more"),
        [("truth", "truth", False), (0, "truth", True), ("truth", np.inf, True), (0, np.inf, True)],
    )
    def test_either_end_is_enough(self, floor, ceiling, tells_more):
        table = counts_by_area({"A": 20, "B": 30})
        safe, problem = protect([table], FEWER_THAN_5), pose([table], FEWER_THAN_5, (), (), ()).problem
        limits = {
            name: problem.truth if limit == "truth" else np.full(len(problem.truth), float(limit))
            for name, limit in {"floor": floor, "ceiling": ceiling}.items()
        }
        everything = np.ones(len(problem.truth), dtype=np.bool_)
        assert tells_more_than_proved(safe, (), replace(problem, **limits), everything) is tells_more


class TestProtectionLevel:
    def test_that_of_a_count_is_the_next_whole_number_above_the_width(self):
        problem = pose([counts_by_area({"A": 3, "B": 90})], FEWER_THAN_5, (), (), ()).problem
        assert set(problem.protection_level) == {6}

    def test_that_of_an_amount_exceeds_the_share_of_the_most_it_could_be(self):
        """Of 900 an interval of 100 reaches 1,000, of which 100 is exactly a tenth; a thousandth more is enough."""
        rows = [{"area": "A", "who": "x", "paid": 900}]
        table = AmountTable.from_rows(rows, ("area",), "paid", "who")
        problem = pose([table], replace(ACRO, p_percent=0.1), (), (), ()).problem
        assert problem.protection_level == pytest.approx([100.1, 100.1])


class TestSolver:
    @pytest.mark.parametrize("option", [{"mip_relative_gap": 0.1}, {"presolve": "perhaps"}])
    def test_an_option_that_it_does_not_know_is_refused(self, option):
        (name,) = option
        with pytest.raises(ValueError, match=f"The solver has no option {name} that can be"):
            set_up(highspy.Highs(), **QUIET, **option)


class TestRoundedNumbers:
    @pytest.mark.parametrize(
        ("count", "base", "rounded"),
        [(0, 5, 0), (2, 5, 0), (2.5, 5, 5), (7.5, 5, 10), (4, 10, 0), (5, 10, 10), (14, 10, 10), (15, 10, 20), (7, 1, 7)],
    )  # fmt: skip
    def test_halves_go_up(self, count, base, rounded):
        assert round_half_up(count, base) == rounded

    @pytest.mark.parametrize("base", [0, -5])
    def test_a_base_is_one_or_more(self, base):
        with pytest.raises(DisclosureError, match="a base of 1 or more"):
            round_half_up(3, base)

    def test_a_rounded_number_stands_for_all_that_round_to_it(self):
        """10 stands for 8 to 12 and 5 for 3 to 7, so what is hidden beside 5 in 10 is 1 to 9."""
        (found,) = attack(shown_by_area({"A": C, "B": 5, "Total": 10}, round_to=5), rules=KNOWS_NO_RULES)
        assert (found.lower, found.upper) == (1, 9)

    def test_a_rounded_nought_stands_for_no_fewer_than_nobody(self):
        (found,) = attack(shown_by_area({"A": C, "B": 0, "Total": 10}, round_to=5), rules=KNOWS_NO_RULES)
        assert (found.lower, found.upper) == (6, 12)

    @pytest.mark.parametrize(
        ("rules", "rounded", "total", "expected"),
        [
            (ONS, 10, 30, (16, 22)),  # 10 may stay, so it is 10 to 12; 30 is 28 to 32
            (ONS, 0, 30, (28, 32)),  # 1 and 2 would be hidden, so 0 is 0
            (ONS, 15, 30, (11, 19)),
            (FEWER_THAN_5, 5, 10, (1, 7)),  # 5 to 7 and 8 to 12
            (ACRO, 10, 30, (16, 22)),
        ],
    )
    def test_a_rounded_number_that_is_shown_is_a_nought_or_as_large_as_the_threshold(
        self, rules, rounded, total, expected
    ):
        (found,) = attack(shown_by_area({"A": C, "B": rounded, "Total": total}, round_to=5), rules=rules)
        assert (found.lower, found.upper) == expected

    def test_a_number_rounded_to_keep_sums_moves_by_less_than_the_base(self):
        """20 stands for 16 to 24 and 50 for 46 to 54; without the rules 15 and 45 are not ruled out."""
        shown = shown_by_area({"A": C, "B": 20, "Total": 50}, round_to=10)
        for rules, expected in ((ONS, (22, 38)), (KNOWS_NO_RULES, (21, 39))):
            (found,) = attack(shown, rules=rules)
            assert (found.lower, found.upper) == expected

    def test_what_was_public_before_says_nothing_about_the_rules(self):
        """8 is below the threshold of ten, but an earlier table showed it."""
        before = shown_by_area({"B": 8})
        (found,) = attack(shown_by_area({"A": C, "B": 10, "Total": 30}, round_to=5), [before], rules=ONS)
        assert (found.lower, found.upper) == (20, 24)

    @pytest.mark.parametrize("count", [0, 5, 10])
    def test_controlled_rounding_leaves_what_is_a_multiple(self, count):
        key = Key.of({"area": "A"})
        assert controlled_rounding({key: count}, (), 5) == {key: count}

    @pytest.mark.parametrize(("count", "rounded"), [(1, 0), (2, 0), (3, 5), (4, 5)])
    def test_controlled_rounding_alone_goes_to_the_nearest(self, count, rounded):
        key = Key.of({"area": "A"})
        assert controlled_rounding({key: count}, (), 5) == {key: rounded}

    def test_controlled_rounding_needs_every_count(self):
        whole, part = Key.of({}), Key.of({"area": "A"})
        with pytest.raises(DisclosureError, match="none for area A"):
            controlled_rounding({whole: 5}, [Relation(whole, (part,))], 5)


class TestDominance:
    """ACRO: the two largest hold 90% or more."""

    @pytest.mark.parametrize(
        ("contributions", "is_dominated"),
        [
            ([80, 10, 10], True),  # exactly 90%
            ([79, 10, 11], True),
            ([78, 11, 11], False),  # 89%
            ([10, 10, 80], True),
            ([50], True),
            ([], False),
            ([0, 0], False),
        ],
    )
    def test_the_share_itself_is_too_much(self, contributions, is_dominated):
        assert dominated(contributions, ACRO) is is_dominated

    def test_rules_without_dominance_find_none(self):
        assert not dominated([100], replace(ACRO, dominance_n=0))

    def test_as_many_contributors_as_are_counted_hold_it_all(self):
        assert dominated([1, 1], ACRO)
        assert dominated([1, 1], replace(ACRO, dominance_k=1.0))


class TestPPercent:
    """ACRO: what the others hold is less than 10% of the largest."""

    @pytest.mark.parametrize(
        ("contributions", "is_too_close"),
        [
            ([100, 50, 9], True),
            ([100, 50, 10], False),  # exactly 10%
            ([100, 50, 11], False),
            ([9, 50, 100], True),
            ([100, 100], True),
            ([100], True),
            ([], False),
        ],
    )
    def test_the_share_itself_is_far_enough(self, contributions, is_too_close):
        assert too_close(contributions, ACRO) is is_too_close

    def test_rules_without_it_find_none(self):
        assert not too_close([100, 1], replace(ACRO, p_percent=0.0))

    def test_it_is_named_where_dominance_does_not_reach(self):
        rows = [{"area": "A", "who": who, "paid": paid} for who, paid in (("x", 100), ("y", 50), ("z", 9))]
        table = AmountTable.from_rows(rows, ("area",), "paid", "who")
        found = table.sensitive(replace(ACRO, threshold=3, dominance_n=1, dominance_k=0.9))
        assert set(found.values()) == {CellRule.TOO_CLOSE}
        safe_rules = replace(ACRO, threshold=3, dominance_n=1, dominance_k=0.9, p_percent=0.09)
        assert table.sensitive(safe_rules) == {}


class TestProfiles:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"threshold": -1}, {"wider_than": -1}, {"hidden_is_at_least": 2}, {"hidden_is_at_least": -1},
            {"hidden_is_at_least": 1, "zeros": Zeros.HIDE}, {"round_to": -1}, {"p_percent": -0.01},
            {"p_percent": 1}, {"dominance_k": 0}, {"dominance_k": 1.01},
        ],
    )  # fmt: skip
    def test_numbers_beyond_their_limits_are_refused(self, wrong):
        with pytest.raises(DisclosureError, match="profile fewer-than-5"):
            replace(FEWER_THAN_5, **wrong)

    @pytest.mark.parametrize(
        "right",
        [
            {"threshold": 0}, {"wider_than": 0}, {"round_to": 0}, {"p_percent": 0}, {"p_percent": 0.99},
            {"dominance_k": 0.01}, {"dominance_k": 1},
        ],
    )  # fmt: skip
    def test_numbers_at_their_limits_are_taken(self, right):
        assert replace(FEWER_THAN_5, **right)


class TestMerging:
    def finding(self, counts):
        table = counts_by_area(counts)
        found = attack(shown_by_area({**dict.fromkeys(counts, C), "Total": 6}), rules=FEWER_THAN_5)
        return [each for each in found if each.key == Key.of({"area": "A"})], table

    @pytest.mark.parametrize(("beside", "offered"), [(2, False), (3, True), (4, True)])
    def test_levels_are_merged_when_together_they_are_large_enough(self, beside, offered):
        findings, table = self.finding({"A": 2, "B": beside})
        assert merges(findings, [table], threshold=5) == (
            ("Merge area A with area B, in every table that shows them.",) if offered else ()
        )

    def test_the_smallest_that_is_large_enough_is_offered(self):
        findings, table = self.finding({"A": 2, "B": 9, "C": 3, "D": 2})
        assert merges(findings, [table], threshold=5) == (
            "Merge area A with area C, in every table that shows them.",
        )

    @pytest.mark.parametrize(("count", "says"), [(5, ""), (6, "; and 1 more")])
    def test_a_refusal_names_five_findings_and_counts_the_rest(self, count, says):
        values = {f"A{n}": C for n in range(count)}
        found = attack(shown_by_area(values | {"Total": count + 3}), rules=FEWER_THAN_5)
        refused = ReleaseRefused(found, "No.")
        named = "; ".join(f"area A{n}: 1 to 4" for n in range(5))
        assert str(refused) == f"No. A reader could work out: {named}{says}."


class TestAmountsThatNearlyAddUp:
    @pytest.mark.parametrize(("whole", "rest"), [(1_000_000.5, 0), (1_000_001.5, 1.5)])
    def test_less_than_a_millionth_is_a_matter_of_rounding(self, whole, rest):
        from realign.methods.disclosure.relations import Layout, find_relations

        layout = Layout.of(("area",), "spend")
        cells = {("A",): 400_000.0, ("B",): 600_000.0, ("Total",): whole}
        (relation,), left_out = find_relations(cells, layout, True)
        assert list(left_out.values()) == ([pytest.approx(rest)] if rest else [])
        assert len(relation.parts) == (3 if rest else 2)
