"""Each format reads its own convention; what is wrong is placed by row and column; nothing is half taken in."""

import pytest

from realign.foundations.files import actions as files
from realign.foundations.files import queries as file_queries
from realign.foundations.files.models import Import
from realign.foundations.files.reading import figures
from realign.foundations.partnerships.types import Refusal
from realign.methods import on_disk
from realign.registers.indicators import queries, small_numbers
from realign.registers.indicators.actions import create_indicator
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.schemes import scheme_of
from realign.registers.indicators.types import MEASURED, Status
from realign.registers.places.queries import area
from tests.apps.registers.indicators.bring import bring, check

LGBF = "ca_code,council,indicator,title,year,value,higher_is_better\n"
CPOP = "CPP,Indicator,Type,Year,value,IndicatorFullName,FG\n"
SCOTPHO = (
    "area_code,area_type,area_name,year,period,type_definition,indicator,numerator,measure,"
    "upper_confidence_interval,lower_confidence_interval\n"
)


def points(tayside, slug, code, **options):
    [found] = queries.series(queries.indicator(tayside.partnership, slug), [area(code)], **options)
    return found.points


def problems(record):
    return [(problem.row, problem.column) for problem in file_queries.problems(record)]


def test_lgbf_keeps_years_periods_former_codes_and_blanks_apart(places, write):
    path = write(
        LGBF
        + "S12000024,Perth & Kinross,CHN10,% of Adults Satisfied with Local Schools,2010-14,81.5,Yes\n"
        + ",Scotland,CHN10,% of Adults Satisfied with Local Schools,2010-11,83.1,Yes\n"
        + "S12000023,Orkney Islands,CHN10,% of Adults Satisfied with Local Schools,2010-14,,Yes\n"
    )
    record = bring(places.actor("analyst"), path, "lgbf")
    assert record.summary["new"] == 3
    indicator = queries.indicator(places.partnership, "lgbf-chn10")
    assert (indicator.polarity, indicator.unit, indicator.code) == ("higher", "%", "CHN10")
    [perth] = points(places, "lgbf-chn10", "S12000048")
    assert (perth.period, perth.value) == ("2010/11 to 2013/14", 81.5)
    [orkney] = points(places, "lgbf-chn10", "S12000023")
    assert (orkney.value, orkney.symbol) == (None, "[x]")
    [scotland] = points(places, "lgbf-chn10", "S92000003")
    assert scotland.period == "2010/11"


def test_cpop_keeps_imputed_and_projected_apart_from_observed(places, write):
    path = write(
        CPOP
        + "Dundee City,Child Poverty,Raw data,2021/22,24.5,Child Poverty (%),4\n"
        + "Dundee City,Child Poverty,Imputed,2022/23,24.9,Child Poverty (%),4\n"
        + "Dundee City,Child Poverty,Projected,2030/31,21,Child Poverty (%),4\n"
        + '"Edinburgh, City of",Child Poverty,Raw data,2021/22,*,Child Poverty (%),1\n'
    )
    bring(places.actor("analyst"), path, "cpop")
    everything = points(places, "cpop-child-poverty", "S12000042")
    assert [point.status for point in everything] == [Status.OBSERVED, Status.IMPUTED, Status.PROJECTED]
    assert [point.is_measured for point in everything] == [True, False, False]
    assert [
        point.period for point in points(places, "cpop-child-poverty", "S12000042", statuses=MEASURED)
    ] == ["2021/22"]
    assert points(places, "cpop-child-poverty", "S12000036")[0].symbol == "[c]"
    child_poverty = queries.indicator(places.partnership, "cpop-child-poverty")
    dundee = area("S12000042")
    assert queries.latest([child_poverty], [dundee])[child_poverty.pk][dundee.pk].value == 24.5


