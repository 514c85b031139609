"""How words are read: what counts as the same word, as its beginning, as its meaning and as a slip of the finger."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

import snowballstemmer

from realign.foundations.search.types import Alternative, Piece, Wanted

# words that say nothing about what is looked for
IGNORED = frozenset(
    word
    for line in (
        "a an and are as at be by can for from get have he her his how i in is it its me my of on or our she",
        "that the their there this to us was we were what where which who will with you your",
    )
    for word in line.split()
)
LONGEST_WORD = 60
MOST_WORDS = 5000
MOST_ASKED = 12
SHORTEST_BEGINNING = 3
SHORTEST_SLIP = 4
ROUND_A_HIT = 90

WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
ENGLISH = snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """A word without its endings by Porter’s rules for English, so that “worries” finds “worry”.

    >>> stem("worries") == stem("worrying"), stem("carers") == stem("carer"), stem("bus")
    (True, True, 'bus')
    """
    return str(ENGLISH.stemWord(word))


def folded(word: str) -> str:
    """A word in small letters, without accents and without the ’s of whose it is.

    >>> folded("Àrd"), folded("Children’s"), folded("O’Neill")
    ('ard', 'children', 'oneill')
    """
    bare = unicodedata.normalize("NFKD", word).casefold()
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).replace("’", "'")
    return bare.removesuffix("'s").replace("'", "")[:LONGEST_WORD]


def index_words(texts: Iterable[str]) -> list[str]:
    """The words of texts as an index holds them: each folded and, where that differs, stemmed too.

    >>> index_words(["Young people’s worries"])
    ['young', 'people', 'peopl', 'worries', 'worri']
    """
    words: list[str] = []
    for text in texts:
        for match in WORD.finditer(text):
            word = folded(match[0])
            words += dict.fromkeys((word, stem(word)))
            if len(words) >= MOST_WORDS:
                return words
    return words


def words_that_matter(typed: str, ignored: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The words that matter in what somebody typed; every one of them where none matters more than the others.

    >>> words_that_matter("Help for the young carers")
    ('help', 'young', 'carers')
    >>> words_that_matter("who we are")
    ('who', 'we', 'are')
    """
    words = tuple(dict.fromkeys(folded(match[0]) for match in WORD.finditer(typed)))
    mattering = tuple(word for word in words if word and word not in IGNORED and word not in ignored)
    if ignored:
        return mattering[:MOST_ASKED]
    return (mattering or words)[:MOST_ASKED]


def same_word(word: str) -> tuple[Alternative, ...]:
    """A typed word: itself, longer words that begin with it, and words of the same stem."""
    beginning = Alternative(word, is_beginning=len(word) >= SHORTEST_BEGINNING)
    return tuple(dict.fromkeys((beginning, Alternative(stem(word)))))


def same_meaning(word: str) -> tuple[Alternative, ...]:
    """A typed word, and the words that mean the same to the people who type them."""
    others = sorted(meanings().get(stem(word), frozenset()))
    return tuple(dict.fromkeys((*same_word(word), *(Alternative(other) for other in others))))


@cache
def meanings() -> dict[str, frozenset[str]]:
    """For each known word, the words of the same meaning, all without their endings."""
    text = resources.files(__package__).joinpath("plain_words.toml").read_text(encoding="utf-8")
    by_word: dict[str, frozenset[str]] = {}
    for group in tomllib.loads(text)["groups"]:
        stems = frozenset(stem(word) for word in group)
        for word in stems:
            by_word[word] = by_word.get(word, frozenset()) | stems
    return by_word


def is_one_slip_away(word: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong, or two in the wrong order, lies between two words.

    >>> is_one_slip_away("preventon", "prevention"), is_one_slip_away("pirority", "priority")
    (True, True)
    >>> is_one_slip_away("plan", "plan"), is_one_slip_away("plan", "place")
    (False, False)
    """
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    at = next(
        (place for place, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(other)),
    )
    rest, rest_of_other = word[at:], other[at:]
    if len(word) != len(other):
        longer, shorter = sorted((rest, rest_of_other), key=len, reverse=True)
        return longer[1:] == shorter
    turned = rest[:2] == rest_of_other[1::-1] and rest[2:] == rest_of_other[2:]
    return rest[1:] == rest_of_other[1:] or turned


def slips(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """The words of an index that somebody who typed this may have meant, those with the same first letter first."""
    if len(word) < SHORTEST_SLIP or word.isdecimal():
        return ()
    near = (other for other in vocabulary if is_one_slip_away(word, other))
    return tuple(sorted(near, key=lambda other: (other[0] != word[0], -len(other), other))[:20])


def marked(text: str, wanted: Wanted) -> tuple[Piece, ...]:
    """A text in pieces, with the words that were looked for marked."""
    alternatives, pieces, done = wanted.alternatives(), list[Piece](), 0
    for match in WORD.finditer(text):
        if is_wanted(match[0], alternatives):
            pieces += [Piece(text[done : match.start()]), Piece(match[0], is_hit=True)]
            done = match.end()
    pieces.append(Piece(text[done:]))
    return tuple(piece for piece in pieces if piece.text)


def snippet(texts: Iterable[str], wanted: Wanted) -> tuple[Piece, ...]:
    """The words round the first hit in these texts, or the beginning of the first where none holds a hit."""
    alternatives, first = wanted.alternatives(), ""
    for text in (" ".join(text.split()) for text in texts):
        first = first or text
        hit = next((m for m in WORD.finditer(text) if is_wanted(m[0], alternatives)), None)
        if hit is not None:
            return marked(_cut(text, hit.start(), hit.end()), wanted)
    return marked(_cut(first, 0, 0), wanted)


def is_wanted(written: str, alternatives: Sequence[Alternative]) -> bool:
    """Whether a word of a text is one of those looked for."""
    word = folded(written)
    return any(
        alternative.holds(word) or alternative.holds(stem(word)) for alternative in alternatives if word
    )


def words_hold_all(words: frozenset[str], wanted: Wanted) -> bool:
    """Whether the words of a text, folded and stemmed, answer every word that was typed."""
    return bool(wanted.words) and all(
        any(
            alternative.word in words or (alternative.is_beginning and any(map(alternative.holds, words)))
            for alternative in alternatives
        )
        for alternatives in wanted.words
    )


def holds_all(text: str, wanted: Wanted) -> bool:
    """Whether a text answers every word that was typed."""
    return words_hold_all(frozenset(index_words([text])), wanted)


def _cut(text: str, start: int, end: int) -> str:
    """A text from some words before to some words after a place in it, with dots where something is left out."""
    begin, stop = max(0, start - ROUND_A_HIT), min(len(text), end + ROUND_A_HIT)
    if begin:
        begin = text.find(" ", begin, start) + 1 or begin
    if stop < len(text):
        back = text.rfind(" ", end, stop)
        stop = back if back > 0 else stop
    return ("… " if begin else "") + text[begin:stop] + (" …" if stop < len(text) else "")
