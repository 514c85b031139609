"""Reads the sheets of one XLSForm with pyxform, in a process of its own. Run by ``reading.py``.

Runs as a script, apart from the package: it loads nothing of the site, holds no connection and opens no file. Usage:
``reading_child.py MEGABYTES`` with the sheets as JSON on standard input. Writes what the form asks, and every fault that
pyxform finds, as JSON on standard output. Answers 0, 3 for a form that cannot be read at all, 4 for one too large.
"""

import json
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any

REFUSED, TOO_LARGE = 3, 4

ROW, CHOICE_ROW = "__row", "__at"
"""Columns that carry the number of each row through pyxform; it keeps columns that it does not know."""

MOST_FAULTS = 50
"""Pyxform stops at its first fault: the row is mended and the form read again, this often."""

Sheets = dict[str, list[dict[str, str]]]
Tree = dict[str, Any]
Fault = dict[str, Any]

PLACE = re.compile(r"\[row : (?P<row>\d+)\]")

IN_WORDS = {
    "NO_TYPE": r"Question with no type\.",
    "NO_NAME": r"Question or group with no name\.",
    "NO_LIST": r"List name not in choices sheet: (?P<list>.*)",
    "NO_CHOICES": r"There should be a choices sheet",
    "NO_CALCULATION": r"Missing calculation\.",
    "SPACE_IN_CHOICE": r"Choice names with spaces.*See \[(?P<name>.*)\] in \[(?P<list>.*)\]",
    "OTHER_WITH_FILTER": r"Choice filter not supported with or_other",
    "OTHER_WITHOUT_LIST": r"Please specify choices for this 'or other' question",
    "NO_LABEL": r"element named '(?P<name>.*)' has no label or hint",
    "DUPLICATE_HEADER": r"Duplicate column header: (?P<header>.*)",
}
"""Faults that pyxform has words for, and no code."""

WITHOUT_LIST = {"select one", "select_one", "select1", "select all that apply", "select_multiple", "rank"}


def limit_memory(megabytes: int) -> None:
    """Let this process ask for no more memory than this, and leave no picture of it behind if it crashes."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(sheets: Sheets, columns: dict[str, list[str]]) -> dict[str, Any]:
    """What the form asks, or the faults in it. Rows are numbered from 2; an empty one is an empty dictionary."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - after the limit on memory was set

    try:
        form, faults = _mending(sheets, columns)
        if faults:
            _quote_cells(faults, sheets, columns)
            return {"form": None, "faults": faults}
        _build(sheets, columns)
    except PyXFormError as error:
        faults = list(_faults_of(error))
        _find_question(faults, sheets, columns)
        return {"form": None, "faults": faults}
    except RecursionError:
        return {"form": None, "faults": [_fault("TOO_DEEP")]}
    except (AttributeError, KeyError, TypeError, ValueError):
        # pyxform stumbles over some columns of its own format, such as a bind without a name after it
        return {"form": None, "faults": [_fault("NOT_FOLLOWED")]}
    return {"form": form, "faults": []}


def _mending(sheets: Sheets, columns: dict[str, list[str]]) -> tuple[Tree | None, list[Fault]]:
    from pyxform.errors import PyXFormError  # noqa: PLC0415

    mended = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
    names = {sheet: _columns_by_name(sheet, header) for sheet, header in columns.items()}
    faults = _check_types(mended["survey"], names["survey"])
    met: set[tuple[object, ...]] = set()
    while len(faults) < MOST_FAULTS:
        try:
            tree = _tree(mended, columns, numbered=True)
        except PyXFormError as error:
            for fault in _faults_of(error):
                place = (fault["code"], fault["sheet"], fault["row"], fault["column"])
                if fault["code"] == "NO_CHOICES" and place not in met:
                    mended["choices"], columns = _with_a_list(columns)
                    names["choices"] = _columns_by_name("choices", columns["choices"])
                    met.add(place)
                    continue
                _find_choice(fault, sheets["choices"])
                faults.append(fault)
                if place in met or not _mend(mended, names, fault):
                    return None, faults
                met.add(place)
        else:
            faults += _unlisted_choices(tree, sheets["choices"])
            return (None if faults else _form(tree)), faults
    return None, faults


