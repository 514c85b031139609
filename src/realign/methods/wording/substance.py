"""Whether words say something, as far as a machine can tell: what is empty, a stand-in for words, or a copy.

The one rule by which checks and refusals read what people type (``docs/methods/what-the-checks-read.md``). It finds what
says nothing; it cannot find what is wrong, beside the point or copied from elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# what people type to get past a box; language, not policy: add one when it turns up
_STAND_INS = """
tbc|tba|tbd|tbh|todo|to do|to be confirmed|to be agreed|to be added|to be decided|to be determined|to be completed
to be written|to be advised|to follow|to come|later|soon|pending|awaited|awaiting|in progress|draft|wip
na|n a|n k|nk|not applicable|not available|not known|unknown|none|nil|null|nothing|no comment|no reason|blank|empty
x|test|testing|test test|text|text here|your text here|words|word|lorem ipsum|placeholder|dummy|sample text
insert text|insert text here|insert here|add text|add text here|enter text|enter text here|type here
as above|see above|as below|see below|as before|ditto|same|same as above|etc|ok|okay|asdf|qwerty|foo|bar|foo bar
reason|because|the reason|a reason|just because|evidence|introduction|next steps|note|notes|summary|description
"""
STAND_INS = frozenset(words.strip() for line in _STAND_INS.strip().splitlines() for words in line.split("|"))
_LAST_LATIN = "\u024f"


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks and accents of its letters kept as they are.

    >>> words_of("We opened 3 hubs – in Angus.")
    ['we', 'opened', '3', 'hubs', 'in', 'angus']
    """
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def why_hollow(text: str, copies: Iterable[str] = (), fewest: int = 1) -> str:
    """Why a text says nothing, in words that follow it; empty when it may say something.

    ``copies`` are texts that say nothing when they are repeated: the title, the question, the help beside the box.
    ``fewest`` is how many different words are asked for.

    >>> why_hollow("x"), why_hollow("T.B.C."), why_hollow("—"), why_hollow("aaaa")
    ('is a single letter', 'only stands in for words', 'has no words', 'repeats one letter')
    >>> why_hollow("We opened three hubs.", ["We opened three hubs"])
    'repeats what the page says already'
    >>> why_hollow("We opened hubs.", fewest=5)
    'has 3 different words; at least 5 are asked for'
    """
    words = words_of(text)
    if not words:
        return "has no words" if text.strip() else "is empty"
    joined = " ".join(words)
    letters = set(joined.replace(" ", ""))
    if len(letters) == 1 and _is_latin_letter(joined[0]):
        return "is a single letter" if len(joined) == 1 else "repeats one letter"
    if (
        all(len(word) == 1 and _is_latin_letter(word) for word in words)
        and joined.replace(" ", "") not in STAND_INS
    ):
        return "has only single letters"
    if not any(letter.isalpha() for letter in joined):
        return "has only figures" if fewest > 1 else ""
    if _stands_in(words):
        return "only stands in for words"
    if any(words == words_of(copy) for copy in copies):
        return "repeats what the page says already"
    different = len(set(words))
    if different < fewest:
        number = "1 word" if different == 1 else f"{different} different words"
        return f"has {number}; at least {fewest} are asked for"
    return ""


def says_something(text: str, copies: Iterable[str] = (), fewest: int = 1) -> bool:
    """Whether a text may say something: it is neither empty, nor a stand-in, nor a copy, nor too short.

    >>> says_something("Too dear"), says_something("n/a"), says_something("x x x")
    (True, False, False)
    """
    return not why_hollow(text, copies, fewest)


def _stands_in(words: list[str]) -> bool:
    """Whether the words are nothing but stand-ins: “TBC”, “t.b.c.”, “n/a - to follow”."""
    joined = " ".join(words)
    if joined in STAND_INS or (all(len(word) == 1 for word in words) and "".join(words) in STAND_INS):
        return True
    rest = f" {joined} "
    for stand_in in sorted(STAND_INS, key=len, reverse=True):
        while f" {stand_in} " in rest:
            rest = rest.replace(f" {stand_in} ", " ")
    return not rest.strip()


def _is_latin_letter(letter: str) -> bool:
    """Whether it is a letter of a script in which one letter is no word."""
    return letter.isalpha() and letter <= _LAST_LATIN
