"""The health check, the page about the open data, and the page for a request that made no sense."""

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from realign.config.api import described
from realign.config.describing import SIGNS, STATUSES, question_table, questions_of
from realign.foundations.design.types import Link
from realign.foundations.open_data.paging import MOST, USUAL
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import PartnershipRequest


@access("public")
def health(request: HttpRequest) -> HttpResponse:
    """For a monitor: answers 200 when the site and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor})


@access("public")
def open_data(request: PartnershipRequest) -> HttpResponse:
    """Explain how a programme reads the published figures."""
    slug = request.partnership.slug
    context = {
        "questions": question_table(questions_of(described(slug))),
        "signs": SIGNS,
        "statuses": STATUSES,
        "usual": USUAL,
        "most": MOST,
        "rate": settings.REALIGN_API_RATE.partition("/")[0],
        "site": f"{request.scheme}://{request.get_host()}",
        "breadcrumbs": [Link("Open data")],
    }
    return render(request, "exports/open_data.html", context)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page in the site’s own words."""
    return render(request, "400.html", status=400)
