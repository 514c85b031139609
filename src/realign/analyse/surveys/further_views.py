"""New weights, and modelled figures for small areas."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.analyse.surveys import actions, further_presenters, queries, small_areas
from realign.analyse.surveys.further_forms import RakingForm, SmallAreasForm
from realign.analyse.surveys.measures import dimensions_of
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.raking import margins_of, raked
from realign.analyse.surveys.shown import Seen
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import ReleaseRefused

PROFILE, INTERVAL = "fewer-than-5", "logit"


def _crumbs(request: HttpRequest, one: Survey, last: str) -> list[Link]:
    slug = request.partnership.slug
    return [
        Link("Surveys", reverse("surveys:list", args=[slug])),
        Link(f"{one.title}, {one.wave}", reverse("surveys:survey", args=[slug, one.slug])),
        Link(last),
    ]


@access("surveys.upload")
def weights(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring weights into line with known numbers: first seen, then kept."""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    initial = {"revision": one.revision, "slug": f"{one.slug}-weighted"[:50]}
    form = RakingForm(one, request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "survey": one,
        "form": form,
        "breadcrumbs": _crumbs(request, one, "New weights"),
    }
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            margins = margins_of(one, data["margins"])
            if "keep" in request.POST:
                actions.keep_raked_weights(
                    by=request.actor,
                    survey=one,
                    revision=data["revision"],
                    margins=margins,
                    column=data["column"],
                    slug=data["slug"],
                )
                messages.success(request, "The new weights are kept, and the survey uses them.")
                return redirect("surveys:quality", request.partnership.slug, slug)
            found = raked(one, queries.data_path(one, request.actor.at.date()), margins)
            context |= {
                "found": found,
                "multipliers": further_presenters.multipliers_table(one, found),
                "facts": further_presenters.raked_rows(found),
            }
        except Refusal as refusal:
            form.add_error("margins", f"{refusal.reason} {refusal.what_to_do}".strip())
    return render(request, "surveys/weights.html", context)


@access("surveys.estimate")
def areas(request: HttpRequest, slug: str) -> HttpResponse:
    """How might it be in each locality? Modelled, never observed."""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    form = SmallAreasForm(one, request.POST or None)
    context: dict[str, Any] = {
        "survey": one,
        "form": form,
        "breadcrumbs": _crumbs(request, one, "Small areas"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            context |= _modelled(request, one, form.cleaned_data)
        except ReleaseRefused as refused:
            form.add_error("measure", str(refused))
        except Refusal as refusal:
            form.add_error("population", f"{refusal.reason} {refusal.what_to_do}".strip())
    return render(request, "surveys/areas.html", context)


def _modelled(request: HttpRequest, one: Survey, data: dict[str, Any]) -> dict[str, Any]:
    on = request.actor.at.date()
    if data["source"] == "register":
        population = small_areas.population_from_register(request.partnership)
        columns = [small_areas.REGISTER_GROUP]
        held = dimensions_of(one.dataset) if one.dataset else {}
        if not population or columns[0] not in held:
            raise Refusal(
                "The register of places holds no data zones with children and deprivation, or the survey no fifths.",
                "Type the numbers, or bring zones with “realign import places”.",
            )
    else:
        dims, population = small_areas.population_of(one, data["population"])
        columns = [dim.column for dim in dims]
    asked = queries.asked_for(one, data["measure"], columns, PROFILE, INTERVAL)
    seen = Seen.of(queries.work_out_table(one, asked, on))
    found = small_areas.modelled(one, queries.data_path(one, on), asked, seen, population)
    return {
        "asked": asked,
        "found": found,
        "chart": further_presenters.areas_chart(seen, found),
        "table": further_presenters.areas_table(seen, found),
    }