def test_scotpho_keeps_intervals_and_numerators(places, write):
    path = write(
        SCOTPHO
        + 'S12000042,Council area,Dundee City,2021,"2020/21 to 2022/23 financial years; 3-year aggregates",'
        + "Crude rate per 1000,Exclusions,45,12.5,15.1,10.2\n"
        + "S12000027,Council area,Shetland Islands,2021,2021 July snapshot,Crude rate per 1000,Exclusions,NA,NA,NA,NA\n"
    )
    bring(places.actor("analyst"), path, "scotpho")
    [dundee] = points(places, "scotpho-exclusions", "S12000042")
    assert (dundee.numerator, dundee.lower, dundee.value, dundee.upper) == (45, 10.2, 12.5, 15.1)
    [shetland] = points(places, "scotpho-exclusions", "S12000027")
    assert (shetland.value, shetland.symbol, shetland.numerator) == (None, "[x]", None)


def test_open_statistics_join_limits_to_estimates_and_make_dimensions_a_breakdown(places, write):
    path = write(
        "FeatureCode,DateCode,Measurement,Units,Value,Gender,Age\n"
        "S12000015,2021/2022,Percent,Children,12.5,All,All\n"
        'S12000015,2021/2022,"95% Lower Confidence Limit, Percent",Children,11,All,All\n'
        'S12000015,2021/2022,"95% Upper Confidence Limit, Percent",Children,14,All,All\n'
        "S12000015,2021/2022,Percent,Children,13.5,Female,0-4 years\n"
        "S13002516,2021/2022,Percent,Children,9,All,All\n"
    )
    by = places.actor("analyst")
    record = bring(by, path, "statistics-gov-scot", indicator="Children at a healthy weight", better="higher")
    slug = "children-at-a-healthy-weight"
    [everybody] = points(places, slug, "S12000047")
    assert (everybody.period, everybody.lower, everybody.value, everybody.upper) == ("2021/22", 11, 12.5, 14)
    [girls] = points(places, slug, "S12000047", breakdown="Gender: Female; Age: 0-4 years")
    assert girls.value == 13.5
    assert any("wards" in note for note in record.summary["notes"])
    assert queries.indicator(places.partnership, slug).polarity == "higher"


def test_open_statistics_need_a_title(places, write):
    path = write("FeatureCode,DateCode,Measurement,Units,Value\nS12000015,2021,Count,Children,5\n")
    with pytest.raises(Refusal, match="What the figures measure"):
        check(places.actor("analyst"), path, "statistics-gov-scot")
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        (",Atlantis,CHN4,% of pupils,2019-20,50,Yes", "council", "Atlantis"),
        ("S12999999,,CHN4,% of pupils,2019-20,50,Yes", "council", "S12999999"),
        (",Fife,CHN4,% of pupils,soon,50,Yes", "year", "soon"),
        (",Fife,CHN4,% of pupils,2027-28,50,Yes", "year", "2027/28"),
        (",Fife,CHN4,% of pupils,2022-03,50,Yes", "year", "2022-03, which may be March 2022"),
        (",Fife,CHN4,% of pupils,2010-11-01,50,Yes", "year", "2010-11-01, which is a day"),
        (",Fife,CHN4,% of pupils,2019-20,many,Yes", "value", "many"),
        (",Fife,CHN4,% of pupils,2019-20,101,Yes", "value", "101"),
        (",Fife,CHN4,% of pupils,2019-20,-1,Yes", "value", "-1"),
        (",Fife,CHN20,Exclusion rate per 1000,2019-20,-0.5,No", "value", "-0.5"),
        ("S12000041,Angus,CHN4,% of pupils,2018-19,51,Yes", "value", "a second value for Angus, 2018/19"),
        (
            "S12000042,Perth and Kinross,CHN4,% of pupils,2019-20,50,Yes",
            "council",
            "with the name Perth and Kinross",
        ),
        ("S12000042,Perht,CHN4,% of pupils,2019-20,50,Yes", "council", "S12000042 with the name Perht"),
        (",Fife,,% of pupils,2019-20,50,Yes", "indicator", "nothing"),
        (",Fife,CHN9,% of pupils,2019-20,50,Perhaps", "higher_is_better", "Perhaps"),
        (",Fife,CHN4,% of pupils,2019-20,50,No", "higher_is_better", "No for CHN4"),
        (",Fife,CHN4,Number of pupils,2019-20,50,Yes", "title", "Number of pupils for CHN4"),
    ],
)
def test_a_bad_row_is_placed_and_keeps_the_whole_file_out(places, write, row, column, found):
    path = write(LGBF + "S12000041,Angus,CHN4,% of pupils,2018-19,50,Yes\n" + row + "\n")
    record = check(places.actor("analyst"), path, "lgbf")
    assert record.state == Import.State.REFUSED
    [problem] = file_queries.problems(record)
    assert (problem.row, problem.column) == (3, column)
    assert found in problem.found
    assert problem.expected
    assert not Observation.objects.exists()
    assert not Indicator.objects.exists()
    with pytest.raises(Refusal, match="not taken"):
        files.accept_import(by=places.actor("analyst"), record=record)


