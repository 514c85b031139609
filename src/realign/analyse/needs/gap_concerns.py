"""The seven sections of the needs assessment, as records that a data gap can concern."""

from realign.analyse.needs.models import NeedsSection
from realign.foundations.design.links import address
from realign.foundations.partnerships.models import Partnership
from realign.registers.gaps.registry import CONCERNS
from realign.registers.gaps.types import ConcernKind, Offered


def sections(partnership: Partnership) -> list[Offered]:
    """Every section, whichever version is being written."""
    url = address("needs:list", partnership.slug)
    return [Offered(str(code), f"Needs assessment: {code.label}", url) for code in NeedsSection.Code]


CONCERNS.add(
    ConcernKind("section", "Section of the needs assessment", sections, order=45),
)
