"""Priorities with their outcomes, commitments and actions, found by members."""

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Commitment, Outcome, Priority

VIEW = "priorities.view"

SEARCHABLE.add(
    Searchable(
        "priorities",
        "Priorities",
        Priority,
        VIEW,
        title=lambda priority: priority.title,
        words=words_in("title", "plain_title", "aliases", "statement", "why", "outcomes.statement"),
        rows=lambda reader: queries.priorities(reader.partnership),
        everything=lambda: Priority.objects.prefetch_related("outcomes"),
        parts=(Part(Outcome, lambda outcome: [outcome.priority_id]),),
        order=11,
    ),
    Searchable(
        "commitments",
        "Commitments",
        Commitment,
        VIEW,
        title=lambda commitment: commitment.text,
        words=words_in("text", "change_that_follows", "note"),
        rows=lambda reader: queries.commitments(reader.partnership),
        url=lambda commitment, slug: commitment.priority.get_absolute_url(),
        everything=lambda: Commitment.objects.select_related("priority"),
        order=12,
    ),
    Searchable(
        "actions",
        "Actions",
        Action,
        VIEW,
        title=lambda action: action.title,
        words=words_in("title", "description", "resources", "lead.name", "lead_person"),
        rows=lambda reader: queries.actions(reader.partnership),
        everything=lambda: Action.objects.select_related("lead"),
        order=13,
    ),
)
