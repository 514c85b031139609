"""The reference lists that come with the product: each room adds what it brings in its own `reference_lists.py`.

They belong to no partnership. Setting an installation up or upgrading it loads every list whose edition is new.
"""

from collections.abc import Callable
from dataclasses import dataclass

from realign.foundations.audit.types import Registrar
from realign.foundations.rooms import Registry


@dataclass(frozen=True)
class ReferenceList:
    """One list: its short name, its name for people, which edition the product brings, and how it is loaded.

    ``load`` must be safe to repeat: it adds and corrects, and removes nothing that a record may point at.
    """

    slug: str
    title: str
    fingerprint: Callable[[], str]
    load: Callable[[Registrar], object]


REFERENCE_LISTS: Registry[ReferenceList] = Registry(
    "reference_lists", holds="reference lists", key=lambda reference_list: reference_list.slug
)
