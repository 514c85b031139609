"""The evidence library: findings, and the released tables they rest on."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.foundations.design.forms import conflict_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.open_data.workbooks import MIME, write_workbook
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import ChangedMeanwhile
from realign.methods.disclosure import profiles, rules_in_words
from realign.registers.evidence import actions, presenters, queries
from realign.registers.evidence.forms import FindingForm, WithdrawalForm
from realign.registers.evidence.models import Release, ReleasedCell
from realign.registers.evidence.rules import check_stands


@access("public")
def library(request: PartnershipRequest) -> HttpResponse:
    """What do we know, and how sure are we?"""
    page = table_page(
        request, presenters.finding_table(request.partnership.slug), queries.findings(request.partnership)
    )
    return render_table(request, "evidence/library.html", page)


@access("public")
def finding(request: PartnershipRequest, slug: str) -> HttpResponse:
    """What does this say, and can I rely on it?"""
    one = get_object_or_404(queries.findings(request.partnership), slug=slug)
    table = one.release if one.release and one.release.stands else None
    cells = queries.cells(table) if table else []
    return render(
        request,
        "evidence/finding.html",
        {
            "finding": one,
            "strength": presenters.strength(one),
            "figure": queries.figure_of(one) if table else None,
            "source": presenters.source_of(one.release) if one.release else None,
            "chart": presenters.chart_of(table, cells) if table else None,
            "table": presenters.table_of(table, cells) if table else None,
            "history": entries(request.partnership.slug, one) if request.actor else [],
            "breadcrumbs": [
                Link("What we know", reverse("evidence:library", args=[request.partnership.slug])),
                Link("Finding"),
            ],
        },
    )


@access("evidence.edit")
def finding_add(request: MemberRequest) -> HttpResponse:
    """Write down a new finding."""
    form = FindingForm(request.partnership, request.POST or None)
    form.instance.partnership = request.partnership
    if request.method == "POST" and form.is_valid():
        added = actions.add_finding(by=request.actor, **form.cleaned_data)
        messages.success(request, "The finding is written down.")
        return redirect("evidence:finding", request.partnership.slug, added.slug)
    return render(request, "evidence/finding_edit.html", {"form": form})


@access("evidence.edit")
def finding_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Word a finding better."""
    one = get_object_or_404(queries.findings(request.partnership), slug=slug)
    form = FindingForm(
        request.partnership, request.POST or None, instance=one, initial={"revision": one.revision}
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        held = queries.finding(request.partnership, slug)
        try:
            actions.change_finding(by=request.actor, finding=held, **form.cleaned_data)
            messages.success(request, "The finding is changed.")
            return redirect("evidence:finding", request.partnership.slug, slug)
        except ChangedMeanwhile as met:
            conflict = conflict_of(form, met.record, met.reason)
    return render(request, "evidence/finding_edit.html", {"form": form, "finding": one, "conflict": conflict})


@access("evidence.view")
def releases(request: MemberRequest) -> HttpResponse:
    """Which tables went out?"""
    page = table_page(
        request, presenters.release_table(request.partnership.slug), queries.releases(request.partnership)
    )
    return render_table(request, "evidence/releases.html", page)


@access("public")
def release(request: PartnershipRequest, slug: str) -> HttpResponseBase:
    """One released table: picture, figures, method and who agreed to it."""
    one = get_object_or_404(queries.releases(request.partnership), slug=slug)
    cells = queries.cells(one)
    if request.GET.get("format") in {"csv", "xlsx"}:
        return _download(one, cells, request.GET["format"])
    stands = one.stands
    return render(
        request,
        "evidence/release.html",
        {
            "release": one,
            "chart": presenters.chart_of(one, cells) if stands else None,
            "sentence": presenters.sentence(one, cells) if stands else "",
            "table": presenters.table_of(one, cells) if stands else None,
            "source": presenters.source_of(one),
            "hidden": [cell for cell in cells if cell.symbol],
            "findings": queries.findings(request.partnership).filter(release=one),
            "history": entries(request.partnership.slug, one) if request.actor else [],
        },
    )


def _download(one: Release, cells: list[ReleasedCell], format: str) -> HttpResponseBase:
    check_stands(one)
    rows = presenters.csv_rows(one, cells)
    if format == "csv":
        return rows_response(one.slug, rows)
    answer = HttpResponse(content_type=MIME)
    answer["Content-Disposition"] = f'attachment; filename="{one.slug}.xlsx"'
    write_workbook(answer, sheets={"Figures": rows}, notes=presenters.notes_of(one))
    return answer


@access("public")
def small_numbers(request: PartnershipRequest) -> HttpResponse:
    """How are people protected in these figures?"""
    slug = request.partnership.slug
    sets = [(rules, rules_in_words(rules)) for rules in profiles().values()]
    crumbs = [Link("What we know", reverse("evidence:library", args=[slug])), Link("Small numbers")]
    return render(request, "evidence/rules.html", {"sets": sets, "breadcrumbs": crumbs})


@access("release.publish")
def release_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a released table back, with the reason."""
    one = get_object_or_404(queries.releases(request.partnership).standing(), slug=slug)
    form = WithdrawalForm(request.POST or None, initial={"revision": one.revision})
    if request.method == "POST" and form.is_valid():
        actions.withdraw_release(by=request.actor, release=one, **form.cleaned_data)
        messages.success(request, "The table is withdrawn. Findings that rest on it say so.")
        return redirect("evidence:release", request.partnership.slug, slug)
    return render(request, "evidence/release_withdraw.html", {"form": form, "release": one})
