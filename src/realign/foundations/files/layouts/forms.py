"""Choosing the sheet and the header of a file, and saying what each of its columns is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms

from realign.foundations.design.forms import Fieldset, Grouped, RevisionField
from realign.foundations.files.headings import rules
from realign.foundations.files.models import FileLayout
from realign.foundations.files.table_layouts.types import (
    BREAKDOWN,
    NOT_USED,
    HeadingPattern,
    KnownLayout,
    TableLayout,
    fold,
    one_line,
)
from realign.foundations.files.tables import FirstRows
from realign.foundations.files.types import FileColumn, ImportFormat

BETWEEN = " = "
GROUP = 6
"""Columns that are described together."""
MOST_COLUMNS = 150
"""So many columns can be described one by one; more are described by how their headings are written."""

PATTERNS_HELP = (
    "Only where each period, or each indicator and period, has a column of its own. One a line, the names of the columns "
    "below in braces: {example}. “{{...}}” stands for words that are not needed; “= not used” leaves such columns out."
)
SAME_HELP = "What the file does not say. One a line: {example}."
ENDS_HELP = "What stands below, such as notes and sources, is not read."


TABLE_FIELDS = ("same", "ends_when_blank", "no_value", "rows_not_used", "every_sheet")
"""What is asked of the table as a whole."""


class FileSheetForm(forms.Form):
    """Which sheet of a file is read, and in which row its header is; or a layout that is known."""

    layout = forms.ChoiceField(label="Layout", required=False, widget=forms.RadioSelect)
    sheet = forms.ChoiceField(label="Sheet", required=False, widget=forms.RadioSelect)
    header_row = forms.IntegerField(
        label="Row of the header",
        required=False,
        min_value=1,
        max_value=rules.SEARCHED,
        help_text="The row with the names of the columns. Empty means the row offered for the sheet.",
    )

    def __init__(
        self,
        *args: Any,
        begun: Sequence[FirstRows],
        fitting: Sequence[KnownLayout],
        format: ImportFormat,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.begun, self.fitting = begun, fitting
        self.offered = {start.sheet: rules.offered_header(start.rows, format.columns) for start in begun}
        layouts = [(each.slug, known_words(each)) for each in fitting]
        self._offer("layout", [*layouts, ("", "None of these: I will say what it is")] if layouts else [])
        self._offer("sheet", [(start.sheet, self._sheet_words(start)) for start in begun])
        if len(begun) == 1:
            del self.fields["sheet"]
            self.fields["header_row"].initial = self.offered[begun[0].sheet] or None
            self.fields["header_row"].help_text = "The row with the names of the columns."
            # nothing is offered, so nothing can be left out: only a known layout says it instead
            self.fields["header_row"].required = not fitting and not self.offered[begun[0].sheet]
        elif begun:
            best = next((start.sheet for start in begun if self.offered[start.sheet]), begun[0].sheet)
            self.fields["sheet"].initial = best
            self.fields["sheet"].required = not fitting
        if fitting:
            self.fields["layout"].initial = fitting[0].slug if _may_be_offered(fitting[0]) else ""

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if choices and isinstance(field, forms.ChoiceField):
            field.choices = choices
        else:
            del self.fields[name]

    def _sheet_words(self, start: FirstRows) -> str:
        hidden = " (hidden)" if start.is_hidden else ""
        row = self.offered[start.sheet]
        return f"{start.sheet}{hidden}: " + (f"header offered in row {row}" if row else "no known column")

    def clean(self) -> dict[str, Any]:
        """Fill in the sheet and the row that are offered; ask for the row where none is."""
        data = super().clean() or {}
        sheet = data.get("sheet") or (self.begun[0].sheet if len(self.begun) == 1 else "")
        if not data.get("layout") and "header_row" not in self.errors:
            if not sheet and len(self.begun) > 1:
                self.add_error("sheet", "Choose the sheet that is to be read.")
            data["header_row"] = data.get("header_row") or self.offered.get(sheet) or None
            if data["header_row"] is None:
                self.add_error("header_row", "Enter the row with the names of the columns.")
        data["sheet"] = sheet
        return data


def _may_be_offered(known: KnownLayout) -> bool:
    """Whether a layout may stand chosen already: not where somebody said of every row what the file does not.

    That is right for their file, and may be wrong for the next with the same header.
    """
    return bool(known.source) or not any(known.layout.same.values())


def known_words(known: KnownLayout) -> str:
    """A layout in words: its name, where it was seen, and what it fills in that the file does not say."""
    words = f"{known.title} (not verified: {known.unverified})" if known.unverified else known.title
    if known.layout.same:
        filled = ", ".join(f"{column} “{value}”" for column, value in known.layout.same.items())
        words += f". In every row of the file: {filled}"
    return words


class LayoutFields(forms.Form):
    """What both forms of a layout ask: how headings are written, what is always the same, and where the table ends."""

    patterns = forms.CharField(
        label="Headings of columns of figures", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    same = forms.CharField(
        label="The same in every row", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    ends_when_blank = forms.BooleanField(
        label="The table ends above the first row without anything in the columns used",
        required=False,
        help_text=ENDS_HELP,
    )
    no_value = forms.CharField(
        label="Words that stand where there is no figure",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One a line, such as #N/A or “not collected”. Signs that the format knows need not be listed.",
    )
    rows_not_used = forms.CharField(
        label="Rows that are not used",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"One a line: a heading, “{BETWEEN}”, and the word under it, such as “Sex{BETWEEN}Not known”.",
    )
    every_sheet = forms.BooleanField(
        label="Read every sheet that is not hidden and has these headings, one after the other",
        required=False,
    )

    def _help(self, format: ImportFormat) -> None:
        self.format = format
        names = [column.name for column in format.columns]
        period = next((column.name for column in format.columns if column.is_period), names[0])
        figure = figure_column(format.columns)
        other = next((name for name in names if name not in (period, figure)), names[0])
        other = next((name for name in names if fold(name) == "indicator"), other)
        self.fields["patterns"].help_text = PATTERNS_HELP.format(
            example=f"{{{other}}} {{{period}}}{BETWEEN}{figure}"
        )
        self.fields["same"].help_text = SAME_HELP.format(example=f"{other}{BETWEEN}…")

    def _patterns(self, data: Mapping[str, Any]) -> tuple[HeadingPattern, ...]:
        return tuple(
            HeadingPattern(one_line(pattern), column or figure_column(self.format.columns))
            for pattern, column in _pairs(data.get("patterns", ""))
        )

    def _table(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What is asked of the table as a whole, as a layout holds it."""
        unused: dict[str, tuple[str, ...]] = {}
        for heading, word in _pairs(data["rows_not_used"], first=True):
            unused[heading] = (*unused.get(heading, ()), word)
        if not all(all(words) for words in unused.values()):
            self.add_error("rows_not_used", f"Each line needs a heading, “{BETWEEN}” and a word.")
        return {
            "patterns": self._patterns(data),
            "same": dict(_pairs(data["same"], first=True)),
            "ends_when_blank": data["ends_when_blank"],
            "no_value": tuple(line.strip() for line in data["no_value"].splitlines() if line.strip()),
            "rows_not_used": unused,
            "every_sheet": data["every_sheet"],
        }

    def _check(self, layout: TableLayout) -> None:
        for fault in rules.faults_of(layout, self.format.columns, breakdowns=self.format.breakdowns):
            self.add_error(None, fault)


