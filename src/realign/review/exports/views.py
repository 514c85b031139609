"""Pages that show an organisation what it has here, and let it take that away."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.requests import MemberRequest
from realign.review.exports import actions, presenters, queries
from realign.review.exports.forms import ChooseForm


@access("member")
def own_data(request: MemberRequest) -> HttpResponseBase:
    """What one organisation has in the partnership; the reader’s own unless another is chosen."""
    context: dict[str, object] = {"breadcrumbs": [Link("An organisation’s data")]}
    chosen = _chosen(request)
    part = queries.own_part(chosen, request.actor) if chosen else []
    if chosen:
        context |= {
            "organisation": chosen,
            "form": ChooseForm(request.partnership, initial={"organisation": chosen.slug}),
            "lead": presenters.lead(chosen, part),
        }
    page = table_page(request, presenters.table(request.partnership.slug), part)
    if chosen:
        # the file must be about the organisation on the page
        page = replace(page, csv_url=f"{page.csv_url}&{urlencode({'organisation': chosen.slug})}")
    return render_table(request, "exports/own_data.html", page, context)


@access("member")
@require_POST
def take_away(request: MemberRequest, slug: str) -> HttpResponse:
    """One organisation’s part as an archive of open files."""
    chosen = get_object_or_404(partnerships.organisations(request.partnership), slug=slug)
    packed = actions.take_away(by=request.actor, organisation=chosen)
    answer = HttpResponse(packed, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{request.partnership.slug}-{chosen.slug}.zip"'
    return answer


def _chosen(request: MemberRequest) -> Organisation | None:
    """The organisation asked for, else the reader’s own, else the first; nothing while there is none."""
    organisations = partnerships.organisations(request.partnership)
    wanted = request.GET.get("organisation")
    if wanted is None:
        return request.actor.organisation or organisations.first()
    organisation = organisations.filter(slug=wanted).first()
    if organisation is None:
        raise Http404
    return organisation
