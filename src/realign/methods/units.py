"""Units of indicators as checked data: one spelling for each that is known, and whether two texts name the same one."""

import re
import tomllib
from functools import cache
from importlib import resources

from realign.methods.percentages import is_percentage

_RATE = re.compile(
    r"(?:(?P<how>.*?)\b ?rates? )?per (?P<size>1[0,]+|thousand|ten thousand|hundred thousand)(?: (?P<whom>.+))?"
)
_SIZES = {"thousand": "1000", "ten thousand": "10000", "hundred thousand": "100000"}


def standard_unit(text: str) -> str:
    """A unit in the one spelling that is kept; one that is not known stays as it is written.

    >>> [standard_unit(text) for text in ("Per cent", "GBP", "£'000", "Crude rate per 1000", "sessions")]
    ['%', '£', '£000s', 'Crude rate per 1,000', 'sessions']
    """
    text = " ".join(text.split())
    if is_percentage(text):
        return "%"
    if known := _spellings().get(_folded(text)):
        return known
    return re.sub(r"(?i)\bper (1[0,]*000)\b", lambda rate: f"per {_whole(rate[1]):,}", text)


def is_known_unit(text: str) -> bool:
    """Whether a unit is one of the register, or a rate.

    >>> is_known_unit("percent"), is_known_unit("Rate per 1,000 population"), is_known_unit("percnet")
    (True, True, False)
    """
    folded = _folded(text)
    return is_percentage(text) or folded in _spellings() or _RATE.fullmatch(folded) is not None


def is_same_unit(first: str, second: str) -> bool:
    """Whether two texts may name one unit; a rate that says less than another may be the same rate.

    >>> is_same_unit("percent", "%"), is_same_unit("per 1000", "Rate per 1,000 pupils")
    (True, True)
    >>> is_same_unit("%", "per 1,000"), is_same_unit("per 1,000", "per 10,000")
    (False, False)
    >>> is_same_unit("Crude rate per 100,000", "Age-standardised rate per 100,000")
    False
    """
    texts = [_folded(standard_unit(text)) for text in (first, second)]
    rates = [_RATE.fullmatch(text) for text in texts]
    if not (rates[0] and rates[1]):
        return texts[0] == texts[1]
    (how, size, whom), (how_too, size_too, whom_too) = (
        (rate["how"] or "", _whole(rate["size"]), rate["whom"] or "") for rate in rates if rate
    )
    return (
        size == size_too
        and (how == how_too or not (how and how_too))
        and (whom == whom_too or not (whom and whom_too))
    )


def _whole(size: str) -> int:
    return int(_SIZES.get(size, size).replace(",", ""))


def _folded(text: str) -> str:
    return " ".join(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()).lower()


@cache
def _spellings() -> dict[str, str]:
    text = resources.files(__package__).joinpath("units.toml").read_text(encoding="utf-8")
    return {
        _folded(spelling): unit["name"]
        for unit in tomllib.loads(text)["unit"]
        for spelling in (unit["name"], *unit.get("also", ()))
    }