def _with_a_list(columns: dict[str, list[str]]) -> tuple[list[dict[str, str]], dict[str, list[str]]]:
    """A list that no question uses: with one, pyxform says the row of every question whose list is not there."""
    row = {"list_name": "__none", "name": "none", "label": "None"}
    return [row], columns | {"choices": list(row)}


def _tree(sheets: Sheets, columns: dict[str, list[str]], *, numbered: bool) -> Tree:
    from pyxform.xls2json import workbook_to_json  # noqa: PLC0415
    from pyxform.xls2json_backends import DefinitionData  # noqa: PLC0415

    given: dict[str, Any] = {"sheet_names": list(sheets)}
    for name, rows in sheets.items():
        number = {"survey": ROW, "choices": CHOICE_ROW}.get(name) if numbered else None
        header = dict.fromkeys([*columns[name], number] if number else columns[name])
        given[f"{name}_header"] = [header] if header else []
        given[name] = [
            row | {number: str(at)} if number and row else dict(row) for at, row in enumerate(rows, start=2)
        ]
    tree: Tree = workbook_to_json(DefinitionData(**given), warnings=[])
    return tree


def _build(sheets: Sheets, columns: dict[str, list[str]]) -> None:
    """Make the form that a telephone would show; PyXFormError where that cannot be done."""
    from pyxform.builder import create_survey_element_from_dict  # noqa: PLC0415

    create_survey_element_from_dict(_tree(sheets, columns, numbered=False)).to_xml(validate=False)


def _columns_by_name(sheet: str, header: list[str]) -> dict[str, str]:
    """The columns of a sheet by the names that pyxform knows them under."""
    from pyxform import aliases  # noqa: PLC0415
    from pyxform.parsing.sheet_headers import process_header  # noqa: PLC0415

    known = aliases.survey_header if sheet == "survey" else aliases.list_header
    of_sheet = {"type", "name", "parameters", "trigger", "list name"}
    return {process_header(name, True, known, of_sheet)[1][-1]: name for name in reversed(header)}


def _fault(code: str, row: int = 0, column: str = "", sheet: str = "survey", **context: str) -> Fault:
    return {"code": code, "sheet": sheet, "row": row, "column": column, "context": context, "cells": {}}


def _quote_cells(faults: list[Fault], sheets: Sheets, columns: dict[str, list[str]]) -> None:
    """Say with each fault what stands in its row."""
    for fault in faults:
        rows, place = sheets.get(fault["sheet"], []), fault["row"] - 2
        if 0 <= place < len(rows):
            names = _columns_by_name(fault["sheet"], columns[fault["sheet"]])
            wanted = {"type": "type", "name": "name", "list": "list name", "parameters": "parameters"}
            fault["cells"] = {
                f"cell_{word}": rows[place].get(names.get(name, ""), "") for word, name in wanted.items()
            }


def _check_types(rows: list[dict[str, str]], names: dict[str, str]) -> list[Fault]:
    """Types that nobody knows, each mended so that the rest can be read; a row that is disabled may be of any."""
    from pyxform import aliases  # noqa: PLC0415

    faults = []
    column, disabled = names.get("type", "type"), names.get("disabled", "disabled")
    for number, row in enumerate(rows, start=2):
        if aliases.yes_no.get(row.get(disabled, "")):
            continue
        kind = " ".join(row.get(column, "").split())
        if kind and (code := _unread(kind)):
            faults.append(_fault(code, number, "type", type=kind))
            row[column] = "text"
    return faults[:MOST_FAULTS]


