"""What each column of a file may be: suggestions by what is in it, which a person confirms, and what is refused."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from realign.analyse.surveys.columns.types import SuggestedColumn
from realign.analyse.surveys.data.incoming.mapping import NOT_TICKED
from realign.analyse.surveys.data.measures import is_scale_item, national_columns
from realign.analyse.surveys.data.types import (
    NOT_STORED,
    SEPARATORS,
    ColumnRole,
    MappedColumn,
    RawColumn,
    SurveyMapping,
    short_name,
)
from realign.methods.numbers import number_of

# what makers of questionnaires add to every file, by how they call it
_ADDED = re.compile(
    r"^(id|#|start time|completion time|last modified time|timestamp|total points|quiz feedback|status|progress"
    r"|duration.*|finished|recordeddate|startdate|enddate|responseid|distributionchannel|userlanguage"
    r"|respondent id|respondent_id|collector id|collector_id|start date|end date|date created|date modified|custom data \d+"
    r"|custom_\d+|date_created|date_modified"
    r"|submitdate|lastpage|startlanguage|seed|startdate|datestamp|interviewtime|response id|date submitted|last page"
    r"|start language|start|end|today|deviceid|_id|_uuid|_submission_time|_validation_status|_notes|_status|_submitted_by"
    r"|__version__|_tags|_index|meta/.*|formhub/.*|_xform_id_string|_attachments|_geolocation|instanceid|key"
    r"|submissiondate|submittername|submitterid|attachmentspresent|attachmentsexpected|formversion|reviewstate|edits"
    r"|record_id|participant id|complete\?( \(\d+\))?|survey timestamp|survey identifier"
    r"|redcap_event_name|redcap_repeat_instrument|redcap_repeat_instance|redcap_survey_identifier"
    r"|redcap_data_access_group|.*_complete|.*_timestamp|userid|userno|unique id|tracking link|started|ended"
    r"|token|refurl|grouptime\d+|\w+time\d*"
    r"|language|response type|device|browser|useragent|pages? completed|collector)$",
    re.IGNORECASE,
)
_DESIGN = (
    (re.compile(r"^(weight|wt|wgt|pweight|finalwt)\w*$|_(weight|wt|wgt)$", re.IGNORECASE), ColumnRole.WEIGHT),
    (re.compile(r"^(stratum|strata|str)$|_strat(um|a)$", re.IGNORECASE), ColumnRole.STRATUM),
    (
        re.compile(r"^(psu|cluster|school|school_?(id|code|no|number)|seed_?code)$", re.IGNORECASE),
        ColumnRole.PSU,
    ),
    (re.compile(r"^(fpc|schools_in_stratum|n_?schools)$", re.IGNORECASE), ColumnRole.FPC),
    (re.compile(r"^(ssu|class|class_?(id|code|no|number))$", re.IGNORECASE), ColumnRole.SSU),
    (re.compile(r"^(rep_?w|rw|brr|jk|bsw)_?\w*\d+$", re.IGNORECASE), ColumnRole.REPLICATE),
)
_SCHOOL = re.compile(
    r"\b(?:which|what)\s+(?:is\s+(?:the\s+name\s+of\s+)?your\s+)?school\b(?!\s+(?:year|stage|club|subject|meal))"
    r"|\bname of (?:your|the) school\b",
    re.IGNORECASE,
)
_GENDERS = frozenset({"boy", "girl", "boys", "girls", "male", "female", "man", "woman", "m", "f"})
_STAGE = re.compile(
    r"\b(stage|year group|school year|what (year|class) are you in)\b|^stage$|^year_?group$", re.IGNORECASE
)
_COUNCIL = re.compile(r"\b(council|local authority)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(sex|gender|boy or (a )?girl|age|simd|ethnic\w*|disab\w*|additional support|care experience\w*)\b",
    re.IGNORECASE,
)
_STAGE_VALUE = re.compile(r"[PS][1-7]", re.IGNORECASE)
_MISSING_WORDS = re.compile(
    r"prefer not|not answered|no answer|don.?t want to (say|answer)|not asked|^n/?a$|refused|rather not"
    r"|^\{question_not_shown\}$",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(r"^\{question_not_shown\}$|^n/?a$", re.IGNORECASE)
_TICK_NAME = re.compile(r"___\d+$|_SQ\d+$|\[[^\]]+\]$|\(choice=.+\)$|/[^/]+$")
_CODE = re.compile(r"(\w+(?:\[\w+\])*)\. (.+)", re.DOTALL)
"""The code before the question, where a maker writes both into one heading."""
_TEST = re.compile(r"(survey )?(preview|test)|spam", re.IGNORECASE)
_NO_ANSWER_CODES = frozenset({7, 8, 9, 77, 88, 99, 97, 98, 777, 888, 999, 997, 998})
"""Without their sign: -9, -99 and their like are no answer; 99 and its like where all other numbers are much smaller."""
LEAST_PLAIN_CODE = 70
FEW = 12
MOST_UNNAMED = 7
"""So many numbers that the file gives no words for are the steps of a scale."""


def suggestions(
    columns: Sequence[RawColumn], remembered: Mapping[str, MappedColumn] | None = None
) -> list[SuggestedColumn]:
    """What each column of a file may be, each under a short name of its own."""
    known = remembered or {}
    suggested = [suggestion(column, known.get(column.column)) for column in columns]
    named = SurveyMapping.of([column.mapped for column in suggested]).columns
    names = {column.column for column in columns}
    return [
        _in_file(replace(column, mapped=named[column.mapped.column]), names, column.mapped.column in known)
        for column in suggested
    ]


def _in_file(column: SuggestedColumn, names: Collection[str], was_said: bool) -> SuggestedColumn:
    """A question whose answers have columns of their own is not asked twice."""
    name = column.mapped.column
    apart = any(other.startswith(f"{name}/") for other in names)
    if was_said or not apart or column.mapped.role in NOT_STORED:
        return column
    left_out = replace(column.mapped, role=ColumnRole.LEFT_OUT)
    return SuggestedColumn(left_out, "each of its answers has a column of its own")


def suggestion(raw: RawColumn, remembered: MappedColumn | None = None) -> SuggestedColumn:
    """What a column may be: as it was said for an earlier file, else by what it is called and holds."""
    if remembered is not None:
        labels = dict(remembered.values)
        fresh = {value: raw.labels.get(value, "") for value, _ in raw.values if value not in labels}
        role = ColumnRole.IDENTIFIER if raw.suspicion else remembered.role
        values = labels | (fresh if role not in (ColumnRole.SCORE, ColumnRole.TICK) else {})
        mapped = MappedColumn(
            raw.column, role, remembered.kept_as, remembered.label, values, remembered.missing
        )
        return SuggestedColumn(mapped, "this was said of an earlier file")
    if tests := _tests(raw):
        mapped = MappedColumn(raw.column, ColumnRole.ROWS_LEFT_OUT, missing=tests)
        return SuggestedColumn(mapped, "rows of tests are not answers of pupils")
    role, because = _role(raw)
    values = _words_of(raw)
    if role in SEPARATORS:
        values = {answer: raw.labels.get(answer, _words(answer)) for answer, _ in raw.several}
    elif role in {ColumnRole.SCORE, ColumnRole.TICK, ColumnRole.WEIGHT, ColumnRole.FPC} and not raw.labels:
        values = {}
    by_words = [value for value, words in _words_of(raw).items() if _MISSING_WORDS.search(words or value)]
    missing = raw.missing or tuple(dict.fromkeys([*by_words, *_missing_codes(raw)]))
    label = raw.question or raw.column
    return SuggestedColumn(
        MappedColumn(raw.column, role, short_name(raw.column), label, values, missing), because
    )


def _words_of(raw: RawColumn) -> dict[str, str]:
    return {value: raw.labels.get(value, _words(value)) for value, _ in raw.values} | dict(raw.labels)


def _words(value: str) -> str:
    """Words are their own name; a number has none yet."""
    return "" if number_of(value) is not None else value


def _role(raw: RawColumn) -> tuple[ColumnRole, str]:
    text = f"{raw.column} {raw.question}"
    if raw.suspicion:
        return ColumnRole.IDENTIFIER, f"it looks like {raw.suspicion}"
    if not raw.filled:
        return ColumnRole.LEFT_OUT, "it is empty"
    names = _names(raw.column)
    if any(_ADDED.match(name) for name in names):
        return ColumnRole.LEFT_OUT, "survey tools add a column of this name"
    for pattern, role in _DESIGN:
        if any(pattern.search(name) for name in names):
            return role, "its name says so"
    if _SCHOOL.search(text) and not raw.numbers:
        return ColumnRole.PSU, "its name says so"
    if raw.numbers and is_scale_item(raw.column):
        return ColumnRole.SCALE_ITEM, "its name says so"
    if raw.numbers and raw.column in national_columns():
        return (
            ColumnRole.NATIONAL,
            f"by its name. It would count: {'; '.join(national_columns()[raw.column])}",
        )
    if several := _several(raw):
        return several, "some cells hold several answers"
    if not raw.values and not raw.labels:
        if _numbers_rows(raw):
            return ColumnRole.LEFT_OUT, "each row has a number of its own"
        if raw.numbers:
            return ColumnRole.SCORE, "it holds many different numbers"
        return ColumnRole.LEFT_OUT, "it holds many different texts"
    if _is_ticked(raw):
        return ColumnRole.TICK, "it is filled where an answer was ticked"
    if raw.different == 1 and not raw.labels:
        return ColumnRole.LEFT_OUT, "it holds one value only"
    texts = [value for value, _ in raw.values]
    if _STAGE.search(text) or (texts and all(_STAGE_VALUE.fullmatch(value) for value in texts)):
        return ColumnRole.STAGE, "its name or its values say so"
    if _COUNCIL.search(text):
        return ColumnRole.COUNCIL, "its name says so"
    if _GROUP.search(text):
        return ColumnRole.GROUP, "its name says so"
    if len(_GENDERS & {value.casefold() for value in texts}) > 1:
        return ColumnRole.GROUP, "its values say so"
    unnamed = [value for value, _ in raw.values if not raw.labels.get(value)]
    if raw.numbers and len(unnamed) > MOST_UNNAMED:
        return ColumnRole.SCORE, "it holds many different numbers"
    return ColumnRole.QUESTION, "it holds a few different answers"


def _is_ticked(raw: RawColumn) -> bool:
    values = {value.casefold() for value, _ in raw.values if not _NOT_ASKED.search(value)}
    if (
        _TICK_NAME.search(raw.column)
        and len(values) <= 2
        and values & (NOT_TICKED | {"1", "yes", "y", "checked"})
    ):
        return not raw.labels
    return len(values) == 1 and raw.blank > 0 and next(iter(values)) in raw.column.casefold()


def _several(raw: RawColumn) -> ColumnRole | None:
    return next((role for role, separator in SEPARATORS.items() if separator == raw.separator), None)


def _names(column: str) -> list[str]:
    """A heading, and its two parts where it is a code before a question."""
    name = column.strip()
    parts = _CODE.fullmatch(name)
    return [name, *parts.groups()] if parts else [name]


def _tests(raw: RawColumn) -> tuple[str, ...]:
    """The values of a column of the survey tool that say that a row is a test."""
    if not any(_ADDED.match(name) for name in _names(raw.column)):
        return ()
    return tuple(value for value, _ in raw.values if _TEST.fullmatch(value))


def _numbers_rows(raw: RawColumn) -> bool:
    """True for whole numbers that are all different, as rows are numbered."""
    return raw.numbers and raw.whole and raw.different == raw.filled > FEW


def _missing_codes(raw: RawColumn) -> tuple[str, ...]:
    """Values such as -9 or 99 that are codes for no answer beside what else the column holds."""
    numbers = {value: number_of(value) for value, _ in raw.values}
    codes = {value for value, number in numbers.items() if number and abs(number) in _NO_ANSWER_CODES}
    others = [number for value, number in numbers.items() if number is not None and value not in codes]
    if any(number < 0 for number in others):
        return ()
    most = max(others, default=0)
    return tuple(
        value
        for value in codes
        if (number := numbers[value] or 0) < 0 or (others and number > max(5 * most, LEAST_PLAIN_CODE))
    )


def best_match(columns: Iterable[str], mappings: Sequence[tuple[int, set[str], bool]]) -> int | None:
    """Which remembered mapping fits a file best: most of the same columns, those of the same maker first.

    ``mappings`` are the number of each, the columns it names, and whether the maker is the same. Nothing where a
    mapping of another maker names fewer than half of the columns, or one of the same maker names none.
    """
    names = set(columns)
    scored = [
        (same_maker, len(names & known), number)
        for number, known, same_maker in mappings
        if names & known and (same_maker or 2 * len(names & known) >= len(names))
    ]
    return max(scored)[2] if scored else None
