"""What rooms bring that no partnership owns: reference lists, and the areas that a partnership may cover.

Setting an installation up or upgrading it loads every list whose edition is new.
"""

from collections.abc import Callable, Sequence
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


@dataclass(frozen=True)
class CoveredArea:
    """A council area or a health board’s: its code, its name, and for a council the code of its health board."""

    code: str
    name: str
    health_board: str = ""


@dataclass(frozen=True)
class AreaList:
    """Areas of one kind of body, such as ``council``: what they are called together, and how they are read."""

    kind: str
    title: str
    areas: Callable[[], Sequence[CoveredArea]]


AREA_LISTS: Registry[AreaList] = Registry(
    "area_choices", holds="areas that a partnership may cover", key=lambda area_list: area_list.kind
)
