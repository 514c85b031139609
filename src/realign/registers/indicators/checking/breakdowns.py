"""Columns that split a figure into groups of people: a known one becomes the breakdown, another keeps the file out.

A row for girls, or for the most deprived fifth, is never taken for one about everybody.
"""

import re
from collections.abc import Iterable

from realign.foundations.files.table_layouts.types import fold
from realign.foundations.files.tables import FileRow

EVERYBODY = {
    *("", "all", "total", "everyone", "everybody", "both sexes", "persons"),
    *("all persons", "all people", "all ages", "all children", "all pupils", "all sexes"),
}
"""What a column of groups says in a row about everybody."""

_GROUPS = {
    *("sex", "gender", "age", "age group", "age band", "age range"),
    *("quintile", "simd quintile", "deprivation quintile", "decile", "simd decile", "deprivation decile"),
    *("ethnicity", "ethnic group", "disability"),
}
_KNOWN = {fold(name) for name in _GROUPS}
_QUINTILES, _OF_SCOTLAND = "quinttype", "sc_quin"
"""ScotPHO says within which area the fifths are made; those of all Scotland are the usual ones."""

_SPLIT = ("splitname", "splitvalue")
"""ScotPHO names a split (Sex) and its group (Female) in two columns."""

_SPLITTING = re.compile(
    r"(?<![a-z])(sex|gender|ages?|quintiles?|deciles?|simd|deprivation|ethnic\w*|disab\w*|religion|tenure|split\w*|"
    r"(sub)?groups?|breakdown|dimension|category|characteristic|strat\w*|stage|cohort|urban\w*|rural\w*)(?![a-z])"
)


def breakdown_of(row: FileRow) -> str:
    """The group that the unknown columns of a row say it is about, such as “quintile: 1”; nothing for everybody."""
    cells = {fold(name): (name, value) for name, value in row.extra.items()}
    parts = [
        f"{name}: {value}"
        for column, (name, value) in cells.items()
        if column in _KNOWN and value.lower() not in EVERYBODY
    ]
    _, made_within = cells.get(_QUINTILES, ("", ""))
    if parts and made_within not in {"", _OF_SCOTLAND}:
        parts.append(f"within: {made_within}")
    (_, split), (_, group) = (cells.get(column, ("", "")) for column in _SPLIT)
    if group.lower() not in EVERYBODY:
        parts.append(f"{split or 'Group'}: {group}")
    return "; ".join(parts)


def unknown_splits(rows: Iterable[FileRow]) -> dict[str, FileRow]:
    """Columns whose names say that they split figures and that are not known, each with the first row of a group."""
    splits: dict[str, FileRow] = {}
    for row in rows:
        for name, value in row.extra.items():
            if value.lower() not in EVERYBODY and name not in splits and _may_split(name):
                splits[name] = row
    return splits


def unused(names: Iterable[str]) -> list[str]:
    """The columns of which nothing is read."""
    return [name for name in names if not _is_read(name)]


def _is_read(name: str) -> bool:
    return fold(name) in {*_KNOWN, *_SPLIT, _QUINTILES}


def _may_split(name: str) -> bool:
    return not _is_read(name) and _SPLITTING.search(name.lower().replace("_", " ")) is not None