class FileColumnsForm(Grouped, LayoutFields):
    """What each column of a file is. Columns whose headings are written by a pattern are not listed one by one."""

    groups_a_step = 2

    remember = forms.CharField(
        label="Remember this layout as",
        max_length=200,
        help_text="Once this file is imported, the layout is offered for the next one with such a header. A layout of the "
        "same name is replaced.",
    )

    def __init__(
        self,
        *args: Any,
        format: ImportFormat,
        headings: Sequence[str],
        sheet: str,
        header_row: int,
        before: TableLayout | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._help(format)
        self.headings, self.sheet, self.header_row = list(headings), sheet, header_row
        # what was said of this file before is corrected, not said again from the beginning
        before = before if before and before.names_columns else TableLayout()
        self.fields["patterns"].initial = lines_of(
            (each.pattern, each.column)
            for each in before.patterns or suggested_patterns(self.headings, format.columns)
        )
        for name, value in table_values(before).items():
            self.fields[name].initial = value
        written = self.data if self.is_bound else {"patterns": self.fields["patterns"].initial}
        patterns = self._patterns(written)
        self.listed = [
            place
            for place, heading in enumerate(self.headings)
            if not any(rules.parts_of(heading, each, format.columns) for each in patterns)
        ]
        if len(self.listed) <= MOST_COLUMNS:
            for place in self.listed:
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=f"{rules.column_letter(place)}: {self.headings[place]}",
                    choices=role_choices(format),
                    initial=before.columns.get(self.headings[place])
                    or suggested_role(self.headings[place], format),
                )
        names = [f"column_{place}" for place in self.listed if f"column_{place}" in self.fields]
        self.groups = [
            Fieldset("Figures under headings with a period", ["patterns"]),
            *(
                Fieldset(
                    f"Columns {first + 1} to {min(first + GROUP, len(names))}", names[first : first + GROUP]
                )
                for first in range(0, len(names), GROUP)
            ),
            Fieldset("The whole table, and next time", [*TABLE_FIELDS, "remember"]),
        ]

    def clean(self) -> dict[str, Any]:
        """Make the layout of what was chosen; refuse what is no layout of this format."""
        data = super().clean() or {}
        if len(self.listed) > MOST_COLUMNS:
            self.add_error(
                "patterns",
                f"{len(self.listed):,} headings are not written so; at most {MOST_COLUMNS} columns can be described "
                "one by one. Say how the others are written.",
            )
        if not self.errors:
            self.layout = TableLayout(
                sheet="" if data["every_sheet"] else self.sheet,
                header_row=self.header_row,
                columns={self.headings[place]: data[f"column_{place}"] for place in self.listed},
                **self._table(data),
            )
            self._check(self.layout)
        return data