def test_a_pair_that_may_be_a_month_is_refused_beside_months(places, write):
    path = write(
        SCOTPHO
        + "S12000042,Council area,Dundee City,,2011-12,Crude rate per 1000,Waits,,2,,\n"
        + "S12000042,Council area,Dundee City,,2012-10,Crude rate per 1000,Waits,,3,,\n"
    )
    [problem] = file_queries.problems(check(places.actor("analyst"), path, "scotpho"))
    assert (problem.row, problem.column) == (2, "period")
    assert "December 2011, or 2011/12" in problem.found


def test_every_problem_of_a_file_is_found_at_once(places, write):
    path = write(LGBF + ",Atlantis,CHN4,% of pupils,soon,many,Yes\n,Fife,CHN4,% of pupils,2019-20,101,Yes\n")
    record = check(places.actor("analyst"), path, "lgbf")
    assert problems(record) == [(2, "council"), (2, "year"), (2, "value"), (3, "value")]
    assert len(list(file_queries.all_problems(record))) == 1 + 4


def test_impossible_rows_may_be_left_out_and_are_counted(places, write):
    path = write(LGBF + ",Fife,CHN4,% of pupils,2019-20,101,Yes\n,Angus,CHN4,% of pupils,2019-20,50,Yes\n")
    record = bring(places.actor("analyst"), path, "lgbf", impossible="leave-out")
    assert record.summary["new"] == 1
    assert any("Left out: 1 row" in note for note in record.summary["notes"])


def test_a_series_that_cannot_be_a_percentage_loses_its_unit_and_says_so(places, write):
    councils = ["Angus", "Fife", "Moray", "Falkirk", "Stirling", "Midlothian"]
    rows = [
        f"S12000041,Council area,{name},2013,2013 survey year,Percentage,Smoking,NA,{300 + n},NA,NA"
        for n, name in enumerate(councils)
    ]
    path = write(SCOTPHO + "\n".join(row.replace("S12000041", "") for row in rows) + "\n")
    record = bring(places.actor("analyst"), path, "scotpho")
    smoking = queries.indicator(places.partnership, "scotpho-smoking")
    assert smoking.unit == ""
    assert "6 of 6 values lie beyond" in smoking.caveats
    assert any("cannot be a percentage" in note for note in record.summary["notes"])


SEMICOLONS = LGBF.replace(",", ";") + ";Fife;N1;Number of things;2018-19;{};Yes\n"


