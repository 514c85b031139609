"""The evidence library: findings, and the released tables they rest on."""

from io import BytesIO
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from realign.foundations.design.editing import edit_page
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.open_data.workbooks import MIME, write_workbook
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing.rules import noticed_words
from realign.methods.disclosure import profiles, rules_in_words
from realign.registers.evidence import actions, queries, rules
from realign.registers.evidence.forms import FindingForm, FindingReleaseForm, WithdrawalForm
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.presenters import cross, findings, index, released
from realign.registers.evidence.rules import EDIT, PUBLISH, VIEW
from realign.registers.indicators import queries as indicators
from realign.registers.indicators.models import Indicator
from realign.registers.thread.presenters import strip_of


@access("public")
def library(request: PartnershipRequest) -> HttpResponseBase:
    """List the findings with how strong each is."""
    is_member = request.actor is not None and request.actor.may("places.view")
    titles = indicators.public_titles(request.partnership)
    table = findings.finding_table(request.partnership.slug, titles, for_members=is_member)
    page = table_page(request, table, queries.findings(request.partnership))
    how = {"how_findings": rules.HOW_FINDINGS, "how_tables": rules.HOW_TABLES}
    return render_table(request, "evidence/library.html", page, how)


@access("public")
def finding(request: PartnershipRequest, slug: str) -> HttpResponse:
    """Show a finding and what it rests on; members also see what waits for a second person."""
    is_member = request.actor is not None and request.actor.may(VIEW)
    readable = queries.all_findings if is_member else queries.findings
    finding = get_object_or_404(readable(request.partnership), slug=slug)
    waiting = queries.words_in_work(finding) if is_member else finding
    table = finding.release if finding.release and finding.release.stands else None
    cells = queries.cells(table) if table else []
    return render(
        request,
        "evidence/finding.html",
        {
            "finding": finding,
            "indicator": _indicator(request, finding, is_member=is_member),
            "waiting": waiting if not waiting.is_released else None,
            "can_release": request.actor is not None
            and not waiting.is_released
            and rules.can_release(request.actor, waiting, queries.writers_of(waiting)),
            "strength": findings.strength(finding),
            "figure": queries.figure_of(finding) if table else None,
            "source": released.source_of(finding.release) if finding.release else None,
            "chart": released.chart_of(table, cells) if table else None,
            "table": released.table_of(table, cells) if table else None,
            # the golden thread begins with findings that are released, and is read by members
            "thread": strip_of(request.partnership, "finding", finding.slug, request.actor)
            if is_member and finding.is_released
            else None,
            "history": entries(request.partnership.slug, finding) if request.actor else [],
            "breadcrumbs": _crumbs(request, Link("Finding")),
        },
    )


def _indicator(request: PartnershipRequest, finding: Finding, *, is_member: bool) -> Indicator | None:
    """The indicator that a finding rests on: for everybody in the words that were published."""
    if finding.indicator is None or is_member:
        return finding.indicator
    published = indicators.public_indicator(request.partnership, finding.indicator.slug)
    return published.row if published else None


def _crumbs(request: PartnershipRequest, *more: Link) -> list[Link]:
    return [Link("What we know", reverse("evidence:library", args=[request.partnership.slug])), *more]


def _page_of(request: PartnershipRequest, name: str, slug: str) -> str:
    return reverse(f"evidence:{name}", args=[request.partnership.slug, slug])


@access(EDIT)
def finding_add(request: MemberRequest) -> HttpResponse:
    """Write down a new finding."""
    form = FindingForm(request.partnership, request.POST or None)
    form.instance.partnership = request.partnership
    return edit_page(
        request,
        form,
        lambda values: actions.create_finding(by=request.actor, **values),
        title="Add a finding",
        lead="One sentence that can be cited, and its source. Only members see it until a second "
        "person has released it.",
        submit="Save the finding",
        done="The finding has been saved. A person who did not write it must release it.",
        back=reverse("evidence:library", args=[request.partnership.slug]),
        to=lambda finding: _page_of(request, "finding", finding.slug),
        breadcrumbs=_crumbs(request),
    )


