"""What may name a person: columns and values of a table, and what is written in free text."""

import datetime
import ipaddress
import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

MOST = 0.8
"""The share of a column’s different values that has to be written like one kind of thing before it is taken for that."""
SOME, AT_LEAST = 0.1, 3
"""For what nothing else is written like, such as an e-mail address: few people answer an optional question."""
NAMED = 0.25
"""Of the different values of a column of names, the share that is among the commonest names: the rest are rarer names."""
FEWEST = 5
BIRTH_SPREAD_DAYS = 3 * 366

_PERSON = (
    r"(child|pupil|student|young_?person|parent|carer|guardian|mother|father|mum|dad|teacher|respondent|participant|person"
    r"|recipient|contact|sibling|brother|sister|friend|key_?worker|social_?worker|patient|client|head(_?teacher)?|interviewer"
    r"|grand_?parent|relative|next_of_kin|nurse|doctor|gp|tutor|staff(_member)?)(ren)?(_?s)?"
)
_AFTER = r"(_(optional|required|in_full|please|text|\d{1,2}))*$"
_NAMES: tuple[tuple[str, str], ...] = (
    (
        rf"(^|_)(first|fore|sur|last|family|given|middle|full|maiden|known|nick|christian|preferred|user|login|sir)_?names?{_AFTER}",
        "a name",
    ),
    (rf"(^|_)({_PERSON}|your|own)(_(first|last|full|own))?_?names?{_AFTER}|^names?{_AFTER}", "a name"),
    (r"(^|_)(sur|fore|first|last|family|full)_?names?_of_|^next_of_kin$", "a name"),
    (rf"(^|_)(sur|fore|first|last|family|given)_?names?_{_PERSON}$", "a name"),
    (
        r"(^|_)(twitter|facebook|instagram|snapchat|tiktok|whatsapp|discord|social_media)_?(handle|account|profile|id)s?$",
        "the name of an account",
    ),
    (rf"(^|_)names?_of_((the|your|a|this|any)_)?{_PERSON}($|_)", "a name"),
    (
        r"^(f|l|s)_?name$|^initials$|(^|_)(pupil|child|your)_initials$|^(ainm|sloinneadh|ad_ainm)$|(^|_)known_as$",
        "a name",
    ),
    (
        r"(^|_)(dob|d_o_b|date_?(of_?)?births?|birth_?dates?|birth_?days?|date_?born|born_?(on|date))($|_)",
        "a date of birth",
    ),
    (
        r"(^|_)(when|what_(date|day)|date|day)_(were_you_|you_were_|was_\w+_|were_they_)?born($|_)",
        "a date of birth",
    ),
    (
        r"(^|_)ip(_?v?[46])?_?addr(ess)?(es)?($|_)|^(client_|remote_)?ip(_?v?[46])?$|^remote_addr$",
        "an address on the internet",
    ),
    (
        r"(^|_)(latitude|longitude|geo_?locations?|geo_?points?|gps|coordinates?|coords|eastings?|northings?|lat_?lon?g?"
        r"|what_?3_?words|w3w|(os_?)?grid_?ref(erence)?)($|_)(?!accuracy|precision|altitude)|(^|_)(lat|lon|lng)$",
        "a place on the map",
    ),
    (
        r"(^|_)post_?codes?$|^pcd\d?$|(^|_)(full|home|your|what_is_your)_post_?code($|_)|^zip(_?code)?$",
        "a full postcode",
    ),
    (r"(^|_)e_?mails?($|_)|email", "an e-mail address"),
    (r"(^|_)chi(_?(no|num|number))?$|(^|_)nhs_?(no|num|number)$|^community_health_index", "a health number"),
    (
        r"(^|_)(scn|upn|seemis_?(id|no|num|number)?|(scottish_?)?candidate_?(no|num|number))$"
        r"|(^|_)(pupil|student|learner|matriculation|admission|swift|mosaic|carefirst)_?(no|num|number)$",
        "the number of a pupil",
    ),
    (
        r"(^|_)(tele?)?(phone|mobile|tel|cell)(_?(no|num|numbers?))?(_\d)?$|(^|_)(phone|mobile|telephone)_?numbers?($|_)",
        "a telephone number",
    ),
    (
        r"(^|_)(home_?|street_?|your_?|postal_?)?address(_?line)?(_?\d)?$|^uprn$|^house_?(no|num|number|name)$",
        "an address",
    ),
    (
        r"(^|_)(ni|nino|national_?insurance)(_?(no|num|number))?$|(^|_)passport(_?(no|num|number))?$",
        "a National Insurance number",
    ),
    (
        r"(^|_)(device_?(id|uuid|identifier|serial|no|num|number)|imei|imsi|iccid|sim_?serial|subscriber_?id|mac_?addr(ess)?|advertising_?id|idfa"
        r"|gaid|browser_?fingerprint|cookie(_?id)?)$",
        "the number of a device",
    ),
    (r"(^|_)(vehicle_?reg(istration)?|reg(istration)?_?plate|number_?plate)($|_)", "the number of a vehicle"),
    (
        r"^external_?(data_?)?reference$|(^|_)(panel_?member|recipient)_?id$",
        "the number of a person on a list",
    ),
)
_ASKS_ABOUT = re.compile(
    r"^([a-z]*\d[a-z0-9]*_)*(do|does|did|have|has|had|how|why|which|who|are|is|was|were|can|could|would|should|will|if)_"
)
_DAY_OF_ANSWER = re.compile(
    r"(^|_)(interview|survey|visit|session|start|started|end|ended|complet\w*|submi\w*|record(ed)?|response|respon\w*|answer\w*"
    r"|entered|entry|created|modified|updated|timestamp|collect\w*|field_?work|assess\w*|observ\w*|received|upload\w*|today)($|_)"
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_PHONE = re.compile(r"(\+44|0044|0)0?\d{9,10}|7\d{9}")
_INSURANCE = re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(\d\d ?){3}[A-D]", re.IGNORECASE)
_UPN = re.compile(r"[A-Z]\d{11}[A-Z\d]")
_PLATE = re.compile(r"[A-Z]{2}(0[1-9]|[1-7]\d) ?[A-Z]{3}")
_MAC = re.compile(r"([0-9A-F]{2}[:-]){5}[0-9A-F]{2}", re.IGNORECASE)
_GRID = re.compile(r"[HNOST][A-HJ-Z] ?(\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})")
_PAIR = re.compile(
    r"(POINT ?\()?(-?\d{1,3}\.\d{2,})[ ,;]+(-?\d{1,3}\.\d{2,})([ ,;]+-?\d+(\.\d+)?){0,2}\)?", re.IGNORECASE
)
_ARC = r"(\.\d+)?°[ \d.'′’\"″”]*"
_DEGREES = re.compile(rf"\d{{1,2}}{_ARC}N[ ,;]*\d{{1,3}}{_ARC}[EW]", re.IGNORECASE)
_WORD_PLACE = re.compile(r"(///)?[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,}")
_MAC_NAME = re.compile(r"ma?c[a-z]{4,}")
_PERSON_NAME = re.compile(r"[^\W\d_][^\W\d_’'.-]*([ ,’'-]+[^\W\d_][^\W\d_’'.-]*){0,3}")
_TITLE = re.compile(r"^(?:(?:mr|mrs|ms|miss|mx|dr|prof|rev|sir)\b\.? ?)+", re.IGNORECASE)
_INITIAL = re.compile(r"\b[A-Z]\b\.? ?(?=[^\W\d_])|,? [A-Z]\.?$")
_ISO = re.compile(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)([T ][\d:.+Z]*)?")
_UK = re.compile(r"(\d\d?)[/. -](\d\d?)[/. -](\d{4}|\d\d)([T ][\d:.+Z]*)?")
_WORDS = re.compile(
    r"(?:[a-z]{3,9},? )?(\d\d?)(?:st|nd|rd|th)?(?: of)?[- ]?([a-z]{3})[a-z]*\.?,?[- ]?(\d{4}|\d\d)",
    re.IGNORECASE,
)
_WORDS_AMERICAN = re.compile(r"([a-z]{3})[a-z]*\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})", re.IGNORECASE)
_EIGHT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)|(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# the places of the United Kingdom, within which both numbers of a place have to lie
_LATITUDES, _LONGITUDES = (49.8, 60.9), (-8.7, 1.8)


@lru_cache(maxsize=1)
def _common_names() -> frozenset[str]:
    """The commonest first names and surnames, in small letters."""
    text = files(__package__).joinpath("data/common-names.toml").read_text(encoding="utf-8")
    return frozenset(
        name.casefold() for names in tomllib.loads(text)["names"].values() for name in names.split()
    )


@dataclass(frozen=True)
class Suspicion:
    """A column that may name people, and why it looks so."""

    column: str
    looks_like: str
    because: str

    def __str__(self) -> str:
        return f"“{self.column}” looks like {self.looks_like} ({self.because})"


def suspect_name(column: str) -> Suspicion | None:
    """What a column may give away, judged by its name in any spelling; None where the name says nothing.

    “Do you own a phone?” asks about a thing and not for a number: such a question is judged by its answers.
    """
    folded = _folded(column)
    if _ASKS_ABOUT.search(folded):
        return None
    for pattern, what in _PATTERNS_OF_NAMES:
        if pattern.search(folded):
            return Suspicion(column, what, "by its name")
    return None


_NAME_OF_A_PERSON = re.compile(
    r"(^|_)(child|pupil|student|young_?person|patient|parent|carer|guardian|mother|father|sibling)(ren)?s?"
    r"(_(first|last|full))?_?names?$|^(first|fore|sur|last|family|given|middle)_?names?(_\d)?$"
)
_NUMBERS_OF_A_PERSON = {
    "a date of birth",
    "a health number",
    "the number of a pupil",
    "a National Insurance number",
}


def tells_of_a_person(column: str) -> str:
    """What a column of a file that is about no person tells of one, by its name; nothing where it may be about a thing.

    Such files have names of places and of bodies, postcodes and telephone numbers, so that less is taken for a person
    than among the answers of a survey.
    """
    suspicion = suspect_name(column)
    if suspicion is None:
        return ""
    is_name = suspicion.looks_like == "a name" and _NAME_OF_A_PERSON.search(_folded(column))
    return suspicion.looks_like if is_name or suspicion.looks_like in _NUMBERS_OF_A_PERSON else ""


_PATTERNS_OF_NAMES = tuple((re.compile(pattern), what) for pattern, what in _NAMES)


def _folded(column: str) -> str:
    """A heading in small letters, its words joined by one stroke: “First Name”, firstName and FIRST-NAME are one."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", column.strip())
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")


# what nothing else is written like
_SURE: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("e-mail addresses", lambda text: bool(_EMAIL.fullmatch(text))),
    ("addresses on the internet", lambda text: _is_internet_address(text)),
    ("full postcodes", lambda text: bool(_POSTCODE.fullmatch(text))),
    ("CHI numbers", lambda text: is_chi(re.sub("[ -]", "", text))),
    ("National Insurance numbers", lambda text: bool(_INSURANCE.fullmatch(text))),
    ("numbers of devices", lambda text: bool(_MAC.fullmatch(text))),
    ("places on the map", lambda text: _is_place(text)),
)
# what other things are written like too
_LIKELY: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("telephone numbers", lambda text: bool(_PHONE.fullmatch(re.sub(r"[ ()-]", "", text)))),
    ("numbers of pupils", lambda text: bool(_UPN.fullmatch(text))),
    ("numbers of vehicles", lambda text: bool(_PLATE.fullmatch(text))),
    ("places on the map", lambda text: bool(_GRID.fullmatch(text) or _WORD_PLACE.fullmatch(text))),
    ("numbers of devices", lambda text: is_imei(text)),
)


def suspect_values(column: str, values: Sequence[object]) -> Suspicion | None:
    """Judge a column by its different values: texts, numbers or dates, blanks left out."""
    texts = [text for value in values if (text := _text(value))]
    if len(texts) < FEWEST:
        return None
    for kinds, least in ((_SURE, SOME), (_LIKELY, MOST)):
        for what, fitting in kinds:
            count = sum(map(fitting, texts))
            if count >= max(AT_LEAST, least * len(texts)):
                return Suspicion(column, what, f"{count / len(texts):.0%} of its values are written like one")
    if sum(len(text) == 9 and text.isdigit() for text in texts) / len(texts) >= MOST and len(
        set(texts)
    ) > 0.9 * len(texts):
        return Suspicion(column, "Scottish Candidate Numbers", "nine digits, nearly all different")
    return _places(column, texts) or _people(column, texts) or _birth_dates(column, texts)


def is_chi(text: str) -> bool:
    """Ten digits that start with a date and end with the right check digit.

    >>> is_chi("0101010009"), is_chi("3213010000")
    (False, False)
    """
    if not re.fullmatch(r"[0-9]{10}", text) or not ("01" <= text[:2] <= "31" and "01" <= text[2:4] <= "12"):
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(text[9])


def is_imei(text: str) -> bool:
    """Fifteen digits with the right check digit, as a telephone says of itself.

    >>> is_imei("490154203237518"), is_imei("490154203237517")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{15}", text):
        return False
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(text))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _is_internet_address(text: str) -> bool:
    if text.count(".") != 3 and text.count(":") < 2:
        return False
    try:
        ipaddress.ip_address(re.sub(r":\d{1,5}$", "", text) if text.count(".") == 3 else text)
    except ValueError:
        return False
    return True


