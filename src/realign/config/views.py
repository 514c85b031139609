"""The health check, and the page for a request that made no sense."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from realign.foundations.partnerships.access import access


@access("public")
def health(request: HttpRequest) -> HttpResponse:
    """For a monitor: answers 200 when the site and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "database": connection.vendor})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page in the site’s own words."""
    return render(request, "400.html", status=400)