@access(EDIT)
def finding_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Word a finding better. What is public stays as it is until somebody else releases the change."""
    finding = get_object_or_404(queries.all_findings(request.partnership), slug=slug)
    waiting = queries.words_in_work(finding)
    form = FindingForm(
        request.partnership, request.POST or None, instance=waiting, initial={"revision": waiting.revision}
    )

    def save(values: dict[str, Any]) -> Finding:
        # the form has put what was typed on its own copy of the record
        finding_in_work = Finding.objects.get(pk=waiting.pk)
        return actions.change_finding(by=request.actor, finding=finding_in_work, **values)

    return edit_page(
        request,
        form,
        save,
        title="Change this finding",
        lead="Readers see the released text until another person releases yours."
        if finding.is_released
        else "It has not been released outside the partnership yet.",
        submit="Save the finding",
        done=lambda saved: (
            "Nothing was changed."
            if saved.is_released
            else "The change has been saved. A person who did not write it must release it."
        ),
        back=_page_of(request, "finding", slug),
        breadcrumbs=_crumbs(request, Link("Finding", _page_of(request, "finding", slug))),
    )


@access(VIEW)
def waiting_findings(request: MemberRequest) -> HttpResponseBase:
    """List the findings that wait for a second person."""
    table = findings.waiting_table(request.partnership.slug, request.actor)
    page = table_page(request, table, queries.waiting_findings(request.partnership))
    return render_table(request, "evidence/waiting.html", page)


@access(EDIT)
def finding_release(request: MemberRequest, slug: str) -> HttpResponse:
    """Release a finding: its words as they would be, beside those that they would replace."""
    finding = get_object_or_404(queries.all_findings(request.partnership), slug=slug)
    waiting = queries.words_in_work(finding)
    if waiting.is_released:
        raise Refusal("This finding has no change waiting for release.", "The released text is current.")
    writers = queries.writers_of(waiting)
    noticed = queries.noticed_in(waiting)
    return edit_page(
        request,
        FindingReleaseForm(
            request.POST or None, is_noticed=bool(noticed), initial={"revision": waiting.revision}
        ),
        lambda values: actions.release_finding(by=request.actor, finding=waiting, **values),
        done="The finding has been released.",
        to=_page_of(request, "finding", slug),
        back=_page_of(request, "finding", slug),
        template="evidence/finding_release.html",
        breadcrumbs=_crumbs(request, Link("Finding", _page_of(request, "finding", slug)), Link("Release")),
        context={
            "finding": finding,
            "waiting": waiting,
            "words": findings.words_table(waiting),
            "noticed": [noticed_words(item) for item in noticed],
            "can_release": rules.can_release(request.actor, waiting, writers),
            "why_not": rules.why_not_release(request.actor, waiting, writers),
            "who_releases": rules.who_releases(),
            "who_may_release": queries.may_release(waiting),
        },
    )


@access(EDIT)
def finding_remove_change(request: MemberRequest, slug: str) -> HttpResponse:
    """Give up a change that waits; what is public stays."""
    finding = get_object_or_404(
        queries.all_findings(request.partnership).filter(waiting_change__isnull=False), slug=slug
    )
    return edit_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda _: actions.remove_change(by=request.actor, finding=finding.waiting_change),
        done="The change has been cancelled. The released text is unchanged.",
        back=_page_of(request, "finding", slug),
        template="evidence/finding_remove_change.html",
        context={"finding": finding, "waiting": finding.waiting_change},
    )


@access("public")
def published(request: PartnershipRequest) -> HttpResponseBase:
    """List every released table and public indicator; members also see which tables were withdrawn."""
    is_member = request.actor is not None and request.actor.may(VIEW)
    public = indicators.public_indicators(request.partnership)
    entries = index.published_entries(
        request.partnership,
        queries.published_tables(request.partnership, withdrawn=is_member),
        public,
        indicators.coverage_of(request.partnership, public),
        for_members=is_member and request.actor is not None and request.actor.may("indicators.view"),
    )
    page = table_page(request, index.index_table(entries, for_members=is_member), entries)
    return render_table(request, "evidence/index.html", page)


@access("public")
def release(request: PartnershipRequest, slug: str) -> HttpResponseBase:
    """One released table: picture, figures, method and who agreed to it."""
    release = get_object_or_404(queries.releases(request.partnership), slug=slug)
    cells = queries.cells(release)
    if request.GET.get("format") in {"csv", "xlsx"}:
        return _download(release, cells, request.GET["format"])
    stands = release.stands
    return render(
        request,
        "evidence/release.html",
        {
            "release": release,
            "chart": released.chart_of(release, cells) if stands else None,
            "no_chart": released.NO_CHART if stands and released.nothing_to_draw(release, cells) else "",
            "sentence": released.sentence(release, cells) if stands else "",
            "crosses": cross.cross_tables(release, cells) if stands else [],
            "table": released.table_of(release, cells) if stands else None,
            "answers": cross.answers_table(release, queries.answers_beside(release)) if stands else None,
            "source": released.source_of(release),
            "areas": list(dict.fromkeys(cell.area for cell in cells if cell.area is not None)),
            "hidden": [cell for cell in cells if cell.symbol],
            "findings": queries.findings(request.partnership).filter(release=release),
            "history": entries(request.partnership.slug, release) if request.actor else [],
            "breadcrumbs": [
                Link("Tables and indicators", reverse("evidence:published", args=[request.partnership.slug])),
                Link(release.title),
            ],
        },
    )


def _download(release: Release, cells: list[ReleasedCell], format: str) -> HttpResponseBase:
    rules.check_stands(release)
    rows = released.csv_rows(release, cells)
    if format == "csv":
        return rows_response(release.slug, rows, invented=release.invented)
    if len(release.dims) > 1:
        rows = cross.workbook_rows(release, cells)
    book = BytesIO()
    write_workbook(book, sheets={"Figures": rows}, notes=released.notes_of(release, rows))
    answer = HttpResponse(book.getvalue(), content_type=MIME)
    answer["Content-Disposition"] = f'attachment; filename="{release.slug}.xlsx"'
    return answer


@access("public")
def small_numbers(request: PartnershipRequest) -> HttpResponse:
    """Explain the rules for small numbers by which people are protected."""
    sets = [(profile, rules_in_words(profile)) for profile in profiles().values()]
    crumbs = _crumbs(request, Link("Small numbers"))
    context = {"sets": sets, "how_tables": rules.HOW_TABLES, "breadcrumbs": crumbs}
    return render(request, "evidence/rules.html", context)


@access(PUBLISH)
def release_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Take a released table back, with the reason."""
    release = get_object_or_404(queries.releases(request.partnership).standing(), slug=slug)
    return edit_page(
        request,
        WithdrawalForm(request.POST or None, initial={"revision": release.revision}),
        lambda values: actions.withdraw_release(by=request.actor, release=release, **values),
        title=f"Withdraw “{release.title}”?",
        lead="Its cells are kept for disclosure tests. Findings that use it will say that it was withdrawn.",
        submit="Withdraw this table",
        done="The table has been withdrawn. Findings that use it say so.",
        back=_page_of(request, "release", slug),
        breadcrumbs=_crumbs(request, Link(release.title, _page_of(request, "release", slug))),
    )
