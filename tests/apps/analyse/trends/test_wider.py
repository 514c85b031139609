"""The funnel of councils, deprivation over small areas with every index, and each figure as a file."""

import math
from datetime import date

import pytest
from django.urls import reverse

from realign.analyse.trends.funnels import CouncilFunnel, NoFunnel, funnel_of, funnel_sentence
from realign.analyse.trends.gradient import gradient, zone_gradient
from realign.analyse.trends.inequality import indices
from realign.analyse.trends.types import Zone
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import IndicatorSeries, Recorded, SeriesPoint
from realign.registers.places.models import Area
from tests.apps.analyse.trends.conftest import DUNDEE

NAMES = (
    "Angus",
    "Dundee City",
    "Fife",
    "Moray",
    "Stirling",
    "Falkirk",
    "Highland",
    "Glasgow City",
    "Inverclyde",
)


def councils(counts, unit_times=100):
    return [
        IndicatorSeries(
            Area(name=name, kind=Area.Kind.COUNCIL),
            (point(unit_times * top / bottom, numerator=top, denominator=bottom),),
        )
        for name, (top, bottom) in zip(NAMES, counts, strict=False)
    ]


def point(value, **more):
    return SeriesPoint("2024", date(2024, 1, 1), date(2024, 12, 31), value, **more)


def test_areas_beyond_the_lines_are_named_with_what_that_does_and_does_not_mean():
    found = funnel_of(councils([(200, 1000)] * 7 + [(205, 1000), (300, 1000)]), "%")
    assert isinstance(found, CouncilFunnel)
    assert [one.name for one in found.beyond] == ["Inverclyde"]
    said = funnel_sentence(found, ["Angus", "Dundee City"])
    assert "Inverclyde is above the outer line" in said
    assert "Angus and Dundee City are inside the lines." in said
    assert "It does not say why, or who is doing well" in said
    assert found.average == pytest.approx(100 * 1905 / 9000)


def test_a_council_of_nobody_has_no_place_and_is_named():
    nobody = IndicatorSeries(
        Area(name="Orkney", kind=Area.Kind.COUNCIL), (point(None, numerator=0, denominator=0),)
    )
    with_nobody, without = (
        funnel_of(series, "%")
        for series in ([*councils([(200, 1000)] * 9), nobody], councils([(200, 1000)] * 9))
    )
    assert with_nobody.members == without.members
    assert "Orkney has no place: nobody there could be counted." in funnel_sentence(with_nobody, [])
    assert "no place" not in funnel_sentence(without, [])


def test_the_lines_are_the_published_ones():
    """tests/reference/indicators: an average of 0.20 at 100 has 95% lines of 12.16 and 27.84."""
    found = funnel_of(councils([(20, 100)] * 9), "%")
    place = found.lines.sizes.index(max(found.lines.sizes))
    assert found.lines.sizes[place] == 100
    assert 100 * found.lines.inner_lower[place] == pytest.approx(12.1601, abs=1e-4)
    assert 100 * found.lines.outer_upper[place] == pytest.approx(32.3609, abs=1e-4)


def test_where_councils_differ_for_other_reasons_no_judgement_is_made():
    spread = [
        (50, 1000),
        (400, 1000),
        (100, 1000),
        (350, 1000),
        (60, 1000),
        (300, 1000),
        (90, 1000),
        (420, 1000),
    ]
    said = funnel_sentence(funnel_of(councils(spread), "%"), ["Dundee City"])
    assert "being beyond a line does not show good or bad performance" in said


def test_rates_take_what_they_are_out_of_from_count_and_value():
    series = [
        IndicatorSeries(Area(name=name, kind=Area.Kind.COUNCIL), (point(2.5, numerator=250),)) for name in NAMES
    ]  # fmt: skip
    found = funnel_of(series, "per 1,000")
    assert found.average == pytest.approx(2.5)
    assert {one.size for one in found.members} == {100_000}


def test_without_counts_there_is_no_funnel_and_the_reason_is_said():
    bare = [IndicatorSeries(Area(name=name, kind=Area.Kind.COUNCIL), (point(20.0),)) for name in NAMES]
    found = funnel_of(bare, "%")
    assert isinstance(found, NoFunnel)
    assert "this file gives values alone" in found.reason


