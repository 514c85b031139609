"""Reading meetings and decisions, within one partnership."""

from datetime import date

from django.db import models
from django.db.models import Count, Q

from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion, Position, StatedPosition
from realign.deliver.decisions.types import DECISION
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.types import Content
from realign.plan.priorities.models import Action
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group

_AGAINST = Q(positions__stance__in=(Position.Stance.NO, Position.Stance.CONDITIONS))


def meetings(partnership: Partnership) -> models.QuerySet[Meeting]:
    """Every meeting, latest first, with ``proposal_count`` and ``decision_count``."""
    return (
        Meeting.objects.filter(partnership=partnership)
        .select_related("group", "changed_by")
        .annotate(
            proposal_count=Count("proposals", distinct=True),
            decision_count=Count("decisions", distinct=True),
        )
        .order_by("-on", "group__name")
    )


def meetings_of(group: Group) -> models.QuerySet[Meeting]:
    """The meetings of one group, latest first."""
    return meetings(group.partnership).filter(group=group)


def next_meeting(group: Group, on: date) -> Meeting | None:
    """The first meeting of a group on or after a day."""
    return meetings_of(group).filter(on__gte=on).order_by("on").first()


def meeting(partnership: Partnership, pk: int) -> Meeting:
    """One meeting; raises Meeting.DoesNotExist."""
    return meetings(partnership).get(pk=pk)


def agenda(meeting: Meeting) -> models.QuerySet[Proposal]:
    """The proposals before a meeting; their ``decisions`` are those of this meeting alone."""
    here = Decision.objects.filter(meeting=meeting)
    return (
        meeting.proposals.select_related("priority", "group")
        .prefetch_related(models.Prefetch("decisions", queryset=here))
        .order_by("title")
    )


def decisions(partnership: Partnership) -> models.QuerySet[Decision]:
    """Every decision, latest first, with its meeting, proposal, successor and ``dissent_count``."""
    return (
        Decision.objects.filter(partnership=partnership)
        .select_related(
            "meeting__group", "proposal__priority", "supersedes", "superseded_by", "partnership", "changed_by"
        )
        .annotate(dissent_count=Count("positions", filter=_AGAINST, distinct=True))
        .order_by("-meeting__on", "slug")
    )


def open_decisions(partnership: Partnership) -> models.QuerySet[Decision]:
    """The decisions that are meant for everybody, with their options, positions and the questions that they answer."""
    meant = decisions(partnership).filter(is_public=True)
    return meant.prefetch_related("options", "positions__organisation", "answers")


def public_decisions(partnership: Partnership) -> models.QuerySet[Decision]:
    """The decisions that anybody may read: a person who did not record them has published them. Two queries."""
    published = [int(key) for key in publishing.public_content(partnership, DECISION)]
    return decisions(partnership).filter(is_public=True, pk__in=published)


def published_decisions(partnership: Partnership) -> list[tuple[Decision, Content]]:
    """The decisions that anybody may read, each with what was published of it. Three queries."""
    published = publishing.public_content(partnership, DECISION)
    return [(row, published[str(row.pk)]) for row in public_decisions(partnership)]


def decision(partnership: Partnership, slug: str) -> Decision:
    """One decision with its options and positions; raises Decision.DoesNotExist."""
    return decisions(partnership).prefetch_related("options", "positions__organisation").get(slug=slug)


def public_decision(partnership: Partnership, slug: str) -> Decision:
    """One decision that anybody may read; raises Decision.DoesNotExist."""
    return public_decisions(partnership).prefetch_related("options", "positions__organisation").get(slug=slug)


def actions_of(decision: Decision) -> models.QuerySet[Action]:
    """The actions that carry out a decision: those of its proposal, and those joined to it."""
    carries_out = Q(decisions=decision)
    if decision.proposal_id:
        carries_out |= Q(proposals=decision.proposal_id)
    rows = Action.objects.filter(carries_out, partnership=decision.partnership_id)
    return rows.select_related("lead").distinct().order_by("due_on", "pk")


def not_superseded(partnership: Partnership, slug: str) -> Decision | None:
    """The decision of this name that nothing has superseded, if there is one."""
    return decisions(partnership).filter(slug=slug, superseded_by__isnull=True).first()


def due_for_review(partnership: Partnership, on: date) -> models.QuerySet[Decision]:
    """Decisions whose review day has come and that nothing has superseded."""
    return decisions(partnership).filter(review_on__lte=on, superseded_by__isnull=True).order_by("review_on")


def taking_part(partnership: Partnership, on: date) -> models.QuerySet[Organisation]:
    """The bodies that took part on a day: those that ended before it take no position."""
    rows = Organisation.objects.filter(partnership=partnership)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def core_organisations(partnership: Partnership, on: date) -> models.QuerySet[Organisation]:
    """The partners who must take a position on every decision of that day."""
    return taking_part(partnership, on).filter(is_core=True)


def open_proposals(partnership: Partnership) -> models.QuerySet[Proposal]:
    """Proposals that wait for a decision."""
    return Proposal.objects.filter(partnership=partnership, state=Proposal.State.SUBMITTED).order_by("title")


def stated_positions(meeting: Meeting) -> models.QuerySet[StatedPosition]:
    """What partners said before a meeting of where they stand."""
    return StatedPosition.objects.filter(meeting=meeting).select_related("organisation")


def stated_position(
    meeting: Meeting, proposal: Proposal, organisation: Organisation | None
) -> StatedPosition | None:
    """What one partner said of one proposal, if it did."""
    return stated_positions(meeting).filter(proposal=proposal, organisation=organisation).first()


def questions(partnership: Partnership) -> models.QuerySet[OpenQuestion]:
    """Every question that was raised, answered or not, soonest due first."""
    return (
        OpenQuestion.objects.filter(partnership=partnership)
        .select_related("group", "answered_by", "changed_by")
        .order_by("due_on", "slug")
    )


def waiting_questions(partnership: Partnership) -> models.QuerySet[OpenQuestion]:
    """Questions that wait for a decision."""
    return questions(partnership).filter(answered_by__isnull=True)
