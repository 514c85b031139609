"""A survey as an outsider brings it: answers in words, awkward column names, no weights, no strata, no scales."""

import csv
import io
from itertools import cycle, islice

from openpyxl import Workbook

SAFE = "Q1. Do you feel safe at school? (tick one)"
LONG = "Q2: When you think of the adults in your school, is there somebody to whom you can talk about anything at all?"
ODD = 'q3~home="online" | what\'s it like?'
BULLIED = "bullied_last_year"
SCORE = "sdq_total"
NUMBER = "n"

PREFER = "Prefer not to say"
ANSWERS = {
    SAFE: ["Yes", "Yes", "No", "Yes", PREFER],
    LONG: [
        "There is always somebody, at least one adult whom I can trust with anything",
        "There is always somebody, at least one adult whom I can trust with some things",
        "There is nobody",
        PREFER,
    ],
    ODD: ["Good", "Bad", "Good"],
    BULLIED: ["Yes", "No", "No", PREFER, "No", "Yes", "No"],
    SCORE: ["Low", "High", "Low"],
    NUMBER: ["1", "2", "3", "4"],
    "Sgoil Ghàidhlig?": ["Yes", "No"],
    "weight": ["Heavy", "Light", "Heavy", "Light", "Light"],
}
KNOWN = {
    "sex": ["Girls", "Boys", "Boys", "Girls", "Boys", PREFER, "Girls"],
    "carer": ["Yes", "No", "No"],
    "care_for_someone": ["1", "2", "2"],
}
"""Columns by which every survey may be broken down, answered in words; a measure has the name of one of them."""


def columns(*, broken_down: bool) -> dict[str, list[str]]:
    return ANSWERS | (KNOWN if broken_down else {})


def answers_csv(pupils: int = 420, *, broken_down: bool = False) -> str:
    """One row for each pupil."""
    held = columns(broken_down=broken_down)
    spread = {name: list(islice(cycle(given), pupils)) for name, given in held.items()}
    return _written([list(held), *zip(*spread.values(), strict=True)])


def workbook(pupils: int = 420) -> bytes:
    """The same by sex in a workbook, with its codebook on a sheet of its own."""
    book = Workbook()
    for title, text in (
        ("Answers", answers_csv(pupils, broken_down=True)),
        ("Codebook", codebook_csv(broken_down=True)),
    ):
        sheet = book.create_sheet(title)
        for row in csv.reader(io.StringIO(text)):
            sheet.append(row)
    book.remove(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def codebook_csv(*, broken_down: bool = False) -> str:
    """Every value of every column, with what it says; numbers get words."""
    rows = [["column", "label", "value", "value_label", "missing"]]
    for name, given in columns(broken_down=broken_down).items():
        for value in dict.fromkeys(given):
            words = f"Answer {value}" if value.isdigit() else value
            rows.append([name, f"Asked: {name}", value, words, "yes" if value == PREFER else ""])
    return _written(rows)


def _written(rows) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue()