@pytest.mark.parametrize(
    ("number", "decimal", "value"),
    [("12,5", "comma", 12.5), ("1,250", "point", 1250), ("1.250,5", "comma", 1250.5)],
)
def test_a_file_with_semicolons_is_read_as_somebody_said_what_its_commas_mark(
    places, write, number, decimal, value
):
    by, path = places.actor("analyst"), write(SEMICOLONS.format(number))
    [problem] = file_queries.problems(check(by, path, "lgbf"))
    assert (problem.column, problem.expected) == (
        "value",
        "numbers without commas, or to be told what a comma marks",
    )
    bring(by, path, "lgbf", decimal=decimal)
    assert Observation.objects.get().value == value


@pytest.mark.parametrize(
    ("title", "number"), [("Number of things", "12%"), ("Cost of things", "12%"), ("% of things", "£12")]
)
def test_a_sign_beside_a_number_must_be_that_of_the_unit(places, write, title, number):
    record = check(places.actor("analyst"), write(LGBF + f",Fife,N1,{title},2018-19,{number},Yes\n"), "lgbf")
    assert problems(record) == [(2, "value")]


def test_an_imputed_value_needs_its_type_said(places, write):
    path = write(CPOP + "Dundee City,Child Poverty,Guess,2021/22,24.5,Child Poverty (%),4\n")
    assert problems(check(places.actor("analyst"), path, "cpop")) == [(2, "Type")]


def test_limits_the_wrong_way_round_are_a_problem(places, write):
    path = write(SCOTPHO + "S12000042,Council area,Dundee City,2021,2021,Mean,Sleep,NA,12,10,15\n")
    assert problems(check(places.actor("analyst"), path, "scotpho")) == [(2, "measure")]


def test_small_areas_that_are_not_held_are_said_to_be_needed_first(places, write):
    path = write(
        "InterZone,CPP,Indicator,Type,Year,value\nS02001236,Aberdeen City,Child Poverty,Raw data,2021/22,12.2\n"
    )
    [problem] = file_queries.problems(check(places.actor("analyst"), path, "cpop"))
    assert "intermediate zones" in problem.found


def test_a_later_vintage_replaces_and_the_earlier_one_stays_readable(places, write):
    by, angus = places.actor("analyst"), area("S12000041")
    first = bring(
        by,
        write(LGBF + ",Angus,CHN4,% of pupils,2018-19,50,Yes\n,Angus,CHN4,% of pupils,2019-20,52,Yes\n"),
        "lgbf",
    )
    later = bring(
        by,
        write(
            LGBF + ",Angus,CHN4,% of pupils,2018-19,50.5,Yes\n,Angus,CHN4,% of pupils,2019-20,52,Yes\n",
            "b.csv",
        ),
        "lgbf",
    )
    assert (later.summary["new"], later.summary["changed"], later.summary["unchanged"]) == (0, 1, 1)
    indicator = queries.indicator(places.partnership, "lgbf-chn4")
    assert [point.value for point in points(places, "lgbf-chn4", "S12000041")] == [50.5, 52]
    [replaced] = queries.earlier_vintages(indicator, [angus])
    assert (replaced.value, replaced.brought_by) == (50, first)
    assert [(row["brought_by"], row["brought"], row["current"]) for row in queries.provenance(indicator)] == [
        (later.pk, 1, 1),
        (first.pk, 2, 1),
    ]


def test_the_same_file_again_changes_nothing_and_says_so(places, write):
    by = places.actor("analyst")
    path = write(LGBF + ",Angus,CHN4,% of pupils,2018-19,,Yes\n,Fife,CHN4,% of pupils,2018-19,52,Yes\n")
    bring(by, path, "lgbf")
    before = list(Observation.objects.values())
    again = bring(by, path, "lgbf")
    assert (again.summary["new"], again.summary["changed"], again.summary["unchanged"]) == (0, 0, 2)
    assert list(Observation.objects.values()) == before


