"""The checks over the register: each finding with its record, what to do, and a decision that ends with the figures."""

import pytest
from django.urls import reverse

from realign.foundations.partnerships.types import Refusal
from realign.registers.indicators import actions, checks
from realign.registers.indicators.models import CheckDecision, Indicator
from realign.registers.indicators.types import CheckRule, Recorded, Severity
from tests.apps.registers.indicators.bring import bring
from tests.support.realdata import data_path

pytestmark = pytest.mark.django_db
ANGUS, DUNDEE = "S12000041", "S12000042"


@pytest.fixture
def by(places):
    return places.actor("analyst")


def measure(by, slug="attendance", **said):
    said = {"title": slug.capitalize(), "polarity": "higher", "unit": "%", "use_for": "How many come", **said}
    return actions.create_indicator(by=by, slug=slug, **said)


def record(by, indicator, *rows):
    actions.record_observations(by=by, indicator=indicator, rows=[Recorded(*row) for row in rows])


def found(by, rule):
    held = checks.findings(by.partnership, by.at.date())
    return [row.finding for row in held if row.finding.rule is rule]


def test_a_percentage_above_100_is_found_where_the_person_kept_it(by, write):
    rows = "council,indicator,title,year,value,higher_is_better\nAngus,CHN4,% of pupils,2019-20,104.5,Yes\n"
    bring(by, write(rows, "lgbf.csv"), "lgbf", impossible="keep")
    (one,) = found(by, CheckRule.IMPOSSIBLE)
    assert (one.severity, one.place, one.period) == (Severity.WRONG, "Angus", "2019/20")
    assert "104.5% where a percentage from 0 to 100 was expected" in one.sentence


@pytest.mark.realdata
@pytest.mark.slow
def test_percentages_above_100_in_the_real_profiles_are_found(by):
    bring(by, data_path("indicators/scotpho_data.csv"), "scotpho")
    (one,) = found(by, CheckRule.IMPOSSIBLE)
    assert one.indicator.title == "S4 pupils who smoke (SALSUS)"
    assert "28 of 31 values lie beyond 0 to 100" in one.sentence


def test_counts_and_values_that_disagree_are_found(by):
    one = measure(by)
    record(
        by, one,
        (ANGUS, "2020", 50.0, None, None, 50, 100),
        (ANGUS, "2021", 50.0, None, None, 40, 100),
        (DUNDEE, "2020", 99.0, None, None, 120, 100),
        (DUNDEE, "2021", 30.0, 40.0, 50.0),
    )  # fmt: skip
    said = [finding.sentence for finding in found(by, CheckRule.DISAGREES)]
    assert said == [
        "40 of 100 is 40%, but 50% is given.",
        "120 is the count, out of 100.",
        "30% lies outside its own interval, 40 to 50.",
    ]


def test_a_step_far_beyond_the_usual_is_looked_at(by):
    one = measure(by)
    record(by, one, *((ANGUS, str(2005 + n), 90.0 + n % 2) for n in range(12)), (ANGUS, "2017", 60.0))
    (finding,) = found(by, CheckRule.UNUSUAL)
    assert (finding.period, finding.severity) == ("2017", Severity.LOOK)
    assert "60% after 91% in 2016" in finding.sentence
    assert "If it is right, add an annotation" in finding.todo


def test_periods_that_others_have_are_missed(by):
    one = measure(by)
    record(by, one, *((area, year, 90.0) for area in (ANGUS, DUNDEE) for year in ("2020", "2021", "2022")))
    record(by, one, (ANGUS, "2023", 91.0))
    (finding,) = found(by, CheckRule.INCOMPLETE)
    assert (finding.place, finding.period) == ("Dundee City", "2023")
    assert "3 of 4 periods have a value" in finding.sentence


def test_a_late_series_and_an_old_provisional_value_are_found(by):
    one = measure(by)
    record(by, one, *((ANGUS, str(year), 90.0) for year in range(2012, 2020)))
    record(by, one, (ANGUS, "2020", 90.0, None, None, None, None, "", "provisional"))
    (late,) = found(by, CheckRule.LATE)
    assert late.period == "2020"
    (unsettled,) = found(by, CheckRule.UNSETTLED)
    assert (unsettled.place, unsettled.period) == ("Angus", "2020")