VALUES = (20.0, 16.410256, 13.658537, 11.162791, 8.857143)
SIZES = (4200, 3900, 4100, 4300, 3500)


def named(found, unit="%", zones=()):
    return {one.name: one for one in indices(found, unit, zones)}


def test_every_index_is_named_with_its_definition_and_the_published_value():
    """tests/reference/inequality: SII 13.666, RII 0.966 and 2.868, PAR 37.4%, C −0.154, E −0.087, W −0.180."""
    points = {
        n: [point(v, denominator=s)] for n, (v, s) in enumerate(zip(VALUES, SIZES, strict=True), start=1)
    }
    found = named(gradient(points, equal_sizes=False))
    sii = found["Slope index of inequality (SII)"].value
    assert sii == "13.7 percentage points (11.4 percentage points to 15.9 percentage points)"
    scotpho = found["Relative index (RII), as ScotPHO defines it: SII ÷ the overall value"]
    assert scotpho.value.startswith("0.966 (")
    assert scotpho.meaning == "The most deprived end is 48% above the average."
    ratio = "Relative index (RII), as Public Health England defines it: fitted most ÷ fitted least deprived"
    assert found[ratio].value.startswith("2.868 (")
    assert found["Population attributable risk (PAR)"].value == "37.4%"
    assert found["Concentration index"].value.startswith("−0.154 (")
    assert found["Concentration index, corrected as by Erreygers"].value == "−0.087"
    assert found["Concentration index, corrected as by Wagstaff"].value == "−0.180"


def test_the_limits_of_a_ratio_to_next_to_nothing_are_said_to_be_unknown():
    near_nothing = (20.0, 10.0, 2.0, 10.0, 2.3)  # the line ends at 0.01 for the least deprived
    points = {n: [point(value, denominator=100)] for n, value in enumerate(near_nothing, start=1)}
    ratio = "Relative index (RII), as Public Health England defines it: fitted most ÷ fitted least deprived"
    assert (
        named(gradient(points, equal_sizes=False))[ratio].value
        == "1771.000 (limits unknown: too far apart to calculate)"
    )


def ranged(value, lower, upper):
    return point(value, lower=lower, upper=upper)


def test_the_gap_and_the_ratio_of_the_ends_have_their_intervals():
    """From the definition: arms of the two intervals squared and added, the ratio on the logarithm."""
    ends = {1: (20, 18, 23), 5: (10, 9, 12)}
    points = {n: [ranged(*ends.get(n, (15, 14, 16)))] for n in range(1, 6)}
    found = named(gradient(points, equal_sizes=False), unit="weeks")
    low, high = 10 - math.hypot(2, 2), 10 + math.hypot(3, 1)
    assert (
        found["Gap: most − least deprived fifth"].value == f"10 weeks ({low:.2f} weeks to {high:.1f} weeks)"
    )
    down = math.exp(math.log(2) - math.hypot(math.log(20 / 18), math.log(12 / 10)))
    up = math.exp(math.log(2) + math.hypot(math.log(23 / 20), math.log(10 / 9)))
    assert found["Ratio: most ÷ least deprived fifth"].value == f"2.000 ({down:.3f} to {up:.3f})"


def test_without_intervals_at_the_ends_no_gap_is_claimed_and_at_zero_no_ratio():
    bare = {n: [point(10 - n)] for n in range(1, 6)}
    assert named(gradient(bare, equal_sizes=False)) == {}
    zero = {n: [ranged(2, 0 if n == 5 else 1, 3)] for n in range(1, 6)}
    assert (
        named(gradient(zero, equal_sizes=False))["Ratio: most ÷ least deprived fifth"].value
        == "Not calculated"
    )


