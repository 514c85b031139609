"""Check a text: posted, answered, forgotten."""

from collections import Counter
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render

from realign.foundations.design.editing import answered
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest
from realign.methods.wording import TextFinding, check_text
from realign.plan.plans import presenters
from realign.plan.plans.checking.forms import CheckTextForm

HEADERS = ("Place", "Kind", "Finding", "Why it may be wrong", "What to do")
CSV_HEADERS = ("Line", "Other line", *HEADERS[1:])


@access("plans.view")
def check_page(request: MemberRequest) -> HttpResponseBase:
    """Check whether a text agrees with itself, and list what to look at, also as CSV."""
    form = CheckTextForm(request.POST, request.FILES) if request.method == "POST" else CheckTextForm()
    context: dict[str, Any] = {"breadcrumbs": presenters.crumbs(request.partnership, Link("Check a text"))}
    data = answered(form)
    if data is not None:
        findings = check_text(data["text"], data["written"])
        chosen = [finding for finding in findings if data["kind"] in ("", finding.kind.value)]
        if request.POST.get("answer") == "csv":
            return rows_response("findings", (CSV_HEADERS, *map(_csv_row, chosen)))
        context |= {"findings": findings, "chosen": chosen, "headers": HEADERS, "summary": _summary(findings)}
        # a file's text goes into the box, so that filtering and downloading need no second upload
        form = CheckTextForm(initial={key: data[key] for key in ("text", "written", "kind")})
    return render(
        request, "plans/check_text.html", {**context, "form": form, "checked": "findings" in context}
    )


def _summary(findings: list[TextFinding]) -> list[tuple[str, int]]:
    """How many findings of each kind, in the order of their names."""
    return sorted(Counter(finding.kind.label for finding in findings).items())


def _csv_row(finding: TextFinding) -> tuple[object, ...]:
    return finding.line, finding.other or "", finding.kind.label, finding.found, finding.why, finding.todo
