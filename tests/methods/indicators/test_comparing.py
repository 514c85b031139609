"""Comparing areas: funnels, families and ranks with their doubt."""

import csv
import json
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.indicators.compare import Comparison, compare, rank_in_group
from realign.methods.indicators.family_groups import Likeness, lgbf_family_groups
from realign.methods.indicators.funnel import (
    FunnelZone,
    count_funnel,
    count_lines,
    overdispersion,
    proportion_funnel,
    proportion_lines,
)
from realign.methods.intervals import Interval, wilson
from tests.support.realdata import data_path


def test_funnel_lines_narrow_as_areas_grow():
    lines = proportion_lines(0.3, [10, 100, 1000])
    widths = np.subtract(lines.outer_upper, lines.outer_lower)
    assert (np.diff(widths) < 0).all()
    counts = count_lines([2.0, 20.0, 200.0])
    assert counts.inner_lower[0] < counts.inner_lower[2] < 1 < counts.inner_upper[2] < counts.inner_upper[0]


def test_each_place_in_a_funnel():
    n = np.full(5, 400)
    shares = np.array([0.10, 0.155, 0.2, 0.245, 0.30])
    places = proportion_funnel(shares * n, n, average=0.2).places
    assert list(places) == [
        FunnelZone.LOW,
        FunnelZone.RATHER_LOW,
        FunnelZone.AS_EXPECTED,
        FunnelZone.RATHER_HIGH,
        FunnelZone.HIGH,
    ]
    assert count_funnel([100, 160], [100, 100]).places == (FunnelZone.AS_EXPECTED, FunnelZone.HIGH)


def test_an_area_of_nobody_has_no_place_on_a_funnel():
    with_nobody = proportion_funnel([20, 0, 35], [100, 0, 100])
    assert with_nobody.places[1] is None
    without = proportion_funnel([20, 35], [100, 100])
    assert (with_nobody.places[0], with_nobody.places[2]) == without.places
    assert (with_nobody.average, with_nobody.overdispersion) == (without.average, without.overdispersion)
    assert count_funnel([100, 0, 160], [100, 0, 100]).places == (
        FunnelZone.AS_EXPECTED,
        None,
        FunnelZone.HIGH,
    )


def test_a_funnel_of_none_at_all_has_no_spread():
    none = proportion_funnel([0, 0], [10, 20])
    assert (none.average, none.overdispersion, set(none.places)) == (0, 0, {FunnelZone.AS_EXPECTED})


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: proportion_funnel([0, 0], [0, 0]), "more than nobody"),
        (lambda: proportion_funnel([3, 4], [0, 10]), "at least as many people"),
        (lambda: count_funnel([3, 4], [0, 10]), "none were expected"),
        (lambda: proportion_lines(0.2, [0, 100]), "a share needs people"),
    ],
)
def test_what_makes_no_funnel_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_overdispersion_is_about_one_by_chance_and_more_with_real_differences():
    z = np.random.default_rng(4).standard_normal(4000)
    assert 0.6 < overdispersion(z) < 1.1
    assert overdispersion(3 * z) == pytest.approx(9 * overdispersion(z))


def test_percentages_are_refused_as_average():
    with pytest.raises(ValueError, match="Divide per cent"):
        proportion_lines(20, [100])
    with pytest.raises(ValueError, match="more than zero"):
        count_lines([0.0])


def test_overlapping_intervals_may_still_differ_clearly():
    first, second = wilson(260, 1000), wilson(220, 1000)
    assert first.lower < second.upper
    assert compare(first, second)[0] is Comparison.HIGHER
    assert compare(second, first)[0] is Comparison.LOWER
    assert compare(first, first)[0] is Comparison.SIMILAR


def test_ranks_say_how_far_they_could_be_wrong():
    group = {name: wilson(x, 400) for name, x in {"A": 200, "B": 190, "C": 185, "D": 90}.items()}
    ranks = {r.area: (r.rank, r.best_rank, r.worst_rank) for r in rank_in_group(group)}
    assert ranks == {"A": (1, 1, 3), "B": (2, 1, 3), "C": (3, 1, 3), "D": (4, 4, 4)}
    assert rank_in_group(group)[0].against_median == pytest.approx((200 - 187.5) / 400)


@pytest.mark.slow
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 30)), min_size=2, max_size=8))
def test_a_rank_lies_in_its_own_range(rows):
    group = {str(i): Interval(x, x - half, x + half) for i, (x, half) in enumerate(rows)}
    for ranked in rank_in_group(group):
        assert ranked.best_rank <= ranked.rank <= ranked.worst_rank


def test_a_group_of_one_is_refused():
    with pytest.raises(ValueError, match="at least two areas"):
        rank_in_group({"A": Interval(1, 0, 2)})


def test_every_council_is_in_a_family_of_eight():
    families = lgbf_family_groups()
    assert len(families.groups) == 32
    for likeness in Likeness:
        assert {len(families.family(code, likeness)) for code, _, _ in families.groups} == {8}


def test_tayside_councils_have_their_published_families():
    dundee, angus, perth = "S12000042", "S12000041", "S12000048"
    found = {code: (deprivation, density) for code, deprivation, density in lgbf_family_groups().groups}
    assert (found[dundee], found[angus], found[perth]) == ((4, 4), (2, 3), (1, 2))


def test_an_old_code_is_refused_with_the_reason():
    with pytest.raises(ValueError, match="changed code"):
        lgbf_family_groups().family("S12000024")


@pytest.mark.realdata
def test_council_names_and_codes_belong_together():
    with data_path("geography/dz2011_master_lookup.csv").open() as file:
        real = {row["CA_code_lookup"]: row["CAName"] for row in csv.DictReader(file)}
    changed = {"S12000047": "Fife", "S12000048": "Perth and Kinross", "S12000049": "Glasgow City"}
    for code, name in lgbf_family_groups().names:
        theirs = real.get(code) or changed.get(code) or "North Lanarkshire"
        plain = theirs.replace("&", "and").replace("Edinburgh, City of", "City of Edinburgh")
        assert plain in (name, "Eilean Siar" if "Eilean" in name else name)


def test_packaged_data_carry_source_and_mark():
    for name in ("esp2013", "lgbf_family_groups"):
        text = resources.files("realign.methods.indicators").joinpath(f"data/{name}.json").read_text()
        assert {"name", "source", "verified"} <= set(json.loads(text))
