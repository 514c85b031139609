"""Councils like each other: the family groups of the Local Government Benchmarking Framework."""

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources


class Likeness(StrEnum):
    """Groups by deprivation are for people-based indicators, by density for others."""

    DEPRIVATION = "deprivation"
    DENSITY = "density"


@dataclass(frozen=True)
class FamilyGroups:
    """Which group, 1 to 4, each council is in, by its current code."""

    source: str
    as_at: str
    verified: bool
    names: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, int, int], ...]

    def family(self, council: str, likeness: Likeness = Likeness.DEPRIVATION) -> tuple[str, ...]:
        """The codes of the councils in the same group, the council itself included.

        >>> "S12000042" in lgbf_family_groups().family("S12000049")
        True
        """
        column = {code: (deprivation, density) for code, deprivation, density in self.groups}
        if council not in column:
            raise ValueError(
                f"{council!r} is not the current code of a Scottish council; expected one such as "
                "'S12000042' (Dundee City). Four councils changed code in 2018 and 2019."
            )
        place = 0 if likeness is Likeness.DEPRIVATION else 1
        return tuple(code for code, group in column.items() if group[place] == column[council][place])


@lru_cache(maxsize=1)
def lgbf_family_groups() -> FamilyGroups:
    """The packaged groups, with their date and source."""
    folder = resources.files("realign.methods.indicators")
    published = json.loads(folder.joinpath("data/lgbf_family_groups.json").read_text("utf-8"))
    councils = published["councils"].items()
    return FamilyGroups(
        source=published["source"],
        as_at=published["as_at"],
        verified=published["verified"],
        names=tuple((code, row["name"]) for code, row in councils),
        groups=tuple((code, row["deprivation"], row["density"]) for code, row in councils),
    )
