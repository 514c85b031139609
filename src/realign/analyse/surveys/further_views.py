"""New weights."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from realign.analyse.surveys import actions, further_presenters, presenters, queries
from realign.analyse.surveys.further_forms import RakingForm
from realign.analyse.surveys.measures import dimensions_of, usual_breakdowns
from realign.analyse.surveys.raking import margins_of, raked
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.partnerships.types import Refusal


@access("surveys.upload")
def weights(request: MemberRequest, slug: str) -> HttpResponse:
    """Bring weights into line with known numbers: first seen, then kept."""
    one = get_object_or_404(queries.surveys(request.partnership), slug=slug)
    initial = {"revision": one.revision, "slug": f"{one.slug}-weighted"[:50]}
    form = RakingForm(one, request.POST or None, initial=initial)
    context: dict[str, Any] = {
        "survey": one,
        "form": form,
        "dims": dimensions_of(one.dataset) if one.dataset else {},
        "usual_breakdowns": usual_breakdowns(),
        "breadcrumbs": presenters.survey_crumbs(one, "New weights"),
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