def test_an_entry_without_what_a_reader_needs_is_to_be_completed(by):
    measure(by, definition="Half-days present", frequency="Yearly")
    (finding,) = found(by, CheckRule.UNDESCRIBED)
    assert finding.sentence == "Not recorded: its owner, who collects it."


def decide(by, finding, verdict="accepted", reason="Two schools shut for a flood"):
    return actions.decide_on_check(by=by, finding=finding, verdict=verdict, reason=reason)


def test_a_decision_holds_until_the_figure_changes(by):
    one = measure(by)
    record(by, one, *((ANGUS, str(2005 + n), 90.0 + n % 2) for n in range(12)), (ANGUS, "2017", 60.0))
    (finding,) = found(by, CheckRule.UNUSUAL)
    decide(by, finding)
    held = checks.finding(by.partnership, by.at.date(), finding.key)
    assert held.decision.reason == "Two schools shut for a flood"
    decide(by, finding, "at-source", "It was a slip after all")
    assert CheckDecision.objects.get().verdict == "at-source"
    record(by, one, (ANGUS, "2017", 59.0))
    (again,) = found(by, CheckRule.UNUSUAL)
    assert again.key != finding.key
    assert checks.finding(by.partnership, by.at.date(), again.key).decision is None
    assert checks.past_decisions(by.partnership).count() == 1


def test_a_decision_needs_its_reason_and_the_right_to_make_it(by, places):
    measure(by)
    (finding,) = found(by, CheckRule.UNDESCRIBED)
    with pytest.raises(Refusal, match="needs its reason"):
        decide(by, finding, reason=" ")
    with pytest.raises(Refusal):
        decide(places.actor("reader"), finding)
    assert not CheckDecision.objects.exists()


def test_the_page_lists_by_severity_filters_decides_and_downloads(
    by, places, client, django_assert_max_num_queries
):
    one = measure(by)
    record(by, one, (DUNDEE, "2020", 99.0, None, None, 120, 100), (ANGUS, "2020", 90.0))
    client.force_login(places.people["analyst"])
    page = reverse("indicators:quality", args=["tayside"])
    with django_assert_max_num_queries(18):
        text = client.get(page).content.decode()
    assert text.index("120 is the count, out of 100") < text.index("Not recorded")
    assert "1 impossible value" in text
    narrowed = client.get(f"{page}?rule=Not+fully+described").content.decode()
    assert "120 is the count" not in narrowed.split("<tbody")[1]
    (finding,) = found(by, CheckRule.DISAGREES)
    answer = client.post(
        reverse("indicators:decide", args=["tayside", finding.key]),
        {"verdict": "at-source", "reason": "A slip"},
    )
    assert answer.status_code == 302
    lines = b"".join(client.get(f"{page}?format=csv").streaming_content).decode()
    assert "To be corrected at source: A slip" in lines
    decided = client.get(f"{page}?decided=yes").content.decode().split("<tbody")[1]
    assert "120 is the count" in decided
    for number in range(3):
        record(by, measure(by, f"more-{number}"), *((ANGUS, str(2000 + n), 50.0) for n in range(20)))
    with django_assert_max_num_queries(18):
        client.get(page)


def test_strangers_decide_nothing_and_readers_look_on(by, places, elsewhere, client):
    measure(by)
    (finding,) = found(by, CheckRule.UNDESCRIBED)
    client.force_login(elsewhere.people["analyst"])
    assert client.get(reverse("indicators:decide", args=["elsewhere", finding.key])).status_code == 404
    client.force_login(places.people["reader"])
    assert client.get(reverse("indicators:quality", args=["tayside"])).status_code == 200
    assert client.get(reverse("indicators:decide", args=["tayside", finding.key])).status_code == 403
    assert Indicator.objects.count() == 1
