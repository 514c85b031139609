"""Surveys, their designs and their quality in words, tables and one picture."""

from django.urls import reverse

from realign.analyse.surveys.data.measures import design_said
from realign.analyse.surveys.data.presenters import few
from realign.analyse.surveys.data.types import named_columns
from realign.analyse.surveys.designs.quality import Quality
from realign.analyse.surveys.designs.raking import MOST_GROUPS, Raked, names_of
from realign.analyse.surveys.designs.types import overall, stages_of
from realign.analyse.surveys.models import Survey
from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.types import PERCENT, Chart, ChartValue
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable, SummaryRow
from realign.foundations.design.words import counted, percent
from realign.methods.signs import TOO_UNCERTAIN, Sign
from realign.methods.survey import GENERAL


def survey_table(slug: str) -> TableSpec:
    """The survey waves."""
    return TableSpec(
        name="surveys",
        noun="survey",
        caption="Surveys",
        search_fields=("title", "wave", "population"),
        default_sort="-wave",
        columns=(
            Column("title", "Survey", link=lambda s: reverse("surveys:survey", args=[slug, s.slug])),
            Column("wave", "When"),
            Column("population", "Who was asked", sortable=False),
            Column("dataset.rows", "Pupils", kind=Kind.NUMBER, sortable="dataset__rows"),
            Column(
                "invented",
                "Data",
                value=lambda s: "Invented data" if s.invented else s.source,
                sortable=False,
            ),
        ),
        empty_title="No survey yet",
        empty_help="An analyst adds a survey: the data, who was asked and the sample design.",
    )


def design_rows(survey: Survey) -> list[SummaryRow]:
    """Sample design, as it was declared."""
    lonely = {
        "fail": "stops the estimate",
        "centre": "is centred on the whole sample",
        "certainty": "is treated as certain",
    }
    in_data = design_said(survey.dataset) if survey.dataset else {}
    unused = f"not used: the data have “{in_data['weight']}”" if "weight" in in_data else "none"
    rows = [SummaryRow("Weights", survey.weight or unused)]
    if survey.raked_to:
        before = f", from “{survey.base_weight}”" if survey.base_weight else ""
        rows.append(
            SummaryRow("Weights were adjusted to", f"{', '.join(named_columns(survey.raked_to))}{before}")
        )
    if survey.replicates:
        rows += [
            SummaryRow("Replicate weights", survey.replicates),
            SummaryRow("How they were made", survey.get_replicate_method_display()),
        ]
    else:
        rows += [
            SummaryRow("Strata", survey.stratum or "none"),
            SummaryRow("Primary sampling units", survey.psu or "pupils"),
            SummaryRow("Units in the population", survey.fpc or "not used"),
            SummaryRow(
                "Second stage",
                f"{survey.ssu or 'pupils'}, of {survey.ssu_fpc}" if survey.ssu_fpc else "not used",
            ),
            SummaryRow("A stratum with a single unit", lonely[survey.lonely_psu]),
        ]
    return [*rows, SummaryRow("Missing items", survey.missing_rule or "not stated")]


HIGH_ITEM = 0.1


def lead(survey: Survey, quality: Quality) -> str:
    """The answer in a sentence or two."""
    rate = overall(stages_of(survey.response))
    sentences = [
        f"Overall response {percent(rate)}." if rate is not None else "The response is not recorded."
    ]
    if quality.weights:
        sentences.append(
            f"Weighting makes {quality.drawn.pupils:,} answers worth about {quality.weights.effective:,.0f}."
        )
    worst = max((item for item in quality.items if item.rate), key=lambda item: item.rate or 0, default=None)
    if worst is not None and worst.rate is not None:
        sentences.append(
            f"The most often unanswered question is {worst.label or worst.column} ({percent(worst.rate)})."
        )
    return " ".join(sentences)


def response_table(survey: Survey) -> PlainTable | None:
    """Response stage by stage; none where nothing is recorded."""
    stages = stages_of(survey.response)
    if not stages:
        return None
    return PlainTable(
        caption="Response by stage",
        headers=("Stage", "Asked", "Took part", "Rate", "In the overall rate"),
        rows=[
            [
                stage.name,
                str(Sign.NOT_AVAILABLE) if stage.asked is None else f"{stage.asked:,}",
                str(Sign.NOT_AVAILABLE) if stage.took_part is None else f"{stage.took_part:,}",
                percent(stage.stage.rate),
                "Yes" if stage.counts else "No",
            ]
            for stage in stages
        ],
    )


def overall_words(survey: Survey) -> str:
    """The overall rate and how it comes about."""
    stages = [stage for stage in stages_of(survey.response) if stage.counts]
    rate = overall(stages)
    if rate is None:
        return ""
    product = " × ".join(f"{stage.name} {percent(stage.stage.rate)}" for stage in stages)
    return f"Overall response: {product} = {percent(rate)}."