def test_what_people_wrote_is_not_overwritten_by_a_file(places, write):
    from realign.registers.indicators import actions

    by = places.actor("analyst")
    bring(by, write(LGBF + ",Angus,CHN4,% of pupils,2018-19,50,Yes\n"), "lgbf")
    indicator = queries.indicator(places.partnership, "lgbf-chn4")
    actions.change_indicator(
        by=by, indicator=indicator, revision=1, title="Pupils with five awards", polarity="neither"
    )
    bring(by, write(LGBF + ",Angus,CHN4,% of pupils,2019-20,51,Yes\n", "next.csv"), "lgbf")
    indicator.refresh_from_db()
    assert (indicator.title, indicator.polarity) == ("Pupils with five awards", "neither")


def test_a_reader_may_not_bring_indicators(places, write):
    path = write(LGBF + ",Angus,CHN4,% of pupils,2018-19,50,Yes\n")
    with pytest.raises(Refusal, match="role"):
        check(places.actor("reader"), path, "lgbf")
    assert not Import.objects.exists()


def test_another_partnership_holds_its_own(places, elsewhere, write):
    bring(places.actor("analyst"), write(LGBF + ",Angus,CHN4,% of pupils,2018-19,50,Yes\n"), "lgbf")
    assert not queries.indicators(elsewhere.partnership)
    with pytest.raises(Indicator.DoesNotExist):
        queries.indicator(elsewhere.partnership, "lgbf-chn4")
    assert not file_queries.imports(elsewhere.partnership)


def test_columns_in_any_order_and_case_with_more_of_them_and_line_ends_of_windows(places, write):
    path = write(
        "\ufeffValue;YEAR;Council;Indicator;Title;Higher is better;Remark\r\n"
        "50;2018-19;ANGUS;CHN4;% of pupils;yes;hello\r\n"
    )
    record = bring(places.actor("analyst"), path, "lgbf")
    assert record.summary["new"] == 1
    assert "Columns not used: Remark." in record.summary["notes"]


def test_each_scheme_of_a_format_has_one_name_one_use_and_shows_in_the_list(places, write, client):
    """A format says its scheme once: what the list calls it, what it is good for, and whether places compare."""
    bring(
        places.actor("analyst"),
        write("ca_code,council,indicator,title,year,value,higher_is_better\n,Angus,C1,% x,2018-19,50,Yes\n"),
        "lgbf",
    )
    held = Indicator.objects.get(slug="lgbf-c1")
    assert held.comparable == Indicator.Comparable.SAME
    assert held.use_for.startswith(scheme_of("lgbf").use_for)
    client.force_login(places.people["reader"])
    page = client.get("/tayside/work/indicators/").content.decode()
    assert scheme_of("lgbf").title in page
    assert scheme_of("of-no-format").title == "of-no-format"


def test_an_indicator_is_found_by_a_title_that_no_other_has(places, write):
    by = places.actor("analyst")
    create_indicator(by=by, slug="waits", title="Weeks of waiting", polarity="lower", unit="weeks")
    for slug in ("one-visit", "other-visit"):
        create_indicator(by=by, slug=slug, title="Visits", polarity="lower", unit="visits")
    rows = "weeks of  waiting,Dundee City,2022/23,5\nVisits,Dundee City,2022/23,5\n"
    record = check(by, write(f"indicator,area,period,value\n{rows}"), "values")
    assert problems(record) == [(3, "indicator")]


@pytest.mark.parametrize(("letters", "taken"), [(120, True), (121, False)])
def test_a_group_of_more_letters_than_are_kept_is_refused_by_row(places, write, letters, taken):
    by = places.actor("analyst")
    create_indicator(by=by, slug="waits", title="Waits", polarity="lower", unit="weeks")
    text = f"indicator,area,period,value,breakdown\nwaits,Dundee City,2022/23,5,{'b' * letters}\n"
    record = check(by, write(text), "values")
    assert problems(record) == ([] if taken else [(2, "breakdown")])
    if not taken:
        assert record.problems[0]["expected"] == "at most 120 letters"


