"""The background entry points, by name. Each app’s jobs.py registers its own."""

from collections.abc import Callable

from realign.foundations.work.types import Entry, Registered

_entries: dict[str, Registered] = {}


def background(kind: str, *, max_attempts: int = 3) -> Callable[[Entry], Entry]:
    """Register ``entry(run, **arguments)`` under a name such as ``surveys.estimate``."""

    def register(entry: Entry) -> Entry:
        if kind in _entries and _entries[kind].entry is not entry:
            raise ValueError(f"two background entry points are called {kind!r}")
        _entries[kind] = Registered(kind, entry, max_attempts)
        return entry

    return register


def entry_for(kind: str) -> Registered:
    """The entry point of this name; KeyError names those that exist."""
    if kind not in _entries:
        raise KeyError(f"no background work is called {kind!r}; there is {sorted(_entries)}")
    return _entries[kind]
