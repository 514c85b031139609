"""Asking for long work, following it, and trying it again."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django_tasks import task

from realign.foundations.accounts.models import User
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.work.models import Job
from realign.foundations.work.registry import entry_for

BACKOFF = timedelta(seconds=5)


@task()
def run_job(job_id: int) -> None:
    """The one task that the worker knows; what it does is said by the job’s kind."""
    # the runner imports every app's jobs, which import this module: it is looked up when it runs
    entry_for("work.run").entry(job_id)


@transaction.atomic
def start_job(
    *, by: Actor, kind: str, title: str, arguments: dict[str, Any], addressee: User | None = None
) -> Job:
    """Ask for background work; it starts when the transaction that asks is committed.

    ``addressee`` is whoever the work writes an e-mail to.
    """
    entry_for(kind)
    job = Job.objects.create(
        partnership=by.partnership,
        kind=kind,
        title=title,
        arguments=arguments,
        requested_by_id=by.user_id,
        requested_at=by.at,
        addressee=addressee,
    )
    audit.record(by=by, verb="asked for", subject=job)
    run_job.enqueue(job.pk)
    return job


@transaction.atomic
def retry_job(*, by: Actor, job: Job) -> Job:
    """Try failed work again from the start."""
    job = Job.objects.select_for_update().get(pk=job.pk, partnership=by.partnership)
    if job.state != Job.State.FAILED:
        raise Refusal(
            "Only work that failed can be tried again.", f"This is: {job.get_state_display().lower()}."
        )
    job.state, job.problem, job.attempts, job.ended_at = Job.State.WAITING, "", 0, None
    # whoever waits now waits from now on
    job.started_at = by.at
    job.save(update_fields=("state", "problem", "attempts", "ended_at", "started_at"))
    audit.record(by=by, verb="tried again", subject=job)
    run_job.enqueue(job.pk)
    return job


def begin(job: Job, *, at: Any) -> None:
    """Note that a worker has taken the job up."""
    job.state, job.attempts = Job.State.RUNNING, job.attempts + 1
    job.started_at, job.message = at, "Started"
    job.save(update_fields=("state", "attempts", "started_at", "message"))


def note_progress(job_id: int, done: int, total: int, message: str) -> None:
    """Say how far the work is; shown to whoever follows it."""
    Job.objects.filter(pk=job_id).update(done=done, total=total, message=message[:300])


@transaction.atomic
def finish(job: Job, *, by: Actor, result_url: str | None) -> None:
    """Note that the work is done and where its result is."""
    job.state, job.ended_at, job.result_url = Job.State.DONE, by.at, result_url or ""
    job.message = "Finished"
    job.save(update_fields=("state", "ended_at", "result_url", "message"))
    audit.record(by=by, verb="finished", subject=job)


@transaction.atomic
def fail(job: Job, *, by: Actor, problem: str) -> None:
    """Note that the work failed, in words that a person can act on."""
    job.state, job.ended_at, job.problem = Job.State.FAILED, by.at, problem
    job.save(update_fields=("state", "ended_at", "problem"))
    audit.record(by=by, verb="could not finish", subject=job, detail={"problem": problem})


def wait_and_retry(job: Job, *, at: Any, problem: str) -> None:
    """Put a job that stumbled back in the queue, later each time."""
    job.state, job.problem = Job.State.RETRYING, problem
    job.save(update_fields=("state", "problem"))
    run_job.using(run_after=at + BACKOFF * 2 ** (job.attempts - 1)).enqueue(job.pk)