@pytest.mark.parametrize(
    ("helped", "says"),
    [
        ((100, 90, 95, 100, 98), "For the same need, the better off use it more."),
        ((200, 150, 80, 50, 20), "For the same need, the more deprived use it more."),
        ((100, 75, 50, 40, 25), "No clear gradient of use given need."),
    ],
)
def test_the_inverse_care_law_is_tested_numerically(helped, says):
    """ANA-19: good care tends to vary inversely with the need for it in the population served."""
    in_need = (400, 300, 200, 160, 100)
    points = {
        n: [point(100 * top / bottom, numerator=top, denominator=bottom)]
        for n, (top, bottom) in enumerate(zip(helped, in_need, strict=True), start=1)
    }
    found = indices(gradient(points, equal_sizes=False), "%", out_of="Children in need")
    (tested,) = [one for one in found if one.name.startswith("Use given need")]
    assert tested.meaning == says


def zones(count=20, **more):
    return [Zone(f"Zone {n}", rank=float(n), children=100.0, value=40.0 - n, **more) for n in range(count)]


def test_small_areas_make_fifths_of_children_and_say_how():
    found = zone_gradient(zones(), period="2024", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    assert [one.point.value for one in found.fifths] == [38.5, 34.5, 30.5, 26.5, 22.5]
    assert found.sizes == (400, 400, 400, 400, 400)
    assert "Intermediate zones in the order of the average rank" in found.grouped
    assert found.slope.sii.estimate == pytest.approx(20, abs=0.1)


def test_too_few_small_areas_make_no_fifths():
    assert (
        zone_gradient(zones(9), period="2024", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)) is None
    )


def test_segregation_needs_counts_and_says_so():
    name = "Index of dissimilarity over small areas (Duncan and Duncan)"
    found = zone_gradient(zones(), period="2024", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    assert "only values are available" in named(found, zones=zones())[name].meaning
    apart = [
        Zone(f"Zone {n}", float(n), 100.0, 90.0 if n < 10 else 10.0, 90.0 if n < 10 else 10.0, 100.0)
        for n in range(20)
    ]
    counted = named(found, zones=apart)[name]
    assert counted.value.startswith("0.800 (0.7")
    assert "would have to live elsewhere" in counted.meaning
    assert "income deprived" in named(found, zones=apart)["Duncan index as CPOP defines it"].meaning


@pytest.mark.django_db
class TestPage:
    def address(self, world, slug, area="", part="", **asked):
        name = "trends:file" if part else "trends:trend"
        more = f"?area={area}" if area else ""
        return reverse(name, args=["tayside", slug, *([part] if part else [])]) + more

    def test_each_figure_can_be_downloaded(self, world, client):
        world.awards()
        client.force_login(world.cast.people["reader"])
        page = client.get(self.address(world, "awards", DUNDEE)).content.decode()
        for part in ("over_time", "together", "family", "ahead"):
            assert self.address(world, "awards", DUNDEE, part) in page.replace("&amp;", "&")
            lines = (
                client.get(self.address(world, "awards", DUNDEE, part))
                .content.decode("utf-8-sig")
                .splitlines()
            )
            assert lines[0].startswith("Indicator,Place,")
            assert lines[1].startswith("Pupils with five awards,Dundee City,")
        assert client.get(self.address(world, "awards", DUNDEE, "funnel")).status_code == 404
        assert client.get(self.address(world, "awards", DUNDEE, "runes")).status_code == 404

    def test_a_projection_is_marked_projected_and_tested_in_words(self, world, client):
        world.awards()
        client.force_login(world.cast.people["reader"])
        page = client.get(self.address(world, "awards", DUNDEE)).content.decode()
        later = page.split("Projection")[1]
        assert "Projected" in later
        assert "Tested on the past" in later

    def test_the_page_takes_as_many_queries_however_much_is_held(
        self, world, client, django_assert_max_num_queries
    ):
        world.awards()
        client.force_login(world.cast.people["analyst"])
        with django_assert_max_num_queries(42):
            client.get(self.address(world, "awards", DUNDEE))
        awards = Indicator.objects.get(slug="awards")
        world.record(awards, *(Recorded(DUNDEE, str(1980 + n), 40.0 + n % 3) for n in range(30)))
        with django_assert_max_num_queries(42):
            client.get(self.address(world, "awards", DUNDEE))
