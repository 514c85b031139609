"""A questionnaire as the sheets of an XLSForm hold it, and as pyxform reads it: what is asked, and of whom.

Sheets are kept as they came, so that a form goes out as it came in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

QUESTIONS = {
    "string": "text",
    "int": "whole number",
    "decimal": "number",
    "select1": "one answer",
    "select": "any number of answers",
    "odk:rank": "put in order",
    "range": "a place on a scale",
    "date": "a date",
    "time": "a time",
    "dateTime": "a date and time",
    "acknowledge": "a tick",
    "geopoint": "a place on the map",
    "geotrace": "a line on the map",
    "geoshape": "an area on the map",
    "barcode": "a barcode",
    "image": "a picture",
    "audio": "a recording of sound",
    "video": "a film",
    "application": "a file",
    "osm": "a place on the map, with its tags",
}
"""What a question asks for, by the kind that ``reading_child.py`` gives it."""

NOT_ASKED = {
    "note": "words to read",
    "calculate": "calculated",
    "hidden": "kept, never shown",
    "recorded": "recorded by the device",
    "external": "answers kept in another file",
}
"""Rows that nobody answers."""

WORD = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True)
class Sheets:
    """The three sheets, each with its columns in order and its rows, and every other sheet as it came.

    ``more`` holds each other sheet by its name, row by row with its heading: those that pyxform reads too
    (external_choices, entities, osm) and those that only people read. A column without a heading is called as
    ``unnamed`` says.
    """

    survey: list[dict[str, str]]
    choices: list[dict[str, str]]
    settings: dict[str, str]
    columns: dict[str, list[str]] = field(default_factory=dict)
    more: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    more_settings: list[dict[str, str]] = field(default_factory=list)
    """Rows of the settings sheet after the first, which no tool reads."""

    def as_json(self) -> dict[str, Any]:
        """For keeping in a row."""
        return {
            "survey": self.survey,
            "choices": self.choices,
            "settings": self.settings,
            "columns": self.columns,
            "more": self.more,
            "more_settings": self.more_settings,
        }

    @classmethod
    def kept(cls, content: Mapping[str, Any]) -> "Sheets":
        """Back from a row."""
        more = [(name, rows) for name, rows in content.get("more", [])]
        return cls(
            content["survey"],
            content["choices"],
            content["settings"],
            content["columns"],
            more,
            content.get("more_settings", []),
        )


UNNAMED = "__no_heading_"


def is_unnamed(column: str) -> bool:
    """Whether a column stands here for one without a heading."""
    return column.startswith(UNNAMED)


def unnamed(place: int) -> str:
    """What a column without a heading is called here; it goes out without one.

    >>> unnamed(3)
    '__no_heading_3'
    """
    return f"{UNNAMED}{place}"


@dataclass(frozen=True)
class FormQuestion:
    """One question: its words, its answers, and the conditions under which it is asked, its groups’ included."""

    number: int
    name: str
    label: str
    kind: str
    choices: list[tuple[str, str]]
    choice_filter: str
    required: str
    conditions: tuple[str, ...]
    group: str
    elsewhere: str = ""
    """Where its answers are, in words, where they are not on the choices sheet."""


@dataclass(frozen=True)
class RowNotAsked:
    """A row of the form that nobody answers: words to read, a value worked out, or what the device records."""

    name: str
    label: str
    kind: str
    calculation: str


@dataclass(frozen=True)
class FormReading:
    """What pyxform reads out of the sheets."""

    title: str
    version: str
    default_language: str
    rows: list[dict[str, Any]]
    lists: dict[str, list[dict[str, Any]]]

    @property
    def languages(self) -> list[str]:
        """The languages that questions or answers have words in, in the order of the form."""
        labels = [row["label"] for row in self.rows]
        labels += [option.get("label") for options in self.lists.values() for option in options]
        named = [language for label in labels if isinstance(label, dict) for language in label]
        return [language for language in dict.fromkeys(named) if language != "default"]

    def questions(self) -> Iterator[FormQuestion]:
        """The questions in order."""
        rows = (row for row in self.rows if row["kind"] in QUESTIONS)
        for number, row in enumerate(rows, start=1):
            groups = [self._words(label) for label in row["groups"]]
            yield FormQuestion(
                number=number,
                name=row["name"],
                label=self._words(row["label"]) or row["name"],
                kind=QUESTIONS[row["kind"]],
                choices=self._choices(row),
                choice_filter=row["filter"],
                required=row["required"],
                conditions=tuple(row["conditions"]),
                group=next((group for group in reversed(groups) if group), ""),
                elsewhere=self._elsewhere(row),
            )

    def not_asked(self) -> list[RowNotAsked]:
        """The rows that nobody answers."""
        return [
            RowNotAsked(row["name"], self._words(row["label"]), NOT_ASKED[row["kind"]], row["calculation"])
            for row in self.rows
            if row["kind"] in NOT_ASKED
        ]

    def _elsewhere(self, row: Mapping[str, Any]) -> str:
        """A list of answers that the form takes from a file, another sheet or earlier answers."""
        name = row["list"]
        if row.get("external"):
            return f"The list {row['external']} of the sheet external_choices"
        if not name or name in self.lists:
            return ""
        return f"The answers to {name}" if name.startswith("${") else f"The file {name}"

    def _choices(self, row: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Value and words of each answer; with what decides when it is offered, where that depends on other answers."""
        names = WORD.findall(row["filter"])
        choices = []
        for option in self.lists.get(row["list"], []):
            words = self._words(option.get("label")) or option["name"]
            offered = [
                self._words_of(name, option[name])
                for name in dict.fromkeys(names)
                if name in option and name not in {"name", "label"}
            ]
            choices.append((option["name"], f"{words} ({', '.join(offered)})" if offered else words))
        return choices

    def _words_of(self, name: str, value: str) -> str:
        """The words of an answer to a question that decides what another offers."""
        lists = [self.lists.get(row["list"], []) for row in self.rows if row["name"] == name]
        labels = [option.get("label") for options in lists for option in options if option["name"] == value]
        return next((words for label in labels if (words := self._words(label))), value)

    def _words(self, label: Any) -> str:
        """A label in the form’s own language, else in English, else in the first that has it."""
        if not isinstance(label, dict):
            return str(label or "")
        languages = sorted(label, key=lambda name: (name != self.default_language, "(en)" not in name))
        return next((str(label[name]) for name in languages if label[name]), "")