def test_a_name_that_says_which_kind_of_area_it_is_finds_no_other(places, write):
    bring(places.actor("analyst"), write(LGBF + ",NHS Highland,CHN4,% of pupils,2018-19,50,Yes\n"), "lgbf")
    assert Observation.objects.get().area.code == "S08000022"


def test_two_series_never_share_an_indicator_and_each_comes_back_to_its_own(places, write):
    by = places.actor("analyst")
    text = LGBF + "".join(
        f",Fife,{code},Number of things,2018-19,{value},Yes\n"
        for code, value in (("A 1", 12), ("A-1", 13), ("日本", 15))
    )
    bring(by, write(text), "lgbf")
    values = dict(Observation.objects.values_list("indicator__code", "value"))
    assert values == {"A 1": 12, "A-1": 13, "日本": 15}
    lines = text.splitlines(keepends=True)
    again = bring(by, write(lines[0] + "".join(reversed(lines[1:])), "again.csv"), "lgbf")
    assert (again.summary["unchanged"], Indicator.objects.count()) == (3, 3)


def scotpho(*rows, extra=""):
    header = f"area_code,area_name,period,type_definition,indicator,measure{extra and ','}{extra}\n"
    return header + "".join(f"S12000042,Dundee City,2021/22 financial year,{row}\n" for row in rows)


def test_a_unit_that_is_not_that_of_the_indicator_is_refused(places, write):
    by = places.actor("analyst")
    bring(by, write(scotpho("Per cent,Teeth,50")), "scotpho")
    assert queries.indicator(places.partnership, "scotpho-teeth").unit == "%"
    record = check(by, write(scotpho('"Crude rate per 1,000",Teeth,48'), "b.csv"), "scotpho")
    [problem] = file_queries.problems(record)
    assert (problem.row, problem.column) == (2, "type_definition")
    assert problem.expected == "%, the unit of this indicator in the register"
    record = check(by, write(scotpho("Number,Weight,1", "Mean,Weight,2"), "c.csv"), "scotpho")
    assert (3, "type_definition") in problems(record)


def test_a_unit_that_nobody_knows_is_kept_and_told(places, write):
    record = bring(places.actor("analyst"), write(scotpho("Percnetage,Teeth,50")), "scotpho")
    assert "Not in the list of known units, and kept as written: “Percnetage”." in record.summary["notes"]


@pytest.mark.parametrize(
    ("extra", "cells", "breakdown"),
    [
        ("quint_type,quintile", "sc_quin,1", "quintile: 1"),
        ("quint_type,quintile", "ca_quin,1", "quintile: 1; within: ca_quin"),
        ("quint_type,quintile", "sc_quin,Total", ""),
        ("split_name,split_value", "Sex,Female", "Sex: Female"),
        ("split_name,split_value", "Sex,All", ""),
        ("Sex,Age group", "Female,0-4", "Sex: Female; Age group: 0-4"),
        ("remark,breakdown_note", ",", ""),
    ],
)
def test_a_column_of_groups_becomes_the_breakdown(places, write, extra, cells, breakdown):
    bring(places.actor("analyst"), write(scotpho(f"Mean,Teeth,50,{cells}", extra=extra)), "scotpho")
    assert Observation.objects.get().breakdown == breakdown


def test_a_column_that_may_split_the_figures_is_refused_by_name(places, write):
    text = scotpho("Mean,Teeth,50,Traveller", "Mean,Weight,50,All", extra="cultural_group")
    [problem] = file_queries.problems(check(places.actor("analyst"), write(text), "scotpho"))
    assert (problem.row, problem.column, problem.found) == (2, "cultural_group", "Traveller")
    text = scotpho("Mean,Teeth,50,North", "Mean,Teeth,51,South", extra="Where")
    [problem] = file_queries.problems(check(places.actor("analyst"), write(text, "b.csv"), "scotpho"))
    assert problem.row == 3
    assert "the rows differ in columns that are not used: Where" in problem.found


