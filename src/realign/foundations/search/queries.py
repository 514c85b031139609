"""Finding: the words that were typed, then words of the same meaning, then slips of the finger, then any of the words.

Nothing is found that the reader may not open at this moment: the index says where the words stand, and the records
themselves are asked which of them this reader may see.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.apps import apps

from realign.foundations.search import rules
from realign.foundations.search.engines import engine
from realign.foundations.search.models import IndexedRecord
from realign.foundations.search.registry import SEARCHABLE
from realign.foundations.search.types import (
    PUBLIC,
    Alternative,
    Hit,
    Match,
    Reader,
    Searchable,
    SearchAnswer,
    Wanted,
)

MOST_FOUND = 5000
"""Records that one search looks at; a word that more of them hold is no help to anybody."""


@dataclass(frozen=True)
class IndexWords:
    """The words of a record for the index, and their fingerprint."""

    title: tuple[str, ...]
    body: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """The same for the same words, in whatever order a database gives the records that they come from."""
        return sha256("\n".join((" ".join(self.title), " ".join(sorted(self.body)))).encode()).hexdigest()


def text_of(searchable: Searchable, record: Any) -> IndexWords:
    """What the index should hold of a record."""
    return IndexWords(
        tuple(rules.index_words([searchable.title(record)])),
        tuple(rules.index_words(searchable.words(record))),
    )


def edition() -> str:
    """Of how the index is made: where the words of records are read otherwise than before, it is built afresh."""
    rooms = (Path(config.path) / "searchable.py" for config in apps.get_app_configs())
    files = [Path(rules.__file__), *sorted(file for file in rooms if file.exists())]
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def stale() -> int:
    """How many entries of the index are missing, out of date or about nothing; 0 where it is as it should be."""
    wrong = 0
    for searchable in SEARCHABLE.all():
        fingerprints = dict(
            IndexedRecord.objects.filter(name=searchable.name).values_list("object_id", "fingerprint")
        )
        for record in searchable.indexed():
            wrong += fingerprints.pop(record.pk, "") != text_of(searchable, record).fingerprint
        wrong += len(fingerprints)
    names = [searchable.name for searchable in SEARCHABLE.all()]
    return wrong + IndexedRecord.objects.exclude(name__in=names).count()


def offered(reader: Reader) -> list[Searchable]:
    """What this reader may search: of each kind the pages for members, or else those for everybody."""
    kinds: dict[str, list[Searchable]] = {}
    for searchable in SEARCHABLE.all():
        if reader.may_see(searchable.audience):
            kinds.setdefault(searchable.kind, []).append(searchable)
    for kind, known in kinds.items():
        for_members = [searchable for searchable in known if searchable.audience != PUBLIC]
        kinds[kind] = for_members or known
    return [searchable for known in kinds.values() for searchable in known]


def exact(typed: str, ignored: frozenset[str] = frozenset()) -> Wanted:
    """The words that were typed, forgiving only their endings."""
    return Wanted(tuple(rules.same_word(word) for word in rules.words_that_matter(typed, ignored)))


def find(
    reader: Reader, typed: str, kinds: Sequence[str] = (), ignored: frozenset[str] = frozenset()
) -> SearchAnswer:
    """What this reader may see that answers the words, of some kinds or of all; the best of each kind first."""
    searchables = [s for s in offered(reader) if not kinds or s.kind in kinds]
    words = rules.words_that_matter(typed, ignored)
    labels = {searchable.kind: searchable.label for searchable in searchables}
    exactly = exact(typed, ignored)
    if not words or not searchables:
        return SearchAnswer(exactly, {}, labels)
    meant = Wanted(tuple(rules.same_meaning(word) for word in words))
    matches = _visible(reader, searchables, exactly)
    if meant != exactly:
        matches = _joined(matches, _visible(reader, searchables, meant))
    if matches:
        return SearchAnswer(meant, _by_kind(searchables, matches), labels)
    corrected = _corrected(words)
    if corrected:
        read = Wanted(tuple((*rules.same_meaning(word), *corrected.get(word, ())) for word in words))
        if matches := _visible(reader, searchables, read):
            return SearchAnswer(read, _by_kind(searchables, matches), labels, is_corrected=True)
        meant = read
    some = Wanted(meant.words, any_will_do=True)
    matches = _visible(reader, searchables, some) if len(words) > 1 else []
    return SearchAnswer(meant, _by_kind(searchables, matches), labels, is_partial=bool(matches))


def find_any(reader: Reader, typed: str, kind: str, ignored: frozenset[str]) -> list[int] | None:
    """The numbers of all records of a kind that hold any of the words, those that hold all first; None without a word."""
    words = rules.words_that_matter(typed, ignored)
    if not words:
        return None
    searchables = [searchable for searchable in offered(reader) if searchable.kind == kind]
    answer = find(reader, typed, [kind], ignored)
    some = _visible(reader, searchables, Wanted(answer.wanted.words, any_will_do=True))
    first = [number for matches in answer.matches.values() for _, number in matches]
    return list(dict.fromkeys((*first, *(number for _, number in some))))


def hits(reader: Reader, answer: SearchAnswer, matches: Sequence[Match]) -> dict[Match, Hit]:
    """What was found, with its page and the words round what was looked for, in this order."""
    by_name = {searchable.name: searchable for searchable in offered(reader)}
    records: dict[Match, Any] = {}
    for name in dict.fromkeys(name for name, _ in matches):
        searchable = by_name[name]
        numbers = [number for each, number in matches if each == name]
        visible = set(searchable.rows(reader).filter(pk__in=numbers).values_list("pk", flat=True))
        for record in searchable.indexed().filter(pk__in=visible):
            records[name, record.pk] = record
    return {
        match: _hit(reader, by_name[match[0]], records[match], answer)
        for match in matches
        if match in records
    }


def _hit(reader: Reader, searchable: Searchable, record: Any, answer: SearchAnswer) -> Hit:
    title = searchable.title(record)
    return Hit(
        title=rules.marked(title, answer.wanted),
        url=searchable.url(record, reader.partnership.slug),
        snippet=rules.snippet((text for text in searchable.words(record) if text != title), answer.wanted),
        invented=bool(getattr(record, "invented", False)),
    )


def _visible(reader: Reader, searchables: Sequence[Searchable], wanted: Wanted) -> list[Match]:
    """Records that hold the words and that the reader may see now, best first; a query for each kind that matches."""
    names = [searchable.name for searchable in searchables]
    matches = engine().matching(wanted, names, reader.partnership.pk, MOST_FOUND)
    visible: set[Match] = set()
    for searchable in searchables:
        numbers = [number for name, number in matches if name == searchable.name]
        if numbers:
            rows = searchable.rows(reader).filter(pk__in=numbers).order_by()
            visible |= {(searchable.name, number) for number in rows.values_list("pk", flat=True)}
    return [(name, number) for name, number in matches if (name, number) in visible]


def _corrected(words: Iterable[str]) -> dict[str, tuple[Alternative, ...]]:
    """For each typed word the words of the index that may have been meant; words of the index need none."""
    corrected = {}
    for word in words:
        known = set(engine().vocabulary(len(word) - 1, len(word) + 1))
        if near := rules.slips(word, known):
            corrected[word] = tuple(Alternative(other) for other in near)
    return corrected


def _joined(first: Sequence[Match], more: Sequence[Match]) -> list[Match]:
    return list(dict.fromkeys((*first, *more)))


def _by_kind(searchables: Sequence[Searchable], matches: Sequence[Match]) -> dict[str, list[Match]]:
    kind_of = {searchable.name: searchable.kind for searchable in searchables}
    by_kind: dict[str, list[Match]] = {}
    for match in matches:
        by_kind.setdefault(kind_of[match[0]], []).append(match)
    return by_kind
