"""Background work of the survey room."""

from django.urls import reverse

from realign.analyse.surveys import actions, queries
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run


@background("surveys.work_out")
def work_out(run: Run, pk: int) -> str:
    """Estimate and protect the table of one release request."""
    run.report(0, 2, "Reading the survey")
    request = queries.request(run.by.partnership, pk)
    run.report(1, 2, "Estimating, and hiding what must be hidden")
    actions.work_out_request(by=run.by, request=request)
    run.report(2, 2, "Done")
    return reverse("surveys:request", args=[run.by.partnership.slug, pk])
