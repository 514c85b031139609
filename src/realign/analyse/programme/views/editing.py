"""Pages to write about areas, signatures and slots: each shows a form and calls one action."""

from typing import Any

from django.http import Http404, HttpResponse

from realign.analyse.programme import actions, forms, queries
from realign.analyse.programme.models import Round, Site, Tranche
from realign.analyse.programme.presenters import shared
from realign.analyse.programme.rules.signing import check_may_sign
from realign.analyse.programme.views.shared import (
    chosen_round,
    listed_item,
    round_or_404,
    row_or_404,
    site_or_404,
    tranche_or_404,
)
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


def needed_round(request: PartnershipRequest) -> Round:
    """The round to add something to; without one there is nothing to add to."""
    round = chosen_round(request)
    if round is None:
        raise Http404("There is no round yet.")
    return round


def _on_area(site: Site) -> dict[str, Any]:
    """Where a page about an area leads back to."""
    return {
        "back": site.get_absolute_url(),
        "breadcrumbs": shared.crumbs(
            site.partnership,
            Link("Areas", shared.page_called("areas", site.partnership)),
            Link(site.name, site.get_absolute_url()),
        ),
    }


@access("programme.edit")
def round_add(request: MemberRequest) -> HttpResponse:
    """Add a round, with the terms of the national list to start from."""
    form = forms.RoundForm(request.POST or None, initial=queries.listed_terms(request.actor.at.date()))
    return edit_page(
        request,
        form,
        lambda data: actions.create_round(by=request.actor, **without_revision(data)),
        title="Add a round",
        lead="The numbers are those of the national programme of 2015. Change what is different here, and cite it.",
        back=shared.page_called("rounds", request.partnership),
        to=lambda round: shared.page_called("home", request.partnership, round),
        done="The round has been added. Now add the areas that want to take part.",
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def round_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change the terms of a round."""
    round = round_or_404(request, slug)
    return edit_page(
        request,
        forms.RoundForm(request.POST or None, initial=values_of(round, forms.RoundForm)),
        lambda data: actions.change_round(by=request.actor, round=round, **data),
        title=f"Change the terms of {round.name}",
        lead="What has already been agreed is not affected.",
        back=shared.page_called("rounds", request.partnership, round),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def area_add(request: MemberRequest) -> HttpResponse:
    """Take an area into a round."""
    round = needed_round(request)
    return edit_page(
        request,
        forms.SiteForm(request.partnership, request.POST or None),
        lambda data: actions.create_site(by=request.actor, round=round, **without_revision(data)),
        title="Add an area",
        lead=f"It asks to take part in {round.name}.",
        back=shared.page_called("areas", request.partnership, round),
        to=Site.get_absolute_url,
        done="The area has been added.",
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def area_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what is known of an area."""
    site = site_or_404(request, slug)
    return edit_page(
        request,
        forms.SiteForm(request.partnership, request.POST or None, initial=values_of(site, forms.SiteForm)),
        lambda data: actions.change_site(by=request.actor, site=site, **data),
        title=f"Change {site.name}",
        **_on_area(site),
    )


@access("programme.edit")
def condition(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Judge a condition of readiness."""
    site = site_or_404(request, slug)
    item = listed_item(site.round, "readiness-conditions", code)
    readiness = site.readiness.filter(condition=item).first()
    initial = values_of(readiness, forms.ConditionForm) if readiness else {}
    return edit_page(
        request,
        forms.ConditionForm(request.POST or None, initial=initial),
        lambda data: actions.judge_condition(by=request.actor, site=site, condition=item, **data),
        title=f"{item.label}?",
        lead=item.description,
        **_on_area(site),
    )


@access("programme.edit")
def element(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Say how far an element is in an area."""
    site = site_or_404(request, slug)
    item = listed_item(site.round, "programme-elements", code)
    status = site.elements.filter(element=item).first()
    initial = values_of(status, forms.ElementForm) if status else {}
    return edit_page(
        request,
        forms.ElementForm(request.POST or None, initial=initial),
        lambda data: actions.set_element(by=request.actor, site=site, element=item, **data),
        title=f"progress in {site.name}",
        lead=f"{item.label}. {item.description}",
        **_on_area(site),
    )


@access("programme.sign")
def sign(request: MemberRequest, slug: str, sector: str, purpose: str) -> HttpResponse:
    """Sign for one's own sector and area."""
    site = site_or_404(request, slug)
    sector_item = listed_item(site.round, "sign-off-sectors", sector)
    purpose_item = listed_item(site.round, "sign-off-purposes", purpose)
    check_may_sign(request.actor, site, sector_item)
    return edit_page(
        request,
        forms.SignForm(request.POST or None),
        lambda data: actions.sign(
            by=request.actor, site=site, sector=sector_item, purpose=purpose_item, **data
        ),
        title=f"Sign for {sector_item.label.lower()} in {site.name}",
        lead=f"{purpose_item.label}. {purpose_item.description} You sign as {request.actor.name}.",
        submit="Sign",
        done="Thank you. Your signature has been recorded.",
        **_on_area(site),
    )


@access("programme.sign")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a signature back."""
    signature = row_or_404(
        queries.signatures_now()
        .filter(partnership=request.partnership)
        .select_related("site__partnership", "site__round", "site__body", "sector", "purpose"),
        pk,
    )
    check_may_sign(request.actor, signature.site, signature.sector)
    return edit_page(
        request,
        forms.TakeBackForm(request.POST or None, initial={"revision": signature.revision}),
        lambda data: actions.withdraw_signature(by=request.actor, signature=signature, **data),
        title="Withdraw this signature",
        lead=f"{signature.sector}, {signature.purpose}: signed by {signature.who}. It stays on record "
        "with your reason.",
        submit="Withdraw signature",
        done="The signature has been withdrawn.",
        **_on_area(signature.site),
    )


@access("programme.edit")
def start(request: MemberRequest, slug: str) -> HttpResponse:
    """Start an area."""
    site = site_or_404(request, slug)
    initial = {"revision": site.revision, "on": site.starts_on}
    return edit_page(
        request,
        forms.StartForm(request.POST or None, initial=initial),
        lambda data: actions.start_site(by=request.actor, site=site, **data),
        title=f"Start {site.name}",
        lead="It starts when every condition is met, all signatures are given and it has a place in a slot.",
        submit="Start",
        done="The area has started.",
        **_on_area(site),
    )


@access("programme.edit")
def tranche_add(request: MemberRequest) -> HttpResponse:
    """Plan the surveys of a slot."""
    round = needed_round(request)
    return edit_page(
        request,
        forms.TrancheForm(request.partnership, request.POST or None),
        lambda data: actions.create_tranche(by=request.actor, round=round, **without_revision(data)),
        title="Plan a tranche",
        lead=f"The surveys of one slot of {round.name}.",
        back=shared.page_called("slots", request.partnership, round),
        to=Tranche.get_absolute_url,
        done="The tranche has been added. Now give areas their places.",
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def tranche_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a tranche."""
    tranche = tranche_or_404(request, slug)
    initial = values_of(tranche, forms.TrancheForm)
    return edit_page(
        request,
        forms.TrancheForm(request.partnership, request.POST or None, initial=initial),
        lambda data: actions.change_tranche(by=request.actor, tranche=tranche, **data),
        title=f"Change {tranche.name}",
        back=tranche.get_absolute_url(),
        breadcrumbs=shared.crumbs(request.partnership, Link(tranche.name, tranche.get_absolute_url())),
    )


@access("programme.edit")
def place_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Give an area a place in a tranche."""
    tranche = tranche_or_404(request, slug)
    return edit_page(
        request,
        forms.PlaceForm(tranche, request.POST or None),
        lambda data: actions.give_place(by=request.actor, tranche=tranche, **data),
        title=f"Give a place in {tranche.name}",
        lead="An area can have a place when all conditions are met and all signatures given.",
        submit="Give the place",
        done="The place has been given.",
        back=tranche.get_absolute_url(),
        breadcrumbs=shared.crumbs(request.partnership, Link(tranche.name, tranche.get_absolute_url())),
    )


@access("programme.edit")
def place_give_up(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a place up, after asking."""
    place = row_or_404(
        queries.places_now()
        .filter(partnership=request.partnership)
        .select_related("site", "tranche__partnership", "tranche__round"),
        pk,
    )
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": place.revision}),
        lambda data: actions.give_up_place(by=request.actor, place=place, **data),
        title="Release this place?",
        lead=f"{place.site.name} will no longer have a place in {place.tranche.name}, and another area can take it.",
        submit="Release the place",
        back=place.tranche.get_absolute_url(),
        done="The place has been released.",
        breadcrumbs=shared.crumbs(request.partnership),
    )
