"""Modelled figures for small areas: those kept in the room, and those that are out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.data.measures import dimensions_of
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.local import actions, presenters, queries, rules, small_areas
from realign.analyse.surveys.local.actions import INTERVAL, PROFILE
from realign.analyse.surveys.local.forms import SmallAreasForm
from realign.analyse.surveys.models import LocalFigures, Survey
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.history import entries
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import ReleaseRefused


@access("surveys.estimate")
def areas(request: MemberRequest, slug: str) -> HttpResponse:
    """Model a measure for each locality from a survey; what is kept is modelled, never observed."""
    survey = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    initial = {"slug": f"{survey.slug}-local"[:50]}

    def preview(values: Values) -> dict[str, object]:
        columns, population = _population(request.partnership, survey, values)
        try:
            return _modelled(request, survey, values["measure"], columns, population)
        except ReleaseRefused as refused:
            raise ValidationError({"measure": str(refused)}) from refused

    def save(values: Values) -> LocalFigures:
        columns, population = _population(request.partnership, survey, values)
        return actions.keep_local_figures(
            by=request.actor,
            survey=survey,
            measure=values["measure"],
            groups=columns,
            population=population,
            population_source=values["population_source"],
            slug=values["slug"],
        )

    return edit_page(
        request,
        SmallAreasForm(survey, request.POST or None, initial=initial),
        save,
        preview=preview,
        refused_at="population",
        to=LocalFigures.get_absolute_url,
        done="The figures have been saved. Another person can release them.",
        template="surveys/areas.html",
        context={
            "survey": survey,
            "dims": dimensions_of(survey.dataset) if survey.dataset else {},
            "kept": queries.local_figures(request.partnership).filter(survey=survey),
            "breadcrumbs": room_presenters.survey_crumbs(survey, "Small areas"),
        },
    )


def _population(
    partnership: Partnership, survey: Survey, values: Values
) -> tuple[list[str], small_areas.Population]:
    """Numbers of pupils by area and group, from the page or from the register of places."""
    if values["source"] == "typed":
        dims, population = small_areas.population_of(survey, values["population"])
        return [dim.column for dim in dims], population
    population = small_areas.population_from_register(partnership)
    columns = [small_areas.REGISTER_GROUP]
    known = dimensions_of(survey.dataset) if survey.dataset else {}
    if not population or columns[0] not in known:
        raise Refusal(
            "The register of places holds no data zones with children and deprivation, or the survey no fifths.",
            "Type the numbers, or ask whoever runs this site to import data zones.",
        )
    return columns, population


def _modelled(
    request: MemberRequest,
    survey: Survey,
    measure: str,
    columns: list[str],
    population: small_areas.Population,
) -> dict[str, object]:
    on = request.actor.at.date()
    wanted = table_queries.asked_for(survey, measure, columns, PROFILE, INTERVAL)
    protected = ProtectedTable.of(table_queries.work_out_table(survey, wanted, on))
    areas = small_areas.modelled(
        survey, design_queries.data_path(survey, on), wanted, protected.shown, population
    )
    return {
        "wanted_table": wanted,
        "areas": areas,
        "chart": presenters.areas_chart(protected, areas),
        "table": presenters.areas_table(protected, areas),
        "follows_from": queries.table_out(survey, measure, columns),
    }


@access("surveys.view")
def local_kept(request: MemberRequest, slug: str) -> HttpResponse:
    """Show modelled figures that are kept, and whether they may be released."""
    figures = get_object_or_404(queries.local_figures(request.partnership), slug=slug)
    return render(
        request,
        "surveys/local_kept.html",
        {
            "figures": figures,
            "can_let_out": rules.can_let_local_out(request.actor, figures),
            **presenters.page_parts(figures),
            "history": entries(request.partnership.slug, figures),
            "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link(figures.title)),
        },
    )


@access("release.publish")
@require_POST
def local_let_out(request: MemberRequest, slug: str) -> HttpResponse:
    """Show them to everybody."""
    figures = get_object_or_404(queries.local_figures(request.partnership), slug=slug)
    actions.let_local_figures_out(by=request.actor, figures=figures, revision=figures.revision)
    messages.success(request, "The modelled figures have been released.")
    return redirect("surveys:local", request.partnership.slug, slug)


@access("public")
def local_list(request: PartnershipRequest) -> HttpResponse:
    """List the released figures for places smaller than a council."""
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
def local(request: PartnershipRequest, slug: str) -> HttpResponseBase:
    """Estimates for local areas Modelled from similar pupils, and said so on every row."""
    figures = get_object_or_404(queries.local_figures_out(request.partnership), slug=slug)
    if request.GET.get("format") == "csv":
        return rows_response(figures.slug, presenters.csv_rows(figures), invented=figures.release.invented)
    return render(
        request,
        "surveys/local.html",
        {
            "figures": figures,
            **presenters.page_parts(figures),
            "breadcrumbs": [
                Link("Local areas", reverse("surveys:local-list", args=[request.partnership.slug])),
                Link(figures.title),
            ],
        },
    )
