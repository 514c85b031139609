"""What the front page of planning says of evidence for promises and of outcomes that can be seen."""

from collections import Counter
from datetime import date

from django.urls import reverse

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import COUNT, ChartValue
from realign.foundations.fronts.registry import FRONT_PANELS
from realign.foundations.fronts.types import FrontAnswer, FrontFigure, FrontPanel, FrontPicture
from realign.foundations.partnerships.types import Actor
from realign.plan.alignment import presenters, queries
from realign.plan.alignment.types import EvidenceVerdict, Sight


def evidence(by: Actor, on: date) -> FrontAnswer | None:
    """How many commitments rest on evidence, as a bar for each verdict."""
    rows = queries.matrix(by.partnership)
    if not rows:
        return None
    verdicts = Counter(row.verdict for row in rows)
    sentence = presenters.matrix_lead(rows)
    chart = bar_with_interval(
        title="Commitments by the evidence for them",
        sentence=sentence,
        bars=[ChartValue(verdict.value, verdicts[verdict]) for verdict in EvidenceVerdict],
        unit=COUNT,
    )
    own = len(rows) - verdicts[EvidenceVerdict.REPEATS]
    return FrontAnswer(
        sentence,
        figure=FrontFigure(
            f"{verdicts[EvidenceVerdict.KEEP]} of {own}",
            "commitments have evidence",
            reverse("alignment:matrix", args=[by.partnership.slug]),
        ),
        picture=FrontPicture(chart),
    )


def outcomes(by: Actor, on: date) -> FrontAnswer | None:
    """How many outcomes an indicator measures in full."""
    rows = [row for row in queries.outcomes(by.partnership) if row.outcome is not None]
    if not rows:
        return None
    full = sum(row.sight is Sight.FULL for row in rows)
    sentence = f"{full or 'None'} of {len(rows)} outcomes {'are' if full > 1 else 'is'} measured in full."
    if len(rows) == 1:
        sentence = f"The one outcome is {'' if full else 'not '}measured in full."
    return FrontAnswer(
        sentence,
        figure=FrontFigure(
            f"{full} of {len(rows)}",
            "outcomes measured in full",
            reverse("alignment:outcomes", args=[by.partnership.slug]),
        ),
    )


FRONT_PANELS.add(
    FrontPanel("alignment:matrix", "priorities.view", evidence, order=25, leads=True),
    FrontPanel("alignment:outcomes", "priorities.view", outcomes, order=30, leads=True),
)
