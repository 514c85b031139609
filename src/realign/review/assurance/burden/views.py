"""The page that shows how much is asked of people."""

from django.http import HttpResponseBase
from django.utils import timezone

from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.review.assurance.burden import presenters
from realign.review.assurance.burden.queries import quarter, reused


@access("assurance.view")
def burden(request: MemberRequest) -> HttpResponseBase:
    """What each role was asked to enter in the last quarter, and what was entered once for all."""
    weeks = quarter(request.partnership, timezone.now())
    by_role = weeks.by_role()
    context = {
        "lead": presenters.lead(weeks, by_role),
        "unasked": presenters.unasked(weeks),
        "source": presenters.source(weeks),
        "forms": table_page(request, presenters.FORMS, weeks.by_form()),
        "reuse": presenters.reuse_table(reused(request.partnership)),
        "reuse_source": presenters.reuse_source(weeks),
        "breadcrumbs": [Link("Administrative burden")],
    }
    page = table_page(request, presenters.ROLES, by_role)
    return render_table(request, "assurance/burden.html", page, context)
