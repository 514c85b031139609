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

# kinds of area that are known to exist but not kept here, by the start of their code
_OTHER_KINDS = {
    "S13": "wards",
    "S14": "UK Parliament constituencies",
    "S16": "Scottish Parliament constituencies",
    "S17": "Scottish Parliament regions",
    "S19": "localities",
    "S20": "settlements",
    "S37": "health and social care partnerships",
    "E": "areas outside Scotland",
    "K": "areas outside Scotland",
    "N": "areas outside Scotland",
    "W": "areas outside Scotland",
}

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


def kind_not_kept(code: str) -> str:
    """What sort of area a code is of, where such areas are known to exist and are not kept here; empty for any other.

    >>> kind_not_kept("S13002999"), kind_not_kept("K02000001"), kind_not_kept("S12000041")
    ('wards', 'areas outside Scotland', '')
    """
    code = code.strip().upper()
    if not _CODE.fullmatch(code):
        return ""
    return _OTHER_KINDS.get(code[:3]) or _OTHER_KINDS.get(code[:1], "")


def kind_told(name: str) -> str:
    """The kind of area that the words of a name tell; nothing where they tell none.

    >>> str(kind_told("NHS Highland")), str(kind_told("Highland Council")), str(kind_told("Highland"))
    ('health-board', 'council', '')
    """
    words = set(re.findall(r"[a-z]+", name.lower()))
    if words & {"nhs", "board"}:
        return Area.Kind.HEALTH_BOARD
    return Area.Kind.COUNCIL if "council" in words else ""
