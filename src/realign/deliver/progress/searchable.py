"""Milestones and what was reported of actions, found by members on the page of the action."""

from realign.deliver.progress.models import Milestone, Update
from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Searchable

VIEW = "progress.view"

SEARCHABLE.add(
    Searchable(
        "milestones",
        "Milestones",
        Milestone,
        VIEW,
        title=lambda milestone: milestone.title,
        words=words_in("title", "owner", "note"),
        rows=lambda reader: Milestone.objects.filter(partnership=reader.partnership),
        url=lambda milestone, slug: milestone.action.get_absolute_url(),
        everything=lambda: Milestone.objects.select_related("action"),
        order=22,
    ),
    Searchable(
        "updates",
        "Progress updates",
        Update,
        VIEW,
        words=words_in("action.title", "text", "reason", "public_text"),
        rows=lambda reader: Update.objects.filter(partnership=reader.partnership),
        url=lambda update, slug: update.action.get_absolute_url(),
        everything=lambda: Update.objects.select_related("action"),
        order=23,
    ),
)