def _unread(kind: str) -> str:
    from pyxform import aliases, xls2json  # noqa: PLC0415
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT  # noqa: PLC0415

    if kind in WITHOUT_LIST:
        return "LIST_NOT_NAMED"
    patterns = (
        xls2json.RE_SELECT,
        xls2json.RE_BEGIN_CONTROL,
        xls2json.RE_END_CONTROL,
        xls2json.RE_OSM,
    )
    known = kind in QUESTION_TYPE_DICT or kind in aliases._type_alias_map or kind in aliases.settings_header
    return "" if known or any(pattern.search(kind) for pattern in patterns) else "UNKNOWN_TYPE"


def _faults_of(error: Any) -> Iterator[Fault]:
    """What pyxform says, as a code with the place and the words in it."""
    from pyxform.errors import ErrorCode  # noqa: PLC0415

    if error.code:
        context = {name: str(value) for name, value in error.context.items()}
        row, column, sheet = (context.pop(name, "") for name in ("row", "column", "sheet"))
        yield _fault(error.code.name, int(row or 0), column, sheet or "survey", detail=str(error), **context)
        return
    text = str(error)
    patterns = [(code, re.compile(pattern)) for code, pattern in IN_WORDS.items()]
    patterns += [(code.name, _as_pattern(code.value.msg)) for code in ErrorCode]
    # several faults of the choices sheet come in one message, one on each line
    for line in text.splitlines() if text.count("[row : ") > 1 else [text]:
        code, match = next(
            ((code, match) for code, pattern in patterns if (match := pattern.search(line))),
            ("UNKNOWN", None),
        )
        place = PLACE.search(line)
        context = {name: value or "" for name, value in match.groupdict().items()} if match else {}
        sheet = context.pop("sheet", "") or ("choices" if "'choices' sheet" in line else "survey")
        column = context.pop("column", "")
        context.pop("row", "")
        yield _fault(code, int(place["row"]) if place else 0, column, sheet, **{"detail": line} | context)


def _as_pattern(message: str) -> re.Pattern[str]:
    """A message of pyxform with its gaps as groups."""
    parts = re.split(r"\{(\w+)\}", message.replace("{{", "\0").replace("}}", "\1"))
    met: set[str] = set()
    pattern = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            pattern += re.escape(part.replace("\0", "{").replace("\1", "}"))
        else:
            pattern += ".*?" if part in met else f"(?P<{part}>.*?)"
            met.add(part)
    return re.compile(pattern + "$", re.DOTALL)


def _find_question(faults: list[Fault], sheets: Sheets, columns: dict[str, list[str]]) -> None:
    """The row of a question that pyxform names without saying where it stands."""
    column = _columns_by_name("survey", columns["survey"]).get("name", "name")
    for fault in faults:
        if fault["code"] == "NO_LABEL":
            name = fault["context"]["name"]
            rows = (number for number, row in enumerate(sheets["survey"], start=2) if row.get(column) == name)
            fault["row"] = next(rows, 0)


def _find_choice(fault: Fault, choices: list[dict[str, str]]) -> None:
    """The row of an answer that pyxform names without saying where it stands."""
    if fault["code"] == "SPACE_IN_CHOICE":
        name = fault["context"]["name"]
        rows = (number for number, row in enumerate(choices, start=2) if name in row.values())
        fault |= {"sheet": "choices", "row": next(rows, 0), "column": "name"}


def _mend(sheets: Sheets, names: dict[str, dict[str, str]], fault: Fault) -> bool:
    """Change the row so that pyxform gets past it; false where the fault has no row."""
    rows = sheets.get(fault["sheet"], [])
    place = fault["row"] - 2
    if not 0 <= place < len(rows):
        return False
    row, known = rows[place], names[fault["sheet"]]
    code, name = fault["code"], known.get("name", "name")
    if code.startswith("SURVEY_00") and code in {"SURVEY_001", "SURVEY_002"}:
        row.clear()
    elif code.startswith("NAMES_") or code in {"NO_NAME", "SPACE_IN_CHOICE"}:
        row[name] = f"mended_{fault['row']}"
    elif fault["column"] in row:
        del row[fault["column"]]
    else:
        kept = row.get(name) or f"mended_{fault['row']}"
        row.clear()
        row |= {known.get("type", "type"): "text", name: kept} if fault["sheet"] == "survey" else {name: kept}
    return True


