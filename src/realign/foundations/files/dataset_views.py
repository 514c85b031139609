"""One dataset: what it holds, until when, and erasing it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.types import Link
from realign.foundations.files import actions, presenters, queries
from realign.foundations.files.forms import LastDayForm
from realign.foundations.files.models import Dataset
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile


def _one(request: PartnershipRequest, slug: str) -> Dataset:
    return get_object_or_404(queries.datasets(request.partnership), slug=slug)


def _crumbs(request: PartnershipRequest, one: Dataset, last: str = "") -> list[Link]:
    partnership = request.partnership.slug
    found = [Link("Datasets", reverse("files:datasets", args=[partnership]))]
    if last:
        return [*found, Link(one.title, reverse("files:dataset", args=[partnership, one.slug])), Link(last)]
    return [*found, Link(one.title)]


@access("surveys.view")
def dataset(request: MemberRequest, slug: str) -> HttpResponse:
    """What do these data hold, and until when may they be used?"""
    one = _one(request, slug)
    context = {
        "dataset": one,
        "status": presenters.dataset_status(one, request.actor.at.date()),
        "facts": presenters.dataset_facts(one),
        "columns": presenters.dataset_columns(one),
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": _crumbs(request, one),
    }
    return render(request, "files/dataset.html", context)


@access("surveys.upload")
def erase(request: MemberRequest, slug: str) -> HttpResponse:
    """Erase the data from disk, once the person has said so twice."""
    one = _one(request, slug)
    if request.method == "POST":
        given = request.POST.get("revision", "")
        actions.erase_dataset(
            by=request.actor, dataset=one, revision=int(given) if given.isdigit() else one.revision
        )
        messages.success(request, "The data are erased. What they were stays on record.")
        return redirect("files:dataset", request.partnership.slug, slug)
    return render(
        request, "files/dataset_erase.html", {"dataset": one, "breadcrumbs": _crumbs(request, one, "Erase")}
    )


@access("surveys.upload")
def last_day(request: MemberRequest, slug: str) -> HttpResponse:
    """Agree another day until which the data may be used."""
    one, conflict = _one(request, slug), None
    form = LastDayForm(request.POST or None, initial={"expires_on": one.expires_on, "revision": one.revision})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_last_day(by=request.actor, dataset=one, **form.cleaned_data)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
        else:
            messages.success(request, "The last day is set.")
            return redirect("files:dataset", request.partnership.slug, slug)
    context = {
        "dataset": one,
        "form": form,
        "conflict": conflict,
        "breadcrumbs": _crumbs(request, one, "Last day"),
    }
    return render(request, "files/dataset_last_day.html", context)
