"""Asking for a release, checking it, letting it out."""

from collections.abc import Sequence

from django.db import transaction

from realign.analyse.surveys import queries, rules
from realign.analyse.surveys.models import CheckerView, ReleaseRequest, Survey
from realign.analyse.surveys.shown import fingerprint, provenance, shown_to_checkers
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_may
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
) -> ReleaseRequest:
    """Ask that one table be let out; it is worked out in the background."""
    check_may(by, "release.request")
    asked = queries.asked_for(survey, measure, breakdown, profile, interval)
    words = " and ".join(dim.title.lower() for dim in asked.dims) or "all pupils"
    request = create_record(
        ReleaseRequest,
        by=by,
        verb="asked for the release of",
        survey=survey,
        title=f"{asked.measure.title} by {words}",
        measure=measure,
        breakdown=list(breakdown),
        profile=profile,
        interval=interval,
        state=State.ESTIMATING,
        requested_by_id=by.user_id,
        invented=survey.invented,
    )
    request.job = work.start_job(
        by=by, kind="surveys.work_out", title=f"Working out: {request.title}", arguments={"pk": request.pk}
    )
    request.save(update_fields=("job",))
    return request


@transaction.atomic
def work_out_request(*, by: Actor, request: ReleaseRequest) -> ReleaseRequest:
    """Estimate and protect the table of a request; what checkers will see is kept, never the raw figures."""
    check_may(by, "surveys.estimate")
    rules.check_may_move(request, State.DRAFT)
    asked = queries.asked_for(
        request.survey, request.measure, request.breakdown, request.profile, request.interval
    )
    try:
        found = queries.work_out_table(request.survey, asked, by.at.date())
    except ReleaseRefused as refused:
        raise Refusal(str(refused), "Ask for fewer breakdowns, or merge levels.") from refused
    shown = shown_to_checkers(found)
    change_record(
        request,
        by=by,
        revision=request.revision,
        verb="worked out",
        state=State.DRAFT,
        protected=shown,
        fingerprint=fingerprint(shown),
    )
    return request


@transaction.atomic
def submit_request(*, by: Actor, request: ReleaseRequest) -> ReleaseRequest:
    """Hand the table to two checkers."""
    check_may(by, "release.request")
    rules.check_may_move(request, State.SUBMITTED)
    request.views.all().delete()
    change_record(request, by=by, revision=request.revision, verb="submitted", state=State.SUBMITTED)
    return request


@transaction.atomic
def give_view(*, by: Actor, request: ReleaseRequest, verdict: str, reason: str) -> CheckerView:
    """Say whether a table may go out. Sealed until both checkers have spoken."""
    check_may(by, "release.check")
    held = ReleaseRequest.objects.select_for_update().get(pk=request.pk, partnership=by.partnership)
    views = queries.views_of(held)
    rules.check_may_review(by, held, [view.checker_id for view in views])
    if not reason.strip():
        raise Refusal("Say why.", "One sentence is enough: what you looked at and what you found.")
    view = CheckerView.objects.create(
        request=held, checker_id=by.user_id, verdict=verdict, reason=reason.strip(), at=by.at
    )
    after = rules.state_after([*(one.verdict for one in views), verdict])
    # the verdict stays out of the event while it is sealed
    change_record(held, by=by, revision=held.revision, verb="gave a view on", state=after)
    request.refresh_from_db()
    return view


@transaction.atomic
def withdraw_request(*, by: Actor, request: ReleaseRequest) -> ReleaseRequest:
    """Take a request back before anything went out."""
    check_may(by, "release.request")
    rules.check_may_move(request, State.WITHDRAWN)
    change_record(request, by=by, revision=request.revision, verb="withdrew", state=State.WITHDRAWN)
    return request


@transaction.atomic
def let_out(*, by: Actor, request: ReleaseRequest, slug: str) -> Release:
    """Release what both checkers saw, and exactly that.

    The table is worked out again against everything released meanwhile; if one figure would differ from what
    the checkers saw, it does not go out.
    """
    check_may(by, "release.publish")
    held = ReleaseRequest.objects.select_for_update().get(pk=request.pk, partnership=by.partnership)
    rules.check_may_move(held, State.RELEASED)
    asked = queries.asked_for(held.survey, held.measure, held.breakdown, held.profile, held.interval)
    try:
        found = queries.work_out_table(held.survey, asked, by.at.date())
    except ReleaseRefused as refused:
        raise Refusal(
            "Another release came out meanwhile, and together they would give figures away.", str(refused)
        ) from refused
    if fingerprint(shown_to_checkers(found)) != held.fingerprint:
        raise Refusal(
            "The table would no longer be the one that the checkers saw.", "Return it and submit it again."
        )
    release = evidence.release_table(
        by=by,
        slug=slug,
        title=held.title,
        safe=found.safe,
        dims=asked.dims,
        estimates=found.estimates,
        provenance=provenance(held.survey, found),
        approvals=[
            {
                "who": view.checker.name,
                "said": view.get_verdict_display(),
                "why": view.reason,
                "at": view.at.isoformat(),
            }
            for view in queries.views_of(held)
        ],
    )
    change_record(held, by=by, revision=held.revision, verb="let out", state=State.RELEASED, release=release)
    request.refresh_from_db()
    return release
