"""Bringing files and deciding about them; the datasets that are kept, until when, and erasing them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.views.decorators.http import require_POST

from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.files import actions, presenters, queries, registry, rules
from realign.foundations.files.forms import BringFileForm, LastDayForm
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.types import ImportFormat
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.roles import roles_with
from realign.foundations.partnerships.rules import check_may
from realign.foundations.work.actions import start_job

# larger files are checked and taken in by the worker, with progress, while the person may go on
AT_ONCE_BYTES = 512 * 1024


@access("partnership.view")
def import_list(request: MemberRequest) -> HttpResponseBase:
    """Every file that was brought, newest first."""
    page = table_page(
        request, presenters.imports_table(request.partnership.slug), queries.imports(request.partnership)
    )
    context = {"may_bring": request.actor.may("files.upload"), "breadcrumbs": [Link("Imports")]}
    return render_table(request, "files/imports.html", page, context)


@access("files.upload")
def import_choose(request: MemberRequest) -> HttpResponse:
    """What can be brought, by what it holds; only what this person may take in."""
    allowed = [
        import_format for import_format in registry.formats() if request.actor.may(import_format.permission)
    ]
    kinds = {
        kind: [import_format for import_format in allowed if import_format.kind == kind]
        for kind in registry.kinds()
    }
    context = {
        "kinds": {kind: formats_of_kind for kind, formats_of_kind in kinds.items() if formats_of_kind},
        "breadcrumbs": [listed(request), Link("Import a file")],
    }
    return render(request, "files/choose.html", context)


@access("files.upload")
def import_new(request: MemberRequest, kind: str, format: str) -> HttpResponse:
    """Bring a file in one format; it is checked at once, or by the worker where it is large."""
    import_format = _format_or_404(kind, format)
    if request.method == "GET" and not request.actor.may(import_format.permission):
        messages.warning(
            request,
            f"Your role does not include importing {import_format.kind}. These are the kinds you can import.",
        )
        return redirect("files:choose", request.partnership.slug)
    check_may(request.actor, import_format.permission)
    if import_format.page:
        return redirect(import_format.page, request.partnership.slug)
    dropped = bool(request.FILES or request.POST) and getattr(request, "upload_too_large", False)
    form = BringFileForm(request.POST or None, request.FILES or None, format=import_format, too_large=dropped)
    return edit_page(
        request,
        form,
        lambda values: _bring(request, import_format, values["file"], form.options, form.details),
        title=import_format.title,
        lead=import_format.help,
        submit="Check the file",
        back=reverse("files:choose", args=[request.partnership.slug]),
        to=lambda address: address,
        done="",
        refused_at="file",
        breadcrumbs=[listed(request)],
        template="files/new.html",
        context={"format": import_format},
    )


@access("partnership.view")
def import_page(request: MemberRequest, pk: int) -> HttpResponseBase:
    """What was found in a file and what it would change; afterwards, where its figures are from."""
    record = import_or_404(request, pk)
    may_decide = _may_decide(request, record)
    waits_for_another = may_decide and not _may_accept(request, record)
    page = table_page(request, presenters.PROBLEMS, queries.problems(record) if may_decide else [])
    context = {
        "record": record,
        "status": presenters.state(record, waits_for_another=waits_for_another),
        "lead": presenters.lead(record, waits_for_another=waits_for_another),
        "facts": presenters.facts(record),
        "notes": record.summary.get("notes", []),
        "may_decide": may_decide,
        "preview": presenters.preview_table(record) if may_decide else None,
        "columns_page": _columns_address(request, record),
        "layout_page": may_decide and _layout_address(request, record),
        "waits_for_layout": rules.waits_for_layout(record),
        "corrected_kind": "secondary" if rules.waits_for_layout(record) else "primary",
        "waits_for_another": waits_for_another,
        "who_may": queries.others_who_may(record, _permission(record)) if waits_for_another else [],
        "roles_that_may": get_text_list(
            [role.name.lower() for role in roles_with(_permission(record))], "or"
        ),
        "problems_listed": len(record.problems),
        "breadcrumbs": [listed(request), Link(record.title)],
    }
    return render_table(request, "files/import.html", page, context)


@access("partnership.view")
def import_problems(request: MemberRequest, pk: int) -> HttpResponseBase:
    """Every problem of a file as CSV, for those who may take it in; others are led back to its page, which says why."""
    record = import_or_404(request, pk)
    if not _may_decide(request, record):
        return redirect(record)
    return rows_response(f"problems-{record.pk}", queries.all_problems(record))


@access("files.upload")
@require_POST
def import_accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a checked file in."""
    return redirect(go_on(request, import_or_404(request, pk), "accept"))


