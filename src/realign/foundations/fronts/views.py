"""The front pages of Analyse, Plan, Deliver and Review. Every member may open them; each part keeps its own rule."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from realign.foundations.design.navigation import Room, navigation_for
from realign.foundations.design.types import Link
from realign.foundations.fronts import presenters, queries
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest


@access("member")
def analyse(request: MemberRequest) -> HttpResponse:
    """Show the front page of Analyse."""
    return _front(request, Room.ANALYSE)


@access("member")
def plan(request: MemberRequest) -> HttpResponse:
    """Show the front page of Plan."""
    return _front(request, Room.PLAN)


@access("member")
def deliver(request: MemberRequest) -> HttpResponse:
    """Show the front page of Deliver."""
    return _front(request, Room.DELIVER)


@access("member")
def review(request: MemberRequest) -> HttpResponse:
    """Show the front page of Review."""
    return _front(request, Room.REVIEW)


def _front(request: MemberRequest, room: Room) -> HttpResponse:
    section = navigation_for(request).room
    if section is None:
        raise LookupError(f"The front page of {room} is not in the menu of {room}.")
    rooms = {link.page.partition(":")[0] for link in section.links}
    lately = queries.lately(request.actor, rooms)
    context = {
        "title": section.label,
        "question": presenters.QUESTIONS[room],
        "front": presenters.front_page(section, request.actor, timezone.localdate()),
        "changes": presenters.changes(lately, with_names=request.actor.may("audit.view")),
        "breadcrumbs": [Link(section.label)],
    }
    return render(request, "fronts/front.html", context)
