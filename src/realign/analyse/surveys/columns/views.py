"""What each column of a file is: asked, remembered, shown and given out as a file."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.columns import actions, presenters, queries, rules
from realign.analyse.surveys.columns.forms import ColumnsForm, HeadingsForm
from realign.analyse.surveys.columns.types import HEADING_WORDS
from realign.analyse.surveys.data import views as data_views
from realign.analyse.surveys.data.incoming.mapping import mapping_file
from realign.analyse.surveys.data.types import HeadingRows, MappedColumn, SurveyMapping
from realign.analyse.surveys.models import ColumnMapping
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.files import presenters as file_presenters
from realign.foundations.files import rules as file_rules
from realign.foundations.files.models import Import
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("surveys.upload")
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what each column of a file is, with suggestions to confirm; the file is then checked by it."""
    record = data_views.record_of(request, pk)
    described = bool(record.options.get("mapping"))
    if not described and not file_rules.waits_for_columns(record, file_presenters.columns_page(record)):
        return redirect("surveys:answers", request.partnership.slug, pk)
    raw = queries.raw_columns(record)
    offered = _offered(request, queries.offered_for(record, raw))
    known = {column.column: column for column in queries.columns_of(offered)} if offered else {}
    suggested = rules.suggestions(raw, known)
    headings = queries.headings_of(record)
    form = ColumnsForm(
        request.POST or None,
        raw=raw,
        suggested=suggested,
        initial={"remember": offered.title if offered else record.title},
    )

    def save(values: Values) -> str:
        described = actions.describe_columns(
            by=request.actor,
            record=record,
            headings=headings,
            columns=form.columns,
            remember=values["remember"],
        )
        return data_views.check(request, described)

    return edit_page(
        request,
        form,
        save,
        to=str,
        done="",
        template="surveys/columns.html",
        context={
            "record": record,
            "offered": offered,
            "headings": HEADING_WORDS[headings],
            "same": sum(column.column in known for column in raw),
            "total": len(raw),
            "mappings": queries.mappings(request.partnership),
            "breadcrumbs": _file_crumbs(request, record, Link("Columns")),
        },
    )


@access("surveys.upload")
def headings(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what the first rows of a file hold; the file is read again, and its columns are shown afresh."""
    record = data_views.record_of(request, pk)
    back = reverse("surveys:columns", args=[request.partnership.slug, pk])

    def save(values: Values) -> str:
        described = actions.read_headings_as(
            by=request.actor, record=record, headings=HeadingRows(values["headings"])
        )
        checked_on = data_views.check(request, described)
        return checked_on if record.upload.size > data_views.AT_ONCE_BYTES else back

    return edit_page(
        request,
        HeadingsForm(request.POST or None, initial={"headings": queries.headings_of(record).value}),
        save,
        title="What do the first rows hold?",
        lead="The file is read again and its columns are shown afresh: what you said of them is to be said again.",
        submit="Read the file again",
        to=str,
        done="",
        back=back,
        breadcrumbs=_file_crumbs(request, record, Link("Columns", back)),
    )


def _file_crumbs(request: PartnershipRequest, record: Import, *more: Link) -> list[Link]:
    way = Link(record.title, reverse("surveys:answers", args=[request.partnership.slug, record.pk]))
    return room_presenters.crumbs(request.partnership.slug, way, *more)


def _offered(request: PartnershipRequest, best: ColumnMapping | None) -> ColumnMapping | None:
    """The mapping to begin with: the one asked for in the address, none where that is asked for, else the best."""
    slug = request.GET.get("from")
    if slug is None:
        return best
    return queries.mappings(request.partnership).filter(slug=slug).first()


@access("surveys.view")
def mapping_list(request: MemberRequest) -> HttpResponseBase:
    """List the column mappings that are remembered."""
    spec = presenters.mapping_table(request.partnership.slug)
    page = table_page(request, spec, queries.mappings(request.partnership))
    crumbs = room_presenters.crumbs(request.partnership.slug, Link("Column mappings"))
    return render_table(request, "surveys/mappings.html", page, {"breadcrumbs": crumbs})


@access("surveys.view")
def mapping(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what was said of each column, or the mapping as a file for the command line."""
    mapping = get_object_or_404(queries.mappings(request.partnership), slug=slug)
    mapped = queries.columns_of(mapping)
    if request.GET.get("format") == "csv":
        return _as_file(mapping, mapped)
    context = {
        "mapping": mapping,
        "headings": HEADING_WORDS[HeadingRows(mapping.headings)],
        "columns": presenters.columns_table(mapped),
        "history": entries(request.partnership.slug, mapping),
        "breadcrumbs": _crumbs(request, Link(mapping.title)),
    }
    return render(request, "surveys/mapping.html", context)


@access("surveys.upload")
def mapping_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a remembered mapping."""
    mapping = get_object_or_404(queries.mappings(request.partnership), slug=slug)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": mapping.revision}),
        lambda values: actions.remove_mapping(by=request.actor, mapping=mapping, revision=values["revision"]),
        title=f"Remove “{mapping.title}”?",
        lead="Data that were imported with it stay as they are.",
        submit="Remove",
        done="The mapping has been removed.",
        back=reverse("surveys:mappings", args=[request.partnership.slug]),
        breadcrumbs=_crumbs(request, Link(mapping.title, mapping.get_absolute_url())),
    )


def _crumbs(request: PartnershipRequest, *more: Link) -> list[Link]:
    way = Link("Column mappings", reverse("surveys:mappings", args=[request.partnership.slug]))
    return room_presenters.crumbs(request.partnership.slug, way, *more)


def _as_file(mapping: ColumnMapping, mapped: list[MappedColumn]) -> HttpResponse:
    response = HttpResponse(mapping_file(SurveyMapping.of(mapped)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{mapping.slug}.csv"'
    return response