@access("files.upload")
@require_POST
def import_discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Set a file aside."""
    record = import_or_404(request, pk)
    actions.discard_import(by=request.actor, record=record)
    messages.success(request, "It was cancelled. Nothing was changed.")
    return redirect(record)


@access("surveys.view")
def dataset_list(request: MemberRequest) -> HttpResponseBase:
    """Datasets that are kept, and until when."""
    spec = presenters.datasets_table(timezone.localdate())
    page = table_page(request, spec, queries.datasets(request.partnership))
    return render_table(request, "files/datasets.html", page, {"breadcrumbs": [Link("Datasets")]})


def _bring(
    request: MemberRequest,
    format: ImportFormat,
    file: "UploadedFile[Any]",  # a name only: Django’s own class takes no argument at run time
    options: Mapping[str, str],
    details: Mapping[str, Any],
) -> str:
    """Keep a file and have it checked; answers where one sees what was found."""
    upload = actions.store_upload(by=request.actor, name=file.name or "file", chunks=file.chunks())
    record = actions.start_import(by=request.actor, upload=upload, format=format, options=options, **details)
    return go_on(request, record, "check")


def go_on(request: MemberRequest, record: Import, step: str) -> str:
    """Check or take in: at once when the file is small, by the worker when it is large. Answers the page to go on to."""
    if record.upload.size > AT_ONCE_BYTES:
        words = {"check": "Checking", "accept": "Importing"}[step]
        job = start_job(
            by=request.actor,
            kind=f"files.{step}",
            title=f"{words}: {record.title}"[:200],
            arguments={"pk": record.pk},
        )
        return reverse("work:job", args=[request.partnership.slug, job.pk])
    act = {"check": actions.check_import, "accept": actions.accept_import}[step]
    act(by=request.actor, record=record)
    return record.get_absolute_url()


def import_or_404(request: PartnershipRequest, pk: int) -> Import:
    return get_object_or_404(queries.imports(request.partnership).select_related("partnership"), pk=pk)


def _format_or_404(kind: str, slug: str) -> ImportFormat:
    try:
        return registry.format_for(kind, slug)
    except KeyError as missing:
        raise Http404(str(missing)) from missing


def _may_decide(request: MemberRequest, record: Import) -> bool:
    """Cells of a file may hold what is not for all: its problems are shown to those who may take it in."""
    try:
        import_format = registry.format_for(record.kind, record.format)
    except KeyError:
        return False
    return bool(request.actor.may("files.upload") and request.actor.may(import_format.permission))


def _columns_address(request: MemberRequest, record: Import) -> str:
    """Where somebody says what the columns of the file are, while it waits for that."""
    page = presenters.columns_page(record)
    if not rules.waits_for_columns(record, page):
        return ""
    return reverse(page, args=[request.partnership.slug, record.pk])


def _layout_address(request: MemberRequest, record: Import) -> str:
    """Where somebody says how the table lies in the file, as long as it was not imported or cancelled."""
    format = registry.format_for(record.kind, record.format)
    if not format.has_layouts or record.state not in (Import.State.READY, Import.State.REFUSED):
        return ""
    return reverse("files:layout", args=[request.partnership.slug, record.pk])


def _permission(record: Import) -> str:
    return registry.format_for(record.kind, record.format).permission


def _may_accept(request: MemberRequest, record: Import) -> bool:
    second_person = registry.format_for(record.kind, record.format).second_person
    return rules.may_accept(request.actor, record, second_person=second_person)


def listed(request: PartnershipRequest) -> Link:
    return Link("Imports", reverse("files:imports", args=[request.partnership.slug]))


def _dataset(request: PartnershipRequest, slug: str) -> Dataset:
    return get_object_or_404(queries.datasets(request.partnership), slug=slug)


def _crumbs(request: PartnershipRequest) -> list[Link]:
    return [Link("Datasets", reverse("files:datasets", args=[request.partnership.slug]))]


@access("surveys.view")
def dataset_page(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what a dataset holds and until when it may be used."""
    dataset = _dataset(request, slug)
    context = {
        "dataset": dataset,
        "status": presenters.dataset_status(dataset, request.actor.at.date()),
        "facts": presenters.dataset_facts(dataset),
        "columns": presenters.dataset_columns(dataset),
        "history": entries(request.partnership.slug, dataset),
        "breadcrumbs": [*_crumbs(request), Link(dataset.title)],
    }
    return render(request, "files/dataset.html", context)


@access("surveys.upload")
def erase(request: MemberRequest, slug: str) -> HttpResponse:
    """Erase the data from disk, once the person has said so twice."""
    dataset = _dataset(request, slug)
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": dataset.revision}),
        lambda values: actions.erase_dataset(by=request.actor, dataset=dataset, **values),
        title="Erase these data?",
        submit="Erase",
        back=dataset.get_absolute_url(),
        done="The data have been erased. Their description is kept.",
        breadcrumbs=[*_crumbs(request), Link(dataset.title, dataset.get_absolute_url())],
        template="files/dataset_erase.html",
        context={"dataset": dataset},
    )


@access("surveys.upload")
def last_day(request: MemberRequest, slug: str) -> HttpResponse:
    """Agree another day until which the data may be used."""
    dataset = _dataset(request, slug)
    return edit_page(
        request,
        LastDayForm(request.POST or None, initial=values_of(dataset, LastDayForm)),
        lambda values: actions.set_last_day(by=request.actor, dataset=dataset, **values),
        title="Last date of use",
        lead=f"{dataset.title}. After that date no figures can be calculated from them, and they should be erased.",
        back=dataset.get_absolute_url(),
        done="The date has been saved.",
        breadcrumbs=[*_crumbs(request), Link(dataset.title, dataset.get_absolute_url())],
    )
