"""The background entry points, by name, and what rooms bring to a person’s work.

Each app’s ``jobs.py`` adds background work with ``@background``; its ``my_work.py`` adds rules that say what there is
to do.
"""

from collections.abc import Callable

from realign.foundations.rooms import Registry
from realign.foundations.work.types import Entry, Registered, WorkRule

ENTRIES: Registry[Registered] = Registry("jobs", holds="background work", key=lambda entry: entry.kind)


def background(kind: str, *, max_attempts: int = 3) -> Callable[[Entry], Entry]:
    """Register ``entry(run, **arguments)`` under a name such as ``surveys.estimate``.

    Raises ValueError when another entry point has the name.
    """

    def register(entry: Entry) -> Entry:
        ENTRIES.add(Registered(kind, entry, max_attempts))
        return entry

    return register


def entry_for(kind: str) -> Registered:
    """The entry point of this name; KeyError names those that exist."""
    return ENTRIES.get(kind)


MY_WORK: Registry[WorkRule] = Registry(
    "my_work", holds="what needs a person", key=lambda rule: (rule.__module__, rule.__qualname__)
)