def items_table(quality: Quality) -> PlainTable:
    """Item non-response, each kind of missing apart; “not asked” is no non-response."""
    kinds = list(dict.fromkeys(kind for item in quality.items for kind in item.kinds))
    return PlainTable(
        caption="Missing answers by question",
        headers=(
            "Question",
            "Asked",
            "Not asked of them",
            *kinds,
            "Left blank",
            "No answer, of those asked",
        ),
        rows=[
            [
                item.label or item.column,
                f"{item.asked:,}",
                few(item.not_asked),
                *(few(item.kinds[kind]) if kind in item.kinds else "–" for kind in kinds),
                few(item.blank),
                str(Sign.NOT_APPLICABLE) if item.rate is None else _rate(item.rate, item.missing),
            ]
            for item in sorted(quality.items, key=lambda item: -(item.rate or 0))
        ],
    )


def _rate(rate: float, missing: int) -> str:
    """A rate whose number may not be told apart is not given to a decimal that would tell it."""
    return "under 0.1%" if 0 < missing < 5 else percent(rate)


def weights_rows(quality: Quality) -> list[SummaryRow]:
    """How weights are spread, and what that costs."""
    weights = quality.weights
    if weights is None:
        return []
    first, middle, third = weights.quartiles
    return [
        SummaryRow("Smallest and largest", f"{weights.smallest:,.2f} and {weights.largest:,.2f}"),
        SummaryRow(
            "Quarter, half and three quarters lie below", f"{first:,.2f}, {middle:,.2f} and {third:,.2f}"
        ),
        SummaryRow("They add up to", f"{weights.total:,.0f} pupils"),
        SummaryRow("Kish’s design effect of weighting", f"{weights.kish:.3f}"),
        SummaryRow("Answers are worth", f"about {weights.effective:,.0f} of equal weight"),
    ]


def weights_chart(quality: Quality) -> Chart | None:
    """How many pupils carry weights of each size."""
    if quality.weights is None:
        return None
    pupils = quality.drawn.pupils
    heavy = sum(count for name, count in quality.weights.bands[-2:])
    return bar_with_interval(
        title="Weights as multiples of their mean",
        sentence=f"{percent(heavy / pupils)} of pupils carry more than twice the mean weight.",
        bars=[ChartValue(name, 100 * count / pupils) for name, count in quality.weights.bands],
        unit=PERCENT,
    )


def drawn_rows(survey: Survey, quality: Quality) -> list[SummaryRow]:
    """The sample in numbers."""
    drawn = quality.drawn
    rows = [SummaryRow("Pupils", f"{drawn.pupils:,}")]
    if survey.psu:
        low, middle, high = drawn.pupils_in_unit
        strata = counted(drawn.strata, "stratum,strata") if drawn.strata else "one stratum"
        rows += [
            SummaryRow("Sampling units", f"{drawn.units:,} in {strata}"),
            SummaryRow("Units in a stratum", f"{drawn.fewest_units} to {drawn.most_units}"),
            SummaryRow("Pupils in a unit", f"{low} to {high}, typically {middle:.0f}"),
            SummaryRow("Strata with a single unit", ", ".join(drawn.alone) or "none"),
        ]
    return rows


def firmness_table(quality: Quality) -> PlainTable:
    """How firm figures will be, measure by measure."""
    return PlainTable(
        caption=f"Precision of figures ({GENERAL.source})",
        headers=("Measure", "By", "Firm", "Shown with care", TOO_UNCERTAIN.capitalize()),
        rows=[[row.measure, row.by, row.firm, row.caution, row.low] for row in quality.firmness],
    )


def multipliers_table(survey: Survey, weights: Raked) -> PlainTable:
    """What the weights of each group are multiplied by, the furthest from average first."""
    groups = sorted(weights.groups, key=lambda group: -abs(group.relative - 1))[:MOST_GROUPS]
    return PlainTable(
        caption="What each group’s weights are multiplied by",
        headers=(*(margin.replace("_", " ").capitalize() for margin in weights.margins), "Pupils", "Multiplied by",
                 "Against the average", ""),
        rows=[
            [
                *names_of(survey, weights.margins, group.group),
                few(group.pupils),
                f"{group.multiplier:.4f}",
                f"{group.relative:.2f}",
                "Check: outside 0.3 to 3" if group.is_extreme else "",
            ]
            for group in groups
        ],
    )  # fmt: skip


def raked_rows(weights: Raked) -> list[SummaryRow]:
    """What raking costs."""
    return [
        SummaryRow("Rounds until the weights converged", str(weights.rounds)),
        SummaryRow("Kish’s design effect before", f"{weights.kish_before:.3f}"),
        SummaryRow("Kish’s design effect after", f"{weights.kish_after:.3f}"),
    ]
