"""Modelled figures for small areas: those kept in the room, and those that are out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.data.measures import dimensions_of, usual_breakdowns
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.local import actions, presenters, queries, rules, small_areas
from realign.analyse.surveys.local.actions import INTERVAL, PROFILE
from realign.analyse.surveys.local.forms import SmallAreasForm
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.protected import Seen
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import ReleaseRefused


@access("surveys.estimate")
def areas(request: MemberRequest, slug: str) -> HttpResponse:
    """How might it be in each locality? Modelled, never observed."""
    one = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    initial = {"slug": f"{one.slug}-local"[:50]}
    form = SmallAreasForm(one, request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "survey": one,
        "form": form,
        "dims": dimensions_of(one.dataset) if one.dataset else {},
        "usual_breakdowns": usual_breakdowns(),
        "kept": queries.local_figures(request.partnership).filter(survey=one),
        "breadcrumbs": room_presenters.survey_crumbs(one, "Small areas"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            columns, population = _population(request, one, data)
            if "keep" in request.POST:
                return _keep(request, one, data, columns, population)
            context |= _modelled(request, one, data["measure"], columns, population)
        except ReleaseRefused as refused:
            form.add_error("measure", str(refused))
        except Refusal as refusal:
            form.add_error("population", f"{refusal.reason} {refusal.what_to_do}".strip())
    return render(request, "surveys/areas.html", context)


def _population(
    request: PartnershipRequest, one: Survey, data: Mapping[str, Any]
) -> tuple[list[str], small_areas.Population]:
    """Numbers of pupils by area and group, from the page or from the register of places."""
    if data["source"] == "typed":
        dims, population = small_areas.population_of(one, data["population"])
        return [dim.column for dim in dims], population
    population = small_areas.population_from_register(request.partnership)
    columns = [small_areas.REGISTER_GROUP]
    held = dimensions_of(one.dataset) if one.dataset else {}
    if not population or columns[0] not in held:
        raise Refusal(
            "The register of places holds no data zones with children and deprivation, or the survey no fifths.",
            "Type the numbers, or bring zones with “realign import places”.",
        )
    return columns, population


def _modelled(
    request: MemberRequest, one: Survey, measure: str, columns: list[str], population: small_areas.Population
) -> dict[str, Any]:
    on = request.actor.at.date()
    asked = table_queries.asked_for(one, measure, columns, PROFILE, INTERVAL)
    seen = Seen.of(table_queries.work_out_table(one, asked, on))
    found = small_areas.modelled(one, design_queries.data_path(one, on), asked, seen.shown, population)
    return {
        "asked": asked,
        "found": found,
        "chart": presenters.areas_chart(seen, found),
        "table": presenters.areas_table(seen, found),
        "follows_from": queries.table_out(one, measure, columns),
    }


def _keep(
    request: MemberRequest,
    one: Survey,
    data: Mapping[str, Any],
    columns: list[str],
    population: small_areas.Population,
) -> HttpResponse:
    kept = actions.keep_local_figures(
        by=request.actor,
        survey=one,
        measure=data["measure"],
        groups=columns,
        population=population,
        population_source=data["population_source"],
        slug=data["slug"] or f"{one.slug}-local"[:50],
    )
    messages.success(request, "The figures are kept. Somebody else can let them out.")
    return redirect("surveys:local-kept", request.partnership.slug, kept.slug)


@access("surveys.view")
def local_kept(request: MemberRequest, slug: str) -> HttpResponse:
    """May these modelled figures go out?"""
    one = get_object_or_404(queries.local_figures(request.partnership), slug=slug)
    return render(
        request,
        "surveys/local_kept.html",
        {
            "figures": one,
            "can_let_out": rules.can_let_local_out(request.actor, one),
            **presenters.shown(one),
            "history": entries(request.partnership.slug, one),
            "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link(one.title)),
        },
    )


@access("release.publish")
@require_POST
def local_let_out(request: MemberRequest, slug: str) -> HttpResponse:
    """Show them to everybody."""
    one = get_object_or_404(queries.local_figures(request.partnership), slug=slug)
    actions.let_local_figures_out(by=request.actor, figures=one, revision=one.revision)
    messages.success(request, "The modelled figures are out.")
    return redirect("surveys:local", request.partnership.slug, slug)


@access("public")
def local_list(request: PartnershipRequest) -> HttpResponse:
    """Which figures are there for places smaller than a council?"""
    return render(
        request,
        "surveys/local_list.html",
        {
            "all": queries.local_figures_out(request.partnership),
            "breadcrumbs": [
                Link("What we know", reverse("evidence:library", args=[request.partnership.slug])),
                Link("Local areas"),
            ],
        },
    )


@access("public")
def local(request: PartnershipRequest, slug: str) -> HttpResponse:
    """How might it be where I live? Modelled from similar pupils, and said so on every row."""
    one = get_object_or_404(queries.local_figures_out(request.partnership), slug=slug)
    if request.GET.get("format") == "csv":
        return rows_response(one.slug, presenters.csv_rows(one))
    return render(
        request,
        "surveys/local.html",
        {
            "figures": one,
            **presenters.shown(one),
            "breadcrumbs": [
                Link("Local areas", reverse("surveys:local-list", args=[request.partnership.slug])),
                Link(one.title),
            ],
        },
    )
