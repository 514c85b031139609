"""Making a table, with its picture and its tests."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables import comparison, queries, rules
from realign.analyse.surveys.tables.comparison import comparability
from realign.analyse.surveys.tables.forms import Compare, TableForm
from realign.analyse.surveys.tables.presenters import tables, words
from realign.analyse.surveys.tables.protected import ProtectedTable
from realign.analyse.surveys.tables.queries import elsewhere
from realign.analyse.surveys.tables.types import WantedTable
from realign.foundations.design.editing import answered
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import ReleaseRefused
from realign.methods.survey import SurveyError

Lines = Callable[[ProtectedTable, Sequence[comparison.TestedDifference]], list[str]]


@access("surveys.estimate")
def builder(request: MemberRequest, slug: str) -> HttpResponse:
    """Make a table: worked out and protected on the spot, never shown unprotected."""
    survey = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    form = TableForm(survey, _full_address(request) if "measure" in request.GET else None)
    context = {
        "survey": survey,
        "form": form,
        "breadcrumbs": room_presenters.survey_crumbs(survey, "Make a table"),
    }
    # where the answer alone is replaced, errors are said there: the form stays as it was typed
    context["live"] = request.headers.get("HX-Request") == "true"
    if answered(form) is not None:
        context |= _answer(request, survey, form)
    return render(request, "surveys/builder.html", context)


def _full_address(request: HttpRequest) -> QueryDict:
    """What the address asks; a short one, written by hand or kept from before, leaves the usual choices unsaid."""
    address = request.GET.copy()
    for name in ("interval", "profile"):
        address.setdefault(name, TableForm.base_fields[name].initial)
    return address


def _answer(request: MemberRequest, survey: Survey, form: TableForm) -> dict[str, Any]:
    data, on = form.cleaned_data, request.actor.at.date()
    wanted_table = queries.asked_for(
        survey, form.code, data["by"], data["profile"], data["interval"], data["rounding"]
    )
    wanted = data["compare"]
    try:
        protected = ProtectedTable.of(queries.work_out_table(survey, wanted_table, on))
        groups = (
            comparison.between_groups(survey, design_queries.data_path(survey, on), protected, form.reference)
            if Compare.GROUPS in wanted
            else []
        )
    except (ReleaseRefused, SurveyError) as refused:
        return {"refused": str(refused)}
    answer: dict[str, Any] = {
        "panel": tables.panel(protected),
        "wanted_table": wanted_table,
        "wanted": wanted,
    }
    answer["groups"] = _tested(protected, groups, "Groups compared", words.group_lines)
    answer["may_go_out"] = rules.can_go_out(wanted_table.measure)
    if Compare.WAVE in wanted and survey.earlier:
        answer |= _since(survey, survey.earlier, wanted_table, protected, on)
    if Compare.ELSEWHERE in wanted:
        others = elsewhere(request.partnership, survey, wanted_table.measure)
        answer["others"] = [tables.other_words(protected, other) for other in others]
    return answer


def _since(
    survey: Survey, earlier: Survey, wanted_table: WantedTable, protected: ProtectedTable, on: Any
) -> dict[str, Any]:
    """What changed since the wave before, and whether the two waves can be compared at all."""
    before = _before(survey, wanted_table, on)
    moved = comparison.with_earlier(protected, before, f"in {earlier.wave}") if before else []
    return {
        "waves": _tested(protected, moved, f"Compared with {earlier.wave}", words.wave_lines),
        "comparable": comparability(survey, earlier, wanted_table.measure),
    }


def _before(survey: Survey, wanted_table: WantedTable, on: Any) -> ProtectedTable | None:
    """The same table of the wave before, protected in its own right; none where that wave did not ask."""
    if survey.earlier is None or survey.earlier.dataset is None:
        return None
    try:
        same = queries.asked_for(
            survey.earlier,
            wanted_table.measure.code,
            wanted_table.columns,
            wanted_table.profile,
            wanted_table.interval,
            wanted_table.rounding,
        )
        return ProtectedTable.of(queries.work_out_table(survey.earlier, same, on))
    except (Refusal, ReleaseRefused, SurveyError):
        return None


def _tested(
    protected: ProtectedTable, compared: list[comparison.TestedDifference], title: str, lines: Lines
) -> dict[str, Any] | None:
    if not compared:
        return None
    return {
        "summary": words.summary(protected, compared),
        "sentences": lines(protected, compared),
        "table": tables.tests_table(protected, compared, title),
    }
