"""Proposals with their answers and options, found by members."""

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable
from realign.plan.proposals.models import Answer, Option, Proposal

SEARCHABLE.add(
    Searchable(
        "proposals",
        "Proposals",
        Proposal,
        "proposals.view",
        title=lambda proposal: proposal.title,
        words=words_in(
            "title",
            "ask",
            "author",
            "answers.text",
            "answers.other_evidence",
            "options.title",
            "options.description",
        ),
        rows=lambda reader: Proposal.objects.filter(partnership=reader.partnership),
        everything=lambda: Proposal.objects.prefetch_related("answers", "options"),
        parts=(
            Part(Answer, lambda answer: [answer.proposal_id]),
            Part(Option, lambda option: [option.proposal_id]),
        ),
        order=14,
    )
)
