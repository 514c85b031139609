"""What can be searched: each room brings its records in a file named `searchable.py`."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Manager, Model
from django.urls import reverse

from realign.foundations.rooms import Registry
from realign.foundations.search.types import Searchable

SEARCHABLE: Registry[Searchable] = Registry(
    "searchable",
    holds="what can be searched",
    key=lambda searchable: searchable.name,
    order=lambda searchable: searchable.order,
)


def words_in(*fields: str) -> Callable[[Any], Iterable[str]]:
    """Reads the words of these fields: texts, lists of texts, joined records by their name; dots lead further."""

    def read(record: Any) -> Iterator[str]:
        for field in fields:
            yield from _texts(record, field.split("."))

    return read


def _texts(value: Any, path: list[str]) -> Iterator[str]:
    match value:
        case None | "":
            return
        case Manager():
            for record in value.all():
                yield from _texts(record, path)
        case list() | tuple():
            for item in value:
                yield from _texts(item, path)
        case dict():
            for item in value.values():
                yield from _texts(item, path)
        case _ if path:
            yield from _texts(getattr(value, path[0]), path[1:])
        case str():
            yield value
        case Model():
            yield str(value)


def page_called(name: str, key: str = "slug") -> Callable[[Any, str], str]:
    """Leads to the page of this name, with the field that tells records apart in its address."""

    def url(record: Any, partnership: str) -> str:
        return reverse(name, args=[partnership, getattr(record, key)])

    return url
