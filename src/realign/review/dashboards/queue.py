"""What needs one person today: each rule looks at one room and says what there is for this actor.

A rule reads through its room's queries and shows only what the actor's permissions allow them to act on.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from realign.analyse.programme import queries as programme
from realign.analyse.surveys.models import ReleaseRequest
from realign.analyse.surveys.release import queries as release_queries
from realign.analyse.surveys.release.rules import WAITING_FOR_CHECKERS, can_let_out, can_review
from realign.deliver.decisions import queries as decisions
from realign.deliver.decisions.models import OpenQuestion
from realign.deliver.progress import queries as progress
from realign.foundations.design.links import address, shortened
from realign.foundations.design.types import Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.partnerships.types import Actor
from realign.foundations.work import queries as work
from realign.foundations.work.models import Job
from realign.plan.proposals.models import Proposal
from realign.registers.evidence import queries as evidence
from realign.registers.evidence import rules as evidence_rules
from realign.registers.gaps import queries as gaps
from realign.registers.gaps import rules as gap_rules
from realign.review.dashboards.types import Item
from realign.review.reports import queries as reports
from realign.review.reports.rules import EDIT as EDIT_REPORTS
from realign.review.reports.rules import days_since

AHEAD, FAILED_WITHIN = timedelta(days=30), timedelta(days=30)

Rule = Callable[[Actor, date], Iterator[Item]]


def queue(by: Actor, today: date) -> list[Item]:
    """Everything that needs this person, the longest overdue first; what has no date comes last."""
    items = [item for rule in RULES for item in rule(by, today)]
    return sorted(items, key=lambda item: (item.on is None, item.on or today, item.what))


def _due(on: date | None, today: date) -> Status:
    if on is None:
        return Status("No day set", Tone.NEUTRAL)
    if on < today:
        return Status("Late", Tone.BAD, f"{counted((today - on).days, 'day')} past {date_words(on)}")
    if on == today:
        return Status("Today", Tone.ATTENTION)
    return Status("Coming up", Tone.INFO, date_words(on))


def _releases(by: Actor, today: date) -> Iterator[Item]:
    """Tables to check, to publish, or to mend."""
    if not by.may("surveys.view"):
        return
    slug = by.partnership.slug
    open_to_me = Q(state__in=(*WAITING_FOR_CHECKERS, ReleaseRequest.State.REVIEWED))
    mine_returned = Q(state=ReleaseRequest.State.RETURNED, requested_by_id=by.user_id)
    rows = (
        release_queries.requests(by.partnership).filter(open_to_me | mine_returned).prefetch_related("views")
    )
    taken_part = release_queries.taken_part(by.partnership, list(rows))
    for row in rows:
        url = address("surveys:request", slug, row.pk)
        asked_on = timezone.localdate(row.created_at)
        if can_review(by, row, [view.checker_id for view in row.views.all()], taken_part[row.pk]):
            why = f"{row.requested_by or 'Somebody'} asks that it may go out; two checkers must look"
            yield Item(
                asked_on,
                f"Check the table “{row.title}”",
                "Release to check",
                why,
                url,
                Status("Waiting for you", Tone.ATTENTION),
            )
        elif can_let_out(by, row, taken_part[row.pk]):
            why = "Both checkers have spoken"
            yield Item(
                asked_on,
                f"Let out the table “{row.title}”",
                "Release to publish",
                why,
                url,
                Status("Waiting for you", Tone.ATTENTION),
            )
        elif row.state == ReleaseRequest.State.RETURNED:
            why = "A checker asks for more work"
            yield Item(
                asked_on,
                f"Mend the table “{row.title}”",
                "Release returned",
                why,
                url,
                Status("Returned", Tone.BAD),
            )


def _milestones(by: Actor, today: date) -> Iterator[Item]:
    """Milestones that are late or near, of actions that this person's organisation leads."""
    if by.organisation is None or not by.may("progress.edit"):
        return
    rows = progress.milestones(by.partnership).filter(
        action__lead=by.organisation, done_on__isnull=True, due_on__lte=today + AHEAD
    )
    for row in rows:
        why = f"{by.organisation} leads “{shortened(row.action.title)}”" + (
            f"; {row.owner} owns it" if row.owner else ""
        )
        url = address("progress:milestone-edit", by.partnership.slug, row.pk)
        yield Item(row.due_on, row.title, "Milestone", why, url, _due(row.due_on, today))


def _updates(by: Actor, today: date) -> Iterator[Item]:
    """Actions of this person's organisation that are late, or that nobody has spoken of for too long."""
    if by.organisation is None or not by.may("progress.edit"):
        return
    for row in progress.standings(by.partnership, today):
        if row.action.lead_id != by.organisation.pk or not (row.is_late or row.is_stale):
            continue
        if row.is_late and row.action.due_on:
            status, on = _due(row.action.due_on, today), row.action.due_on
        else:
            last = f"last news {date_words(row.told_on)}" if row.told_on else "no news since it began"
            status, on = Status("Stale", Tone.ATTENTION, last), today - timedelta(days=row.days_silent)
        why = f"{by.organisation} leads it"
        url = address("progress:update", by.partnership.slug, row.action.slug)
        yield Item(on, f"Say how it goes: {row.action.title}", "Update", why, url, status)


