"""What this room brings to every installation: Scotland, its health boards and its councils."""

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.registry import REFERENCE_LISTS, ReferenceList
from realign.registers.places.actions import load_gazetteer
from realign.registers.places.gazetteer import fingerprint


def _load(by: Registrar) -> None:
    load_gazetteer(by=by)


REFERENCE_LISTS.add(ReferenceList("places", "Places", fingerprint, _load))
