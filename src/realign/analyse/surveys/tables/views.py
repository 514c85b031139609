"""Making a table, with its picture and its tests."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.designs import queries as design_queries
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables import comparison, presenters, queries, rules, words
from realign.analyse.surveys.tables.comparison import comparability
from realign.analyse.surveys.tables.forms import Compare, TableForm
from realign.analyse.surveys.tables.protected import Seen
from realign.analyse.surveys.tables.queries import elsewhere
from realign.analyse.surveys.tables.types import Asked
from realign.foundations.design.editing import answered
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import ReleaseRefused
from realign.methods.survey import SurveyError

Lines = Callable[[Seen, Sequence[comparison.Compared]], list[str]]


@access("surveys.estimate")
def builder(request: MemberRequest, slug: str) -> HttpResponse:
    """Show me this by that: worked out and protected on the spot, never shown unprotected."""
    one = get_object_or_404(design_queries.surveys(request.partnership), slug=slug)
    form = TableForm(one, _said(request) if "measure" in request.GET else None)
    context = {"survey": one, "form": form, "breadcrumbs": room_presenters.survey_crumbs(one, "Make a table")}
    # where the answer alone is replaced, errors are said there: the form stays as it was typed
    context["live"] = request.headers.get("HX-Request") == "true"
    if answered(form) is not None:
        context |= _answer(request, one, form)
    return render(request, "surveys/builder.html", context)


def _said(request: HttpRequest) -> QueryDict:
    """What the address asks; a short one, written by hand or kept from before, leaves the usual choices unsaid."""
    said = request.GET.copy()
    for name in ("interval", "profile"):
        said.setdefault(name, TableForm.base_fields[name].initial)
    return said


def _answer(request: MemberRequest, one: Survey, form: TableForm) -> dict[str, Any]:
    data, on = form.cleaned_data, request.actor.at.date()
    asked = queries.asked_for(one, form.code, data["by"], data["profile"], data["interval"], data["rounding"])
    wanted = data["compare"]
    try:
        seen = Seen.of(queries.work_out_table(one, asked, on))
        groups = (
            comparison.between_groups(one, design_queries.data_path(one, on), seen, form.reference)
            if Compare.GROUPS in wanted
            else []
        )
    except (ReleaseRefused, SurveyError) as refused:
        return {"refused": str(refused)}
    found: dict[str, Any] = {"panel": presenters.panel(seen), "asked": asked, "wanted": wanted}
    found["groups"] = _tested(seen, groups, "Groups compared", words.group_lines)
    found["may_go_out"] = rules.can_go_out(asked.measure)
    if Compare.WAVE in wanted and one.earlier:
        found |= _since(one, one.earlier, asked, seen, on)
    if Compare.ELSEWHERE in wanted:
        others = elsewhere(request.partnership, one, asked.measure)
        found["others"] = [presenters.other_words(seen, other) for other in others]
    return found


def _since(one: Survey, earlier: Survey, asked: Asked, seen: Seen, on: Any) -> dict[str, Any]:
    """What changed since the wave before, and whether the two waves can be compared at all."""
    before = _before(one, asked, on)
    moved = comparison.with_earlier(seen, before, f"in {earlier.wave}") if before else []
    return {
        "waves": _tested(seen, moved, f"Compared with {earlier.wave}", words.wave_lines),
        "comparable": comparability(one, earlier, asked.measure),
    }


def _before(one: Survey, asked: Asked, on: Any) -> Seen | None:
    """The same table of the wave before, protected in its own right; none where that wave did not ask."""
    if one.earlier is None or one.earlier.dataset is None:
        return None
    try:
        same = queries.asked_for(
            one.earlier, asked.measure.code, asked.columns, asked.profile, asked.interval, asked.rounding
        )
        return Seen.of(queries.work_out_table(one.earlier, same, on))
    except (Refusal, ReleaseRefused, SurveyError):
        return None


def _tested(
    seen: Seen, compared: list[comparison.Compared], title: str, lines: Lines
) -> dict[str, Any] | None:
    if not compared:
        return None
    return {
        "summary": words.summary(seen, compared),
        "sentences": lines(seen, compared),
        "table": presenters.tests_table(seen, compared, title),
    }
