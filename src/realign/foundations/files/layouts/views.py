"""Which sheet and row of a file are read and what its columns are: asked, remembered, changed and removed."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.files import actions as files
from realign.foundations.files import registry, views
from realign.foundations.files.headings import rules
from realign.foundations.files.layouts import presenters
from realign.foundations.files.layouts.forms import FileColumnsForm, FileLayoutForm, FileSheetForm
from realign.foundations.files.models import FileLayout, Import
from realign.foundations.files.remembered_layouts import actions, queries
from realign.foundations.files.table_layouts.types import REMEMBER, TableLayout
from realign.foundations.files.tables import FirstRows
from realign.foundations.files.types import ImportFormat
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.methods.numbers import whole_number_of


@access("files.upload")
def layout(request: MemberRequest, pk: int) -> HttpResponse:
    """Choose the sheet of a file and the row of its header, or a layout that is known; the file is then checked."""
    record, format = _record(request, pk)
    if not request.actor.may(format.permission):
        return _led_back(request, record, format)
    if record.state not in (Import.State.READY, Import.State.REFUSED):
        return redirect(record)
    begun = queries.beginnings(record)
    known = queries.fitting(queries.known_layouts(request.partnership, format), begun, format)
    form = FileSheetForm(request.POST or None, begun=begun, fitting=known, format=format)

    def save(values: Values) -> str:
        chosen = next((each.layout for each in known if each.slug == values.get("layout")), None)
        if chosen is None:
            chosen = TableLayout(sheet=values["sheet"], header_row=values["header_row"])
            cells = _cells(begun, chosen)
            is_clear = not rules.rivals_in(cells, format.columns)
            if not (is_clear and rules.is_header(cells, chosen, format.columns)):
                return _columns_address(request, record, chosen)
        elif not chosen.sheet and not chosen.every_sheet:
            chosen = TableLayout.from_data({**chosen.as_data(), "sheet": values["sheet"]})
        return views.go_on(
            request, files.answer_layout(by=request.actor, record=record, layout=chosen), "check"
        )

    return edit_page(
        request,
        form,
        save,
        title="How is the file laid out?",
        lead="Choose which part of the file is read. Nothing is imported until you have seen the results of the checks.",
        submit="Continue",
        to=str,
        done="",
        back=record.get_absolute_url(),
        template="files/layout.html",
        context={"tables": presenters.beginnings(begun), "only": len(begun) == 1, "format": format},
        breadcrumbs=_crumbs(request, record),
    )


@access("files.upload")
def columns(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what each column of a file is; it is remembered, and the file is then checked by it."""
    record, format = _record(request, pk)
    if not request.actor.may(format.permission):
        return _led_back(request, record, format)
    if record.state not in (Import.State.READY, Import.State.REFUSED):
        return redirect(record)
    begun = queries.beginnings(record)
    sheet = begun[0].sheet if len(begun) == 1 else request.GET.get("sheet", "")
    place = TableLayout(sheet=sheet, header_row=_row(request.GET.get("row", "")))
    cells = rules.trimmed(_cells(begun, place))
    if not cells:
        return redirect("files:layout", request.partnership.slug, pk)
    form = FileColumnsForm(
        request.POST or None,
        format=format,
        headings=rules.headings_of(cells),
        sheet=place.sheet,
        header_row=place.header_row,
        before=TableLayout.from_data(record.layout),
        initial={"remember": record.layout.get(REMEMBER, record.title)},
    )

    def save(values: Values) -> str:
        described = files.answer_layout(
            by=request.actor, record=record, layout=form.layout, remember=values["remember"]
        )
        return views.go_on(request, described, "check")

    return edit_page(
        request,
        form,
        save,
        title="What is each column?",
        lead="Say what every column is. Columns that are not used are left out of the import.",
        submit="Confirm these columns",
        to=str,
        done="",
        back=reverse("files:layout", args=[request.partnership.slug, pk]),
        template="files/layout.html",
        context={
            "tables": presenters.beginnings([start for start in begun if start.sheet == place.sheet]),
            "only": True,
            "format": format,
            "written": len(form.headings) - len(form.listed),
        },
        breadcrumbs=_crumbs(request, record),
    )


