"""What a partnership’s areas are called in other rooms, and areas by any code or name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from realign.registers.places.gazetteer import fold_name
from realign.registers.places.models import Area

SCOTLAND = "S92000003"
CHILDREN = (0, 17)
EVERYBODY = (0, 120)
FAMILY_GROUPS = ("lgbf-people", "lgbf-places")

_CODE = re.compile(r"[SEWNK]\d{8}", re.IGNORECASE)


@dataclass(frozen=True)
class AreaIndex:
    """Areas by every code they have or had and by every name that is known, for reading files without a query per row."""

    by_code: Mapping[str, Area]
    by_name: Mapping[tuple[str, str], Area]

    def find(self, text: str, *kinds: str) -> Area | None:
        """The area of a code or name, tried among the kinds given in their order; nothing when none fits."""
        text = text.strip()
        if _CODE.fullmatch(text):
            match = self.by_code.get(text.upper())
            return match if match is None or not kinds or match.kind in kinds else None
        return next(iter(self.named(text, *kinds)), None)

    def named(self, name: str, *kinds: str) -> list[Area]:
        """Every area that a name may be of: Highland is a council and a health board, NHS Highland the board alone."""
        folded, told = fold_name(name), kind_told(name)
        among = [kind for kind in kinds or Area.Kind.values if told in {"", kind}]
        return [area for kind in among if (area := self.by_name.get((folded, kind)))]


def kind_told(name: str) -> str:
    """The kind of area that the words of a name tell; nothing where they tell none.

    >>> str(kind_told("NHS Highland")), str(kind_told("Highland Council")), str(kind_told("Highland"))
    ('health-board', 'council', '')
    """
    words = set(re.findall(r"[a-z]+", name.lower()))
    if words & {"nhs", "board"}:
        return Area.Kind.HEALTH_BOARD
    return Area.Kind.COUNCIL if "council" in words else ""
