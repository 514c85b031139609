"""Background work: it runs, stumbles and tries again, fails in words, and can be tried again by a person."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work import actions, registry
from realign.foundations.work.jobs import run, take_back_from_dead_worker
from realign.foundations.work.models import Job
from tests.support.cast import NOON

pytestmark = pytest.mark.slow


@pytest.fixture
def entry():
    """Register a background entry point for one test."""
    with registry.ENTRIES.holding():

        def register(function, **options):
            registry.background("tests.work", **options)(function)

        yield register


@pytest.fixture
def start(tayside):
    def ask(**arguments):
        # asked for just now: a page stops waiting for what was asked for long ago
        by = replace(tayside.actor("analyst"), at=timezone.now())
        return actions.start_job(by=by, kind="tests.work", title="Something long", arguments=arguments)

    return ask


def test_work_is_done_and_says_where_its_result_is(entry, start):
    def count(job_run, up_to):
        job_run.report(up_to, up_to, "Counted")
        return "/result/"

    entry(count)
    job = start(up_to=3)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result_url) == (Job.State.DONE, 3, 3, "/result/")
    verbs = list(audit.events("tayside").values_list("verb", flat=True)[:2])
    assert verbs == ["finished", "asked for"]


def test_unknown_work_is_refused_before_anything_is_kept(tayside):
    with pytest.raises(KeyError, match="No background work is called"):
        actions.start_job(by=tayside.actor("analyst"), kind="no.such", title="?", arguments={})
    assert Job.objects.count() == 0


def test_a_refusal_is_told_in_its_own_words_and_not_tried_again(entry, start):
    def refuse(job_run):
        raise Refusal("The file is empty.", "Send another.")

    entry(refuse)
    job = start()
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problem, job.attempts) == (Job.State.FAILED, "The file is empty. Send another.", 1)


def test_a_stumble_is_tried_again_later_each_time_and_then_fails_in_words(entry, start):
    def stumble(job_run):
        raise OSError("disk")

    entry(stumble, max_attempts=3)
    job = start()
    for attempt, state in ((1, Job.State.RETRYING), (2, Job.State.RETRYING), (3, Job.State.FAILED)):
        run(job.pk)
        job.refresh_from_db()
        assert (job.attempts, job.state) == (attempt, state)
    assert "An unexpected error stopped this. Your data have not been changed." in job.problem
    assert "Try again" in job.problem
    waits = [task.run_after for task in DBTaskResult.objects.all() if task.run_after]
    gaps = sorted(waits)[-2:]
    assert gaps[1] - gaps[0] > timedelta(seconds=4), "the second wait is longer than the first"


def test_work_done_once_is_not_done_twice(entry, start):
    done = []
    entry(lambda job_run: done.append(1))
    job = start()
    run(job.pk)
    run(job.pk)
    assert done == [1]


def test_work_does_not_outlive_the_right_to_do_it(entry, start, tayside):
    done = []
    entry(lambda job_run: done.append(1), max_attempts=1)
    job = start()
    Membership.objects.filter(user=tayside.people["analyst"]).update(is_active=False)
    run(job.pk)
    job.refresh_from_db()
    assert done == []
    assert job.state == Job.State.FAILED


def test_a_person_can_try_failed_work_again(entry, start, client, tayside):
    answers = iter([Refusal("Not yet.", ""), None])

    def once_refused(job_run):
        answer = next(answers)
        if answer:
            raise answer
        return "/result/"

    entry(once_refused)
    job = start()
    run(job.pk)
    client.force_login(tayside.people["analyst"])
    page = client.get(reverse("work:job", args=["tayside", job.pk])).content.decode()
    assert "Not yet." in page
    assert "Try again" in page
    client.post(reverse("work:retry", args=["tayside", job.pk]))
    run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_only_failed_work_can_be_tried_again(entry, start, tayside):
    entry(lambda job_run: None)
    job = start()
    with pytest.raises(Refusal, match="Only work that failed"):
        actions.retry_job(by=tayside.actor("analyst"), job=job)


def test_a_moving_job_asks_again_with_and_without_javascript(entry, start, client, tayside):
    entry(lambda job_run: None)
    job = start()
    client.force_login(tayside.people["analyst"])
    page = client.get(reverse("work:job", args=["tayside", job.pk])).content.decode()
    assert 'http-equiv="refresh"' in page
    assert "hx-get" in page


def test_a_page_does_not_wait_for_ever(entry, start, client, tayside):
    entry(lambda job_run: None)
    job = start()
    Job.objects.filter(pk=job.pk).update(requested_at=NOON - timedelta(minutes=31))
    client.force_login(tayside.people["analyst"])
    page = client.get(reverse("work:job", args=["tayside", job.pk])).content.decode()
    assert "This is taking longer than 30 minutes" in page
    assert "hx-trigger" not in page
    assert "http-equiv" not in page


def test_nothing_is_queued_when_the_asking_is_rolled_back(entry, tayside):
    entry(lambda job_run: None)

    @transaction.atomic
    def ask_and_fail():
        actions.start_job(by=tayside.actor("analyst"), kind="tests.work", title="x", arguments={})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask_and_fail()
    assert Job.objects.count() == 0
    assert DBTaskResult.objects.count() == 0


def test_jobs_of_another_partnership_are_not_found(entry, start, client, elsewhere):
    entry(lambda job_run: None)
    job = start()
    client.force_login(elsewhere.people["analyst"])
    assert client.get(reverse("work:job", args=["elsewhere", job.pk])).status_code == 404


def test_a_page_that_waits_for_work_is_loaded_anew_when_it_ends(entry, start, tayside, client):
    entry(lambda job_run: "/result/")
    job = start()
    client.force_login(tayside.people["analyst"])
    asked = reverse("work:job", args=["tayside", job.pk]) + "?reload"
    while_waiting = client.get(asked, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in while_waiting
    assert f'hx-get="{asked}"' in while_waiting.content.decode()
    run(job.pk)
    assert client.get(asked, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "HX-Refresh" not in client.get(asked)


def died_in_the_middle(job, worker):
    """Leave a job as a worker leaves it that is killed at work."""
    DBTaskResult.objects.get(args_kwargs__args=[job.pk], status="READY").claim(worker)
    actions.begin(job, at=NOON)


def test_what_a_dead_worker_left_half_done_is_tried_again_and_at_last_fails_in_words(entry, start):
    entry(lambda job_run: None, max_attempts=2)
    job = start()
    for state in (Job.State.RETRYING, Job.State.FAILED):
        died_in_the_middle(job, "here")
        take_back_from_dead_worker("here")
        job.refresh_from_db()
        assert job.state == state
        assert "The background worker stopped in the middle of this." in job.problem
    assert not DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).exists()
    assert audit.events("tayside").first().verb == "could not finish"


def test_what_another_worker_is_doing_is_left_to_it(entry, start):
    entry(lambda job_run: None)
    job = start()
    died_in_the_middle(job, "elsewhere")
    take_back_from_dead_worker("here")
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    assert DBTaskResult.objects.get().status == "RUNNING"