@access("partnership.view")
def layout_list(request: MemberRequest) -> HttpResponseBase:
    """List the layouts that are remembered, and those of published downloads."""
    spec = presenters.layout_table(request.partnership.slug)
    page = table_page(request, spec, queries.layouts(request.partnership))
    context = {
        "published": presenters.published_table(registry.LAYOUTS.all()),
        "breadcrumbs": [views.listed(request), Link("Layouts of files")],
    }
    return render_table(request, "files/layouts.html", page, context)


@access("partnership.view")
def layout_record(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what a remembered layout says, or give it out as a file for the command."""
    file_layout = _layout(request, slug)
    known = queries.known(file_layout)
    if request.GET.get("format") == "toml":
        response = HttpResponse(presenters.as_toml(known), content_type="application/toml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{file_layout.slug}.toml"'
        return response
    context = {
        "file_layout": file_layout,
        "facts": presenters.facts(known),
        "columns": presenters.columns_table(known.layout),
        "may_change": request.actor.may("files.upload")
        and request.actor.may(_format(file_layout).permission),
        "history": entries(request.partnership.slug, file_layout),
        "breadcrumbs": [*_layout_crumbs(request), Link(file_layout.title)],
    }
    return render(request, "files/layout_record.html", context)


@access("files.upload")
def layout_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a remembered layout."""
    file_layout = _layout(request, slug)
    form = FileLayoutForm(request.POST or None, format=_format(file_layout), file_layout=file_layout)
    return edit_page(
        request,
        form,
        lambda values: actions.change_layout(
            by=request.actor,
            file_layout=file_layout,
            revision=values["revision"],
            title=values["title"],
            layout=form.layout,
        ),
        title=f"Edit “{file_layout.title}”",
        lead="Files that were imported with it stay as they are.",
        back=file_layout.get_absolute_url(),
        breadcrumbs=[*_layout_crumbs(request), Link(file_layout.title, file_layout.get_absolute_url())],
    )


@access("files.upload")
def layout_remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Remove a remembered layout."""
    file_layout = _layout(request, slug)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": file_layout.revision}),
        lambda values: actions.remove_layout(
            by=request.actor, file_layout=file_layout, revision=values["revision"]
        ),
        title=f"Remove “{file_layout.title}”?",
        lead="Files that were imported with it stay as they are.",
        submit="Remove",
        done="The layout has been removed.",
        back=reverse("files:layouts", args=[request.partnership.slug]),
        breadcrumbs=[*_layout_crumbs(request), Link(file_layout.title, file_layout.get_absolute_url())],
    )


def _record(request: MemberRequest, pk: int) -> tuple[Import, ImportFormat]:
    record = views.import_or_404(request, pk)
    try:
        format = registry.format_for(record.kind, record.format)
    except KeyError as missing:
        raise Http404(str(missing)) from missing
    if not format.has_layouts:
        raise Http404("Files of this format have one layout.")
    return record, format


def _led_back(request: MemberRequest, record: Import, format: ImportFormat) -> HttpResponse:
    messages.warning(request, f"Your role does not include importing {format.kind}.")
    return redirect(record)


def _format(file_layout: FileLayout) -> ImportFormat:
    return registry.format_for(file_layout.kind, file_layout.format)


def _layout(request: MemberRequest, slug: str) -> FileLayout:
    return get_object_or_404(queries.layouts(request.partnership), slug=slug)


def _row(typed: str) -> int:
    return whole_number_of(typed) or 1


def _cells(begun: list[FirstRows], layout: TableLayout) -> list[str]:
    """The cells of the row in which the header is."""
    rows = next((start.rows for start in begun if start.sheet == layout.sheet), [])
    return next((cells for number, cells in rows if number == layout.header_row), [])


def _columns_address(request: MemberRequest, record: Import, layout: TableLayout) -> str:
    address = reverse("files:columns", args=[request.partnership.slug, record.pk])
    return f"{address}?{urlencode({'sheet': layout.sheet, 'row': layout.header_row})}"


def _crumbs(request: PartnershipRequest, record: Import) -> list[Link]:
    return [views.listed(request), Link(record.title, record.get_absolute_url())]


def _layout_crumbs(request: PartnershipRequest) -> list[Link]:
    way = Link("Layouts of files", reverse("files:layouts", args=[request.partnership.slug]))
    return [views.listed(request), way]
