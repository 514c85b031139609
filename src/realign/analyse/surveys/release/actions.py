"""Asking for a release, checking it, letting it out."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from realign.analyse.surveys.data.measures import question_of
from realign.analyse.surveys.models import CheckerView, ReleaseRequest, Survey
from realign.analyse.surveys.release import queries, rules
from realign.analyse.surveys.tables import queries as table_queries
from realign.analyse.surveys.tables import rules as table_rules
from realign.analyse.surveys.tables.estimation import WorkedOut
from realign.analyse.surveys.tables.protected import attacked, fingerprint, provenance, shown_to_checkers
from realign.foundations.audit import actions as audit
from realign.foundations.design.words import counted
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.work import actions as work
from realign.methods.disclosure import ReleaseRefused
from realign.registers.evidence import actions as evidence
from realign.registers.evidence.models import Release

State = ReleaseRequest.State


@transaction.atomic
def ask_for_release(
    *,
    by: Actor,
    survey: Survey,
    measure: str,
    breakdown: Sequence[str],
    profile: str,
    interval: str = "logit",
    rounding: str = "",
    confirmed: Sequence[str] = (),
) -> ReleaseRequest:
    """Ask that one table be let out; it is worked out in the background.

    ``confirmed`` are the codes of what was asked about its levels and is true; refuses while any is missing.
    """
    check_may(by, "release.request")
    wanted = table_queries.asked_for(survey, measure, breakdown, profile, interval, rounding)
    table_rules.check_can_go_out(wanted.measure)
    _check_confirmed(survey, breakdown, confirmed)
    return _ask(
        by,
        survey,
        confirmed=confirmed,
        title=wanted.title[:300],
        measure=measure,
        breakdown=list(breakdown),
        profile=profile,
        interval=interval,
        rounding=rounding,
    )


@transaction.atomic
def ask_for_publication(
    *,
    by: Actor,
    survey: Survey,
    measures: Sequence[str],
    breakdowns: Sequence[Sequence[str]],
    profile: str,
    interval: str = "logit",
    rounding: str = "",
    confirmed: Sequence[str] = (),
) -> ReleaseRequest:
    """Ask that every measure by every breakdown be let out together, worked out in one reading and linked."""
    check_may(by, "release.request")
    # a question among the breakdowns is not broken down by its own answers
    wanted = [
        (measure, list(breakdown))
        for measure in measures
        for breakdown in breakdowns
        if question_of(measure) not in breakdown
    ]
    if not wanted:
        raise Refusal("Nothing was chosen.", "Choose at least one measure and one breakdown.")
    for measure, breakdown in wanted:
        table = table_queries.asked_for(survey, measure, breakdown, profile, interval, rounding)
        table_rules.check_can_go_out(table.measure)
    _check_confirmed(survey, {column for _, breakdown in wanted for column in breakdown}, confirmed)
    return _ask(
        by,
        survey,
        confirmed=confirmed,
        title=_publication_title(measures, breakdowns),
        tables=[{"measure": measure, "breakdown": breakdown} for measure, breakdown in wanted],
        profile=profile,
        interval=interval,
        rounding=rounding,
    )


def _publication_title(measures: Sequence[str], breakdowns: Sequence[Sequence[str]]) -> str:
    by = counted(len(breakdowns), "breakdown") if any(breakdowns) else "all pupils"
    return f"Publication: {counted(len(measures), 'measure')} by {by}"


def _check_confirmed(survey: Survey, breakdown: Collection[str], confirmed: Collection[str]) -> None:
    table_rules.check_confirmed(table_queries.level_questions(survey), breakdown, confirmed)


def _ask(by: Actor, survey: Survey, *, confirmed: Sequence[str], **values: Any) -> ReleaseRequest:
    request = create_record(
        ReleaseRequest,
        by=by,
        verb="requested the release of",
        survey=survey,
        state=State.ESTIMATING,
        requested_by_id=by.user_id,
        invented=survey.invented,
        **values,
    )
    if confirmed:
        words = {question.code: question.words for question in table_queries.level_questions(survey)}
        detail = {"confirmed": [words.get(code, code) for code in confirmed]}
        audit.record(by=by, verb="confirmed the groups of", subject=request, detail=detail)
    request.job = work.start_job(
        by=by,
        kind="surveys.work_out",
        title=f"Calculating: {request.title}"[:200],
        arguments={"pk": request.pk},
    )
    request.save(update_fields=("job",))
    return request


@transaction.atomic
def work_out_request(*, by: Actor, request: ReleaseRequest) -> ReleaseRequest:
    """Estimate and protect the table of a request; what checkers will see is kept, never the raw figures."""
    check_may(by, "surveys.estimate")
    rules.LIFE.check_can_become(request, State.DRAFT)
    try:
        tables = table_queries.work_out_tables(request.survey, queries.asked_by(request), by.at.date())
    except ReleaseRefused as refused:
        return _not_protected(by, request, refused)
    protected = shown_to_checkers(tables)
    change_record(
        request,
        by=by,
        revision=request.revision,
        verb="calculated",
        state=State.DRAFT,
        protected={**protected, "attack": attacked(tables, table_queries.released(request.survey).counts)},
        fingerprint=fingerprint(protected),
    )
    return request


def _not_protected(by: Actor, request: ReleaseRequest, refused: ReleaseRefused) -> ReleaseRequest:
    """Back to whoever asked, with the reason and what would help."""
    change_record(
        request,
        by=by,
        revision=request.revision,
        verb="could not protect",
        state=State.RETURNED,
        # which cells, but not what they could be worked out to be
        protected={"refused": [str(each.key) for each in refused.findings], "cures": list(refused.cures)},
        fingerprint="",
    )
    return request


@transaction.atomic
def rework_request(
    *, by: Actor, request: ReleaseRequest, profile: str, rounding: str, breakdown: Sequence[str] | None = None
) -> ReleaseRequest:
    """Work a returned request out again, with other rules or fewer breakdowns; what was said of it stays on record."""
    check_may(by, "release.request")
    rules.LIFE.check_can_become(request, State.ESTIMATING)
    by_these = list(request.breakdown) if breakdown is None or request.tables else list(breakdown)
    for measure, columns in request.wanted:
        chosen = columns if request.tables else by_these
        table_queries.asked_for(request.survey, measure, chosen, profile, request.interval, rounding)
    change_record(
        request,
        by=by,
        revision=request.revision,
        verb="requested the recalculation of",
        state=State.ESTIMATING,
        profile=profile,
        rounding=rounding,
        breakdown=by_these,
    )
    request.job = work.start_job(
        by=by,
        kind="surveys.work_out",
        title=f"Recalculating: {request.title}"[:200],
        arguments={"pk": request.pk},
    )
    request.save(update_fields=("job",))
    return request


@transaction.atomic
def return_request(*, by: Actor, request: ReleaseRequest, reason: str) -> ReleaseRequest:
    """Send back for work what both checkers agreed to, because it can no longer go out as they saw it."""
    check_may(by, "release.publish")
    locked = ReleaseRequest.objects.select_for_update().get(pk=request.pk, partnership=by.partnership)
    rules.LIFE.check_can_become(locked, State.RETURNED)
    if State(locked.state) is not State.REVIEWED:
        raise Refusal("The checks are not finished.", "They can return it themselves.")
    check_says(reason, "Say why.", "One sentence on what the requester must change.")
    audit.record(by=by, verb="returned for changes", subject=locked, detail={"because": reason.strip()})
    change_record(locked, by=by, revision=locked.revision, verb="returned", state=State.RETURNED)
    request.refresh_from_db()
    return request


@transaction.atomic
def submit_request(*, by: Actor, request: ReleaseRequest) -> ReleaseRequest:
    """Hand the table to two checkers."""
    check_may(by, "release.request")
    rules.LIFE.check_can_become(request, State.SUBMITTED)
    rules.check_has_a_table(request)
    # the views of an earlier round stay in the history
    request.views.all().delete()
    change_record(request, by=by, revision=request.revision, verb="submitted", state=State.SUBMITTED)
    return request


@transaction.atomic
def give_view(*, by: Actor, request: ReleaseRequest, verdict: str, reason: str) -> CheckerView:
    """Say whether a table may go out. The view is hidden from the other checker until both have decided.

    Refuses whoever asked for the table, had it worked out again or submitted it, in any round.
    """
    check_may(by, "release.check")
    locked = ReleaseRequest.objects.select_for_update().get(pk=request.pk, partnership=by.partnership)
    views = queries.views_of(locked)
    taken_part = queries.taken_part(by.partnership, [locked])[locked.pk]
    rules.check_may_review(by, locked, [view.checker_id for view in views], taken_part)
    if by.user_id is None:
        raise Refusal("A checker is a person.", "Ask an output checker to look at it.")
    check_says(reason, "Say why.", "One sentence is enough: what you looked at and what you found.")
    view = CheckerView.objects.create(
        request=locked, checker_id=by.user_id, verdict=verdict, reason=reason.strip(), at=by.at
    )
    after = rules.state_after([*(earlier.verdict for earlier in views), verdict])
    # the verdict stays out of the event while it is sealed
    change_record(locked, by=by, revision=locked.revision, verb="checked", state=after)
    if after is not State.PART_REVIEWED:
        verdicts = {
            earlier.checker.name: f"{earlier.get_verdict_display()}: {earlier.reason}"
            for earlier in [*views, view]
        }
        audit.record(by=by, verb="opened the checkers’ decisions on", subject=locked, detail=verdicts)
    request.refresh_from_db()
    return view


@transaction.atomic
def withdraw_request(*, by: Actor, request: ReleaseRequest) -> ReleaseRequest:
    """Take a request back before anything went out."""
    check_may(by, "release.request")
    rules.LIFE.check_can_become(request, State.WITHDRAWN)
    change_record(request, by=by, revision=request.revision, verb="withdrew", state=State.WITHDRAWN)
    return request


@transaction.atomic
def let_out(*, by: Actor, request: ReleaseRequest, slug: str = "") -> list[Release]:
    """Release what both checkers saw, and exactly that; answers every table that is now out.

    Refuses whoever asked for it or checked it: letting out is a third person's decision. The tables are worked out
    again against everything released meanwhile; if one figure would differ from what the checkers saw, nothing goes
    out.
    """
    check_may(by, "release.publish")
    locked = ReleaseRequest.objects.select_for_update().get(pk=request.pk, partnership=by.partnership)
    rules.check_may_let_out(by, locked, queries.taken_part(by.partnership, [locked])[locked.pk])
    try:
        tables = table_queries.work_out_tables(locked.survey, queries.asked_by(locked), by.at.date())
    except ReleaseRefused as refused:
        raise Refusal(
            "Another table has been released since, and together they would disclose hidden figures.",
            str(refused),
        ) from refused
    if fingerprint(shown_to_checkers(tables)) != locked.fingerprint:
        raise Refusal("The table would differ from the one that was checked.", "Return for changes below.")
    approvals = [
        {
            "who": view.checker.name,
            "said": view.get_verdict_display(),
            "why": view.reason,
            "at": view.at.isoformat(),
        }
        for view in queries.views_of(locked)
    ]
    slug = slug or free_slug(Release, by=by, words=f"{locked.title} {locked.survey.wave}")
    out = [
        evidence.release_table(
            by=by,
            slug=_slug(slug, table, len(tables), number),
            title=table.wanted.title[:300],
            safe=table.safe,
            table=table.table,
            dims=table.wanted.dims,
            estimates=table.estimates,
            provenance=provenance(locked.survey, table),
            approvals=approvals,
        )
        for number, table in enumerate(tables, start=1)
    ]
    change_record(
        locked,
        by=by,
        revision=locked.revision,
        verb="released",
        state=State.RELEASED,
        release=out[0],
        releases=out,
    )
    request.refresh_from_db()
    return out


def _slug(stem: str, table: WorkedOut, count: int, number: int) -> str:
    """The stem itself for a single table; with what it shows for one of many."""
    if count == 1:
        return stem
    words = slugify("-".join((table.wanted.measure.code, *table.wanted.columns)))
    return f"{stem[:18]}-{number}-{words}"[:50].rstrip("-")
