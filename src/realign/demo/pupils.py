"""Invented pupils: two waves of answers to a wellbeing survey that never took place, 12,000 in the later one.

Drawn as a real survey is: schools within strata (council by primary or secondary), all pupils of the stages
asked, weights up to the roll. Columns are named as in the Health and Wellbeing Census. Nobody is behind a row.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from realign.analyse.surveys.data.types import ColumnRole, MappedColumn
from realign.foundations.files.types import DatasetColumn
from realign.methods.survey.scales import MissingRule, Scores, score

NOT_ASKED, NO_ANSWER, PREFER_NOT = 888, 999, 777
MISSING = {NOT_ASKED: "Question not asked of stage", NO_ANSWER: "No answer", PREFER_NOT: "Prefer not to say"}
STAGES = ("P5", "P6", "P7", "S1", "S2", "S3", "S4", "S5", "S6")
SDQ = tuple(f"sdq_{item}" for item in range(1, 26))
REVERSED = frozenset({7, 11, 14, 21, 25})
PROSOCIAL = frozenset({1, 4, 9, 17, 20})


@dataclass(frozen=True)
class Wave:
    """One time of asking: its seed, which share of the later wave’s schools was drawn, and how things were then."""

    seed: int
    schools: float = 1.0
    difficulty: float = 0.0
    bullied: float = 0.31


WAVE_2024 = Wave(seed=20240311, schools=0.6, difficulty=-0.14, bullied=0.34)
WAVE_2026 = Wave(seed=20260316)


@dataclass(frozen=True)
class Council:
    """What the invented survey assumes of one council: its roll, its schools and how things are there."""

    code: str
    la: int
    primaries: int
    secondaries: int
    secondaries_drawn: int
    primaries_drawn: float
    deprivation: tuple[float, ...]
    difficulty: float


# Very few pupils of Perth and Kinross live in the most deprived fifth here, so that a table by both must hide some.
COUNCILS = (
    Council("S12000041", 120, 49, 8, 5, 0.35, (0.09, 0.18, 0.27, 0.28, 0.18), 0.00),
    Council("S12000042", 180, 33, 8, 5, 0.45, (0.38, 0.21, 0.13, 0.14, 0.14), 0.05),
    Council("S12000048", 340, 70, 10, 6, 0.30, (0.004, 0.12, 0.28, 0.36, 0.236), -0.02),
)


def draw(wave: Wave = WAVE_2026, *, scored: bool = True) -> pa.Table:
    """One wave as a table, the same every time; with or without the difficulties score."""
    random = np.random.default_rng(wave.seed)
    schools = [school for council in COUNCILS for school in _schools(council, wave, random)]
    parts = [_pupils(school, random) for school in schools]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    columns["pupil"] = np.arange(1, len(columns["stage"]) + 1)
    answers = _answers(columns, wave, random)
    kept = {
        name: columns[name] for name in ("pupil", "council", "la", "school", "stratum", "schools_in_stratum")
    }
    kept |= {name: columns[name] for name in ("stage", "sex", "simd_quintile")}
    table = pa.table({**kept, "weight": np.round(columns["weight"], 4), **answers})
    return table.append_column("sdq_total", _totals(answers)) if scored else table


def _totals(answers: dict[str, np.ndarray]) -> pa.Array:
    totals = scored_difficulties(answers).columns["total"]
    return pa.array([None if np.isnan(v) else int(v) for v in totals], pa.int16())


def scored_difficulties(answers: dict[str, np.ndarray]) -> Scores:
    """The difficulties scale by its published rules, complete cases only, as the Census does."""
    return score(
        "sdq-self",
        {name: answers[name].tolist() for name in SDQ},
        items=SDQ,
        missing_rule=MissingRule.COMPLETE,
        missing_codes=MISSING,
    )


@dataclass(frozen=True)
class School:
    """A sampled school: where it is, whom it teaches and how its pupils fare."""

    council: Council
    code: int
    secondary: bool
    schools: int
    chosen: int
    effect: float


def _schools(council: Council, wave: Wave, random: np.random.Generator) -> list[School]:
    schools = []
    for secondary, count in ((False, council.primaries), (True, council.secondaries)):
        drawn = council.secondaries_drawn if secondary else council.primaries_drawn * count
        chosen = round(drawn * wave.schools)
        schools += [
            School(
                council,
                council.la * 1000 + 500 * secondary + number,
                secondary,
                count,
                chosen,
                random.normal(0, 0.12),
            )
            for number in range(chosen)
        ]
    return schools


def _pupils(school: School, random: np.random.Generator) -> dict[str, np.ndarray]:
    stages = STAGES[3:] if school.secondary else STAGES[:3]
    roll = int(random.integers(640, 860)) if school.secondary else int(random.integers(45, 75))
    response = random.uniform(0.72, 0.92)
    answered = int(roll * response)
    kind = "secondary" if school.secondary else "primary"
    council = school.council
    return {
        "council": np.full(answered, council.code),
        "la": np.full(answered, council.la, dtype=np.int16),
        "school": np.full(answered, school.code, dtype=np.int32),
        "stratum": np.full(answered, f"{council.la}-{kind}"),
        "schools_in_stratum": np.full(answered, school.schools, dtype=np.int16),
        "stage": random.choice(np.array(stages), answered),
        "sex": random.choice(np.array([1, 2, NO_ANSWER], dtype=np.int16), answered, p=(0.49, 0.49, 0.02)),
        "simd_quintile": random.choice(np.arange(1, 6, dtype=np.int16), answered, p=council.deprivation),
        "weight": np.full(answered, roll / answered * school.schools / school.chosen),
        "effect": np.full(answered, school.effect + council.difficulty),
    }


def _answers(
    columns: dict[str, np.ndarray], wave: Wave, random: np.random.Generator
) -> dict[str, np.ndarray]:
    count = len(columns["stage"])
    older = np.array([STAGES.index(stage) for stage in columns["stage"]])
    struggle = (
        columns["effect"]
        + wave.difficulty
        + 0.16 * (3 - columns["simd_quintile"])
        + np.where(columns["sex"] == 2, 0.10, -0.10)
        + 0.04 * (older - 5)
        + random.normal(0, 0.85, count)
    )
    answers = {}
    for number, name in enumerate(SDQ, start=1):
        answers[name] = _with_gaps(_item(number, struggle, random), older >= 4, random)
    trusted = _choice(struggle, 0.62, random)
    answers["adult_to_trust"] = _with_gaps(
        np.where(trusted, 1, random.integers(2, 4, count)), older >= 0, random
    )
    answers["bullied_last_year"] = _with_gaps(
        2 - _choice(-struggle, wave.bullied, random), older <= 5, random
    )
    answers["care_for_someone"] = _with_gaps(2 - _choice(-0.4 * struggle, 0.11, random), older >= 2, random)
    return answers


def _item(number: int, struggle: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """0 not true, 1 somewhat, 2 certainly true; the good ones are answered the other way round."""
    pull = 0.25 if number in PROSOCIAL else 0.62
    felt = pull * struggle + random.normal(0, 1, len(struggle))
    bad = (felt > 0.10).astype(np.int16) + (felt > 0.95).astype(np.int16)
    return 2 - bad if number in REVERSED | PROSOCIAL else bad


def _choice(struggle: np.ndarray, share: float, random: np.random.Generator) -> np.ndarray:
    """Yes with the share given on average, less often for those who struggle."""
    odds = np.log(share / (1 - share)) - 0.6 * struggle
    chosen: np.ndarray = (random.random(len(struggle)) < 1 / (1 + np.exp(-odds))).astype(np.int16)
    return chosen


def _with_gaps(values: np.ndarray, was_asked: np.ndarray, random: np.random.Generator) -> np.ndarray:
    chance = random.random(len(values))
    gaps = np.where(chance < 0.004, NO_ANSWER, np.where(chance < 0.006, PREFER_NOT, values))
    return np.where(was_asked, gaps, NOT_ASKED).astype(np.int16)


def columns_said() -> list[MappedColumn]:
    """What each column of a file of answers is, as the analyst of the demonstration says it."""
    described = [
        MappedColumn(
            column.name,
            ColumnRole(column.role or ColumnRole.LEFT_OUT),
            column.name,
            column.label,
            column.values,
            column.missing,
        )
        for column in codebook()
        if column.name != "sdq_total"
    ]
    return [*described, MappedColumn("la", ColumnRole.LEFT_OUT)]


def codebook() -> list[DatasetColumn]:
    """What the columns and their values mean."""
    missing = {str(code): label for code, label in MISSING.items()}
    codes = tuple(missing)
    items = {"0": "Not true", "1": "Somewhat true", "2": "Certainly true", **missing}
    yes_no = {"1": "Yes", "2": "No", **missing}
    return [
        DatasetColumn("pupil", "Row number; stands for nobody"),
        DatasetColumn(
            "council",
            "Council area",
            {"S12000041": "Angus", "S12000042": "Dundee City", "S12000048": "Perth and Kinross"},
            role=ColumnRole.COUNCIL.value,
        ),
        DatasetColumn("school", "School (primary sampling unit)", role=ColumnRole.PSU.value),
        DatasetColumn("stratum", "Stratum: council by kind of school", role=ColumnRole.STRATUM.value),
        DatasetColumn(
            "schools_in_stratum", "Schools in the stratum, sampled or not", role=ColumnRole.FPC.value
        ),
        DatasetColumn(
            "stage", "School stage", {stage: stage for stage in STAGES}, role=ColumnRole.STAGE.value
        ),
        DatasetColumn(
            "sex", "Sex", {"1": "Boys", "2": "Girls", **missing}, codes, role=ColumnRole.GROUP.value
        ),
        DatasetColumn(
            "simd_quintile",
            "Deprivation fifth",
            {
                "1": "Most deprived fifth",
                "2": "Second fifth",
                "3": "Third fifth",
                "4": "Fourth fifth",
                "5": "Least deprived fifth",
            },
            role=ColumnRole.GROUP.value,
        ),
        DatasetColumn(
            "weight", "Pupils on the roll that one answer stands for", role=ColumnRole.WEIGHT.value
        ),
        *(
            DatasetColumn(name, f"SDQ item {number}", items, codes, ColumnRole.SCALE_ITEM.value)
            for number, name in enumerate(SDQ, start=1)
        ),
        DatasetColumn("sdq_total", "SDQ total", role=ColumnRole.NATIONAL.value),
        DatasetColumn(
            "adult_to_trust",
            "An adult to talk to about anything",
            {"1": "Always", "2": "Sometimes", "3": "Never", **missing},
            codes,
            role=ColumnRole.NATIONAL.value,
        ),
        DatasetColumn(
            "bullied_last_year", "Bullied in the last year", yes_no, codes, role=ColumnRole.NATIONAL.value
        ),
        DatasetColumn(
            "care_for_someone", "Cares for somebody", yes_no, codes, role=ColumnRole.NATIONAL.value
        ),
    ]
