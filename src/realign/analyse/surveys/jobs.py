"""Background work of the survey room."""

from django.urls import reverse

from realign.analyse.surveys.data import actions as data_actions
from realign.analyse.surveys.data.incoming.scales import ScoringChoice
from realign.analyse.surveys.release import actions as release_actions
from realign.analyse.surveys.release import queries as release_queries
from realign.foundations.files import actions as file_actions
from realign.foundations.files import queries as file_queries
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run


@background("surveys.work_out")
def work_out(run: Run, pk: int) -> str:
    """Estimate and protect the table of one release request."""
    run.report(0, 2, "Reading the survey")
    request = release_queries.request(run.by.partnership, pk)
    run.report(1, 2, "Estimating and applying disclosure control")
    release_actions.work_out_request(by=run.by, request=request)
    run.report(2, 2, "Done")
    return reverse("surveys:request", args=[run.by.partnership.slug, pk])


@background("surveys.check_answers")
def check_answers(run: Run, pk: int) -> str:
    """Check a large file of answers."""
    record = file_queries.import_record(run.by.partnership, pk)
    file_actions.check_import(by=run.by, record=record, report=run.report)
    return reverse("surveys:answers", args=[run.by.partnership.slug, pk])


@background("surveys.accept_answers")
def accept_answers(run: Run, pk: int, score: list[str]) -> str:
    """Keep a large file of answers."""
    record = file_queries.import_record(run.by.partnership, pk)
    chosen = [ScoringChoice.parse(text) for text in score]
    data_actions.accept_answers(by=run.by, record=record, score=chosen, report=run.report)
    return reverse("surveys:answers", args=[run.by.partnership.slug, pk])


@background("surveys.let_out", max_attempts=1)
def let_out(run: Run, pk: int, slug: str) -> str:
    """Release every table of a publication."""
    request = release_queries.request(run.by.partnership, pk)
    run.report(0, 1, "Recalculating the tables and testing them against all released tables")
    release_actions.let_out(by=run.by, request=request, slug=slug)
    run.report(1, 1, "Done")
    return reverse("surveys:request", args=[run.by.partnership.slug, pk])
