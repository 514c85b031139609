"""Following long work."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.work import actions, queries


@access("jobs.view")
def job_page(request: MemberRequest, pk: int) -> HttpResponse:
    """How far one job is; the page asks again by itself while it moves.

    A page that shows the progress of the work it waits for asks with ``?reload``: it is loaded anew at the end.
    """
    job = get_object_or_404(queries.jobs(request.partnership), pk=pk)
    template = "work/_progress.html" if request.htmx else "work/job.html"
    reload = bool(request.htmx) and "reload" in request.GET
    answer = render(request, template, {"job": job, "waiting_page": reload})
    if reload and not job.is_moving:
        answer["HX-Refresh"] = "true"
    return answer


@access("jobs.view")
@require_POST
def job_retry(request: MemberRequest, pk: int) -> HttpResponse:
    """Try failed work again."""
    job = get_object_or_404(queries.jobs(request.partnership), pk=pk)
    actions.retry_job(by=request.actor, job=job)
    messages.success(request, "It will be tried again.")
    return redirect("work:job", request.partnership.slug, job.pk)
