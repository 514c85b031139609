"""How much do we ask of people?"""

from django.http import HttpResponse
from django.utils import timezone

from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.review.assurance.burden import words
from realign.review.assurance.burden.counting import quarter
from realign.review.assurance.burden.reuse import reused


@access("assurance.view")
def burden(request: MemberRequest) -> HttpResponse:
    """What each role was asked to enter in the last quarter, and what was entered once for all."""
    found = quarter(request.partnership, timezone.now())
    by_role = found.by_role()
    context = {
        "lead": words.lead(found, by_role),
        "unasked": words.unasked(found),
        "source": words.source(found),
        "forms": table_page(request, words.FORMS, found.by_form()),
        "reuse": words.reuse_table(reused(request.partnership)),
        "reuse_source": words.reuse_source(found),
        "breadcrumbs": [Link("What we ask of people")],
    }
    page = table_page(request, words.ROLES, by_role)
    return render_table(request, "assurance/burden.html", page, context)
