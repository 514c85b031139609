"""The index is built afresh where an installation has none, and wherever an upgrade reads other words than before."""

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.registry import REFERENCE_LISTS, ReferenceList
from realign.foundations.search.actions import rebuild
from realign.foundations.search.queries import edition


def _load(_by: Registrar) -> None:
    rebuild()


REFERENCE_LISTS.add(ReferenceList("search", "Search index", edition, _load))
