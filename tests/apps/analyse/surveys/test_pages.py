"""One walk through the survey room, page by page."""

import pytest
from django.urls import reverse

from realign.analyse.surveys import actions
from realign.analyse.surveys.models import ReleaseRequest
from realign.foundations.work.jobs import run

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
    assert "Ask for the release of this table" in text


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
    assert "sealed until both have" in sealed
    assert "Nothing points at a person" not in sealed
    actions.give_view(by=world.checkers[1], request=request, verdict="release", reason="I agree.")
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
    actions.submit_request(by=world.analyst, request=request)
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
