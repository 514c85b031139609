"""What can be worked out from a survey: its measures and breakdowns, by what a person said of its columns.

The national measures are held as data in measures.toml.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import islice
from typing import Any

import ibis
import ibis.expr.types as ir

from realign.analyse.surveys.data.types import (
    BROKEN_DOWN_BY,
    DESIGN_FIELDS,
    GROUPED_BY,
    MEASURED,
    MOST_LEVELS,
    ColumnRole,
)
from realign.foundations.files.models import Dataset
from realign.methods.numbers import whole_number_of
from realign.methods.survey import Stat, SurveyIndicator
from realign.methods.survey.scales import scales
from realign.registers.evidence.types import Dimension

KIND = "~"
"""Comes before the kind of figure in the code of a measure that is shown as something else than its own."""


TOTAL, RATIO = "total", "ratio"


QUANTILES = {
    "lower-quartile": (0.25, "lower quartile"),
    "median": (0.5, "median"),
    "upper-quartile": (0.75, "upper quartile"),
}


SCORES = tuple(
    f"{prefix}_" for prefix in sorted({scale.prefix for scale in scales().values()} | {"swemwbs", "fas3"})
)


MOST_ANSWERS = 12


MOST_MAIN = 8


LONGEST_CODE = 60
"""A request and a release keep no more of a measure's code."""


SCORED_BY = ". Scored by"
"""Comes before the rules in the label of a column that scoring added."""


LONGEST_LIST = 200
"""A survey keeps no longer list of its replicate weights; it takes rw1-rw80 too."""


LONGEST_QUESTION = 48


HASH = 8


@dataclass(frozen=True)
class Measure:
    """A share or a mean that can be estimated: whose answers count, and which answers make the share."""

    code: str
    title: str
    sentence: str
    definition: str
    column: str
    asked_of: str
    source: str
    verified: bool
    stat: Stat = Stat.PROPORTION
    at_least: float | None = None
    at_most: float | None = None
    values: tuple[int | str, ...] = ()
    unit: str = ""
    core: str = ""
    """The code of the national core wellbeing indicator that says the same, if one does."""
    listed: bool = True
    """Whether it is one of the named measures, and not simply one answer of one question."""
    quantile: float | None = None
    """Of a median or quartile: the share of pupils who score it or less."""
    per: str = ""
    """Of a ratio: the column below the line."""

    @property
    def counts_pupils(self) -> bool:
        """Whether it says of each pupil yes or no, so that its tables count pupils by answer."""
        return self.stat in (Stat.PROPORTION, Stat.TOTAL)

    @property
    def own(self) -> str:
        """The code of the share or mean that it is another kind of figure of; its own otherwise.

        A share and a total of the same question count the same pupils, and are protected as one.
        """
        return self.code.partition(KIND)[0]

    @property
    def question(self) -> str:
        """The question it is about, as its code and those of other answers name it."""
        return question_of(self.code)

    @property
    def prepared(self) -> str:
        """The column under which what each pupil adds is prepared: one that no data have."""
        return f"{self.code}|answer"

    @property
    def indicator(self) -> SurveyIndicator:
        """What is to be estimated, of a table with its columns prepared; not for quantiles."""
        per = below(self.code) if self.stat is Stat.RATIO else None
        return SurveyIndicator(self.code, self.stat, column=self.prepared, per=per)

    def value(self, table: ir.Table, missing: Sequence[str]) -> ir.Column:
        """What each pupil adds: 1 or 0 for a share, the score for a mean; null where not asked or not answered."""
        column = table[self.column]
        unknown = column.isnull() | column.cast("string").isin(list(missing)) if missing else column.isnull()
        if not self.counts_pupils:
            return unknown.ifelse(ibis.null("float64"), column.cast("float64"))
        return unknown.ifelse(ibis.null("int8"), self._holds(column).cast("int8"))

    def _holds(self, column: ir.Column) -> ir.BooleanValue:
        if self.at_least is not None:
            return column >= self.at_least
        if self.at_most is not None:
            return column <= self.at_most
        return column.isin(list(self.values))


def below(code: str) -> str:
    """The name under which the column below the line of a ratio is prepared."""
    return f"{code}|per"


