"""Which tables may be asked out, what is asked about their levels first, and how rounded ones are rounded."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from realign.analyse.surveys.data.measures import Measure
from realign.analyse.surveys.tables.types import LevelQuestion
from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import TOTAL, Profile, Rounding, is_spelt_like_a_total
from realign.registers.evidence.types import Dimension, GroupEstimate


def can_go_out(measure: Measure) -> bool:
    """Whether tables of a measure may be asked out: shares and means, which the ledger of releases is made of."""
    return measure.code == measure.own


def check_can_go_out(measure: Measure) -> None:
    """Refuse kinds of figures that stay in the room."""
    if not can_go_out(measure):
        raise Refusal(
            f"“{measure.title}” cannot be released.",
            "Request the release of the percentage or mean it comes from.",
        )


def level_questions(
    dims: Sequence[Dimension], earlier: Iterable[Sequence[Dimension]], columns: Collection[str]
) -> Iterator[LevelQuestion]:
    """What must be confirmed before a table by these breakdowns is made.

    A level that is written like a total may be one. A breakdown of an ``earlier`` table about the same pupils that is no
    column of these data (``columns``) may lie inside one of these, and nobody can tell from the data.
    """
    for dim in dims:
        for level, name in dim.levels:
            if name == TOTAL or is_spelt_like_a_total(name) or is_spelt_like_a_total(level):
                yield LevelQuestion(
                    dim.column,
                    f"group:{dim.column}={level}",
                    f"“{name}” in “{dim.title}” is one more group of pupils, not everybody",
                    f"“{name}” in “{dim.title}” is spelt like a total. Confirm that it is one more group of pupils; if it"
                    " stands for everybody, leave those rows out of the data.",
                )
    gone = {
        (dim.column, column.column): (dim, column)
        for table in earlier
        for dim in dims
        for column in table
        if column.column not in columns and dim.column not in {beside.column for beside in table}
    }
    for dim, column in gone.values():
        yield LevelQuestion(
            dim.column,
            f"apart:{dim.column}:{column.column}",
            f"No group of “{column.title}” lies inside one of “{dim.title}”, nor the other way round",
            f"An earlier table about these pupils is by “{column.title}”, which these data do not have. Confirm that its"
            f" groups and those of “{dim.title}” do not lie inside each other; otherwise use data that have both columns.",
        )


def check_confirmed(
    questions: Iterable[LevelQuestion], breakdown: Collection[str], confirmed: Collection[str]
) -> None:
    """Refuse a breakdown of which something is still to be confirmed, or whose level is the sign for everybody."""
    for question in questions:
        if question.column in breakdown and question.code not in confirmed:
            raise Refusal("Something about these groups is not confirmed.", question.refusal)


def check_is_no_total(dims: Sequence[Dimension]) -> None:
    """Refuse a breakdown with a level whose code is the word that stands for everybody in every table."""
    for dim in dims:
        if any(level == TOTAL for level, _ in dim.levels):
            raise Refusal(
                f"“{dim.title}” has a level with the code “{TOTAL}”, which stands for everybody in every table.",
                "Leave those rows out of the data, or give the level another code.",
            )


AS_THE_RULES_SAY, EACH, KEEPING_SUMS = "", "each", "sums"


CHOICES = [
    (AS_THE_RULES_SAY, "As the rules say"),
    (EACH, "Round each number; parts may then not add up"),
    (KEEPING_SUMS, "Round so that parts add up"),
]


KINDS = {AS_THE_RULES_SAY: Rounding.EACH, EACH: Rounding.EACH, KEEPING_SUMS: Rounding.KEEPING_SUMS}


STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


def rounded_rules(rules: Profile, rounding: str) -> Profile:
    """The rules with the base to round to; refuses to round where they name none."""
    if rounding == AS_THE_RULES_SAY:
        return rules
    base = rules.round_to or rules.rounding_offered
    if not base:
        raise Refusal(
            f"The rules “{rules.title}” name no base to round to.",
            "Choose rules that round, such as ONS or ACRO, or leave rounding as the rules say.",
        )
    return replace(rules, round_to=base)


def coarse(figure: GroupEstimate, base: int, round_to: int) -> GroupEstimate:
    """A share in steps so wide that each covers as many pupils as the rounding of the counts does.

    Otherwise the share times the base would give the count that was rounded.
    """
    step = next((step for step in STEPS if step * base >= round_to), STEPS[-1])

    def near(value: float | None) -> float | None:
        return None if value is None else round(round(value / step) * step, 4)

    estimate = near(figure.estimate)
    assert estimate is not None, "a share that is shown has a value"
    return replace(figure, estimate=estimate, lower=near(figure.lower), upper=near(figure.upper))
