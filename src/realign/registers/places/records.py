"""Records about areas as plain values under their natural keys, and how a set of them is merged into what is held.

Everything is read with one query per table and written in bulk, whatever its size.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from realign.foundations.files.bulk import insert_many, update_many
from realign.foundations.files.types import Changes
from realign.registers.places.gazetteer import Gazetteer, fold_name
from realign.registers.places.models import (
    Area,
    AreaCode,
    AreaName,
    Boundary,
    Deprivation,
    FamilyGroup,
    Population,
)
from realign.registers.places.types import CHILDREN, EVERYBODY, FAMILY_GROUPS

Key = tuple[Any, ...]
Values = dict[str, Any]


@dataclass
class Records:
    """Records by table; each table maps a natural key to its other values. Areas are named by their code."""

    areas: dict[str, Values] = field(default_factory=dict)
    codes: dict[Key, Values] = field(default_factory=dict)
    names: dict[Key, Values] = field(default_factory=dict)
    populations: dict[Key, Values] = field(default_factory=dict)
    deprivation: dict[Key, Values] = field(default_factory=dict)
    family_groups: dict[Key, Values] = field(default_factory=dict)
    boundaries: dict[Key, Values] = field(default_factory=dict)

    def add_area(
        self,
        code: str,
        name: str,
        kind: str,
        *,
        parent: str | None = None,
        health_board: str | None = None,
        urban_rural: int | None = None,
        also: Iterable[str] = (),
    ) -> None:
        """An area with its present code; councils, boards and the country can be found by name too."""
        self.areas[code] = {
            "name": name,
            "kind": kind,
            "parent": parent,
            "health_board": health_board,
            "urban_rural": urban_rural,
        }
        self.codes.setdefault((code,), {"area": code, "valid_from": None, "valid_to": None})
        if kind in {Area.Kind.COUNTRY, Area.Kind.COUNCIL, Area.Kind.HEALTH_BOARD, Area.Kind.PARTNERSHIP}:
            for other in (name, *also):
                self.names[fold_name(other), str(kind)] = {"area": code}

    def add_code_change(self, code: str, previous: str, changed_on: datetime.date) -> None:
        """The code an area had before; the old one is valid to the day before the change."""
        last = changed_on - datetime.timedelta(days=1)
        self.codes[(code,)] = {"area": code, "valid_from": changed_on, "valid_to": None}
        self.codes[(previous,)] = {"area": code, "valid_from": None, "valid_to": last}

    def add_population(self, code: str, year: int, ages: tuple[int, int], persons: int, source: str) -> None:
        """How many people of an age range live in an area."""
        self.populations[code, year, *ages] = {"persons": persons, "source": source}


def from_gazetteer(gazetteer: Gazetteer) -> Records:
    """The records of the file that comes with the product."""
    records = Records()
    for entry in gazetteer.entries:
        records.add_area(
            entry.code,
            entry.name,
            entry.kind,
            parent=entry.parent or None,
            health_board=entry.health_board or None,
            also=entry.also,
        )
        if entry.changed_on is not None:
            records.add_code_change(entry.code, entry.previous_code, entry.changed_on)
        for ages, persons in ((CHILDREN, entry.aged_0_17), (EVERYBODY, entry.all_ages)):
            if persons is not None:
                records.add_population(
                    entry.code, gazetteer.population_year, ages, persons, gazetteer.population_source
                )
        for scheme, group in zip(FAMILY_GROUPS, (entry.people, entry.places), strict=True):
            if group is not None:
                records.family_groups[entry.code, scheme] = {
                    "group": group,
                    "source": gazetteer.family_group_source,
                }
    _add_scotland(records, gazetteer)
    return records


def _add_scotland(records: Records, gazetteer: Gazetteer) -> None:
    for ages, field_name in ((CHILDREN, "aged_0_17"), (EVERYBODY, "all_ages")):
        persons = sum(getattr(entry, field_name) or 0 for entry in gazetteer.entries)
        source = f"{gazetteer.population_source}, summed"
        records.add_population("S92000003", gazetteer.population_year, ages, persons, source)


def merge(records: Records, *, dry: bool = False) -> Changes:
    """Bring records in; ``dry`` only counts. What is held and not among them stays as it is."""
    changes = [_merge_areas(records.areas, dry)]
    ids = dict(Area.objects.values_list("code", "pk"))
    for model, wanted, key in (
        (AreaCode, records.codes, ("code",)),
        (AreaName, records.names, ("folded", "kind")),
        (Population, records.populations, ("area", "year", "age_from", "age_to")),
        (Deprivation, records.deprivation, ("area", "edition")),
        (FamilyGroup, records.family_groups, ("area", "scheme")),
        (Boundary, records.boundaries, ("area",)),
    ):
        if wanted:
            changes.append(_merge_table(model, wanted, key, ids, dry))
    return Changes(
        sum(change.new for change in changes),
        sum(change.changed for change in changes),
        sum(change.unchanged for change in changes),
    )


def _merge_areas(wanted: dict[str, Values], dry: bool) -> Changes:
    existing = {area.code: area for area in Area.objects.select_related("parent", "health_board")}
    new = [code for code in wanted if code not in existing]
    changed = [code for code in wanted if code in existing and not _same_area(existing[code], wanted[code])]
    if not dry:
        plain = ["name", "kind", "urban_rural"]
        insert_many(
            Area,
            [{"code": code} | {name: wanted[code][name] for name in plain} for code in new],
            ["code", *plain],
        )
        # parents are set when every area has its number
        ids = dict(Area.objects.values_list("code", "pk"))
        rows = [_area_row(code, wanted[code], existing.get(code), ids) for code in (*new, *changed)]
        update_many(Area, rows, [*plain, "parent", "health_board"])
    return Changes(len(new), len(changed), len(wanted) - len(new) - len(changed))


def _same_area(area: Area, values: Values) -> bool:
    return all(
        values[name] is None or values[name] == current
        for name, current in (
            ("name", area.name),
            ("kind", area.kind),
            ("parent", area.parent.code if area.parent else None),
            ("health_board", area.health_board.code if area.health_board else None),
            ("urban_rural", area.urban_rural),
        )
    )


def _area_row(code: str, values: Values, area: Area | None, ids: dict[str, int]) -> Values:
    """The row as it should be; what is not said stays as it is held."""
    parent, board = values["parent"], values["health_board"]
    return {
        "pk": ids[code],
        "name": values["name"],
        "kind": values["kind"],
        "urban_rural": values["urban_rural"] or (area.urban_rural if area else None),
        "parent_id": ids[parent] if parent else (area.parent_id if area else None),
        "health_board_id": ids[board] if board else (area.health_board_id if area else None),
    }


def _merge_table(
    model: type[models.Model], wanted: dict[Key, Values], key: tuple[str, ...], ids: dict[str, int], dry: bool
) -> Changes:
    """Merge one table. Keys and values that name an area do so by code and are stored by its number."""
    codes = {pk: code for code, pk in ids.items()}

    def key_of(record: Any) -> Key:
        return tuple(codes[record.area_id] if name == "area" else getattr(record, name) for name in key)

    def stored(values: Values) -> Values:
        return {
            ("area_id" if name == "area" else name): (ids.get(value) if name == "area" else value)
            for name, value in values.items()
        }

    existing = {key_of(row): row for row in model._default_manager.all()}
    new = [which for which in wanted if which not in existing]
    changed = [
        which for which in wanted if which in existing and _differs(existing[which], stored(wanted[which]))
    ]
    fields = list(next(iter(wanted.values())))
    if not dry:
        rows = (stored(dict(zip(key, which, strict=True)) | wanted[which]) for which in new)
        insert_many(model, rows, [*key, *fields])
        update_many(model, ({"pk": existing[which].pk, **stored(wanted[which])} for which in changed), fields)
    return Changes(len(new), len(changed), len(wanted) - len(new) - len(changed))


def _differs(record: Any, values: Values) -> bool:
    # the same figure from another source is the same figure: the first source stays
    return any(getattr(record, name) != value for name, value in values.items() if name != "source")