@cache
def _file() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("measures.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def national_columns() -> dict[str, list[str]]:
    """The columns that the national measures are made of, each with what is counted."""
    columns: dict[str, list[str]] = {}
    for row in _file()["measure"]:
        columns.setdefault(row["column"], []).append(f"{row['title']}: {row['definition']}")
    return columns


def _has_roles(dataset: Dataset) -> bool:
    """Whether a person said what the columns are; data that a system handed over may come without."""
    return any(column.get("role") for column in dataset.columns)


def _is_national(column: Mapping[str, Any], has_roles: bool) -> bool:
    """Whether the national measures are made of this column: as a person said, or by its name where nobody did.

    They cut or average numbers; a column of the same name that holds words is another question. What was scored here is
    what the scale says it is.
    """
    is_said = not has_roles or column.get("role") == ColumnRole.NATIONAL or SCORED_BY in column["label"]
    return is_said and _holds_numbers(column)


def _is_measured(column: Mapping[str, Any], has_roles: bool) -> bool:
    return column.get("role") in MEASURED if has_roles else not is_scale_item(column["name"])


def measures_of(dataset: Dataset) -> list[Measure]:
    """The national measures of these data, then each answer of each question, then the average of each score."""
    columns = {column["name"]: column for column in dataset.columns}
    has_roles = _has_roles(dataset)
    rows = ({**row, "values": tuple(row.get("values", ()))} for row in _file()["measure"])
    named = [
        Measure(**{**row, "stat": Stat(row.get("stat", Stat.PROPORTION))})
        for row in rows
        if row["column"] in columns and _is_national(columns[row["column"]], has_roles)
    ]
    named_answers = {(measure.column, measure.values) for measure in named}
    answers = (
        measure
        for column in columns.values()
        if _is_measured(column, has_roles)
        for measure in _answers_of(column)
    )
    return [
        *named,
        *(measure for measure in answers if (measure.column, measure.values) not in named_answers),
        *(
            _average_of(column)
            for column in columns.values()
            if column.get("role") == ColumnRole.SCORE and column["name"] not in {m.column for m in named}
        ),
    ]


def _average_of(column: Mapping[str, Any]) -> Measure:
    """The average of a score, where a person said that the column is one."""
    title = _title_of(column)
    return _own_measure(
        column,
        "(average)",
        title=f"Average {title}",
        sentence=f"score on average in “{title}”",
        definition=f"Mean of “{title}”",
        stat=Stat.MEAN,
        unit="Points",
    )


def _own_measure(column: Mapping[str, Any], what: str, **of: Any) -> Measure:
    """A measure of a question that is the survey's own: of the answers of whoever was asked it."""
    return Measure(
        code=answer_code(column["name"], what),
        column=column["name"],
        asked_of="",  # the questionnaire does not say
        source="The survey’s own question",
        verified=True,
        listed=False,
        **of,
    )


def main_measures(dataset: Dataset) -> list[Measure]:
    """The named measures; each answer of each question where these data have no named ones."""
    measures = measures_of(dataset)
    return [measure for measure in measures if measure.listed] or measures


def as_kind(measure: Measure, kind: str, scores: Mapping[str, str]) -> Measure:
    """The same measure as another kind of figure; KeyError where it makes no sense of such a measure."""
    name, _, per = kind.partition(":")
    code = f"{measure.code}{KIND}{kind}"
    if name == TOTAL and measure.stat is Stat.PROPORTION:
        return replace(
            measure, code=code, stat=Stat.TOTAL, title=f"{measure.title}: number of pupils", core=""
        )
    if name in QUANTILES and measure.stat is Stat.MEAN:
        share, words = QUANTILES[name]
        title = f"{measure.title.removeprefix('Average ').capitalize()}: {words}"
        definition = f"{words.capitalize()} of a score. {measure.definition}"
        return replace(measure, code=code, quantile=share, title=title, definition=definition, core="")
    if name == RATIO and measure.stat is Stat.MEAN and per in scores:
        title = f"{measure.title.removeprefix('Average ').capitalize()} for each point of {scores[per]}"
        definition = f"The sum of one score by the sum of the other. Above the line: {measure.definition}"
        return replace(
            measure, code=code, stat=Stat.RATIO, per=per, title=title, definition=definition, core=""
        )
    raise KeyError(kind)


def scores_of(dataset: Dataset) -> dict[str, str]:
    """The columns of numbers that are scores, with their names: numeric, and no value of them has a name of its own."""
    return {
        column["name"]: column["label"] or column["name"].replace("_", " ")
        for column in dataset.columns
        if (column["name"].startswith(SCORES) or column.get("role") == ColumnRole.SCORE)
        and _holds_numbers(column)
        and not set(column["values"]) - set(column["missing"])
        and not is_scale_item(column["name"])
    }


def _holds_numbers(column: Mapping[str, Any]) -> bool:
    return any(word in column["type"] for word in ("int", "float", "double"))


def _answers_of(column: dict[str, Any]) -> list[Measure]:
    """Each answer of a question as a share, where the codebook names its answers."""
    answers = {v: words for v, words in column["values"].items() if v not in column["missing"]}
    title = _title_of(column)
    if not 2 <= len(answers) <= MOST_ANSWERS:
        return []
    is_text = column["type"] in {"string", "large_string"}
    return [
        _own_measure(
            column,
            value,
            title=f"{title}: {words}",
            sentence=f"answered “{words}” to “{title}”",
            definition=f"Answered “{words}” to “{title}”",
            values=(value if is_text or number is None else number,),
        )
        for value, words in answers.items()
        if (number := whole_number_of(value)) is not None or is_text
    ]


def _title_of(column: Mapping[str, Any]) -> str:
    return str(column["label"] or column["name"]).partition(SCORED_BY)[0]


def answer_code(column: str, value: str) -> str:
    """The code of one answer of one question, whatever its column is called and however long the answer is.

    What is too long, or holds a sign that codes are divided by, is cut and made different by its fingerprint.

    >>> answer_code("feel_safe", "Yes")
    'feel_safe=Yes'
    >>> answer_code("Q1=~?", "Yes").startswith("Q1"), question_of(answer_code("Q1=~?", "No")) == "Q1=~?"
    (True, False)
    """
    question = _cut(column, LONGEST_QUESTION)
    return f"{question}={_cut(value, LONGEST_CODE - len(question) - 1)}"


def _cut(text: str, most: int) -> str:
    plain = re.sub(rf"[={KIND}|]", " ", text)
    if plain == text and len(text) <= most:
        return text
    return f"{plain[: most - HASH - 1]}-{sha256(text.encode()).hexdigest()[:HASH]}"


def is_scale_item(name: str) -> bool:
    """One item of a published scale says nothing by itself, and its wording belongs to its owner."""
    prefixes = "|".join(sorted({scale.prefix for scale in scales().values()}))
    return re.fullmatch(rf"({prefixes})[_ .]?(item)?[_ .]?\d+", name, re.IGNORECASE) is not None


def measure_of(dataset: Dataset, code: str) -> Measure:
    """One measure of these data, as the kind of figure its code names; KeyError where they do not have it."""
    own, _, kind = code.partition(KIND)
    by_code = {measure.code: measure for measure in measures_of(dataset)}
    return as_kind(by_code[own], kind, scores_of(dataset)) if kind else by_code[own]


def question_of(code: str) -> str:
    """The question behind a measure’s code, whatever data it was worked out from: its column, cut if it is long."""
    named = {row["code"]: row["column"] for row in _file()["measure"]}
    own = code.partition(KIND)[0]
    return str(named.get(own) or own.partition("=")[0])


def dimensions_of(dataset: Dataset) -> dict[str, Dimension]:
    """The breakdowns that these data allow: columns whose values have names, groups of pupils before questions.

    Where a person said what each column is, it is those called groups or questions; else every labelled column.
    """
    has_roles = _has_roles(dataset)
    allowed = [
        column
        for column in dataset.columns
        if (column.get("role") in BROKEN_DOWN_BY if has_roles else not is_scale_item(column["name"]))
    ]
    allowed.sort(key=lambda column: column.get("role") not in GROUPED_BY)
    dimensions = {}
    for column in allowed:
        levels = tuple((v, name) for v, name in column["values"].items() if v not in column["missing"])
        if 2 <= len(levels) <= MOST_LEVELS or (levels and column.get("role") in GROUPED_BY):
            dimensions[column["name"]] = Dimension(column["name"], _title_of(column), levels)
    return dimensions


def main_dimensions(dataset: Dataset) -> dict[str, Dimension]:
    """The breakdowns by groups of pupils; the first few of all where nobody said which columns are groups."""
    dimensions = dimensions_of(dataset)
    roles = {column["name"]: column.get("role") for column in dataset.columns}
    groups = {name: dim for name, dim in dimensions.items() if roles[name] in GROUPED_BY}
    return groups or dict(islice(dimensions.items(), MOST_MAIN))


def design_said(dataset: Dataset) -> dict[str, str]:
    """The sample design as a person said it of the columns, by the fields of a survey."""
    fields: dict[str, str] = {}
    for column in dataset.columns:
        role = column.get("role")
        if role in DESIGN_FIELDS:
            fields.setdefault(DESIGN_FIELDS[role], column["name"])
    replicates = [column["name"] for column in dataset.columns if column.get("role") == ColumnRole.REPLICATE]
    if replicates:
        named = ",".join(replicates)
        fields["replicates"] = named if len(named) <= LONGEST_LIST else f"{replicates[0]}-{replicates[-1]}"
    return fields


def missing_codes(dataset: Dataset, column: str) -> list[str]:
    """The values of a column that say “missing”, whatever the reason."""
    return next(
        (list(described["missing"]) for described in dataset.columns if described["name"] == column), []
    )


UNKNOWN = "unknown"
"""The level of pupils who gave no answer to a breakdown’s question: shown as a row, so that rows add up to totals."""


UNKNOWN_NAME = "Not known"
