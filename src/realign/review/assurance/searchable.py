"""Self-assessments against the ten steps, found by members."""

from realign.foundations.search.registry import SEARCHABLE, words_in
from realign.foundations.search.types import Part, Searchable
from realign.review.assurance.models import Assessment, StepScore

SEARCHABLE.add(
    Searchable(
        "step-assessments",
        "Ten steps",
        Assessment,
        "assurance.view",
        words=words_in("title", "scores.evidence", "scores.owner"),
        rows=lambda reader: Assessment.objects.filter(partnership=reader.partnership),
        everything=lambda: Assessment.objects.prefetch_related("scores"),
        parts=(Part(StepScore, lambda score: [score.assessment_id]),),
        order=65,
    )
)
