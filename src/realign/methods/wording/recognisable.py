"""What in a text could let a reader recognise somebody: small numbers of people, names, and quotations.

It points at words that a person should look at. It does not know whether they are harmless, so whoever publishes says.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
NUMBERS = {word: number for number, word in enumerate(UNITS)} | {"no": 0, "none": 0, "both": 2}
NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(NUMBERS)})"
PEOPLE = (
    r"(?:child(?:ren)?|pupils?|people|persons?|babies|baby|infants?|toddlers?|teenagers?|adolescents?|girls?|boys?"
    r"|mothers?|fathers?|parents?|carers?|famil(?:y|ies)|households?|siblings?|brothers?|sisters?|twins"
    r"|young people|care leavers?|refugees?|respondents?|participants?|patients?|students?|women|men|woman|man)"
)
# “2 of 3”, “three of the four children”, “2 out of our 3 young people”
PART_OF = re.compile(
    rf"\b(?P<part>{NUMBER})\s+(?:out\s+)?of\s+(?:all\s+|the\s+|our\s+|these\s+|those\s+)*(?P<whole>{NUMBER})\b"
    rf"(?P<after>(?:\s+[\w’'-]+){{0,3}})",
    re.IGNORECASE,
)
# “two children”, “3 very young boys”; a rate such as “one child in five” names nobody
COUNT = re.compile(
    rf"(?<![\d.,£%-])\b(?P<count>{NUMBER})\s+(?:[\w’'-]+\s+){{0,2}}?{PEOPLE}\b(?!\s+(?:in|out of)\s+{NUMBER}\b)",
    re.IGNORECASE,
)
# “four in ten pupils” is a rate and names nobody
RATE = re.compile(rf"\b{NUMBER}\s+in\s+(?:every\s+)?{NUMBER}\b", re.IGNORECASE)
# what is counted here is no person: “two of our five priorities”
THINGS = re.compile(
    r"^\s+(?:\w+\s+)?(?:priorit|outcome|action|service|council|area|school|hub|year|month|week|day|target|indicator|"
    r"milestone|commitment|group|organisation|partner|meeting|session|survey|question|plan|step|bod(?:y|ies)|place|wave)",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor)\.?\s+[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?"
)
CALLED = re.compile(r"\b(?:called|named)\s+[A-Z][a-z]+(?:\s+[A-Z][\w’'-]+)?")
AGED = re.compile(
    r"\b[A-Z][a-z]+(?:\s+[A-Z][\w’'-]+)?(?:,\s+(?:aged\s+)?\d{1,2}\b(?!\s+[A-Z])|\s+\(\d{1,2}\))"
)
ADDRESS = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
QUOTED = re.compile(r"“([^”]{20,})”|\"([^\"]{20,})\"")
FEWEST_WORDS_OF_A_QUOTATION = 5  # fewer are a term or a title
MONTHS = frozenset(calendar.month_name)


class Why(Enum):
    """Why words could let somebody be recognised."""

    SMALL = "a small number of people"
    NAME = "a name"
    QUOTE = "a quotation"


@dataclass(frozen=True)
class Recognisable:
    """Some words, and why a person should look at them."""

    why: Why
    words: str

    @property
    def is_of_people(self) -> bool:
        """Whether it says itself that it is about people; a bare “2 of 3” may be of anything."""
        return self.why is not Why.SMALL or bool(re.search(rf"\b{PEOPLE}\b", self.words, re.IGNORECASE))


def recognisable(text: str, *, threshold: int, names: Iterable[str] = ()) -> list[Recognisable]:
    """Everything in a text by which somebody could be recognised, in the order of the reasons, each once.

    ``threshold`` is the smallest number of people that may be told; ``names`` are those of people who are known.

    >>> [(item.why.name, item.words) for item in recognisable("Three of the four children moved.", threshold=5)]
    [('SMALL', 'Three of the four children')]
    >>> recognisable("Two of our five priorities are on track; one child in five is poor.", threshold=5)
    []
    """
    every = [*_small_numbers(text, threshold), *_names(text, names), *_quotations(text)]
    return list(dict.fromkeys(every))


def _small_numbers(text: str, threshold: int) -> Iterator[Recognisable]:
    taken = [range(*match.span()) for match in RATE.finditer(text)]
    for match in PART_OF.finditer(text):
        part, whole = number_of(match["part"]), number_of(match["whole"])
        taken.append(range(*match.span()))
        if not THINGS.match(match["after"]) and _is_small(part, whole, threshold):
            yield Recognisable(Why.SMALL, _as_far_as_people(match))
    for match in COUNT.finditer(text):
        if 0 < number_of(match["count"]) < threshold and not any(match.start() in span for span in taken):
            yield Recognisable(Why.SMALL, " ".join(match[0].split()))


def _is_small(part: int, whole: int, threshold: int) -> bool:
    """Whether the part, the rest or the whole is a small number of people. Nobody at all, and everybody, can be told."""
    return any(0 < number < threshold for number in (part, whole - part, whole))


def _as_far_as_people(match: re.Match[str]) -> str:
    people = re.search(rf"\b{PEOPLE}\b", match["after"], re.IGNORECASE)
    end = match.start("after") + (people.end() if people else 0)
    return " ".join(match.string[match.start() : end].split())


def _names(text: str, names: Iterable[str]) -> Iterator[Recognisable]:
    for name in names:
        if len(name.split()) > 1 and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            yield Recognisable(Why.NAME, name)
    for pattern in (TITLED, CALLED, AGED, ADDRESS):
        for match in pattern.finditer(text):
            if MONTHS.isdisjoint(re.findall(r"\w+", match[0])):
                yield Recognisable(Why.NAME, match[0])


def _quotations(text: str) -> Iterator[Recognisable]:
    for match in QUOTED.finditer(text):
        words = match[1] or match[2]
        if len(words.split()) >= FEWEST_WORDS_OF_A_QUOTATION:
            yield Recognisable(Why.QUOTE, words if len(words) <= 80 else f"{words[:79]}…")


def number_of(words: str) -> int:
    """A number that is written in digits or in a word.

    >>> number_of("three"), number_of("1,204")
    (3, 1204)
    """
    known = NUMBERS.get(words.lower())
    return int(words.replace(",", "")) if known is None else known
