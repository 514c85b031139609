"""Numbers, money and dates as people write them. Pure: values in, words out."""

import math
from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from realign.methods.percentages import percentage

NOT_KNOWN = "not known"
MINUS = "\N{MINUS SIGN}"
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

MOST_OF_A_TITLE = 6
"""A title of more words than this is a sentence."""


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _trimmed(value: Decimal, places: int) -> str:
    """`3.0` as `3`, `3.10` as `3.1`, with commas between thousands."""
    text = f"{_rounded(value, places):,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(value: Decimal | float | None, base: str = "") -> str:
    """Pounds in words, with the price base if given: `£1.2 million (2025/26 prices)`.

    >>> money(1_234_567)
    '£1.2 million'
    >>> money(Decimal("12.5"))
    '£12.50'
    >>> money(-999_960_000, "cash")
    '−£1 billion (cash)'
    """
    if value is None:
        return NOT_KNOWN
    amount = Decimal(str(value))
    return (MINUS if amount < 0 else "") + _pounds(abs(amount)) + (f" ({base})" if base else "")


def _pounds(amount: Decimal) -> str:
    if amount >= Decimal("999_950_000"):
        return f"£{_trimmed(amount / 10**9, 1)} billion"
    if amount >= 10**6:
        return f"£{_trimmed(amount / 10**6, 1)} million"
    whole = amount == amount.to_integral_value() or amount >= 1000
    return f"£{_rounded(amount, 0):,}" if whole else f"£{_rounded(amount, 2):,}"


def money_exact(value: Decimal | float | None, base: str = "") -> str:
    """Pounds to the pound, for tables: `£1,234,567`."""
    if value is None:
        return NOT_KNOWN
    amount = Decimal(str(value))
    sign = MINUS if amount < 0 else ""
    return f"{sign}£{_rounded(abs(amount), 0):,}" + (f" ({base})" if base else "")


def percent(value: Decimal | float | None, places: int = 1) -> str:
    """A fraction of one as a percentage.

    >>> percent(0.125)
    '12.5%'
    >>> percent(0.3)
    '30%'
    """
    if value is None:
        return NOT_KNOWN
    return percentage(value * 100, int(places))


def number(value: Decimal | float | None, places: int = 0) -> str:
    """A number with commas between thousands, and `places` decimals where they are needed."""
    if value is None:
        return NOT_KNOWN
    amount = Decimal(str(value))
    return (MINUS if amount < 0 else "") + _trimmed(abs(amount), int(places))


def number_words(value: int | None) -> str:
    """One to nine as words, larger numbers as figures.

    >>> number_words(3), number_words(1250)
    ('three', '1,250')
    """
    if value is None:
        return NOT_KNOWN
    return SMALL_NUMBERS[value] if 0 <= value < len(SMALL_NUMBERS) else number(value)


def plural(value: float, forms: str) -> str:
    """The right form of a noun.

    >>> plural(1, "child,children"), plural(2, "plan")
    ('child', 'plans')
    """
    singular, _, many = forms.partition(",")
    return singular if value == 1 else (many or f"{singular}s")


def counted(value: float, forms: str) -> str:
    """A count with its noun.

    >>> counted(0, "child,children"), counted(1200, "child,children")
    ('no children', '1,200 children')
    """
    return f"{number(value) if value else 'no'} {plural(value, forms)}"


def part_of(part: int, whole: int, forms: str, verb: str = "is,are") -> str:
    """The beginning of a sentence about some of a number of things, with the verb in its right form.

    >>> part_of(0, 0, "action") + " on track", part_of(0, 1, "action") + " on track", part_of(1, 1, "action") + " on track"
    ('there are no actions on track', 'the only action is not on track', 'the only action is on track')
    >>> part_of(0, 3, "action") + " on track", part_of(1, 3, "action") + " on track", part_of(2, 2, "action") + " on track"
    ('none of the 3 actions is on track', '1 of the 3 actions is on track', 'both actions are on track')
    >>> part_of(0, 1, "plan", "joins,join") + " up", part_of(5, 5, "child,children", "has,have") + " a say"
    ('the only plan does not join up', 'all 5 children have a say')
    """
    does, _, do = verb.partition(",")
    many = plural(2, forms)
    if not whole:
        return f"there are no {many}"
    if whole == 1:
        does_not = f"{does} not" if does in {"is", "was", "has"} else f"does not {do}"
        return f"the only {plural(1, forms)} {does if part else does_not}"
    if part == whole:
        return f"{'both' if whole == 2 else f'all {number(whole)}'} {many} {do}"
    which = f"{number(part) if part else 'none'} of the {number(whole)} {many}"
    return f"{which} {do if part > 1 else does}"


