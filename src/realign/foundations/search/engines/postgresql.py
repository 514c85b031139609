"""Full text in PostgreSQL, by its own text search: the words are read here, so that both databases find the same."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.core.cache import cache
from django.db import connection

from realign.foundations.search.types import Alternative, IndexedText, Match, Wanted

# what PostgreSQL keeps of where a word stands, and of how often
LAST_PLACE, MOST_PLACES = 16_383, 200
# the words of the index are read from every text it holds, so not for each word that somebody mistypes
VOCABULARY, KEPT_SECONDS = "search.vocabulary", 300


class PostgresqlEngine:
    """One table with a row for each indexed record, numbered alike."""

    def create(self) -> None:
        """Make the table and its index, where they are missing."""
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE IF NOT EXISTS search_text (number bigint PRIMARY KEY, words tsvector NOT NULL)"
            )
            cursor.execute("CREATE INDEX IF NOT EXISTS search_text_words ON search_text USING gin (words)")

    def write(self, texts: Sequence[IndexedText]) -> None:
        """Hold these texts, in place of those held under the same numbers."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_text (number, words) VALUES (%s, %s::tsvector)"
                " ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words",
                [(text.number, _vector(text)) for text in texts],
            )

    def forget(self, numbers: Sequence[int]) -> None:
        """Hold these texts no longer."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_text WHERE number = ANY(%s)", [list(numbers)])

    def matching(
        self, wanted: Wanted, names: Sequence[str], partnership_id: int | None, most: int
    ) -> list[Match]:
        """Records that hold the words, best first."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT held.name, held.object_id FROM search_text"
                " JOIN search_indexedrecord AS held ON held.id = search_text.number,"
                " CAST(%s AS tsquery) AS wanted"
                " WHERE search_text.words @@ wanted"
                " AND (held.partnership_id = %s OR held.partnership_id IS NULL) AND held.name = ANY(%s)"
                " ORDER BY ts_rank(search_text.words, wanted, 1) DESC, held.name, held.object_id LIMIT %s",
                [_expression(wanted), partnership_id, list(names), most],
            )
            return [(str(name), int(number)) for name, number in cursor.fetchall()]

    def vocabulary(self, shortest: int, longest: int) -> Iterable[str]:
        """Every word that the index held within the last minutes, within these lengths."""
        words: list[str] = cache.get_or_set(VOCABULARY, _every_word, KEPT_SECONDS) or []
        return [word for word in words if shortest <= len(word) <= longest]


def _every_word() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM ts_stat('SELECT words FROM search_text')")
        return [word for (word,) in cursor.fetchall()]


def _vector(text: IndexedText) -> str:
    """The words with their places, those of the title with the greatest weight."""
    places: dict[str, list[str]] = defaultdict(list)
    weighted = [*((word, "A") for word in text.title), *((word, "D") for word in text.body)]
    for place, (word, weight) in enumerate(weighted, 1):
        if len(places[word]) < MOST_PLACES:
            places[word].append(f"{min(place, LAST_PLACE)}{weight}")
    return " ".join(f"'{word}':{','.join(where)}" for word, where in places.items())


def _expression(wanted: Wanted) -> str:
    words = (" | ".join(_term(alternative) for alternative in word) for word in wanted.words)
    return (" | " if wanted.any_will_do else " & ").join(f"({word})" for word in words)


def _term(alternative: Alternative) -> str:
    return f"'{alternative.word}'" + (":*" if alternative.is_beginning else "")
