"""Numbers out of text, as files and people write them: the one place that says what is a number and what is not.

`number_of` reads a code or a measurement as a machine writes it; `figure_of` a figure of a table, where people mark
thousands. Neither guesses: “12,5” is no number unless whoever reads says that the comma is the decimal mark.
"""

import math
import re
from typing import Literal

DecimalMark = Literal[".", ","]


def _pattern(decimal: str, thousands: str) -> re.Pattern[str]:
    decimal, thousands = re.escape(decimal), re.escape(thousands)
    whole = rf"(?:[1-9][0-9]{{0,2}}(?:{thousands}[0-9]{{3}})+|[0-9]+)"
    return re.compile(
        rf"[-+−]?(?:{whole}(?:{decimal}[0-9]*)?|{decimal}[0-9]+)(?:e[-+]?[0-9]{{1,3}})?", re.IGNORECASE
    )


_FIGURE: dict[DecimalMark, tuple[re.Pattern[str], str]] = {
    ".": (_pattern(".", ","), ","),
    ",": (_pattern(",", "."), "."),
}


def number_of(text: str) -> float | None:
    """A number as files and people write it; nothing where the text is none, or is not finite.

    >>> number_of("888"), number_of("-1.5"), number_of("P5")
    (888.0, -1.5, None)

    Python reads more as a number than anybody means by it: 2020_10, ٣, nan or inf.

    >>> number_of("2020_10"), number_of("٣"), number_of("nan"), number_of("9" * 400)
    (None, None, None, None)
    """
    if "_" in text or not text.isascii():
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def whole_number_of(text: str) -> int | None:
    """A whole number in up to 18 plain digits, which every database can keep; nothing where the text is none.

    ``isdigit`` says yes to ², which is no number to ``int``.

    >>> whole_number_of("12"), whole_number_of("-3"), whole_number_of("²"), whole_number_of("9" * 5000)
    (12, -3, None, None)
    """
    return int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None


def plain_figure(text: str, *, decimal: DecimalMark = ".") -> str | None:
    """A figure of a table without its thousands marks and with a decimal point; nothing where the text is no figure.

    Thousands are marked only before groups of exactly three digits, by a comma, or by a point where ``decimal`` is a
    comma (which only who reads a file whose columns are separated by semicolons can say).

    >>> plain_figure("1,234.5"), plain_figure("−1,000"), plain_figure("1.234,5", decimal=",")
    ('1234.5', '-1000', '1234.5')
    >>> [plain_figure(text) for text in ("12,5", "12,34,5", "0,123", "1,2345", "1_000", "٣", "nan", "")]
    [None, None, None, None, None, None, None, None]
    """
    pattern, thousands = _FIGURE[decimal]
    cleaned = text.strip()
    if pattern.fullmatch(cleaned) is None:
        return None
    return cleaned.replace(thousands, "").replace(decimal, ".").replace("−", "-")


def figure_of(text: str, *, decimal: DecimalMark = ".") -> float | None:
    """The number that a figure of a table stands for; nothing where it is none, or is not finite.

    >>> figure_of("1,234.5"), figure_of("12,5"), figure_of("12,5", decimal=","), figure_of("12.5", decimal=",")
    (1234.5, None, 12.5, None)
    """
    plain = plain_figure(text, decimal=decimal)
    return None if plain is None else number_of(plain)


def typed_figure(text: str) -> str | None:
    """A figure as a person types it into a box, as ``plain_figure`` gives it; powers of ten, too, are no figure there.

    >>> typed_figure("1,234.5"), typed_figure("−12"), [typed_figure(text) for text in ("1e5", "1_000", "٣", "１２", "12,5")]
    ('1234.5', '-12', [None, None, None, None, None])
    """
    return None if "e" in text.lower() else plain_figure(text)


def whole_figure_of(text: str, *, decimal: DecimalMark = ".") -> int | None:
    """The same where only a whole number of at most 12 digits will do, such as a number of people.

    >>> whole_figure_of("1,204"), whole_figure_of("905.0"), whole_figure_of("12.5"), whole_figure_of("-3")
    (1204, 905, None, -3)
    """
    number = figure_of(text, decimal=decimal)
    return int(number) if number is not None and number.is_integer() and abs(number) < 10**12 else None
