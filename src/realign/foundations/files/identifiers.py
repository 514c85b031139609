"""What may name a person: columns and values of a table, and what is written in free text."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 0.8
BIRTH_SPREAD_DAYS = 3 * 366

_NAMES: tuple[tuple[str, str], ...] = (
    (
        r"(first|fore|sur|last|family|given|middle|full|child|pupil|parent|your|respondent)_?names?$|^names?$",
        "a name",
    ),
    (r"(^|_)(sur|fore|first|last|family)_?names?_of_", "a name"),
    (r"(^|_)(dob|date_?of_?birth|birth_?date|birthday)($|_)", "a date of birth"),
    (r"(^|_)(when|date|day)_(were_you_|you_were_)?born$", "a date of birth"),
    (r"(^|_)ip_?addr(ess)?$", "an address on the internet"),
    (r"(^|_)(latitude|longitude|geo_?location|gps)$|^(lat|lon|lng)$", "a place on the map"),
    (r"(^|_)post_?code(s)?$|^pcd\d?$", "a full postcode"),
    (r"e_?mail", "an e-mail address"),
    (r"(^|_)chi(_?(no|num|number))?$", "a CHI number"),
    (r"(^|_)(scn|scottish_?candidate_?(no|num|number))$", "a Scottish Candidate Number"),
    (r"(^|_)(tele?)?(phone|mobile|tel)(_?(no|num|number))?$", "a telephone number"),
    (r"(^|_)(home_?)?address(_?line)?(_?\d)?$|^uprn$", "an address"),
    (r"^(ni|national_?insurance)_?(no|num|number)$", "a National Insurance number"),
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_IP = re.compile(r"\d{1,3}(\.\d{1,3}){3}")
_PHONE = re.compile(r"(\+44|0044|0)\d{9,10}")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)([T ][\d:.+Z]*)?")
_UK = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})")
_WORDS = re.compile(r"(\d\d?)[- ]([A-Za-z]{3})[a-z]*[- ](\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Suspicion:
    """A column that may name people, and why it looks so."""

    column: str
    looks_like: str
    because: str

    def __str__(self) -> str:
        return f"“{self.column}” looks like {self.looks_like} ({self.because})"


def suspect_name(column: str) -> Suspicion | None:
    """What a column may give away, judged by its name; None where the name says nothing."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column.strip())
    folded = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    for pattern, what in _NAMES:
        if re.search(pattern, folded):
            return Suspicion(column, what, "by its name")
    return None


def suspect_values(column: str, values: Sequence[object]) -> Suspicion | None:
    """Judge a column by what it holds: texts, whole numbers or dates, blanks left out."""
    texts = [text for value in values if (text := _text(value))]
    if len(texts) < 5:
        return None
    for what, fitting in (
        ("e-mail addresses", lambda text: bool(_EMAIL.fullmatch(text))),
        ("full postcodes", lambda text: bool(_POSTCODE.fullmatch(text))),
        ("CHI numbers", is_chi),
        ("addresses on the internet", lambda text: bool(_IP.fullmatch(text))),
        ("telephone numbers", lambda text: bool(_PHONE.fullmatch(re.sub(r"[ ()-]", "", text)))),
    ):
        share = sum(map(fitting, texts)) / len(texts)
        if share >= MOST:
            return Suspicion(column, what, f"{share:.0%} of its values are written like one")
    if sum(len(text) == 9 and text.isdigit() for text in texts) / len(texts) >= MOST and len(
        set(texts)
    ) > 0.9 * len(texts):
        return Suspicion(column, "Scottish Candidate Numbers", "nine digits, nearly all different")
    return _birth_dates(column, texts)


def is_chi(text: str) -> bool:
    """Ten digits that start with a date and end with the right check digit.

    >>> is_chi("0101010009"), is_chi("3213010000")
    (False, False)
    """
    if not re.fullmatch(r"\d{10}", text) or not ("01" <= text[:2] <= "31" and "01" <= text[2:4] <= "12"):
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(text[9])


def _birth_dates(column: str, texts: list[str]) -> Suspicion | None:
    dates = [date for text in texts if (date := _date(text))]
    if len(dates) < MOST * len(texts):
        return None
    if (max(dates) - min(dates)).days > BIRTH_SPREAD_DAYS:
        return Suspicion(column, "dates of birth", "full dates that lie more than three years apart")
    return None


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float():
            return str(int(value)) if value.is_integer() else ""
        case datetime.date():
            return value.isoformat()
        case _:
            return str(value).strip()


def _date(text: str) -> datetime.date | None:
    try:
        if match := _ISO.fullmatch(text):
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _UK.fullmatch(text):
            return datetime.date(int(match[3]), int(match[2]), int(match[1]))
        if (match := _WORDS.fullmatch(text)) and match[2].lower() in _MONTHS:
            return datetime.date(int(match[3]), 1 + _MONTHS.index(match[2].lower()), int(match[1]))
    except ValueError:
        return None
    return None


_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), "an e-mail address"),
    (re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"), "a full postcode"),
    (re.compile(r"(?<![\d£])(?:\+44|0)(?:[ -]?\d){9,10}\b"), "a telephone number"),
    (re.compile(r"\b\d{10}\b"), "a number of ten figures, as health records have"),
    (re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b"), "a full date"),
    (
        re.compile(
            r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October"
            r"|November|December) (?:19|20)\d{2}\b"
        ),
        "a full date",
    ),
    (
        re.compile(
            r"\b(?:[Mm]y name is|[Mm]y name’s|[Mm]y name's|I am called|(?:is|was) called) [A-Z][a-z]+"
        ),
        "a name",
    ),
    (
        re.compile(
            r"\b\d+[A-Za-z]? [A-Z][a-z]+ (?:Street|Road|Avenue|Lane|Drive|Place|Crescent|Terrace|Court)\b"
        ),
        "an address",
    ),
)


def gives_away(text: str) -> list[str]:
    """What in a text may tell who somebody is, in words; empty when nothing was found.

    >>> gives_away("Nobody asked me what I wanted.")
    []
    >>> gives_away("My name is Eilidh and I live at DD1 4QB.")
    ['a full postcode', 'a name']
    """
    kinds = [what for pattern, what in _PATTERNS if pattern.search(text)]
    return list(dict.fromkeys(kinds))
