"""Pages of the golden thread."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.registers.thread import queries as threads_of_records
from realign.registers.thread.presenters import strip
from realign.review.assurance import presenters, queries
from realign.review.assurance.breaks import priority_threads
from realign.review.assurance.cycle import stages
from realign.review.assurance.pictures import picture_of


@access("assurance.view")
def thread(request: MemberRequest) -> HttpResponse:
    """Show the golden thread of each priority, and what is broken in it by owner."""
    slug = request.partnership.slug
    graph = queries.graph(request.partnership, request.actor)
    threads = priority_threads(graph)
    rows = [
        {
            "thread": thread,
            "status": presenters.status_of(thread),
            "picture": picture_of(graph, thread, presenters.sentence(thread)),
            "kinds": presenters.grouped(slug, thread.thread.all()),
        }
        for thread in threads
    ]
    context = {
        "rows": rows,
        "summary": presenters.summary(threads),
        "matrix": presenters.matrix(threads),
        "owners": presenters.by_owner(
            request.partnership,
            (broken_link for thread in threads for broken_link in thread.breaks),
            request.actor,
        ),
        "breadcrumbs": [Link("Golden thread")],
    }
    return render(request, "assurance/thread.html", context)


@access("assurance.view")
def broken(request: MemberRequest) -> HttpResponseBase:
    """List the broken links of the golden thread, with who can mend each."""
    slug = request.partnership.slug
    threads = queries.threads(request.partnership, request.actor)
    breaks = [broken_link for thread in threads for broken_link in thread.breaks]
    page = table_page(request, presenters.break_table(request.partnership, breaks, request.actor), breaks)
    crumbs = [Link("Golden thread", reverse("assurance:thread", args=[slug])), Link("Broken links")]
    context = {"summary": presenters.summary(threads), "breadcrumbs": crumbs}
    return render_table(request, "assurance/broken.html", page, context)


@access("assurance.view")
def node(request: MemberRequest, kind: str, slug: str) -> HttpResponse:
    """Show what led to a record and what it led to."""
    try:
        walked = threads_of_records.thread_of(request.partnership, kind, slug, request.actor)
    except threads_of_records.NoSuchRecord as unknown:
        raise Http404 from unknown
    partnership = request.partnership.slug
    context = {
        "thread": walked,
        "kind": walked.at.kind.singular,
        "strip": strip(request.partnership, walked, request.actor),
        "words": presenters.in_words(walked),
        "before": presenters.grouped(partnership, walked.before),
        "after": presenters.grouped(partnership, walked.after),
        "record": presenters.grouped(partnership, [walked.at])[0].lines[0],
        "breadcrumbs": [
            Link("Golden thread", reverse("assurance:thread", args=[partnership])),
            Link(walked.at.kind.singular),
        ],
    }
    return render(request, "assurance/node.html", context)


@access("assurance.view")
def cycle(request: MemberRequest) -> HttpResponseBase:
    """Show the stages of the cycle, and what is still to do before the next."""
    graph = queries.graph(request.partnership, request.actor)
    cycle_stages = stages(request.partnership, graph)
    rows = [(stage, check) for stage in cycle_stages for check in stage.checks]
    page = table_page(request, presenters.cycle_table(request.partnership.slug), rows)
    context = {
        "stages": cycle_stages,
        "lead": presenters.cycle_lead(cycle_stages),
        "breadcrumbs": [Link("The cycle")],
    }
    return render_table(request, "assurance/cycle.html", page, context)
