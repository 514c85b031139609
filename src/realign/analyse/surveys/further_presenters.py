"""New weights, modelled figures and questionnaires in words."""

from collections.abc import Sequence

from realign.analyse.surveys.data_presenters import few
from realign.analyse.surveys.figures import style_of
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.pictures import unit_of
from realign.analyse.surveys.raking import MOST_GROUPS, Raked, names_of
from realign.analyse.surveys.shown import Seen
from realign.analyse.surveys.small_areas import Modelled
from realign.analyse.surveys.words import figure
from realign.analyse.surveys.xlsform.files import REFERENCE
from realign.analyse.surveys.xlsform.form import Question
from realign.analyse.surveys.xlsform.routing import may_be_asked
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import Chart, Estimate
from realign.foundations.design.types import PlainTable, SummaryRow

MOST_BARS = 40
STAGE_FIELDS = ("stage", "school_stage", "year_group")


def multipliers_table(survey: Survey, found: Raked) -> PlainTable:
    """What the weights of each group are multiplied by, the furthest from average first."""
    groups = sorted(found.groups, key=lambda one: -abs(one.relative - 1))[:MOST_GROUPS]
    return PlainTable(
        caption="What each group’s weights are multiplied by",
        headers=(*(margin.replace("_", " ").capitalize() for margin in found.margins), "Pupils", "Multiplied by",
                 "Against the average", ""),
        rows=[
            [
                *names_of(survey, found.margins, one.group),
                few(one.pupils),
                f"{one.multiplier:.4f}",
                f"{one.relative:.2f}",
                "Look: outside 0.3 to 3" if one.is_extreme else "",
            ]
            for one in groups
        ],
    )  # fmt: skip


def raked_rows(found: Raked) -> list[SummaryRow]:
    """What raking costs."""
    return [
        SummaryRow("Rounds until it settled", str(found.rounds)),
        SummaryRow("Kish’s design effect before", f"{found.kish_before:.3f}"),
        SummaryRow("Kish’s design effect after", f"{found.kish_after:.3f}"),
    ]


def areas_table(seen: Seen, found: Sequence[Modelled]) -> PlainTable:
    """Modelled figures, each row labelled."""
    return PlainTable(
        caption=f"Modelled, not observed: {seen.asked.measure.title.lower()} by area",
        headers=("Area", "Kind of figure", "Pupils", "Modelled", "95% interval (sampling error only)"),
        rows=[
            [
                one.area,
                one.kind,
                f"{one.people:,.0f}",
                figure(seen, one.estimate),
                f"{figure(seen, one.lower)} to {figure(seen, one.upper)}",
            ]
            for one in found
        ],
    )


def areas_chart(seen: Seen, found: Sequence[Modelled]) -> Chart | None:
    """Modelled figures as bars, each with its note."""
    if not found:
        return None
    scale = style_of(seen.asked.measure).scale
    low, high = min(found, key=lambda one: one.estimate), max(found, key=lambda one: one.estimate)
    return bar_with_interval(
        title=f"Modelled: {seen.asked.measure.title.lower()} by area",
        sentence=f"Modelled from similar pupils elsewhere, it goes from {figure(seen, low.estimate)} ({low.area}) "
        f"to {figure(seen, high.estimate)} ({high.area}). No area was observed.",
        bars=[
            Estimate(one.area, one.estimate * scale, one.lower * scale, one.upper * scale, note="modelled")
            for one in found[:MOST_BARS]
        ],
        unit=unit_of(seen),
        interval="95% interval, sampling error only",
    )


def stages_of(questions: Sequence[Question]) -> tuple[str, list[tuple[str, str]]]:
    """The question that says which stage a pupil is in, and its answers; nothing where there is none."""
    for question in questions:
        if question.name in STAGE_FIELDS and question.choices:
            return question.name, question.choices
    return "", []


def questions_table(questions: Sequence[Question]) -> PlainTable:
    """Every question with its kind and its answers."""
    return PlainTable(
        caption="Questions and their answers",
        headers=("", "Question", "Part", "Kind", "Answers"),
        rows=[
            [
                question.number,
                question.label,
                question.group,
                question.kind + (", must be answered" if question.required else ""),
                "; ".join(label for _, label in question.choices),
            ]
            for question in questions
        ],
    )


def routing_table(questions: Sequence[Question]) -> PlainTable | None:
    """The stages of which each question is asked; nothing where no question says the stage."""
    field, stages = stages_of(questions)
    if not stages:
        return None
    return PlainTable(
        caption="Who is asked what",
        headers=("", "Question", *(label for _, label in stages), "And only if"),
        rows=[
            [
                question.number,
                question.label,
                *("yes" if may_be_asked(question.conditions, field, value) else "–" for value, _ in stages),
                _other_conditions(question, field),
            ]
            for question in questions
        ],
    )


def _other_conditions(question: Question, field: str) -> str:
    """Conditions that depend on more than the stage, as the form has them."""
    return " and ".join(
        condition for condition in question.conditions if set(REFERENCE.findall(condition)) - {field}
    )
