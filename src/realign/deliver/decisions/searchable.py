"""Decisions, meetings and open questions; everybody finds the decisions that are public."""

from realign.deliver.decisions import queries
from realign.deliver.decisions.models import Decision, Meeting, OpenQuestion
from realign.foundations.search.registry import SEARCHABLE, page_called, words_in
from realign.foundations.search.types import PUBLIC, Searchable

VIEW = "decisions.view"

SEARCHABLE.add(
    Searchable(
        "decisions",
        "Decisions",
        Decision,
        VIEW,
        title=lambda decision: decision.title,
        words=words_in("title", "question", "text", "reason", "owner"),
        rows=lambda reader: queries.decisions(reader.partnership),
        order=18,
    ),
    Searchable(
        "decisions",
        "Decisions",
        Decision,
        PUBLIC,
        title=lambda decision: decision.title,
        words=words_in("title", "question", "text", "reason"),
        rows=lambda reader: queries.public_decisions(reader.partnership),
        url=page_called("decisions:public-decision"),
        order=18,
    ),
    Searchable(
        "meetings",
        "Meetings",
        Meeting,
        VIEW,
        words=words_in("group.name", "purpose", "place", "minutes", "other_items", "chair", "present"),
        rows=lambda reader: queries.meetings(reader.partnership),
        everything=lambda: Meeting.objects.select_related("group"),
        order=19,
    ),
    Searchable(
        "questions",
        "Open questions",
        OpenQuestion,
        VIEW,
        title=lambda question: question.text,
        words=words_in("text", "options", "owner"),
        rows=lambda reader: queries.questions(reader.partnership),
        order=21,
    ),
)