def _proposals(by: Actor, today: date) -> Iterator[Item]:
    """Drafts that this person wrote last, and proposals that wait to be put to a meeting."""
    slug = by.partnership.slug
    wanted = Q(pk__in=())
    if by.may("proposals.edit"):
        wanted |= Q(state=Proposal.State.DRAFT) & (
            Q(changed_by_id=by.user_id, changed_by__isnull=False) | Q(author=by.name)
        )
    if by.may("decisions.record"):
        wanted |= Q(state=Proposal.State.SUBMITTED)
    for proposal in (
        Proposal.objects.filter(wanted, partnership=by.partnership).select_related("group").order_by("title")
    ):
        url = address("proposals:page", slug, proposal.slug)
        if proposal.state == Proposal.State.DRAFT:
            on, why = timezone.localdate(proposal.changed_at), "You worked on it last"
            yield Item(
                on,
                f"Finish the proposal “{proposal.title}”",
                "Draft",
                why,
                url,
                Status("Draft", Tone.NEUTRAL),
            )
        else:
            sent_on = timezone.localdate(proposal.submitted_at) if proposal.submitted_at else None
            why = f"It waits for {proposal.group or 'a group'}"
            yield Item(
                sent_on,
                f"Put “{proposal.title}” to a meeting",
                "To be decided",
                why,
                url,
                Status("Waiting", Tone.ATTENTION),
            )


def _decisions(by: Actor, today: date) -> Iterator[Item]:
    """Decisions whose review comes near, for those who keep the record of decisions."""
    if not by.may("decisions.record"):
        return
    for decision in decisions.due_for_review(by.partnership, today + AHEAD):
        url = address("decisions:decision", by.partnership.slug, decision.slug)
        why = f"{decision.meeting.group} said it would look at it again"
        yield Item(
            decision.review_on,
            f"Review the decision “{decision.title}”",
            "Review",
            why,
            url,
            _due(decision.review_on, today),
        )


def _questions(by: Actor, today: date) -> Iterator[Item]:
    """Open questions that this person is to bring back."""
    rows = OpenQuestion.objects.filter(
        partnership=by.partnership, owner=by.name, answered_by__isnull=True, due_on__lte=today + AHEAD
    )
    for row in rows:
        url = address("decisions:question", by.partnership.slug, row.slug)
        yield Item(row.due_on, row.text, "Open question", "You bring it back", url, _due(row.due_on, today))


def _reports(by: Actor, today: date) -> Iterator[Item]:
    """Reports whose period is over and that are not out."""
    if not by.may(EDIT_REPORTS):
        return
    for report in reports.reports(by.partnership).filter(state="draft", ends_on__lt=today):
        url = address("reports:report", by.partnership.slug, report.slug)
        days = counted(days_since(report.ends_on, today), "day")
        status = Status("Due", Tone.ATTENTION, f"{days} since the period ended")
        yield Item(
            report.ends_on,
            f"Finish “{report.title}”",
            "Report",
            "It is due as soon as practicable",
            url,
            status,
        )


def _gaps(by: Actor, today: date) -> Iterator[Item]:
    """Open data gaps that this person closes, late or near, and those without a day."""
    if not by.may("evidence.view"):
        return
    for gap in gaps.due_for(by.partnership, by.user_id, today + gap_rules.AHEAD):
        url = address("gaps:gap", by.partnership.slug, gap.slug)
        status = _due(gap.due_on, today) if gap.due_on else Status("No day set", Tone.ATTENTION)
        yield Item(gap.due_on, f"Close the gap: {gap.title}", "Data gap", "You close it", url, status)


def _findings(by: Actor, today: date) -> Iterator[Item]:
    """Findings that somebody else wrote and that this person may release."""
    if not by.may(evidence_rules.EDIT):
        return
    for finding in evidence.waiting_findings(by.partnership):
        if evidence_rules.can_release(by, finding, evidence.writers_of(finding)):
            url = address("evidence:finding-release", by.partnership.slug, finding.slug)
            why = "A second person reads every finding before anybody else can"
            yield Item(
                timezone.localdate(finding.changed_at),
                f"Read the finding “{shortened(finding.sentence)}”",
                "Finding to release",
                why,
                url,
                Status("Waiting for you", Tone.ATTENTION),
            )


def _signatures(by: Actor, today: date) -> Iterator[Item]:
    """Signatures that an area of the evidence programme waits for and that this person may give."""
    for site, sector, purpose in programme.wanted_from(by):
        url = address("programme:sign", by.partnership.slug, site.slug, sector.code, purpose.code)
        what = (
            f"Sign for {sector.label.lower()} in {site.name}: {purpose.label[:1].lower()}{purpose.label[1:]}"
        )
        why = f"{site.name} is ready for {site.round} and cannot start before all have signed"
        status = _due(site.starts_on, today) if site.starts_on else Status("Waiting for you", Tone.ATTENTION)
        yield Item(site.starts_on, what, "Signature", why, url, status)


def _jobs(by: Actor, today: date) -> Iterator[Item]:
    """Work of this person that failed lately."""
    since = timezone.make_aware(datetime.combine(today - FAILED_WITHIN, time()))
    rows = work.jobs(by.partnership).filter(
        state=Job.State.FAILED,
        requested_by_id=by.user_id,
        requested_by__isnull=False,
        requested_at__gte=since,
    )
    for row in rows:
        url = address("work:job", by.partnership.slug, row.pk)
        on = timezone.localdate(row.ended_at or row.requested_at)
        yield Item(
            on, row.title, "Background work", shortened(row.problem, 120), url, Status("Failed", Tone.BAD)
        )


RULES: tuple[Rule, ...] = (
    _releases,
    _milestones,
    _updates,
    _proposals,
    _decisions,
    _questions,
    _reports,
    _gaps,
    _findings,
    _signatures,
    _jobs,
)
