"""What the register’s views share: finding a service, saving a form about it, the way back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.types import Link
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile
from realign.registers.services import queries
from realign.registers.services.models import Service


def change(
    request: MemberRequest, form: BaseForm, slug: str, template: str, save: Callable[..., object], done: str
) -> HttpResponse:
    """Show a form about a service and save it; when somebody else saved first, show both versions."""
    # read afresh: the form has already written what was typed onto its own copy
    one, conflict = service_or_404(request, slug), None
    if request.method == "POST" and form.is_valid():
        try:
            save(by=request.actor, service=one, **form.cleaned_data)
            messages.success(request, done)
            return to_service(request, slug)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
    context = {"form": form, "service": one, "conflict": conflict}
    return render(request, template, context | {"breadcrumbs": crumbs(request, "Change", one)})


def service_or_404(request: PartnershipRequest, slug: str) -> Service:
    return get_object_or_404(queries.services(request.partnership).prefetch_related("tags"), slug=slug)


def revision_of(held: Any) -> dict[str, int]:
    return {} if held is None else {"revision": held.revision}


def to_service(request: PartnershipRequest, slug: str) -> HttpResponse:
    return redirect("services:service", request.partnership.slug, slug)


def crumbs(request: PartnershipRequest, here: str, one: Service | None = None) -> list[Link]:
    crumbs = [Link("Services", reverse("services:list", args=[request.partnership.slug]))]
    if one is not None:
        crumbs.append(Link(one.name, reverse("services:service", args=[request.partnership.slug, one.slug])))
    return [*crumbs, Link(here)]
