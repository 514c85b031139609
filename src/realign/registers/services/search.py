"""Finding help by plain words: the words people type, and what the register calls it. Best match first."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

import snowballstemmer

from realign.registers.services.models import Service

IGNORED = frozenset(
    word
    for line in (
        "a an and are at can for from get have help he her his i in is it me my near need of on or our she",
        "someone son daughter child children kid kids the their there to us we who with you young people person",
        "family",
    )
    for word in line.split()
)
# where a word is found decides how much it counts; a word of the same meaning counts half
WEIGHTS = (("name", 4), ("summary", 3), ("target", 2), ("description", 1))


ENGLISH = snowballstemmer.stemmer("english")


def stem(word: str) -> str:
    """A word without its endings by Porter’s rules for English, so that “worries” finds “worry”.

    >>> stem("worries") == stem("worrying"), stem("carers") == stem("carer"), stem("bus")
    (True, True, 'bus')
    """
    return str(ENGLISH.stemWord(word))


def words_of(text: str) -> list[str]:
    """The words that matter in what somebody typed or wrote, stemmed."""
    return [stem(word) for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in IGNORED]


@cache
def meanings() -> dict[str, frozenset[str]]:
    """For each known word, the words of the same meaning."""
    text = resources.files(__package__).joinpath("plain_words.toml").read_text(encoding="utf-8")
    by_word: dict[str, frozenset[str]] = {}
    for group in tomllib.loads(text)["groups"]:
        stems = frozenset(stem(word) for word in group)
        for word in stems:
            by_word[word] = by_word.get(word, frozenset()) | stems
    return by_word


def ranked(services: Iterable[Service], typed: str) -> list[Service]:
    """Services that match at least one of the words, best first; all of them when no word matters."""
    wanted = words_of(typed)
    if not wanted:
        return list(services)
    scored = [(score(service, wanted), service) for service in services]
    return [service for points, service in sorted(scored, key=lambda s: (-s[0], s[1].name)) if points > 0]


def score(service: Service, wanted: Iterable[str]) -> float:
    """How well a service answers the words; 0 when it does not."""
    words_held = [(weight, set(words_of(getattr(service, field)))) for field, weight in WEIGHTS]
    words_held.append((2, {word for area in service.areas.all() for word in words_of(area.name)}))
    points = 0.0
    for word in wanted:
        same = meanings().get(word, frozenset())
        for weight, words in words_held:
            if word in words:
                points += weight
            elif same & words:
                points += weight / 2
    return points
