"""One dataset: what it holds, until when, and erasing it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.types import Link
from realign.foundations.files import actions, presenters, queries
from realign.foundations.files.forms import LastDayForm
from realign.foundations.files.models import Dataset
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


def _dataset(request: PartnershipRequest, slug: str) -> Dataset:
    return get_object_or_404(queries.datasets(request.partnership), slug=slug)


def _crumbs(request: PartnershipRequest) -> list[Link]:
    return [Link("Datasets", reverse("files:datasets", args=[request.partnership.slug]))]


@access("surveys.view")
def dataset_page(request: MemberRequest, slug: str) -> HttpResponse:
    """What do these data hold, and until when may they be used?"""
    dataset = _dataset(request, slug)
    context = {
        "dataset": dataset,
        "status": presenters.dataset_status(dataset, request.actor.at.date()),
        "facts": presenters.dataset_facts(dataset),
        "columns": presenters.dataset_columns(dataset),
        "history": entries(request.partnership.slug, dataset),
        "breadcrumbs": [*_crumbs(request), Link(dataset.title)],
    }
    return render(request, "files/dataset.html", context)


@access("surveys.upload")
def erase(request: MemberRequest, slug: str) -> HttpResponse:
    """Erase the data from disk, once the person has said so twice."""
    dataset = _dataset(request, slug)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": dataset.revision}),
        lambda values: actions.erase_dataset(by=request.actor, dataset=dataset, **values),
        title="Erase these data?",
        submit="Erase them",
        back=dataset.get_absolute_url(),
        done="The data are erased. What they were stays on record.",
        breadcrumbs=[*_crumbs(request), Link(dataset.title, dataset.get_absolute_url())],
        template="files/dataset_erase.html",
        context={"dataset": dataset},
    )


@access("surveys.upload")
def last_day(request: MemberRequest, slug: str) -> HttpResponse:
    """Agree another day until which the data may be used."""
    dataset = _dataset(request, slug)
    return edit_page(
        request,
        LastDayForm(request.POST or None, initial=values_of(dataset, LastDayForm)),
        lambda values: actions.set_last_day(by=request.actor, dataset=dataset, **values),
        title="Until when may these data be used?",
        lead=f"{dataset.title}. After that day nothing can be worked out from them, and they wait to be erased.",
        back=dataset.get_absolute_url(),
        done="The last day is set.",
        breadcrumbs=[*_crumbs(request), Link(dataset.title, dataset.get_absolute_url())],
    )
