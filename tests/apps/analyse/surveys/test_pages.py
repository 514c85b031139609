"""One walk through the survey room, page by page."""

import pytest
from django.urls import reverse

from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import actions as release_actions
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.queries import items
from realign.registers.indicators.actions import create_indicator, record_observations
from realign.registers.indicators.types import Recorded
from tests.support.cast import NOON
from tests.support.survey import survey_world

pytestmark = pytest.mark.slow


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


@pytest.fixture
def signed_in(client, world):
    def sign_in(role):
        client.force_login(world.cast.people[role])
        return client

    return sign_in


def test_an_analyst_makes_a_table_and_sees_only_what_is_safe(signed_in, world):
    page = signed_in("analyst").get(
        at("builder", "small"),
        {"measure": "sdq-raised", "by": ["council", "sex"], "profile": "fewer-than-5", "interval": "logit"},
    )
    text = page.content.decode()
    assert page.status_code == 200
    assert "[c]" in text
    assert "Request release of this table" in text


def test_a_short_address_leaves_interval_and_rules_to_the_usual_choice(signed_in, world):
    page = signed_in("analyst").get(at("builder", "small"), {"measure": "sdq-raised", "by": ["council"]})
    assert "Request release of this table" in page.content.decode()


def test_three_breakdowns_are_refused_with_the_reason(signed_in, world):
    page = signed_in("analyst").get(
        at("builder", "small"),
        {
            "measure": "sdq-raised",
            "by": ["council", "sex", "stage"],
            "profile": "fewer-than-5",
            "interval": "logit",
        },
    )
    assert "is not one of the available choices" in page.content.decode()


def test_a_table_travels_from_request_to_release(signed_in, world):
    asked = {"measure": "sdq-raised", "by": ["council"], "profile": "fewer-than-5", "interval": "logit"}
    signed_in("analyst").post(at("ask", "small"), asked)
    request = ReleaseRequest.objects.get()
    run(request.job_id)
    signed_in("analyst").post(at("submit", request.pk))
    form = {"verdict": "release", "reason": "Nothing points at a person."}
    signed_in("output-checker").post(at("review", request.pk), form)
    sealed = signed_in("coordinator").get(at("request", request.pk)).content.decode()
    assert "hidden until both have" in sealed
    assert "Nothing points at a person" not in sealed
    release_actions.give_view(by=world.checkers[1], request=request, verdict="release", reason="I agree.")
    opened = signed_in("coordinator").get(at("request", request.pk)).content.decode()
    assert "Nothing points at a person" in opened
    answer = signed_in("coordinator").post(at("let-out", request.pk), {"slug": "raised-by-council"})
    assert answer.headers["Location"] == "/tayside/evidence/tables/raised-by-council/"
    client = signed_in("coordinator")
    client.logout()
    public = client.get("/tayside/evidence/tables/raised-by-council/")
    assert public.status_code == 200, "a released table is public"


