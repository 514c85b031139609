"""Pages on which a seat is added, changed, filled, emptied or ended, and a group is ended."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse

from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.groups import actions, queries
from realign.registers.groups.forms import DayForm, FillForm, NewSeatForm, SeatForm
from realign.registers.groups.models import Group, Seat
from realign.registers.groups.views.groups import crumbs, group_or_404


def seat_or_404(request: PartnershipRequest, pk: int) -> Seat:
    """The seat at this address, or its page not found."""
    try:
        seat = queries.seat(request.partnership, pk)
    except Seat.DoesNotExist as missing:
        raise Http404("No such seat.") from missing
    seat.group.partnership = request.partnership
    return seat


def answer(
    request: PartnershipRequest,
    form: Form,
    group: Group,
    save: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    submit: str,
    done: str,
    lead: str = "",
) -> HttpResponse:
    """Show the form, or save it and go back to the group."""
    here = group.get_absolute_url()
    return edit_page(
        request,
        form,
        save,
        title=title,
        lead=lead,
        submit=submit,
        done=done,
        back=here,
        breadcrumbs=crumbs(request, Link(group.name, here)),
    )


@access("groups.edit")
def seat_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Give a group a seat."""
    group = group_or_404(request, slug)

    return answer(
        request,
        NewSeatForm(request.partnership, request.POST or None),
        group,
        lambda values: actions.create_seat(by=request.actor, group=group, **without_revision(values)),
        title="Add a seat",
        lead=f"In {group.name}.",
        submit="Add",
        done="The seat has been added.",
    )


@access("groups.edit")
def seat_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what a seat is."""
    seat = seat_or_404(request, pk)
    return answer(
        request,
        SeatForm(request.partnership, request.POST or None, initial=values_of(seat, SeatForm)),
        seat.group,
        lambda values: actions.change_seat(by=request.actor, seat=seat, **values),
        title=f"Edit the seat “{seat.post}”",
        lead=f"In {seat.group.name}.",
        submit="Save",
        done="The seat has been saved.",
    )


@access("groups.edit")
def seat_fill(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody takes a seat."""
    seat = seat_or_404(request, pk)
    return answer(
        request,
        FillForm(request.partnership, request.POST or None, initial={"revision": seat.revision}),
        seat.group,
        lambda values: actions.fill_seat(by=request.actor, seat=seat, **values),
        title=f"Fill the seat “{seat.post}”",
        lead=f"In {seat.group.name}{_for(seat)}.",
        submit="Fill",
        done="The seat has been filled.",
    )


@access("groups.edit")
def seat_empty(request: MemberRequest, pk: int) -> HttpResponse:
    """The holder of a seat leaves."""
    seat = seat_or_404(request, pk)
    return answer(
        request,
        DayForm(request.POST or None, initial={"revision": seat.revision}),
        seat.group,
        lambda values: actions.vacate_seat(by=request.actor, seat=seat, **values),
        title=f"Remove {seat.holder or 'the holder'} from the seat “{seat.post}”",
        lead="The seat becomes vacant. Its past members are kept in the history.",
        submit="Remove holder",
        done="The seat is now vacant.",
    )


@access("groups.edit")
def seat_end(request: MemberRequest, pk: int) -> HttpResponse:
    """The group has a seat no more."""
    seat = seat_or_404(request, pk)
    return answer(
        request,
        DayForm(request.POST or None, initial={"revision": seat.revision}),
        seat.group,
        lambda values: actions.end_seat(by=request.actor, seat=seat, **values),
        title=f"Close the seat “{seat.post}”",
        lead=f"The seat will be removed from {seat.group.name}. It is kept in the group’s history.",
        submit="Close seat",
        done="The seat has been closed.",
    )


@access("groups.edit")
def group_end(request: MemberRequest, slug: str) -> HttpResponse:
    """A group meets no more."""
    group = group_or_404(request, slug)
    return answer(
        request,
        ConfirmForm(request.POST or None, initial={"revision": group.revision}),
        group,
        lambda values: actions.end_group(by=request.actor, group=group, **values),
        title=f"End {group.name}",
        lead="It is removed from the structure and can take no more decisions. Its records are kept.",
        submit="End the group",
        done=f"{group.name} has ended.",
    )


def _for(seat: Seat) -> str:
    return f", for {seat.organisation.name}" if seat.organisation else ""
