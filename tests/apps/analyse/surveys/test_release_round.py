"""Returning, working out again, rounding and withdrawing: every way a request can go, on the record."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from realign.analyse.surveys.data import queries as data_queries
from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import actions as release_actions
from realign.analyse.surveys.release import queries as release_queries
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.protected import method_of
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import ReleasedCell
from tests.support.survey import answers

State = ReleaseRequest.State
pytestmark = pytest.mark.slow


def returned(world, **asked):
    request = world.ask(**asked)
    release_actions.submit_request(by=world.analyst, request=request)
    for checker, reason in zip(world.checkers, ("Too fine.", "Merge the sexes."), strict=True):
        release_actions.give_view(by=checker, request=request, verdict="return", reason=reason)
    return request


def again(world, request, **values):
    release_actions.rework_request(by=world.analyst, request=request, **values)
    run(request.job_id)
    request.refresh_from_db()
    return request


def test_what_checkers_said_stays_on_the_record_after_the_next_round(world):
    request = returned(world)
    assert request.state == State.RETURNED
    again(world, request, profile="fewer-than-5", rounding="", breakdown=["council"])
    assert (request.state, request.breakdown) == (State.DRAFT, ["council"])
    release_actions.submit_request(by=world.analyst, request=request)
    assert release_queries.views_of(request) == []
    event = Event.objects.get(verb="opened the checkers’ decisions on")
    assert sorted(event.detail.values()) == ["Needs work: Merge the sexes.", "Needs work: Too fine."]


def test_views_are_not_in_the_record_while_they_are_sealed(world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    release_actions.give_view(
        by=world.checkers[0], request=request, verdict="reject", reason="I can see who it is."
    )
    told = " ".join(str(event.detail) for event in Event.objects.all())
    assert "I can see who it is." not in told


def test_a_table_that_may_go_out_can_still_be_returned_with_a_reason(world, tayside):
    request = world.reviewed()
    coordinator = tayside.actor("coordinator")
    with pytest.raises(Refusal, match="Say why"):
        release_actions.return_request(by=coordinator, request=request, reason=" ")
    with pytest.raises(Refusal):
        release_actions.return_request(by=world.analyst, request=request, reason="Mine.")
    release_actions.return_request(by=coordinator, request=request, reason="Another table came first.")
    assert request.state == State.RETURNED
    assert Event.objects.get(verb="returned for changes").detail == {"because": "Another table came first."}
    with pytest.raises(Refusal, match="cannot become"):
        release_actions.return_request(by=coordinator, request=request, reason="Again.")


def test_a_request_that_is_not_returned_cannot_be_worked_out_again(world):
    request = world.ask()
    with pytest.raises(Refusal, match="cannot become"):
        release_actions.rework_request(by=world.analyst, request=request, profile="acro", rounding="")
    assert request.profile == "fewer-than-5"


def test_rules_that_name_no_base_cannot_round(world):
    with pytest.raises(Refusal, match="no base to round to"):
        table_queries.asked_for(world.survey, "sdq-raised", [], "fewer-than-5", "logit", "each")


@pytest.mark.parametrize(("profile", "rounding"), [("ons-10-5", ""), ("acro", "each"), ("acro", "sums")])
def test_a_rounded_table_tells_no_more_than_its_rounded_counts(world, tayside, profile, rounding):
    request = again(world, returned(world), profile=profile, rounding=rounding)
    release_actions.submit_request(by=world.analyst, request=request)
    for checker in world.checkers:
        release_actions.give_view(
            by=checker, request=request, verdict="release", reason="Nobody can be seen."
        )
    (release,) = release_actions.let_out(by=tayside.actor("coordinator"), request=request, slug="rounded")
    cells = ReleasedCell.objects.filter(release=release, symbol="")
    assert cells.exists()
    assert release.round_to >= 5
    rows = answers().to_pylist()
    for cell in cells:
        assert cell.count % 5 == cell.base % 5 == 0
        levels = {name: level for name, level in cell.key.items() if level != "Total"}
        true = sum(
            all(str(row[n]) == v for n, v in levels.items()) and row["sdq_total"] >= 15 for row in rows
        )
        assert abs(cell.count - true) < 5
        # the step of the share covers at least as many pupils as the rounding of the count
        steps = [step for step in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5) if step * cell.base >= release.round_to]
        assert round(cell.estimate / steps[0], 6) == round(cell.estimate / steps[0])
    # and what is out stands in the ledger as ranges, so that the next table can be worked out beside it
    (published,) = evidence.ledger(tayside.partnership, *data_queries.same_people(world.survey.dataset))
    assert published.round_to == release.round_to
    later = world.ask(breakdown=("council",))
    assert later.state == State.DRAFT


def test_the_page_says_why_each_number_is_hidden_and_offers_what_can_be_done(world, tayside, client):
    request = world.ask()
    where = reverse("surveys:request", args=["tayside", request.pk])
    client.force_login(tayside.people["analyst"])
    page = client.get(where).content.decode()
    assert "Fewer than 5 people" in page
    assert "To protect" in page
    assert "S12000041" not in page.partition("Disclosure test")[2].partition("<h2>What the")[0]
    sending = page.partition("<h2>Send for checking</h2>")[2].partition("</form>")[0]
    assert "three other people: two output checkers" in sending
    assert "Withdraw this request" in page
    assert "Recalculate" not in page
    release_actions.withdraw_request(by=world.analyst, request=request)
    page = client.get(where).content.decode()
    assert "Send for checking" not in page
    assert "Withdraw this request" not in page


def test_a_returned_table_is_worked_out_again_from_its_page(world, tayside, client):
    request = returned(world)
    client.force_login(tayside.people["analyst"])
    page = client.get(reverse("surveys:request", args=["tayside", request.pk])).content.decode()
    assert "Recalculate" in page
    client.post(
        reverse("surveys:rework", args=["tayside", request.pk]), {"profile": "ons-10-5", "rounding": "sums"}
    )
    request.refresh_from_db()
    assert (request.state, request.profile, request.rounding) == (State.ESTIMATING, "ons-10-5", "sums")
    client.force_login(tayside.people["output-checker"])
    assert client.post(reverse("surveys:rework", args=["tayside", request.pk])).status_code == 403
    assert client.post(reverse("surveys:return", args=["tayside", request.pk])).status_code == 403


def test_the_page_of_a_request_waits_no_longer_than_there_is_something_to_wait_for(world, tayside, client):
    request = returned(world)
    release_actions.rework_request(by=world.analyst, request=request, profile="fewer-than-5", rounding="")
    client.force_login(tayside.people["analyst"])

    def page(**job):
        Job.objects.filter(pk=request.job_id).update(**job)
        return client.get(reverse("surveys:request", args=["tayside", request.pk])).content.decode()

    soon = page(requested_at=timezone.now())
    assert "The table is being calculated" in soon
    assert "http-equiv" in soon
    assert "hx-trigger" in soon
    # no worker runs, or the one that did was killed
    for state in (Job.State.WAITING, Job.State.RUNNING):
        late = page(state=state, requested_at=timezone.now() - timedelta(hours=1))
        assert "This is taking longer than 30 minutes" in late
        assert "ask your administrator whether the background worker is running" in late
        assert "The table is being calculated" not in late
        assert "http-equiv" not in late
        assert "hx-trigger" not in late
    failed = page(state=Job.State.FAILED, problem="The background worker stopped in the middle of this.")
    assert "The background worker stopped in the middle of this." in failed
    assert "Try again" in failed
    assert "The table is being calculated" not in failed
    assert "http-equiv" not in failed
    assert "hx-trigger" not in failed
    release_actions.withdraw_request(by=world.analyst, request=request)
    assert "Try again" not in page()


def test_the_rules_are_told_in_words_to_everybody(tayside, client):
    page = client.get("/tayside/evidence/rules/").content.decode()
    assert "A count of 1 to 4 is hidden; zero is shown." in page
    assert "Counts that are shown are rounded to 5." in page
    assert "Its 2 largest contributors" in page.replace("its 2", "Its 2")


@pytest.mark.parametrize(
    ("profile", "left_out", "said"),
    [
        ("fewer-than-5", 3, "fewer than 5 pupils"),
        ("fewer-than-5", 0, "0 pupils"),
        ("fewer-than-5", 1_203, "1,203 pupils"),
        ("ons-10-5", 1_203, "1,205 pupils"),
    ],
)
def test_those_left_out_are_counted_as_carefully_as_those_in_the_table(world, profile, left_out, said):
    asked = table_queries.asked_for(world.survey, "sdq-raised", ["council"], profile, "logit")
    found = table_queries.work_out_table(world.survey, asked, world.analyst.at.date())
    told = method_of(world.survey, replace(found, left_out=left_out))["Left out of this table"]
    assert told.startswith(said)
