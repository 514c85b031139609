"""Bringing survey answers in: the file, what was found in it, and keeping it or not."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.data import actions, presenters
from realign.analyse.surveys.data.forms import BringAnswersForm, ScoreForm
from realign.analyse.surveys.data.incoming.format import FORMAT, KIND
from realign.analyse.surveys.data.incoming.scales import Choice
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.files import actions as file_actions
from realign.foundations.files import presenters as file_presenters
from realign.foundations.files import queries as files
from realign.foundations.files.models import Import
from realign.foundations.files.registry import format_for
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.foundations.work.actions import start_job

# larger files are read by the worker, with progress, while the person may go on
AT_ONCE_BYTES = 512 * 1024


@access("surveys.upload")
def bring(request: MemberRequest) -> HttpResponse:
    """Bring a file of answers; it is checked and shown before anything is kept."""
    dropped = bool(request.FILES or request.POST) and getattr(request, "upload_too_large", False)
    form = BringAnswersForm(request.POST or None, request.FILES or None, dropped=dropped)
    if request.method == "POST" and form.is_valid():
        try:
            return _go_on(request, _started(request, form.cleaned_data), "check")
        except Refusal as refusal:
            form.add_error("file", f"{refusal.reason} {refusal.what_to_do}")
    context = {
        "form": form,
        "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link("Bring answers")),
    }
    return render(request, "surveys/bring.html", context)


@access("surveys.upload")
def answers(request: MemberRequest, pk: int) -> HttpResponse:
    """What was found in a file of answers, column by column, and what is wrong with it."""
    record = _record(request, pk)
    about = record.summary.get("about", {})
    problems = table_page(request, file_presenters.PROBLEMS, files.problems(record))
    context = {
        "record": record,
        "status": file_presenters.state(record),
        "lead": presenters.lead(record),
        "notes": record.summary.get("notes", []),
        "columns": presenters.columns_table(about.get("columns", [])),
        "missing": presenters.missing_table(about.get("columns", [])),
        "score_form": ScoreForm(about.get("scales", [])) if about.get("scales") else None,
        "facts": file_presenters.facts(record),
        "dataset": files.datasets(request.partnership).filter(slug=record.options.get("name")).first(),
        "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link(record.title)),
    }
    return render_table(request, "surveys/answers.html", problems, context)


@access("surveys.upload")
@require_POST
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the answers, with the scales that were chosen."""
    record = _record(request, pk)
    form = ScoreForm(record.summary.get("about", {}).get("scales", []), request.POST)
    if not form.is_valid():
        messages.error(request, "Choose scales from the list.")
        return redirect("surveys:answers", request.partnership.slug, pk)
    return _go_on(request, record, "accept", score=[str(choice) for choice in form.chosen])


@access("surveys.upload")
@require_POST
def set_aside(request: MemberRequest, pk: int) -> HttpResponse:
    """Set a file aside; nothing of it is kept as data."""
    file_actions.discard_import(by=request.actor, record=_record(request, pk))
    messages.success(request, "It was set aside. Nothing was kept as data.")
    return redirect("surveys:answers", request.partnership.slug, pk)


def _started(request: MemberRequest, said: dict[str, Any]) -> Import:
    """Keep the files as they came, and begin."""
    file, codebook = said["file"], said["codebook"]
    options = {
        "name": said["name"],
        "expires": said["expires"].isoformat(),
        "missing_codes": said["missing_codes"],
    }
    upload = file_actions.store_upload(by=request.actor, name=file.name, chunks=file.chunks())
    if codebook is not None:
        held = file_actions.store_upload(by=request.actor, name=codebook.name, chunks=codebook.chunks())
        options["codebook"] = held.sha256
    details = {name: said[name] for name in ("title", "producer", "licence", "published", "invented")}
    return file_actions.start_import(
        by=request.actor, upload=upload, format=format_for(KIND, FORMAT), options=options, **details
    )


def _go_on(request: MemberRequest, record: Import, step: str, **arguments: Any) -> HttpResponse:
    """Check or keep: at once when the file is small, by the worker when it is large."""
    if record.upload.size > AT_ONCE_BYTES:
        words = {"check": "Checking", "accept": "Keeping"}[step]
        job = start_job(
            by=request.actor,
            kind=f"surveys.{step}_answers",
            title=f"{words}: {record.title}"[:200],
            arguments={"pk": record.pk, **arguments},
        )
        return redirect("work:job", request.partnership.slug, job.pk)
    if step == "check":
        file_actions.check_import(by=request.actor, record=record)
    else:
        chosen = [Choice.parse(text) for text in arguments["score"]]
        actions.accept_answers(by=request.actor, record=record, score=chosen)
    return redirect("surveys:answers", request.partnership.slug, record.pk)


def _record(request: PartnershipRequest, pk: int) -> Import:
    held = files.imports(request.partnership).filter(kind=KIND).select_related("partnership")
    return get_object_or_404(held, pk=pk)
