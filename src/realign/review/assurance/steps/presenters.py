"""The ten steps: two assessments side by side, and how many steps are in place over time."""

from collections.abc import Sequence

from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.types import Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.types import PlainTable
from realign.foundations.design.words import counted, date_words, month_words
from realign.review.assurance.models import Assessment, StepScore
from realign.review.assurance.rules import IN_PLACE
from realign.review.assurance.types import StepPair

SCALE = Unit("Score: 0 not started, 1 begun, 2 part done, 3 in place, 4 in place and used")
STEPS = Unit("Steps that are in place")
NOT_KNOWN = "not known"


def pairs(before: Assessment, after: Assessment) -> list[StepPair]:
    """Each step of the later assessment beside the same step of the earlier."""
    earlier = {score.item.code: score.score for score in before.scores.all()}
    return [
        StepPair(score.item.code, score.item.label, earlier.get(score.item.code), score.score)
        for score in after.scores.all()
    ]


def compare(before: Assessment, after: Assessment, rows: Sequence[StepPair]) -> str:
    """What became of the steps between two assessments, in a sentence."""
    changes = [row.change for row in rows if row.change is not None]
    higher, lower = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
    unknown = len(rows) - len(changes)
    parts = [f"{higher} higher", f"{lower} lower", f"{len(changes) - higher - lower} the same"]
    if unknown:
        parts.append(f"{unknown} that cannot be compared")
    return f"From {date_words(before.on)} to {date_words(after.on)}: {', '.join(parts)}."


def standing(assessment: Assessment) -> str:
    """How many steps are in place, and which is weakest."""
    scored = [(step.score, step) for step in assessment.scores.all() if step.score is not None]
    if not scored:
        return "No step has a score yet."
    there = in_place(assessment)
    _, weakest = min(scored, key=lambda pair: pair[0])
    total = len(assessment.scores.all())
    return (
        f"On {date_words(assessment.on)} {there} of {counted(total, 'step')} {'was' if there == 1 else 'were'} in place; "
        f"the weakest: {weakest.item.label} ({weakest.in_words.lower()})."
    )


def chart(before: Assessment, after: Assessment, rows: Sequence[StepPair]) -> Chart:
    """Both assessments as dots on the scale, one row for each step."""

    def series(assessment: Assessment, values: list[int | None]) -> ChartSeries:
        points = [
            ChartValue(f"{row.code}. {row.label}", value, note="" if value is not None else NOT_KNOWN)
            for row, value in zip(rows, values, strict=True)
        ]
        return ChartSeries(date_words(assessment.on), tuple(points))

    return dot_interval_by_group(
        title="The ten steps, then and now",
        sentence=compare(before, after, rows),
        series=[series(before, [r.before for r in rows]), series(after, [r.after for r in rows])],
        unit=SCALE,
        interval="the partnership’s own judgement",
        from_zero=True,
    )


def trend(assessments: Sequence[Assessment]) -> Chart | None:
    """Steps in place at each assessment, oldest first; nothing for fewer than two."""
    in_order = sorted(assessments, key=lambda assessment: assessment.on)
    if len(in_order) < 2:
        return None
    points = tuple(ChartValue(month_words(assessment.on), in_place(assessment)) for assessment in in_order)
    first, last = points[0], points[-1]
    return line_chart(
        title="Steps in place over time",
        sentence=f"{last.value} of {len(in_order[-1].scores.all())} steps in {last.label}, {first.value} in {first.label}.",
        series=[ChartSeries("In place", points)],
        unit=STEPS,
    )


def in_place(assessment: Assessment) -> int:
    """How many steps have a score of 3 or 4."""
    return sum(step.score is not None and step.score >= IN_PLACE for step in assessment.scores.all())


def table(before: Assessment, after: Assessment, rows: Sequence[StepPair]) -> PlainTable:
    """Each step in both assessments, as words, with what changed."""
    words: dict[int | None, str] = {choice.value: choice.label for choice in StepScore.Score}
    words[None] = NOT_KNOWN.capitalize()
    return PlainTable(
        "Each step, then and now",
        ("Step", date_words(before.on), date_words(after.on), "Change"),
        [
            [f"{row.code}. {row.label}", words[row.before], words[row.after], _change(row.change)]
            for row in rows
        ],
    )


def _change(points: int | None) -> str:
    match points:
        case None:
            return "cannot be compared"
        case 0:
            return "no change"
        case _:
            return f"{points:+d}".replace("-", "−")
