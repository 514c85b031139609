"""The 31 invented pupils whose answers R's survey package gave, and those answers."""

import csv
import json
from pathlib import Path

import ibis
import pyarrow as pa

from realign.methods.survey import Design

REFERENCE = Path(__file__).parents[2] / "reference" / "survey"
ANSWERS = json.loads((REFERENCE / "pupils.json").read_text())
WRITTEN_TO = 1e-6  # the answers were written down to six places

PLAIN = Design(weight="w", strata="stratum", psu="psu")
CORRECTED = Design(weight="w", strata="stratum", psu="psu", fpc="npsu")


def pupil_rows() -> list[dict]:
    with (REFERENCE / "pupils.csv").open() as file:
        rows = list(csv.DictReader(file))
    whole = ("id", "npsu", "w", "raised", "score", "girl")
    return [{name: int(value) if name in whole else value for name, value in row.items()} for row in rows]


def pupil_columns() -> dict[str, list]:
    rows = pupil_rows()
    return {name: [row[name] for row in rows] for name in rows[0]}


def table_of(columns: dict[str, list]) -> ibis.Table:
    # through Arrow, because ibis 12 asks pandas 3 for an option that warns
    return ibis.memtable(pa.table(columns))


def pupils() -> ibis.Table:
    return table_of(pupil_columns())
