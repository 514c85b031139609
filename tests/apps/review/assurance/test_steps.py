"""The ten steps: what an assessment must hold, what two of them say together, and the pages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.queries import newest
from realign.review.assurance import actions, queries
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.rules import check_assessment
from realign.review.assurance.steps import presenters
from realign.review.assurance.types import StepJudged
from tests.support.browser import (
    assert_axe_clean,
    assert_console_clean,
    assert_fits,
    keep_screenshot,
    sign_in,
)

TODAY = date(2026, 11, 20)
CODES = tuple(str(number) for number in range(1, 11))
STEPS = "/tayside/work/ten-steps/"


def said(**scores):
    """Every step at 2, except as said: s4=0, s10=None."""
    return [
        StepJudged(
            code, score := scores.get(f"s{code}", 2), "" if score is None else f"Shown by {code}.", "Ann"
        )
        for code in CODES
    ]


@pytest.fixture
def framework(db, tayside):
    load_frameworks(by=tayside.system)
    return newest("ten-steps")


def assess(cast, framework, on=date(2017, 6, 30), **scores):
    return actions.create_assessment(
        by=cast.actor("planner"), framework=framework, on=on, title=f"In {on.year}", steps=said(**scores)
    )


@pytest.fixture
def two(tayside, framework):
    return (
        assess(tayside, framework, s1=3, s4=0, s10=None),
        assess(tayside, framework, date(2026, 9, 30), s1=4, s4=2, s9=1),
    )


@pytest.mark.parametrize(
    ("on", "rows", "says"),
    [
        (TODAY, said(), ""),
        (TODAY, said(s10=None), ""),
        (TODAY + timedelta(days=1), said(), "future"),
        (TODAY, said()[:-1], "missing: 10"),
        (TODAY, [*said(), StepJudged("11", 1, "So.")], "not in the list: 11"),
        (TODAY, [*said(), said()[0]], "once"),
        (TODAY, [*said()[1:], StepJudged("1", 5, "So.")], "has the score 5"),
        (TODAY, [*said()[1:], StepJudged("1", -1, "So.")], "has the score -1"),
        (TODAY, [*said()[1:], StepJudged("1", 3, "  ")], "no evidence"),
        (TODAY, [*said()[1:], StepJudged("1", None, "")], ""),
    ],
)
def test_what_an_assessment_must_hold(on, rows, says):
    if not says:
        check_assessment(on, TODAY, CODES, rows)
        return
    with pytest.raises(Refusal, match=says):
        check_assessment(on, TODAY, CODES, rows)


def test_an_assessment_is_kept_with_every_step_and_its_event(tayside, framework):
    made = assess(tayside, framework)
    assert made.scores.count() == 10
    assert audit.history("tayside", made).first().verb == "assessed"


def test_a_refused_assessment_leaves_nothing(tayside, framework):
    for by, rows in ((tayside.actor("reader"), said()), (tayside.actor("planner"), said()[:9])):
        with pytest.raises(Refusal):
            actions.create_assessment(by=by, framework=framework, on=TODAY, title="X", steps=rows)
    assert not Assessment.objects.exists()
    assert not StepScore.objects.exists()


def test_a_step_is_corrected_once_by_whoever_saw_it_last(tayside, framework):
    step = assess(tayside, framework).scores.first()
    by = tayside.actor("planner")
    actions.change_step(by=by, step=step, revision=1, score=3)
    assert step.score == 3
    with pytest.raises(ChangedMeanwhile):
        actions.change_step(by=by, step=step, revision=1, score=4)
    with pytest.raises(Refusal, match="no evidence"):
        actions.change_step(by=by, step=step, revision=2, evidence="")


def test_two_assessments_stand_side_by_side(tayside, two):
    before, after = sorted(queries.assessments(tayside.partnership), key=lambda one: one.on)
    rows = presenters.pairs(before, after)
    assert {row.code: row.change for row in rows} == {
        "1": 1, "2": 0, "3": 0, "4": 2, "5": 0, "6": 0, "7": 0, "8": 0, "9": -1, "10": None,
    }  # fmt: skip
    assert presenters.compare(before, after, rows) == (
        "From 30 June 2017 to 30 September 2026: 2 higher, 1 lower, 6 the same, 1 that cannot be compared."
    )
    assert presenters.table(before, after, rows).rows[9][1:] == [
        "Not known",
        "Part done",
        "cannot be compared",
    ]
    assert presenters.chart(before, after, rows).rows[9][1] == "not known"


def test_how_many_steps_are_in_place_over_time(tayside, two):
    held = list(queries.assessments(tayside.partnership))
    assert [row[1] for row in presenters.trend(held).rows] == ["1", "1"]
    assert presenters.trend(held[:1]) is None
    assert presenters.standing(held[0]).startswith(
        "On 30 September 2026 1 of 10 steps was in place; the weakest: Governance"
    )


def test_assessments_are_read_in_two_queries(tayside, two, django_assert_num_queries):
    with django_assert_num_queries(2):
        for one in queries.assessments(tayside.partnership):
            presenters.standing(one)


def test_another_partnerships_assessments_are_not_seen(tayside, elsewhere, two, client):
    assert not queries.assessments(elsewhere.partnership)
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(f"/elsewhere/work/ten-steps/{two[0].pk}/").status_code == 404
    assert client.get(f"/elsewhere/work/ten-steps/step/{two[0].scores.first().pk}/").status_code == 404


def typed(**changes):
    fields = {"on_day": "20", "on_month": "11", "on_year": "2026", "title": "Today"}
    for code in CODES:
        fields |= {f"score-{code}": "3", f"evidence-{code}": f"Shown by {code}.", f"owner-{code}": "Ann"}
    return {**fields, **changes}


def test_the_steps_are_assessed_on_a_page(client, tayside, framework):
    client.force_login(tayside.people["planner"])
    assert "No assessment yet" in client.get(STEPS).content.decode()
    wrong = client.post(f"{STEPS}add/", typed(**{"evidence-4": ""})).content.decode()
    assert "Step 4 has a score and its evidence is empty: say what shows it." in wrong
    assert "Shown by 9." in wrong  # nothing typed is lost
    assert client.post(f"{STEPS}add/", typed(**{"score-10": ""})).status_code == 302
    one = queries.assessments(tayside.partnership).get()
    assert one.scores.get(item__code="10").score is None
    page = client.get(f"{STEPS}{one.pk}/").content.decode()
    assert "9 of 10 steps were in place" in page
    assert "Not known" in page


def test_the_second_of_two_people_sees_both_versions(client, tayside, framework):
    step = assess(tayside, framework).scores.first()
    actions.change_step(by=tayside.actor("analyst"), step=step, revision=1, evidence="Theirs.")
    client.force_login(tayside.people["planner"])
    mine = {"score": "3", "evidence": "Mine.", "owner": "", "revision": "1"}
    page = client.post(f"{STEPS}step/{step.pk}/", mine).content.decode()
    assert "Theirs." in page
    assert "Mine." in page


def test_without_the_list_the_page_says_who_can_help(client, tayside):
    client.force_login(tayside.people["planner"])
    answer = client.get(f"{STEPS}add/")
    assert answer.status_code == 403
    assert "has not been loaded" in answer.content.decode()


@pytest.mark.parametrize("label", ["Deliver", "Do"])
def test_the_cycle_has_the_same_identifiers_whatever_a_stage_is_called(client, world, label):
    world.cast.partnership.stage_three_label = label
    world.cast.partnership.save()
    client.force_login(world.cast.people["reader"])
    page = client.get("/tayside/work/cycle/")
    assert f">{label}<" in page.content.decode().replace("\n", "")
    rows = client.get("/tayside/work/cycle/", {"format": "csv"}).getvalue().decode().splitlines()[1:]
    assert list(dict.fromkeys(row.split(",")[0] for row in rows)) == ["analyse", "plan", "deliver", "review"]
    assert sum(f",{label}," in row for row in rows) == 3


def test_analyse_is_not_complete_while_the_total_resource_is_missing(client, world):
    world.cast.partnership.refresh_from_db()
    client.force_login(world.cast.people["reader"])
    assert (
        "No check finds anything missing in Analyse." in client.get("/tayside/work/cycle/").content.decode()
    )
    from realign.registers.services.models import Spend

    Spend.objects.all().delete()
    page = client.get("/tayside/work/cycle/").content.decode()
    assert "Analyse still lacks something: the total resource and how it is used (0 of 1 services" in page


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", ["steps", "assessment", "assessment-add", "cycle"])
def test_a_browser_is_content(live_server, page_at, tayside, two, width, name):
    path = {
        "steps": STEPS,
        "assessment": f"{STEPS}{two[1].pk}/",
        "assessment-add": f"{STEPS}add/",
        "cycle": "/tayside/work/cycle/",
    }[name]
    page = page_at(width)
    sign_in(page, live_server.url, tayside.people["planner"])
    page.goto(f"{live_server.url}{path}")
    keep_screenshot(page, f"{name}-{width}")
    assert_axe_clean(page)
    assert_console_clean(page)
    assert_fits(page)


def test_the_day_of_an_assessment_is_the_actors(tayside, framework):
    early = replace(tayside.actor("planner"), at=tayside.actor("planner").at.replace(year=2016))
    with pytest.raises(Refusal, match="future"):
        actions.create_assessment(
            by=early, framework=framework, on=date(2017, 6, 30), title="X", steps=said()
        )