def _unlisted_choices(tree: Tree, rows: list[dict[str, str]]) -> list[Fault]:
    """Answers without the name of a list: pyxform leaves them out in silence."""
    listed = {option.get(CHOICE_ROW) for options in tree.get("choices", {}).values() for option in options}
    return [
        _fault("NO_LIST_NAME", number, "list_name", "choices")
        for number, row in enumerate(rows, start=2)
        if row and str(number) not in listed
    ]


def _form(tree: Tree) -> Tree:
    lists = {
        name: [{key: value for key, value in option.items() if key != CHOICE_ROW} for option in options]
        for name, options in tree.get("choices", {}).items()
    }
    return {
        "title": "" if tree["title"] == "data" else str(tree["title"]),
        "version": str(tree.get("version", "")),
        "default_language": tree["default_language"],
        "rows": list(_rows(tree["children"], (), ())),
        "lists": lists,
    }


def _rows(children: list[Tree], groups: tuple[Any, ...], conditions: tuple[str, ...]) -> Iterator[Tree]:
    """Every row that is no beginning or end of a group, in order, with the groups and conditions that it stands under."""
    for child in children:
        relevant = child.get("bind", {}).get("relevant", "")
        under = (*conditions, relevant) if relevant else conditions
        if child["type"] in {"group", "repeat", "loop"}:
            yield from _rows(child["children"], (*groups, _group_label(child)), under)
        elif ROW in child or child["type"] == "text":
            yield _row(child, groups, under)


def _group_label(group: Tree) -> Any:
    """The words of a group; for a table of questions pyxform moves them into a note."""
    inside = (child for child in group["children"] if child["name"].startswith("generated_table_list_label_"))
    return group.get("label") or next((note.get("label", "") for note in inside), "")


def _row(child: Tree, groups: tuple[Any, ...], conditions: tuple[str, ...]) -> Tree:
    bind = child.get("bind", {})
    return {
        "name": child["name"],
        "kind": _kind(child["type"]),
        "type": child["type"],
        "label": child.get("label", ""),
        "list": child.get("itemset", ""),
        "external": child.get("query", ""),
        "filter": child.get("choice_filter", ""),
        "required": bind.get("required", ""),
        "calculation": bind.get("calculate", ""),
        # a question after “other” refers to its neighbour by place: said by name, as everywhere else
        "conditions": [re.sub(r"\.\./([\w.-]+)", r"${\1}", condition) for condition in conditions],
        "groups": list(groups),
    }


def _kind(name: str) -> str:
    """What a row asks for, by the control that pyxform gives it; nothing asked where it has none."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT  # noqa: PLC0415

    if name in {"csv-external", "xml-external"}:
        return "external"
    if name == "select one external":
        return "select1"
    about = QUESTION_TYPE_DICT[name]
    tag, bind = about.get("control", {}).get("tag", ""), about.get("bind", {})
    match tag:
        case "" | "action":
            return name if name in {"calculate", "hidden"} else "recorded"
        case "trigger":
            return "recorded" if bind.get("type") == "geopoint" else "acknowledge"
        case "upload":
            return str(about["control"]["mediatype"]).split("/")[0]
        case "input":
            return "note" if bind.get("readonly") else str(bind["type"])
        case _:
            return str(tag)


def main(megabytes: str) -> int:
    """Read one form; the way the process ends says how it went."""
    limit_memory(int(megabytes))
    try:
        given = json.load(sys.stdin)
        json.dump(read(given["sheets"], given["columns"]), sys.stdout)
    except MemoryError:
        return TOO_LARGE
    except Exception as error:  # whatever a reader says of a stranger’s file is a refusal of the file
        print(" ".join(str(error).split())[:300] or type(error).__name__, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
