"""Bringing survey answers in: the file, what was found in it, and keeping it or not."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from realign.analyse.surveys import presenters as room_presenters
from realign.analyse.surveys.data import actions, presenters
from realign.analyse.surveys.data.forms import BringAnswersForm, ScoreForm
from realign.analyse.surveys.data.incoming.format import FORMAT, KIND
from realign.analyse.surveys.data.incoming.scales import ScoringChoice
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.files import actions as file_actions
from realign.foundations.files import presenters as file_presenters
from realign.foundations.files import queries as files
from realign.foundations.files import rules as file_rules
from realign.foundations.files.models import Import
from realign.foundations.files.registry import format_for
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.work.actions import start_job

# larger files are read by the worker, with progress, while the person may go on
AT_ONCE_BYTES = 512 * 1024
ANSWERS = "surveys/answers.html"


@access("surveys.upload")
def bring(request: MemberRequest) -> HttpResponse:
    """Bring a file of answers; it is checked and shown before anything is kept."""
    dropped = bool(request.FILES or request.POST) and getattr(request, "upload_too_large", False)
    form = BringAnswersForm(request.POST or None, request.FILES or None, dropped=dropped)
    return edit_page(
        request,
        form,
        lambda values: check(request, _started(request, values)),
        to=str,
        done="",
        refused_at="file",
        template="surveys/bring.html",
        context={"breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link("Upload survey data"))},
    )


@access("surveys.upload")
def answers(request: MemberRequest, pk: int) -> HttpResponseBase:
    """What was found in a file of answers, column by column, and what is wrong with it."""
    record = record_of(request, pk)
    problems = table_page(request, file_presenters.PROBLEMS, files.problems(record))
    return render_table(request, ANSWERS, problems, _page_of(request, record))


def _page_of(
    request: MemberRequest, record: Import, score_form: ScoreForm | None = None
) -> dict[str, object]:
    """All that the page of a file shows, with the choice of scales that was refused, if one was."""
    about = record.summary.get("about", {})
    waits = file_rules.waits_for_columns(record, file_presenters.columns_page(record))
    scales = about.get("scales", [])
    return {
        "record": record,
        "status": file_presenters.state(record),
        "lead": presenters.lead(record, waits_for_columns=waits),
        "waits_for_columns": waits,
        "notes": record.summary.get("notes", []),
        "described": bool(record.options.get("mapping")),
        "not_stored": presenters.not_stored(
            about.get("left_out", []), imported=record.state == Import.State.ACCEPTED
        ),
        "columns": presenters.columns_table(about.get("columns", [])),
        "missing": presenters.missing_table(about.get("columns", [])),
        "score_form": (score_form or ScoreForm(scales)) if scales else None,
        "facts": file_presenters.facts(record),
        "dataset": files.datasets(request.partnership).filter(slug=record.options.get("name")).first(),
        "breadcrumbs": room_presenters.crumbs(request.partnership.slug, Link(record.title)),
    }


@access("surveys.upload")
@require_POST
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep the answers, with the scales that were chosen."""
    record = record_of(request, pk)
    form = ScoreForm(record.summary.get("about", {}).get("scales", []), request.POST)
    problems = table_page(request, file_presenters.PROBLEMS, files.problems(record))
    return edit_page(
        request,
        form,
        lambda values: _keep(request, record, form.chosen),
        to=str,
        done="",
        template=ANSWERS,
        context={"page": problems, **_page_of(request, record, form)},
    )


@access("surveys.upload")
@require_POST
def set_aside(request: MemberRequest, pk: int) -> HttpResponse:
    """Cancel an upload; nothing of it is kept, and the file is erased."""
    actions.cancel_answers(by=request.actor, record=record_of(request, pk))
    messages.success(request, "The upload was cancelled. Nothing was imported, and the file was erased.")
    return redirect("surveys:answers", request.partnership.slug, pk)


def _started(request: MemberRequest, values: Values) -> Import:
    """Keep the files as they came, and begin."""
    file, codebook = values["file"], values["codebook"]
    options = {
        "name": values["name"],
        "expires": values["expires"].isoformat(),
        "missing_codes": values["missing_codes"],
    }
    upload = file_actions.store_upload(by=request.actor, name=file.name, chunks=file.chunks())
    if codebook is not None:
        stored = file_actions.store_upload(by=request.actor, name=codebook.name, chunks=codebook.chunks())
        options["codebook"] = stored.sha256
    details = {name: values[name] for name in ("title", "producer", "licence", "published", "invented")}
    return file_actions.start_import(
        by=request.actor, upload=upload, format=format_for(KIND, FORMAT), options=options, **details
    )


def check(request: MemberRequest, record: Import) -> str:
    """Check a file: at once when it is small, by the worker when it is large. Answers the page to go on to."""
    if record.upload.size > AT_ONCE_BYTES:
        return _by_the_worker(request, record, "surveys.check_answers", "Checking", {"pk": record.pk})
    file_actions.check_import(by=request.actor, record=record)
    return reverse("surveys:answers", args=[request.partnership.slug, record.pk])


def _keep(request: MemberRequest, record: Import, score: list[ScoringChoice]) -> str:
    """Keep a file with the scales chosen, at once or by the worker. Answers the page to go on to."""
    if record.upload.size > AT_ONCE_BYTES:
        arguments = {"pk": record.pk, "score": [str(choice) for choice in score]}
        return _by_the_worker(request, record, "surveys.accept_answers", "Keeping", arguments)
    actions.accept_answers(by=request.actor, record=record, score=score)
    return reverse("surveys:answers", args=[request.partnership.slug, record.pk])


def _by_the_worker(
    request: MemberRequest, record: Import, kind: str, words: str, arguments: dict[str, object]
) -> str:
    job = start_job(by=request.actor, kind=kind, title=f"{words}: {record.title}"[:200], arguments=arguments)
    return reverse("work:job", args=[request.partnership.slug, job.pk])


def record_of(request: PartnershipRequest, pk: int) -> Import:
    """A file of answers of this partnership; 404 for any other."""
    imports = files.imports(request.partnership).filter(kind=KIND).select_related("partnership")
    return get_object_or_404(imports, pk=pk)
