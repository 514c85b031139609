"""Template filters for numbers, money and dates; the arithmetic of words is in `design.words`."""

from collections.abc import Iterable, Sequence

from django import template

from realign.foundations.design import words
from realign.methods.signs import key_of

register = template.Library()

for function in (
    words.money,
    words.money_exact,
    words.percent,
    words.number,
    words.number_words,
    words.plural,
    words.counted,
    words.date_words,
    words.moment_words,
    words.report_year,
    words.within,
):
    register.filter(function.__name__, function)


@register.filter
def signs_key(rows: Iterable[Sequence[object]]) -> list[tuple[str, str]]:
    """The key of a table: the signs that stand in its rows, whose first cell is their heading."""
    return key_of(cell for row in rows for cell in row[1:])
