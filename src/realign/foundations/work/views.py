"""Following long work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.work import actions, queries
from realign.foundations.work.models import Job


def _job_or_404(request: MemberRequest, pk: int) -> Job:
    """The job of this number; who is written to by e-mail is for those who look after people."""
    jobs = queries.jobs(request.partnership)
    if not request.actor.may("people.manage"):
        jobs = jobs.filter(addressee__isnull=True)
    return get_object_or_404(jobs, pk=pk)


@access("jobs.view")
def job_page(request: MemberRequest, pk: int) -> HttpResponse:
    """How far one job is; the page asks again by itself while it moves, and not without end.

    A page that shows the progress of the work it waits for asks with ``?reload``: it is loaded anew at the end.
    """
    job = _job_or_404(request, pk)
    template = "work/_progress.html" if request.htmx else "work/job.html"
    reload = bool(request.htmx) and "reload" in request.GET
    context = {"waiting_page": reload, **queries.progress(job, request.actor.at)}
    answer = render(request, template, context)
    if reload and not job.is_moving:
        answer["HX-Refresh"] = "true"
    return answer


@access("jobs.view")
@require_POST
def job_retry(request: MemberRequest, pk: int) -> HttpResponse:
    """Try failed work again."""
    job = _job_or_404(request, pk)
    actions.retry_job(by=request.actor, job=job)
    messages.success(request, "It will be tried again.")
    return redirect("work:job", request.partnership.slug, job.pk)