class FileLayoutForm(LayoutFields):
    """A remembered layout: its name, where the table lies, and what the columns are."""

    title = forms.CharField(label="Name of the layout", max_length=200)
    sheet = forms.CharField(
        label="Sheet", required=False, help_text="Its name. Empty means the only one with this header."
    )
    header_row = forms.IntegerField(
        label="Row of the header",
        min_value=0,
        max_value=10_000,
        help_text=f"0 means the first of the first {rules.SEARCHED} rows in which all of these headings stand.",
    )
    column_lines = forms.CharField(
        label="Columns",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="One a line: the heading, “ = ”, and the column of the format, “breakdown column” or “not used”. "
        "A heading that ends in * is any that begins so.",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, format: ImportFormat, file_layout: FileLayout, **kwargs: Any) -> None:
        kwargs["initial"] = _values_of(file_layout)
        self.file_layout = file_layout
        super().__init__(*args, **kwargs)
        self._help(format)
        self.order_fields(
            [
                "title",
                "sheet",
                "header_row",
                "column_lines",
                "patterns",
                *TABLE_FIELDS,
                "revision",
            ]
        )

    def clean(self) -> dict[str, Any]:
        """Make the layout of what was typed; refuse what is no layout of this format."""
        data = super().clean() or {}
        if not self.errors:
            self.layout = replace(
                TableLayout.from_data(self.file_layout.content),
                sheet=data["sheet"],
                header_row=data["header_row"],
                columns=dict(_pairs(data["column_lines"])),
                **self._table(data),
            )
            self._check(self.layout)
        return data


def _values_of(file_layout: FileLayout) -> dict[str, Any]:
    layout = TableLayout.from_data(file_layout.content)
    return {
        "title": file_layout.title,
        "sheet": layout.sheet,
        "header_row": layout.header_row,
        "column_lines": lines_of(layout.columns.items()),
        "patterns": lines_of((each.pattern, each.column) for each in layout.patterns),
        **table_values(layout),
        "revision": file_layout.revision,
    }


def table_values(layout: TableLayout) -> dict[str, Any]:
    """What a layout says of the table as a whole, as the fields show it."""
    unused = layout.rows_not_used.items()
    return {
        "same": lines_of(layout.same.items()),
        "ends_when_blank": layout.ends_when_blank,
        "no_value": "\n".join(layout.no_value),
        "rows_not_used": lines_of((heading, word) for heading, words in unused for word in words),
        "every_sheet": layout.every_sheet,
    }


def lines_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as lines that are read back the same."""
    return "\n".join(f"{left}{BETWEEN}{right}".rstrip() for left, right in pairs)


def _pairs(typed: str, *, first: bool = False) -> list[tuple[str, str]]:
    """The two sides of each line. A heading or a value may hold the sign itself, a column of the format does not."""
    pairs = []
    for line in typed.splitlines():
        if line.strip():
            text = f"{line.rstrip()} "
            left, sign, right = text.partition(BETWEEN) if first else text.rpartition(BETWEEN)
            pairs.append((left.strip(), right.strip()) if sign else (line.strip(), ""))
    return pairs


def role_choices(format: ImportFormat) -> list[tuple[str, str]]:
    """What a column may be: a column of the format, a group of the figures, or nothing."""
    choices = [("", "Choose what it is")]
    choices += [
        (column.name, f"{column.name}: {column.help}" if column.help else column.name)
        for column in format.columns
    ]
    if format.breakdowns:
        choices.append((BREAKDOWN, "A breakdown: a group that each figure is for"))
    return [*choices, (NOT_USED, "Not used")]


def suggested_role(heading: str, format: ImportFormat) -> str:
    """The column of the format that is called so; nothing where none is."""
    return next(
        (
            column.name
            for column in format.columns
            if fold(heading) in {fold(name) for name in (column.name, *column.aliases)}
        ),
        "",
    )


def figure_column(columns: Sequence[FileColumn]) -> str:
    """The column of a format that holds its figures."""
    names = [column.name for column in columns]
    return next((name for name in names if fold(name) in {"value", "measure"}), names[-1])


def suggested_patterns(headings: Sequence[str], columns: Sequence[FileColumn]) -> list[HeadingPattern]:
    """How headings with a period in them seem to be written; nothing where fewer than two have one."""
    period = next((column.name for column in columns if column.is_period), None)
    if period is None:
        return []
    subject = next((column.name for column in columns if fold(column.name) == "indicator"), None)
    for pattern in (f"{{{period}}}", *([f"{{{subject}}} {{{period}}}"] if subject else [])):
        suggestion = HeadingPattern(pattern, figure_column(columns))
        if sum(rules.parts_of(heading, suggestion, columns) is not None for heading in headings) > 1:
            return [suggestion]
    return []
