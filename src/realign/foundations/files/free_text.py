"""Does a piece of writing give away who somebody is? Asked of stories and quotations before they are kept.

A machine finds addresses, numbers and dates; it cannot find every name. The forms say so, and a person reads on.
"""

import re

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
    found = [what for pattern, what in _PATTERNS if pattern.search(text)]
    return list(dict.fromkeys(found))
