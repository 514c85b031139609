"""What each role may do, and the record of changes."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from realign.foundations.administration.forms import RecordOfChangesForm
from realign.foundations.administration.presenters import AUDIT, by_day_and_person
from realign.foundations.audit import queries as audit
from realign.foundations.design.editing import answered
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.partnerships import roles as role_data
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("partnership.view")
def role_list(request: MemberRequest) -> HttpResponse:
    """What each role is for and allows, in words."""
    return _roles(request)


@access("signed-in")
def all_roles(request: PartnershipRequest) -> HttpResponse:
    """The same for whoever sets up a partnership that is not there yet."""
    return _roles(request)


def _roles(request: PartnershipRequest) -> HttpResponse:
    return render(
        request,
        "administration/roles.html",
        {"roles": role_data.roles().values(), "does": role_data.what_permissions_do()},
    )


@access("audit.view")
def audit_trail(request: MemberRequest) -> HttpResponseBase:
    """Every change as a sentence, by day and person, newest first."""
    scope = request.partnership.slug
    form = RecordOfChangesForm(scope, request.GET or None)
    page = table_page(request, AUDIT, audit.narrowed(scope, **(answered(form) or {})))
    return render_table(
        request, "administration/audit.html", page, {"form": form, "days": by_day_and_person(page)}
    )
