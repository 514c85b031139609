"""Numbers out of text, as files and people write them."""

import math
import re


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
