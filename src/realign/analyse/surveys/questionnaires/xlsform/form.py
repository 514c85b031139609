"""A questionnaire as the sheets of an XLSForm hold it. Columns that are not known here are kept as they are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, str]


STARTS, ENDS = ("begin_group", "begin_repeat"), ("end_group", "end_repeat")


WITHOUT_QUESTION = frozenset(
    {"start", "end", "today", "deviceid", "username", "calculate", "audit", "hidden"}
)


QUESTIONS = {
    "text": "text",
    "integer": "whole number",
    "decimal": "number",
    "select_one": "one answer",
    "select_multiple": "any number of answers",
    "rank": "put in order",
    "range": "a place on a scale",
    "note": "words to read",
    "date": "a date",
    "time": "a time",
    "datetime": "a date and time",
    "acknowledge": "a tick",
}


KNOWN = frozenset(QUESTIONS) | frozenset(STARTS) | frozenset(ENDS) | WITHOUT_QUESTION


@dataclass(frozen=True)
class Sheets:
    """The three sheets, each with its columns in order and its rows."""

    survey: list[dict[str, str]]
    choices: list[dict[str, str]]
    settings: dict[str, str]
    columns: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For keeping in a row."""
        return {
            "survey": self.survey,
            "choices": self.choices,
            "settings": self.settings,
            "columns": self.columns,
        }

    @classmethod
    def kept(cls, content: Mapping[str, Any]) -> "Sheets":
        """Back from a row."""
        return cls(content["survey"], content["choices"], content["settings"], content["columns"])

    def choices_of(self, name: str) -> list[tuple[str, str]]:
        """The answers of a list: value and label."""
        return [
            (choice["name"], label_of(choice)) for choice in self.choices if choice.get("list_name") == name
        ]


def kind_of(row: Row) -> str:
    """What kind of row it is: “begin group” and “begin_group” are the same, a list’s name is left off."""
    words = row.get("type", "").strip().split()
    if words[:2] in (["begin", "group"], ["begin", "repeat"], ["end", "group"], ["end", "repeat"]):
        return "_".join(words[:2])
    return words[0] if words else ""


def list_of(row: Row) -> str:
    """The list of choices that a question uses."""
    words = row.get("type", "").split()
    return words[1] if kind_of(row) in {"select_one", "select_multiple", "rank"} and len(words) > 1 else ""


def label_of(row: Row) -> str:
    """The label in English or in the form’s only language; the name where there is none."""
    names = [name for name in row if name == "label" or name.startswith("label::")]
    names.sort(key=lambda name: (name != "label", "(en)" not in name))
    return next((row[name] for name in names if row[name]), row.get("name", ""))


@dataclass(frozen=True)
class FormQuestion:
    """One question: its words, its answers, and the conditions under which it is asked, its groups’ included."""

    number: int
    name: str
    label: str
    kind: str
    choices: list[tuple[str, str]]
    required: bool
    conditions: tuple[str, ...]
    group: str


def questions(sheets: Sheets) -> Iterator[FormQuestion]:
    """The questions in order."""
    groups: list[tuple[str, str]] = []
    number = 0
    for row in sheets.survey:
        kind = kind_of(row)
        if kind in STARTS:
            groups.append((label_of(row), row.get("relevant", "")))
        elif kind in ENDS:
            groups.pop()
        elif kind in QUESTIONS:
            number += 1
            conditions = [condition for _, condition in groups] + [row.get("relevant", "")]
            yield FormQuestion(
                number=number,
                name=row["name"],
                label=label_of(row),
                kind=QUESTIONS[kind],
                choices=sheets.choices_of(list_of(row)),
                required=row.get("required", "").casefold() in {"yes", "true", "true()"},
                conditions=tuple(condition for condition in conditions if condition),
                group=next((label for label, _ in reversed(groups) if label), ""),
            )
