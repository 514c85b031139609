"""A table is let out by somebody who neither requested nor checked it, in any round."""

from dataclasses import replace
from functools import partial

import pytest
from django.urls import reverse

from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import actions as release_actions
from realign.analyse.surveys.release import queries as release_queries
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.evidence.models import Release

pytestmark = pytest.mark.slow


@pytest.fixture
def visit(client, world):
    def as_(role):
        client.force_login(world.cast.people[role])
        return client

    return as_


def give_role(world, role, more):
    """One person of a small partnership, who holds a second role."""
    membership = Membership.objects.get(user=world.cast.people[role])
    membership.roles = [*membership.roles, more]
    membership.save()


def page_of(request):
    return reverse("surveys:request", args=["tayside", request.pk])


def door_of(request):
    return reverse("surveys:let-out", args=["tayside", request.pk])


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("analyst", "You asked for this; another person"),
        ("output-checker", "You checked this; another person"),
    ],
)
def test_who_asked_or_checked_finds_no_button_but_the_reason_and_who_can(visit, world, role, why):
    request = world.reviewed(breakdown=("council",))
    give_role(world, role, "coordinator")
    page = visit(role).get(page_of(request)).content.decode()
    assert "Release this table" not in page
    assert why in page
    assert "Coordinator of Tayside" in page
    answer = visit(role).post(door_of(request), {"slug": "mine"})
    assert why in answer.content.decode()
    assert Release.objects.count() == 0
    assert visit(role).get("/tayside/evidence/tables/mine/").status_code == 404


def test_a_third_person_finds_the_button_and_lets_it_out(visit, world):
    request = world.reviewed(breakdown=("council",))
    assert "Release this table" in visit("coordinator").get(page_of(request)).content.decode()
    visit("coordinator").post(door_of(request), {"slug": "raised"})
    assert Release.objects.get().slug == "raised"


def test_a_partnership_too_small_is_told_what_it_lacks(visit, world):
    request = world.reviewed(breakdown=("council",))
    Membership.objects.filter(user=world.cast.people["coordinator"]).update(is_active=False)
    page = visit("analyst").get(page_of(request)).content.decode()
    assert "No member of this partnership can release it yet." in page
    assert "with the role coordinator who neither requested nor checked it" in page
    assert "administrator can give a person that role" in page


def test_a_checker_of_an_earlier_round_is_still_a_checker(world):
    request = world.ask(breakdown=("council",))
    first, second = world.checkers
    third = replace(second, user_id=world.cast.people["planner"].pk)
    release_actions.submit_request(by=world.analyst, request=request)
    for checker, verdict in ((first, "release"), (third, "return")):
        release_actions.give_view(by=checker, request=request, verdict=verdict, reason="Rows add up.")
    release_actions.submit_request(by=world.analyst, request=request)
    for checker in (first, second):
        release_actions.give_view(by=checker, request=request, verdict="release", reason="Now it may.")
    publisher = replace(world.cast.actor("coordinator"), user_id=third.user_id)
    with pytest.raises(Refusal, match="You checked this"):
        release_actions.let_out(by=publisher, request=request, slug="mine")


def test_whoever_had_it_worked_out_again_or_submitted_it_asked_for_it_too(world):
    request = world.ask(breakdown=("council",))
    submitter = replace(world.analyst, user_id=world.cast.people["planner"].pk)
    release_actions.submit_request(by=submitter, request=request)
    taken = release_queries.taken_part(world.cast.partnership, [request])[request.pk]
    assert taken.requesters == {world.analyst.user_id, submitter.user_id}
    assert taken.checkers == set()


def test_a_publication_is_refused_at_once_and_not_by_the_worker(visit, world):
    request = release_actions.ask_for_publication(
        by=world.analyst, survey=world.survey, measures=["sdq-raised"], breakdowns=[["council"]], profile="fewer-than-5",
    )  # fmt: skip
    run(request.job_id)
    request.refresh_from_db()
    release_actions.submit_request(by=world.analyst, request=request)
    for checker in world.checkers:
        release_actions.give_view(by=checker, request=request, verdict="release", reason="Safe.")
    give_role(world, "analyst", "coordinator")
    jobs = Job.objects.count()
    answer = visit("analyst").post(door_of(request), {"slug": "wave"})
    assert "You asked for this; another person must release it." in answer.content.decode()
    assert Job.objects.count() == jobs


def test_work_of_today_names_the_table_only_to_who_may_let_it_out(visit, world):
    request = world.reviewed(breakdown=("council",))
    give_role(world, "output-checker", "coordinator")
    address = reverse("dashboards:work", args=["tayside"])
    assert f"Release the table “{request.title}”" in visit("coordinator").get(address).content.decode()
    assert "Release the table" not in visit("output-checker").get(address).content.decode()


def test_who_took_part_is_read_in_one_question_for_many_requests(world, django_assert_num_queries):
    for measure in ("sdq-raised", "sdq-mean"):
        world.ask(measure=measure, breakdown=("council",))
    requests = list(ReleaseRequest.objects.all())
    with django_assert_num_queries(1):
        release_queries.taken_part(world.cast.partnership, requests)


@pytest.mark.parametrize("step", ["submit", "rework"])
def test_a_checker_who_submitted_a_table_or_had_it_worked_out_again_cannot_check_it(visit, world, step):
    """The analyst asked for it; a person with both roles took it on, and so is no second pair of eyes."""
    give_role(world, "output-checker", "analyst")
    request = world.ask()
    checker, address = (
        visit("output-checker"),
        partial(reverse, kwargs={"partnership": "tayside", "pk": request.pk}),
    )
    if step == "rework":
        ReleaseRequest.objects.filter(pk=request.pk).update(state=ReleaseRequest.State.RETURNED)
        checker.post(address("surveys:rework"), {"profile": "fewer-than-5", "rounding": ""})
        request.refresh_from_db()
        run(request.job_id)
        request.refresh_from_db()
        release_actions.submit_request(by=world.analyst, request=request)
    else:
        checker.post(address("surveys:submit"))
    request.refresh_from_db()
    assert request.state == ReleaseRequest.State.SUBMITTED
    assert "Save decision" not in checker.get(page_of(request)).content.decode()
    answer = checker.post(address("surveys:review"), {"verdict": "release", "reason": "I made it well."})
    assert "so you cannot check it" in answer.content.decode()
    assert request.views.count() == 0
