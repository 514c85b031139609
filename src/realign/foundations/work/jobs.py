"""The runner: takes one job up, calls its entry point, notes how it ended."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from realign.foundations.partnerships.models import Membership
from realign.foundations.partnerships.queries import remember_words
from realign.foundations.partnerships.rules import actor_for, system_actor
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.work import actions
from realign.foundations.work.models import Job
from realign.foundations.work.registry import background, entry_for
from realign.foundations.work.types import Registered, Run, TryLater

DIED = "The background worker stopped in the middle of this. Your data are as they were before."

log = logging.getLogger("realign.work")


@background("work.run")
def run(job_id: int) -> None:
    """Run one job to its end, to a retry or to a failure that says why."""
    job = Job.objects.select_related("partnership", "requested_by").get(pk=job_id)
    if job.state in {Job.State.DONE, Job.State.FAILED}:
        return
    registered = entry_for(job.kind)
    remember_words()
    actions.begin(job, at=timezone.now())

    def report(done: int, total: int, message: str) -> None:
        actions.note_progress(job.pk, done, total, message)

    try:
        address = registered.entry(Run(job.pk, _asker(job), report), **job.arguments)
    except Refusal as refusal:
        problem = f"{refusal.reason} {refusal.what_to_do}".strip()
        actions.fail(job, by=_system(job), problem=problem)
    except TryLater as later:
        log.warning("job %s (%s) is to be tried later, attempt %s", job.pk, job.kind, job.attempts)
        _try_later_or_fail(job, registered, str(later), "")
    except Exception:
        log.exception("job %s (%s) stumbled at attempt %s", job.pk, job.kind, job.attempts)
        problem = "An unexpected error stopped this. Your data have not been changed."
        _try_later_or_fail(job, registered, problem, " Try again, or tell your administrator.")
    else:
        job.refresh_from_db()
        actions.finish(job, by=_system(job), result_url=address)


def _try_later_or_fail(job: Job, registered: Registered, problem: str, at_the_end: str) -> None:
    if job.attempts < registered.max_attempts:
        actions.wait_and_retry(job, at=timezone.now(), problem=problem)
    else:
        actions.fail(job, by=_system(job), problem=problem + at_the_end)


def take_back_from_dead_worker(name: str) -> None:
    """Put what a dead worker left half done back in the queue; what was tried too often fails with the reason.

    ``name`` is the worker’s: only one of that name ever runs, so whatever it still holds, it left behind.
    """
    left = DBTaskResult.objects.running().filter(task_path=actions.run_job.module_path)
    for task in [result for result in left if result.worker_ids[-1:] == [name]]:
        with transaction.atomic():
            task.set_failed(InterruptedError(DIED))
            job = Job.objects.select_for_update().filter(pk=task.args_kwargs["args"][0]).first()
            if job is None or job.state != Job.State.RUNNING:
                continue
            if job.attempts < entry_for(job.kind).max_attempts:
                actions.wait_and_retry(job, at=timezone.now(), problem=DIED)
            else:
                actions.fail(job, by=_system(job), problem=f"{DIED} Tell your administrator.")


def _asker(job: Job) -> Actor:
    """Whoever asked, with the permissions they hold now: work does not outlive a right to do it."""
    if job.requested_by is None:
        return _system(job)
    actor = actor_for(job.requested_by, job.partnership, timezone.now())
    if actor is None:
        raise Membership.DoesNotExist("the person who asked for this no longer has a place here")
    return actor


def _system(job: Job) -> Actor:
    return system_actor(job.partnership, timezone.now())
