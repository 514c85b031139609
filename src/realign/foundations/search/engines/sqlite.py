"""Full text in SQLite, by FTS5."""

from collections.abc import Iterable, Sequence

from django.db import connection

from realign.foundations.search.types import Alternative, IndexedText, Match, Wanted

# a word in the title counts as much as ten in the text
WEIGHTS = "10.0, 1.0"


class SqliteEngine:
    """One virtual table with a row for each indexed record, numbered alike, and a list of its words."""

    def create(self) -> None:
        """Make both tables, where they are missing."""
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(title, body)")
            cursor.execute(
                "CREATE VIRTUAL TABLE IF NOT EXISTS search_vocabulary USING fts5vocab(search_text, 'row')"
            )

    def write(self, texts: Sequence[IndexedText]) -> None:
        """Hold these texts, in place of those held under the same numbers."""
        rows = [(text.number, " ".join(text.title), " ".join(text.body)) for text in texts]
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT OR REPLACE INTO search_text (rowid, title, body) VALUES (%s, %s, %s)", rows
            )

    def forget(self, numbers: Sequence[int]) -> None:
        """Hold these texts no longer."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(number,) for number in numbers])

    def matching(
        self, wanted: Wanted, names: Sequence[str], partnership_id: int | None, most: int
    ) -> list[Match]:
        """Records that hold the words, best first."""
        places = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT held.name, held.object_id FROM search_text"  # noqa: S608 - only placeholders are put in
                " JOIN search_indexedrecord AS held ON held.id = search_text.rowid"
                " WHERE search_text MATCH %s AND (held.partnership_id = %s OR held.partnership_id IS NULL)"
                f" AND held.name IN ({places})"
                f" ORDER BY bm25(search_text, {WEIGHTS}), held.name, held.object_id LIMIT %s",
                [_expression(wanted), partnership_id, *names, most],
            )
            return [(str(name), int(number)) for name, number in cursor.fetchall()]

    def vocabulary(self, shortest: int, longest: int) -> Iterable[str]:
        """Every word that the index holds, within these lengths."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT term FROM search_vocabulary WHERE length(term) BETWEEN %s AND %s", [shortest, longest]
            )
            return [term for (term,) in cursor.fetchall()]


def _expression(wanted: Wanted) -> str:
    words = (" OR ".join(_term(alternative) for alternative in word) for word in wanted.words)
    return (" OR " if wanted.any_will_do else " AND ").join(f"({word})" for word in words)


def _term(alternative: Alternative) -> str:
    return f'"{alternative.word}"' + ("*" if alternative.is_beginning else "")
