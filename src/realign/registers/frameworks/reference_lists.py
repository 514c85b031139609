"""What this room brings to every installation: the frameworks, question sets, laws and the glossary."""

from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.registry import REFERENCE_LISTS, ReferenceList
from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.reading import fingerprint


def _load(by: Registrar) -> None:
    load_frameworks(by=by)


REFERENCE_LISTS.add(ReferenceList("frameworks", "Frameworks and glossary", fingerprint, _load))
