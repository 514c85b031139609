"""The front pages: the site’s, a partnership’s for the public, and each person’s own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.access import access


@access("public")
def front(request: HttpRequest) -> HttpResponse:
    """Which partnerships are here?"""
    return render(request, "dashboards/front.html", {"partnerships": partnerships.public_partnerships()})


@access("signed-in")
def landing(request: HttpRequest) -> HttpResponse:
    """After signing in: straight to the one partnership, or a choice of several."""
    mine = list(partnerships.partnerships_of(request.user))
    if len(mine) == 1:
        return redirect("dashboards:work", mine[0].slug)
    return render(request, "dashboards/choose.html", {"partnerships": mine})


@access("public")
def home(request: HttpRequest) -> HttpResponse:
    """How are children here doing, what are we doing about it, is it working?"""
    return render(request, "dashboards/home.html")


@access("member")
def my_work(request: HttpRequest) -> HttpResponse:
    """What needs me today?"""
    return render(request, "dashboards/work.html")
