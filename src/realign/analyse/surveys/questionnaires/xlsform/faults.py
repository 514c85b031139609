"""What pyxform finds wrong in a form, in our words."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from realign.foundations.files.types import Problems


class FaultWording(NamedTuple):
    """How a fault is said; gaps in braces are filled with what pyxform says of it."""

    column: str
    fault: str
    expected: str
    todo: str = ""


A_NAME = "a name that begins with a letter or underscore and goes on with letters, numbers, _, - or ."

WORDINGS = {
    "UNKNOWN_TYPE": FaultWording(
        "type", "{type}", "a type of question that XLSForms know, such as text or select_one"
    ),
    "LIST_NOT_NAMED": FaultWording(
        "type", "{type}", "the name of a list after it", "For example “select_one yes_no”."
    ),
    "NO_TYPE": FaultWording("type", "{cell_name} without a type", "the type of the question"),
    "NO_NAME": FaultWording("name", "{cell_type} without a name", A_NAME, "It becomes a column."),
    "NO_LIST": FaultWording("type", "{cell_type}", "a list of the choices sheet"),
    "NO_LIST_NAME": FaultWording(
        "list_name", "{cell_name} without a list", "the list that the answer belongs to"
    ),
    "NO_CALCULATION": FaultWording("calculation", "{cell_name} without a calculation", "a calculation"),
    "SPACE_IN_CHOICE": FaultWording(
        "name",
        "{name} in {list}",
        "a name without spaces",
        "Several answers are kept with spaces between them.",
    ),
    "OTHER_WITH_FILTER": FaultWording("choice_filter", "a filter with or_other", "one of the two"),
    "OTHER_WITHOUT_LIST": FaultWording("type", "or_other", "a list with answers before it"),
    "DUPLICATE_HEADER": FaultWording("{header}", "the same column twice", "each column once"),
    "NO_LABEL": FaultWording("label", "{name} without a label", "the words of the question"),
    "TOO_DEEP": FaultWording(
        "", "too many groups within groups, or headings of too many parts", "fewer of them"
    ),
    "NOT_FOLLOWED": FaultWording(
        "",
        "a column that cannot be read",
        "the columns of an XLSForm",
        "Look for headings such as bind or control.",
    ),
    "HEADER_001": FaultWording("", "the column {header}", "a heading above every column"),
    "HEADER_002": FaultWording(
        "{header}", "{other} and {header}, two names of the same column", "one of the two"
    ),
    "HEADER_003": FaultWording(
        "", "no column {missing}", "the column {missing}", "Check the headings in the first row."
    ),
    "NAMES_001": FaultWording(
        "name", "{value}", "each name once in a group", "A row above it has the same name."
    ),
    "NAMES_003": FaultWording("name", "{value}", "another name than that of the form"),
    "NAMES_004": FaultWording("name", "{value}", "another name than that of another repeat"),
    "NAMES_005": FaultWording("name", "meta", "another name: this one is reserved"),
    "NAMES_006": FaultWording("name", "an answer without a name in {cell_list}", "the name of the answer"),
    "NAMES_007": FaultWording(
        "name",
        "{cell_name} in {cell_list}",
        "each answer of a list once",
        "Or set allow_choice_duplicates to yes.",
    ),
    "NAMES_008": FaultWording("name", "{cell_name}", A_NAME, "It becomes a column."),
    "NAMES_009": FaultWording("name", "{name}", A_NAME, "It becomes a column."),
    "PYREF_001": FaultWording("", "${{ without a name and }}", "a reference such as ${{age}}"),
    "PYREF_002": FaultWording("", "references without a comma between them", "a comma after each"),
    "PYREF_003": FaultWording("", "${{{q}}}", "the name of a question of this form"),
    "PYREF_004": FaultWording(
        "", "${{{q}}}", "a name that only one question has", "Two questions have this name."
    ),
    "SURVEY_001": FaultWording("type", "end_{type}", "a begin_{type} before it"),
    "SURVEY_002": FaultWording("type", "begin_{type} without its end", "an end_{type} further down"),
    "SURVEY_004": FaultWording("parameters", "{cell_parameters}", "parameters such as start=0 end=10"),
    "SURVEY_005": FaultWording("parameters", "{rejected}", "one of {accepted}"),
}
"""By the code of pyxform, or by ours where it has none."""


def add_fault(problems: Problems, fault: Mapping[str, Any]) -> None:
    """Note a fault among the problems; what pyxform says is quoted where we have no words of our own for it."""
    code, context = fault["code"], _Context(fault["cells"] | fault["context"])
    detail = context.get("detail", "")
    if code.startswith("ENTITY_"):
        wording = FaultWording(
            "", "an entity that cannot be made so", "entities as XLSForms declare them", _quoted(detail)
        )
    elif code.startswith("RANGE_"):
        wording = FaultWording(
            "parameters", "a scale that does not work out", "numbers for start, end and step", _quoted(detail)
        )
    else:
        wording = WORDINGS.get(
            code,
            FaultWording(
                "", "something that XLSForms do not allow", "a form that pyxform reads", _quoted(detail)
            ),
        )
    column = fault["column"] or wording.column.format_map(context)
    problems.add(
        fault["row"],
        f"{fault['sheet']}: {column}" if column else fault["sheet"],
        wording.fault.format_map(context),
        wording.expected.format_map(context),
        wording.todo,
    )


class _Context(dict[str, str]):
    """What pyxform says of a fault; a gap that it does not fill stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _quoted(detail: str) -> str:
    """The words of pyxform, named as such."""
    return f"Pyxform, the reader of XLSForms, says: “{' '.join(detail.split())[:300]}”" if detail else ""