def no_more_exact(value: float) -> float:
    """An estimate no more exact than it is: to the nearest ten from a hundred on, halves up.

    Take differences from the estimates, and round what comes of it: never take them from what was rounded.

    >>> no_more_exact(8685), no_more_exact(84.4), no_more_exact(-8685)
    (8690, 84, -8680)
    """
    step = 10 if abs(value) >= 100 else 1
    return math.floor(value / step + 0.5) * step


def about(value: float) -> str:
    """An estimate of children in words, no more exact than it is.

    >>> about(10_098.2), about(52.4)
    ('10,100', '52')
    """
    return number(no_more_exact(value))


def in_kinds(kinds: Iterable[tuple[int, str]], forms: str) -> str:
    """How many things there are, cut into kinds. The total is the sum of the kinds, so that they add up by themselves.

    Every thing is in one kind and no more. Kinds that have none are left out.

    >>> in_kinds([(1, "getting better"), (0, "changing"), (2, "with too few values")], "series,series")
    '3 series: 1 getting better and 2 with too few values'
    >>> in_kinds([(1, "at risk")], "action"), in_kinds([(0, "at risk"), (2, "on track")], "action"), in_kinds([], "action")
    ('1 action: at risk', '2 actions: both on track', 'no actions')
    """
    present = [(many, words) for many, words in kinds if many]
    total = sum(many for many, _ in present)
    if not present:
        return counted(0, forms)
    if len(present) == 1:
        every = {1: "", 2: "both "}.get(total, "all ")
        return f"{counted(total, forms)}: {every}{present[0][1]}"
    told = [f"{number(many)} {words}" for many, words in present]
    return f"{counted(total, forms)}: {', '.join(told[:-1])} and {told[-1]}"


def opening(sentence: str) -> str:
    """A sentence with a capital letter at its beginning.

    >>> opening("both actions are on track.")
    'Both actions are on track.'
    """
    return sentence[:1].upper() + sentence[1:]


def ended(sentence: str) -> str:
    """A sentence with a full stop, unless it ends with a mark of its own; nothing stays nothing.

    >>> ended("By 31 March"), ended("Agreed with schools, parents etc."), ended("Wait for the others …"), ended("")
    ('By 31 March.', 'Agreed with schools, parents etc.', 'Wait for the others …', '')
    """
    sentence = sentence.strip()
    return sentence if not sentence or sentence[-1] in ".!?…" else f"{sentence}."


def within(title: str) -> str:
    """A title inside a title: it begins small, and stands in single quotation marks where it is a sentence of its own.

    Pages quote titles in double marks, so the marks within one are single.

    >>> within("Council area"), within("SIMD fifth"), within("I feel safe"), within("What year are you in?")
    ('council area', 'SIMD fifth', '‘I feel safe’', '‘What year are you in?’')
    """
    words = title.split()
    if not words:
        return title
    if (
        title.endswith(("?", ".", "!"))
        or words[0] in {"I", "My", "We", "Our"}
        or len(words) > MOST_OF_A_TITLE
    ):
        return f"‘{title}’"
    return title if words[0].isupper() else title[:1].lower() + title[1:]


def date_words(value: date | datetime | None) -> str:
    """`31 March 2026`, in local time."""
    if value is None:
        return NOT_KNOWN
    day = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    return f"{day.day} {day:%B %Y}"


def month_words(value: date | None) -> str:
    """A month and its year: “March 2026”."""
    return f"{value:%B %Y}" if value is not None else NOT_KNOWN


def moment_words(value: datetime | None) -> str:
    """`31 March 2026 at 2:05pm`, in local time."""
    if value is None:
        return NOT_KNOWN
    moment = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{date_words(moment)} at {moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"


def report_year(value: date | int | None) -> str:
    """The financial year that a date falls in, or that starts in a year.

    >>> report_year(date(2026, 3, 31)), report_year(2025), report_year(1999)
    ('2025/26', '2025/26', '1999/2000')
    """
    if value is None:
        return NOT_KNOWN
    start = value if isinstance(value, int) else value.year - (1 if value.month < 4 else 0)
    end = start + 1
    return f"{start}/{end if end % 100 == 0 else f'{end % 100:02}'}"
