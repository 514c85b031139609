"""Saying what each column of a file is."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from realign.analyse.surveys.columns.types import HEADING_WORDS, ROLE_WORDS, ROLES, SuggestedColumn
from realign.analyse.surveys.data.measures import national_columns
from realign.analyse.surveys.data.presenters import few
from realign.analyse.surveys.data.types import (
    LONGEST_NAME,
    NOT_STORED,
    ColumnRole,
    MappedColumn,
    RawColumn,
)
from realign.foundations.design.forms import Fieldset, Grouped
from realign.foundations.design.words import counted

PARTS = ("role", "name", "label", "values", "missing")
BETWEEN = " = "
LISTED = 12
# what can be written as an escape in quotation marks, and stands in no file and no database
_NOT_TEXT = re.compile(r"[\x00\ud800-\udfff]")


def raw_words(raw: RawColumn, suggested: SuggestedColumn) -> str:
    """What a column holds, and why something is suggested for it."""
    if raw.values:
        contents = "; ".join(f"{value} ({few(count)})" for value, count in raw.values[:LISTED])
        if len(raw.values) > LISTED:
            contents += f"; and {len(raw.values) - LISTED} more"
    else:
        contents = counted(raw.different, "different value")
    blank = f" Left blank: {few(raw.blank)}." if raw.blank else ""
    return f"Holds {contents}.{blank} Suggested: “{ROLE_WORDS[suggested.mapped.role]}”, because {suggested.because}."


class HeadingsForm(forms.Form):
    """What the first rows of a file hold; its columns are read anew by it."""

    headings = forms.ChoiceField(
        label="First rows of the file",
        choices=[(headings.value, words) for headings, words in HEADING_WORDS.items()],
        widget=forms.RadioSelect,
    )


class ColumnsForm(Grouped, forms.Form):
    """For each column of a file: what it is, its short name, its label, and what its values mean; a few columns a step.

    Suggestions are filled in; sending the form confirms them.
    """

    groups_a_step = 4

    remember = forms.CharField(
        label="Remember this mapping as",
        max_length=200,
        help_text="It is offered for the next file of this survey or of the same maker. "
        "A mapping of the same name is replaced.",
    )

    def __init__(
        self,
        *args: Any,
        raw: Sequence[RawColumn],
        suggested: Sequence[SuggestedColumn],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.raw, self.suggested = raw, suggested
        for number, (column, suggestion) in enumerate(zip(raw, suggested, strict=True)):
            self.fields |= _fields_of(number, column, suggestion.mapped)
        self.groups = [
            *(
                Fieldset(column.column, [f"{part}_{number}" for part in PARTS], raw_words(column, suggestion))
                for number, (column, suggestion) in enumerate(zip(raw, suggested, strict=True))
            ),
            Fieldset("Next time", ("remember",)),
        ]

    def clean(self) -> dict[str, Any]:
        """Turn what was typed into columns, each with its own error."""
        data = super().clean() or {}
        self.columns: list[MappedColumn] = []
        names: dict[str, str] = {}
        for number, column in enumerate(self.raw):
            mapped = self._mapped(number, column, data)
            if mapped is None or mapped.role in NOT_STORED:
                self.columns += [mapped] if mapped else []
                continue
            folded = mapped.kept_as.casefold()
            if folded and folded in names:
                self.add_error(f"name_{number}", f"“{names[folded]}” has this short name already.")
            names[folded] = column.column
            self.columns.append(mapped)
        return data

    def _mapped(self, number: int, column: RawColumn, data: Mapping[str, Any]) -> MappedColumn | None:
        role_text = data.get(f"role_{number}")
        if not role_text:
            return None
        role = ColumnRole(role_text)
        codes = (_code(line) for line in _lines(data.get(f"missing_{number}", "")))
        missing = tuple(dict.fromkeys(code for code in codes if code))
        if role is ColumnRole.ROWS_LEFT_OUT:
            if not missing:
                self.add_error(f"missing_{number}", "Type the values whose rows are to be left out.")
            return MappedColumn(column.column, role, missing=missing)
        if role in NOT_STORED:
            return MappedColumn(column.column, role)
        if column.suspicion:
            self.add_error(
                f"role_{number}",
                f"This column looks like {column.suspicion}. Choose “Identifier” or “Leave out”.",
            )
        name = data.get(f"name_{number}", "")
        if role is ColumnRole.NATIONAL and name not in national_columns():
            self.add_error(
                f"name_{number}",
                f"National measures are made of: {', '.join(national_columns())}. Give it one of these names.",
            )
        values = self._values(number, column, data)
        label = " ".join(data.get(f"label_{number}", "").split())
        return MappedColumn(column.column, role, name, label, values, missing)

    def _values(self, number: int, column: RawColumn, data: Mapping[str, Any]) -> dict[str, str]:
        known = _known(column, self.suggested[number].mapped)
        values: dict[str, str] = {}
        for line in _lines(data.get(f"values_{number}", "")):
            value, words = _value_and_words(line, known)
            if not value:
                continue
            if value in values:
                self.add_error(f"values_{number}", f"“{value}” stands here twice.")
            values[value] = words
        return values


def _known(raw: RawColumn, mapped: MappedColumn) -> set[str]:
    """The values that a column is known to hold, by the file and by what was remembered."""
    return {*(value for value, _ in raw.values), *raw.labels, *mapped.values}


def _lines(typed: str) -> list[str]:
    return [line.rstrip("\r") for line in typed.split("\n")]


def _line(value: str, words: str, known: Collection[str]) -> str:
    """A value and its words as one line, which `_value_and_words` reads back: the value in quotation marks if need be."""
    line = f"{value}{BETWEEN}{words}".rstrip()
    if "\n" not in line and _value_and_words(line, known) == (value, words):
        return line
    return f"{json.dumps(value, ensure_ascii=False)}{BETWEEN}{words}".rstrip()


def _value_and_words(line: str, known: Collection[str]) -> tuple[str, str]:
    """The two sides of a line. What stands in a value is not taken for the sign between value and words.

    A value in quotation marks is read as it is; of the values that the column is known to hold, the longest that the
    line begins with; otherwise everything before the first sign.

    >>> _value_and_words("1 = Always", ()), _value_and_words("pass = 5 or more =", ["pass = 5 or more"])
    (('1', 'Always'), ('pass = 5 or more', ''))
    >>> _value_and_words('"a = b" = both', ())
    ('a = b', 'both')
    """
    line = line.strip()
    value, rest = _quoted(line)
    if value is None or not (rest == "" or f"{rest} ".startswith(BETWEEN)):
        begun = [code for code in known if f"{line} ".startswith(f"{code}{BETWEEN}") or line == code]
        value = max(begun, key=len, default="")
        rest = line[len(value) :]
    if not value:
        before, _, after = f"{line} ".partition(BETWEEN)
        return before.strip(), after.strip()
    return value, f"{rest} ".removeprefix(BETWEEN).strip()


def _quoted(line: str) -> tuple[str | None, str]:
    """The value in quotation marks with which a line begins, and what follows it; None where it begins otherwise."""
    try:
        value, end = json.JSONDecoder().raw_decode(line) if line.startswith('"') else (None, 0)
    except json.JSONDecodeError:
        return None, line
    if value is not None and _NOT_TEXT.search(value):
        return None, line
    return value, line[end:]


def _code(line: str) -> str:
    """A value that means no answer, from its line."""
    value, rest = _quoted(line.strip())
    return line.strip() if value is None or rest else value


def _code_line(code: str) -> str:
    return code if "\n" not in code and _code(code) == code else json.dumps(code, ensure_ascii=False)


def _fields_of(number: int, raw: RawColumn, mapped: MappedColumn) -> dict[str, forms.Field]:
    known = _known(raw, mapped)
    lines = [_line(value, words, known) for value, words in mapped.values.items()]
    codes = [_code_line(code) for code in mapped.missing]
    choices = [(heading, [(role.value, words) for role, words in roles]) for heading, roles in ROLES]
    return {
        f"role_{number}": forms.ChoiceField(label="What it is", choices=choices, initial=mapped.role.value),
        f"name_{number}": forms.RegexField(
            r"^[A-Za-z][A-Za-z0-9_]*$",
            label="Short name",
            required=False,
            max_length=LONGEST_NAME,
            initial=mapped.kept_as,
            error_messages={"invalid": "Begin with a letter; then letters, numbers and underscores."},
        ),
        f"label_{number}": forms.CharField(
            label="Label", required=False, max_length=300, initial=mapped.label
        ),
        f"values_{number}": forms.CharField(
            label="Values and what they mean",
            required=False,
            initial="\n".join(lines),
            widget=forms.Textarea(attrs={"rows": min(max(len(lines), 1), 8)}),
            help_text="One a line, in the order in which they are shown: 1 = Always" if lines else "",
        ),
        f"missing_{number}": forms.CharField(
            label="Values that mean no answer",
            required=False,
            initial="\n".join(codes),
            widget=forms.Textarea(attrs={"rows": min(max(len(codes), 1), 4)}),
            help_text="One a line." if lines or codes else "",
        ),
    }