CUBE = "FeatureCode,FeatureName,FeatureType,DateCode,Measurement,Units,Value,Sex\n"


def test_limits_belong_to_the_estimate_in_their_units_and_names_of_areas_are_no_groups(places, write):
    place = "S12000041,Angus,Council Area,2021/2022"
    text = (
        CUBE
        + f"{place},Count,Children,10,All\n{place},Ratio,Rate per 1000,12.1,All\n"
        + f"{place},95% Lower Confidence Limit,Rate per 1000,11,All\n"
        + f"{place},95% Upper Confidence Limit,Rate per 1000,13,All\n"
    )
    bring(places.actor("analyst"), write(text), "statistics-gov-scot", indicator="Cube")
    rows = Observation.objects.order_by("value").values_list(
        "indicator__unit", "value", "lower", "upper", "breakdown"
    )
    assert list(rows) == [("children", 10, None, None, ""), ("Rate per 1,000", 12.1, 11, 13, "")]


def test_limits_that_may_be_of_two_estimates_are_refused(places, write):
    place = "S12000041,Angus,Council Area,2021/2022"
    text = CUBE + f"{place},Ratio,Children,10,All\n{place},Mean,Children,12,All\n"
    text += f"{place},95% Lower Confidence Limit,Children,11,All\n"
    record = check(places.actor("analyst"), write(text), "statistics-gov-scot", indicator="Cube")
    assert problems(record) == [(4, "Measurement")]


def test_one_measurement_in_two_units_is_two_indicators(places, write):
    place = "S12000041,Angus,Council Area,2021/2022"
    text = CUBE + f"{place},Count,Children,10,All\n{place},Count,Households,12,All\n"
    bring(places.actor("analyst"), write(text), "statistics-gov-scot", indicator="Cube")
    assert set(Indicator.objects.values_list("title", "unit")) == {
        ("Cube (count, children)", "children"),
        ("Cube (count, households)", "households"),
    }


def test_a_file_too_large_for_the_memory_is_compared_and_written_in_parts(places, write, monkeypatch):
    """The same file in lots of six rows and at once: its values, what it replaces, and what few people stand behind."""

    def rows(years, change=0.0):
        for place in ("Angus", "Dundee City", "Perth and Kinross", "Scotland"):
            for year in years:
                number = 2000 if place == "Scotland" else (year - 2000 if place == "Angus" else 700)
                yield f",{place},CHN8,Number of children,{year}-{year % 100 + 1:02},{number + change},No\n"

    def kept():
        fields = ("area__code", "period", "value", "symbol", "held_back", "as_brought", "is_current")
        return sorted(map(str, Observation.objects.values_list(*fields)))

    def take():
        path = write(LGBF + "".join(rows(range(2002, 2014))))
        first = bring(places.actor("analyst"), path, "lgbf").summary
        path = write(LGBF + "".join((*rows(range(2002, 2008)), *rows(range(2008, 2012), 0.5))))
        return first, bring(places.actor("analyst"), path, "lgbf").summary, kept()

    [first, again, at_once] = take()
    assert (first["new"], again["changed"], again["unchanged"]) == (48, 16, 24)
    assert any("fewer than" in value for value in at_once)
    Observation.objects.all().delete()
    for module, name in ((on_disk, "LOT"), (small_numbers, "LOT"), (on_disk, "ROWS"), (figures, "SMALL")):
        monkeypatch.setattr(module, name, 6)
    assert [first, again, at_once] == list(take())
    # two values for one place are told of by their rows, however far apart
    path = write(LGBF + "".join((*rows(range(2002, 2014)), *rows([2003]))))
    record = check(places.actor("analyst"), path, "lgbf")
    assert problems(record) == [(50, "value"), (51, "value"), (52, "value"), (53, "value")]
    assert "the first is in row 3" in record.problems[0]["expected"]