def _is_place(text: str) -> bool:
    pair = _PAIR.fullmatch(text)
    return _DEGREES.fullmatch(text) is not None or (
        pair is not None
        and any(
            _within(float(north), _LATITUDES) and _within(float(east), _LONGITUDES)
            for north, east in ((pair[2], pair[3]), (pair[3], pair[2]))
        )
    )


def _within(number: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= number <= limits[1]


def _places(column: str, texts: list[str]) -> Suspicion | None:
    """Numbers with many decimals that all lie where Scotland does: weights and scores lie wider, or on both sides of 1."""
    exact = [text for text in texts if re.fullmatch(r"-?[0-9]{1,2}\.[0-9]{4,}", text)]
    if len(exact) < MOST * len(texts):
        return None
    numbers = [float(text) for text in exact]
    if all(_within(number, (54.5, 60.9)) for number in numbers) or all(
        _within(number, (-8.7, -0.7)) for number in numbers
    ):
        return Suspicion(column, "places on the map", "exact numbers that all lie where Scotland does")
    return None


def _people(column: str, texts: list[str]) -> Suspicion | None:
    """Texts written like names, many of them among the commonest of Scotland."""
    texts = [_INITIAL.sub("", _TITLE.sub("", text)) for text in texts]
    written = [
        text for text in texts if _PERSON_NAME.fullmatch(text) and (text[0].isupper() or text.islower())
    ]
    if len(written) < MOST * len(texts):
        return None
    count = sum(map(_is_common_name, written))
    share = count / len(texts)
    if share < NAMED or count < AT_LEAST:
        return None
    return Suspicion(column, "names of people", f"{share:.0%} of its values are among the commonest names")


def _is_common_name(text: str) -> bool:
    parts = [part.casefold() for part in re.split(r"[ ,-]+", text) if part]
    if len(parts) > 4:
        return False
    known = [part in _common_names() or bool(_MAC_NAME.fullmatch(part)) for part in parts]
    # “Ross Road” is no person: of several words, the first and the last are names
    return known[0] and known[-1] if len(known) > 1 else any(known)


def _birth_dates(column: str, texts: list[str]) -> Suspicion | None:
    if _DAY_OF_ANSWER.search(_folded(column)):
        return None
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
            return str(int(value)) if value.is_integer() else str(value)
        case datetime.date():
            return value.isoformat()
        case _:
            return str(value).strip()


_PARTS_OF_EIGHT = (("y", "year"), ("m", "month"), ("d", "day"))


def _date(text: str) -> datetime.date | None:
    try:
        if match := _ISO.fullmatch(text):
            return datetime.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _EIGHT.fullmatch(text):
            year, month, day = (match[named] or match[other] for named, other in _PARTS_OF_EIGHT)
            return datetime.date(int(year), int(month), int(day))
        if match := _UK.fullmatch(text):
            return datetime.date(_year(match[3]), int(match[2]), int(match[1]))
        if (match := _WORDS.fullmatch(text)) and match[2].lower() in _MONTHS:
            return datetime.date(_year(match[3]), 1 + _MONTHS.index(match[2].lower()), int(match[1]))
        if (match := _WORDS_AMERICAN.fullmatch(text)) and match[1].lower() in _MONTHS:
            return datetime.date(int(match[3]), 1 + _MONTHS.index(match[1].lower()), int(match[2]))
    except ValueError:
        return None
    return None


def _year(text: str) -> int:
    """A year of two figures is one of a child: this century."""
    return int(text) if len(text) == 4 else 2000 + int(text)


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