def test_a_checker_who_gives_no_reason_keeps_the_form(signed_in, world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    page = signed_in("output-checker").post(at("review", request.pk), {"verdict": "reject", "reason": ""})
    assert "Error" in page.content.decode()
    assert request.views.count() == 0


def test_lists_download_as_csv(signed_in, world):
    world.ask()
    for name in ("list", "requests"):
        answer = signed_in("analyst").get(at(name), {"format": "csv"})
        assert answer["Content-Type"].startswith("text/csv")


def test_a_planner_is_told_why_they_may_not_look(signed_in, world):
    page = signed_in("planner").get(at("survey", "small"))
    assert page.status_code == 403
    assert "analyst" in page.content.decode()


def test_a_stranger_finds_nothing(client, world, elsewhere):
    client.force_login(elsewhere.people["analyst"])
    assert client.get(at("survey", "small")).status_code == 404
    assert client.get(reverse("surveys:survey", args=["elsewhere", "small"])).status_code == 404


def table_of(signed_in, slug="small", **more):
    asked = {"measure": "sdq-raised", "by": ["council"], "profile": "fewer-than-5", "interval": "logit"}
    return signed_in("analyst").get(at("builder", slug), asked | more).content.decode()


def test_a_table_comes_with_its_picture_and_with_words_by_a_test(signed_in, world):
    page = table_of(signed_in, by=["sex"], against="sex=1")
    assert "<svg" in page
    assert "Compared with Boys" in page
    assert "No indicator or released table" in page


def test_a_table_is_compared_with_the_wave_before(client, tayside):
    survey_world(tayside, few=12, waves=True)
    client.force_login(tayside.people["analyst"])
    page = table_of(lambda role: client)
    assert "Change since March 2024" in page
    assert "Higher than before" in page


def test_a_table_is_compared_with_scotland_where_an_indicator_says_the_same(signed_in, world):
    load_frameworks(by=world.cast.system)
    item = next(item for item in items("core-indicators", on=NOON.date()) if item.code == "9")
    by = world.cast.actor("analyst")
    indicator = create_indicator(
        by=by, slug="raised", title="Raised difficulties", polarity="lower", unit="%", tags=[item]
    )
    value = Recorded("S92000003", "2021/22", 20.0, lower=19.0, upper=21.0)
    record_observations(by=by, indicator=indicator, rows=[value], title="Census")
    page = table_of(signed_in)
    assert "more than Scotland, 2021/22 (20%)" in page
    assert "Raised difficulties" in page


def test_a_table_is_compared_with_what_other_partnerships_show(signed_in, world, elsewhere):
    survey_world(elsewhere, few=12).released(slug="theirs", breakdown=("council",))
    assert "Elsewhere, March 2026 (" in table_of(signed_in)


def test_a_publication_travels_from_form_to_public_pages(signed_in, world):
    form = {
        "measures": ["sdq-raised", "sdq-mean"],
        "breakdowns": ["council", "council+sex"],
        "profile": "fewer-than-5",
        "interval": "logit",
    }
    assert "Council area by sex" in signed_in("analyst").get(at("publication", "small")).content.decode()
    signed_in("analyst").post(at("publication", "small"), form)
    request = ReleaseRequest.objects.get()
    run(request.job_id)
    page = signed_in("output-checker").get(at("request", request.pk)).content.decode()
    assert "Average difficulties score by council area: no numbers hidden" in page
    assert "Disclosure test" in page
    signed_in("analyst").post(at("submit", request.pk))
    for checker in world.checkers:
        release_actions.give_view(by=checker, request=request, verdict="release", reason="Safe.")
    signed_in("coordinator").post(at("let-out", request.pk), {"slug": "wave-2026"})
    run(Job.objects.latest("pk").pk)
    request.refresh_from_db()
    assert request.state == ReleaseRequest.State.RELEASED
    client = signed_in("coordinator")
    client.logout()
    for release in request.releases.all():
        public = client.get(f"/tayside/evidence/tables/{release.slug}/")
        assert public.status_code == 200


def test_two_breakdowns_are_a_cross_table_where_it_is_made_and_where_it_is_checked(signed_in, world):
    asked = {
        "measure": "sdq-raised",
        "by": ["council", "sex"],
        "profile": "fewer-than-5",
        "interval": "logit",
    }
    made = signed_in("analyst").get(at("builder", "small"), asked).content.decode()
    assert 'scope="colgroup" colspan="3">Sex' in made
    assert "All three councils" in made
    assert made.count("n&nbsp;=&nbsp;") >= 10
    assert "<strong>[c]</strong>" in made
    signed_in("analyst").post(at("ask", "small"), asked)
    request = ReleaseRequest.objects.get()
    run(request.job_id)
    checked = signed_in("output-checker").get(at("request", request.pk)).content.decode()

    def table(page):
        return page.partition('<table class="rl_table rl_cross">')[2].partition("</table>")[0]

    assert table(checked) == table(made) != ""


def test_the_answers_to_one_question_stand_in_one_cross_table_for_those_who_check(signed_in, world):
    form = {
        "measures": ["bullied", "bullied_last_year=2"],
        "breakdowns": [["sex"]],
        "profile": "fewer-than-5",
        "interval": "logit",
    }
    request = release_actions.ask_for_publication(by=world.analyst, survey=world.survey, **form)
    run(request.job_id)
    page = signed_in("output-checker").get(at("request", request.pk)).content.decode()
    assert "All answers to this question" in page
    assert "Bullied by sex: share of each answer and 95% interval" in page
    assert "Pupils who answered (n)" in page


def test_a_publication_of_nothing_is_sent_back(signed_in, world):
    page = signed_in("analyst").post(at("publication", "small"), {"profile": "fewer-than-5"}).content.decode()
    assert "Error" in page
    assert ReleaseRequest.objects.count() == 0
