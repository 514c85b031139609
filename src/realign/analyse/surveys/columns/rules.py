"""What each column of a file may be: suggestions by what is in it, which a person confirms, and what is refused."""

import re
from collections.abc import Iterable, Sequence

from realign.analyse.surveys.columns.types import SuggestedColumn
from realign.analyse.surveys.data.incoming.mapping import NOT_TICKED
from realign.analyse.surveys.data.measures import is_scale_item, national_columns
from realign.analyse.surveys.data.types import ColumnRole, MappedColumn, RawColumn, short_name
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
    r"|record_id|redcap_event_name|redcap_repeat_instrument|redcap_repeat_instance|redcap_survey_identifier"
    r"|redcap_data_access_group|.*_complete|.*_timestamp|userid|userno|unique id|tracking link|started|ended"
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
    r"prefer not|not answered|no answer|don.?t want to (say|answer)|not asked|^n/?a$|refused|rather not",
    re.IGNORECASE,
)
_TICK_NAME = re.compile(r"___\d+$|\[[^\]]+\]$|/[^/]+$")
FEW = 12


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
    role, because = _role(raw)
    values = {value: raw.labels.get(value, _words(value)) for value, _ in raw.values} | dict(raw.labels)
    if role in {ColumnRole.SCORE, ColumnRole.TICK, ColumnRole.WEIGHT, ColumnRole.FPC} and not raw.labels:
        values = {}
    missing = raw.missing or tuple(
        value for value, words in values.items() if _MISSING_WORDS.search(words or value)
    )
    label = raw.question or raw.column
    return SuggestedColumn(
        MappedColumn(raw.column, role, short_name(raw.column), label, values, missing), because
    )


def _words(value: str) -> str:
    """Words are their own name; a number has none yet."""
    return "" if number_of(value) is not None else value


def _role(raw: RawColumn) -> tuple[ColumnRole, str]:
    text = f"{raw.column} {raw.question}"
    if raw.suspicion:
        return ColumnRole.IDENTIFIER, f"it looks like {raw.suspicion}"
    if not raw.filled:
        return ColumnRole.LEFT_OUT, "it is empty"
    if _ADDED.match(raw.column.strip()):
        return ColumnRole.LEFT_OUT, "survey tools add a column of this name"
    for pattern, role in _DESIGN:
        if pattern.search(raw.column):
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
    if raw.numbers and not raw.labels and raw.different > FEW:
        return ColumnRole.SCORE, "it holds many different numbers"
    return ColumnRole.QUESTION, "it holds a few different answers"


def _is_ticked(raw: RawColumn) -> bool:
    values = {value.casefold() for value, _ in raw.values}
    if (
        _TICK_NAME.search(raw.column)
        and len(values) <= 2
        and values & (NOT_TICKED | {"1", "yes", "y", "checked"})
    ):
        return not raw.labels
    return len(values) == 1 and raw.blank > 0 and next(iter(values)) in raw.column.casefold()


def _several(raw: RawColumn) -> ColumnRole | None:
    texts = [value for value, _ in raw.values]
    if raw.has_lists or any(";" in text for text in texts):
        return ColumnRole.SEVERAL_SEMICOLONS
    # answers that are chosen together make more texts than there are answers; a sentence with a comma makes fewer
    parts = {part.strip() for text in texts for part in text.split(",")}
    if any("," in text for text in texts) and len(parts) < len(texts):
        return ColumnRole.SEVERAL_COMMAS
    return None


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
