"""One way to plug in: a lower floor declares a registry, and each room adds to it in a small file of a fixed name.

::

    # realign/foundations/work/registry.py
    ENTRIES: Registry[Registered] = Registry("jobs", holds="background work", key=lambda entry: entry.kind)

    # realign/analyse/surveys/jobs.py
    ENTRIES.add(Registered("surveys.estimate", estimate))

The file is found by its name when the registry is first read, so nobody imports upwards and no list of rooms is kept.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.module_loading import autodiscover_modules

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """What every room brings of one kind, in the order of ``order`` and then of the installed rooms.

    ``module`` is the name of the file in which a room brings it, ``holds`` says in words what it is, ``key`` tells
    two items apart, and ``order`` sorts them (smaller first).
    """

    known: ClassVar[list["Registry[Any]"]] = []

    def __init__(
        self,
        module: str,
        *,
        holds: str,
        key: Callable[[Item], Hashable],
        order: Callable[[Item], Any] | None = None,
    ) -> None:
        self.module, self.holds = module, holds
        self._key, self._order = key, order
        self._items: dict[Hashable, Item] = {}
        self._searched = False
        Registry.known.append(self)

    def add(self, *items: Item) -> None:
        """Bring items of this kind; bringing the same one again changes nothing.

        Raises ValueError when another item already has the key.
        """
        for item in items:
            key = self._key(item)
            if self._items.setdefault(key, item) != item:
                raise ValueError(f"Two items of {self.holds} are called {key!r}.")

    def all(self) -> tuple[Item, ...]:
        """Everything that any room brings."""
        self._search()
        items = self._items.values()
        return tuple(items if self._order is None else sorted(items, key=self._order))

    def get(self, key: Hashable) -> Item:
        """The item with this key; KeyError names those that exist."""
        self._search()
        if key not in self._items:
            there = ", ".join(sorted(str(known) for known in self._items)) or "nothing"
            raise KeyError(f"No {self.holds} is called {key!r}. There is: {there}.")
        return self._items[key]

    def __contains__(self, key: Hashable) -> bool:
        self._search()
        return key in self._items

    @contextmanager
    def holding(self, *items: Item) -> Iterator[None]:
        """Hold these items too while a block runs, so that a test can see what becomes of them."""
        self._search()
        before = dict(self._items)
        try:
            self._items |= {self._key(item): item for item in items}
            yield
        finally:
            self._items = before

    def _search(self) -> None:
        if not self._searched:
            self._searched = True
            autodiscover_modules(self.module)
