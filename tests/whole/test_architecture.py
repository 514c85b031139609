"""The shape of the house: imports, foreign keys and file names."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.whole.other_files import MOST_OTHERS, OTHERS

SOURCE = Path(settings.PACKAGE)
FLOORS = ("foundations", "registers", "analyse", "plan", "deliver", "review")


@pytest.mark.slow
def test_imports_keep_the_contracts():
    run = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=SOURCE.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:]


def floor_of(model: type) -> int:
    """How high a model lives; Django's own models lie beneath the house."""
    parts = model.__module__.split(".")
    return FLOORS.index(parts[1]) if parts[0] == "realign" else -1


def test_foreign_keys_point_to_the_same_floor_or_down():
    upward = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("realign.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and floor_of(field.related_model) > floor_of(model)
    ]
    assert upward == []


WRITES_TABLES = re.compile(r"\bcsv\.(writer|DictWriter)\(|\bWorkbook\(|\.(to_csv|write_csv|to_excel)\(")


def test_tables_are_written_where_no_text_turns_into_a_formula():
    """A cell that begins like a formula is run by whoever opens the file, so CSV and workbooks have one writer each."""
    writing = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if WRITES_TABLES.search(path.read_text(encoding="utf-8"))
    }
    assert writing == {
        "methods/cells.py",
        "foundations/open_data/workbooks.py",
        "analyse/surveys/questionnaires/xlsform/files.py",
    }


KNOWN_FILES = {
    "__init__", "apps", "models", "types", "rules", "queries", "actions", "forms", "presenters", "pictures",
    "jobs", "views", "urls", "api", "commands", "navigation", "panels", "registry", "imports", "exports",
    "group_panels", "area_panels", "indicator_panels", "indicator_targets", "service_panels", "counted_forms",
    "gap_concerns", "reference_lists", "front_panels", "area_choices", "word_lists", "setup_steps", "followers",
    "searchable", "content_checks", "my_work", "when_named", "when_left", "what_uses",
    "when_address_changed", "when_mail_refused", "public_records", "thread_links",
}  # fmt: skip
DJANGOS_OWN = {"migrations", "templatetags"}


def modules_of_rooms() -> list[Path]:
    """Every module of a room, by its address below the package."""
    return sorted(path.relative_to(SOURCE) for floor in FLOORS for path in (SOURCE / floor).rglob("*.py"))


def has_a_known_name(module: Path) -> bool:
    """By its own name, or by that of the package it is in: `views/meetings.py` is known as views."""
    return not (KNOWN_FILES | DJANGOS_OWN).isdisjoint({module.stem, *module.parts[2:-1]})


def entry_of(module: Path) -> str | None:
    """The entry among the others that a module stands under: its own, or that of its folder."""
    folders = (f"{folder}/" for folder in module.parents)
    return next((entry for entry in (str(module), *folders) if entry in OTHERS), None)


def test_every_module_of_a_room_has_a_known_name_or_is_a_subject_of_its_own():
    unknown = [
        str(module) for module in modules_of_rooms() if not has_a_known_name(module) and not entry_of(module)
    ]
    assert unknown == [], "give it a name of KNOWN_FILES, or say in OTHERS which subject it is"


def test_the_table_of_other_files_only_gets_shorter():
    needed = {entry_of(module) for module in modules_of_rooms() if not has_a_known_name(module)}
    assert sorted(set(OTHERS) - needed) == [], "no such file, or a known name: take the entry out"
    assert len(OTHERS) == MOST_OTHERS, "lower MOST_OTHERS with the table; it never goes up"


NO_DRAWERS = {"utils", "helpers", "common", "core", "misc", "services", "lib", "tools"}


def test_no_folder_or_file_is_a_leftover_drawer():
    drawers = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*")
        if path.stem in NO_DRAWERS
        and "vendor" not in path.parts
        and path != SOURCE / "registers" / "services"
        if path.suffix in {".py", ""} and "templates" not in path.parts
    ]
    assert drawers == []


# the adapter is what our part of allauth’s views is called
CLOCK_FILES = {"views", "jobs", "commands", "access", "api", "adapter"}


def reads_the_clock(node):
    """A call such as timezone.now() or date.today(); localdate(moment) only turns a known moment into a day."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    named = node.func.attr in {"now", "today", "utcnow", "localdate"}
    return (
        named and ast.unparse(node.func).split(".")[0] in {"timezone", "datetime", "date"} and not node.args
    )


def may_read_the_clock(path):
    return path.stem.endswith("_views") or bool({path.stem, *path.parts} & (CLOCK_FILES | {"migrations"}))


def test_clocks_are_read_only_in_views_jobs_commands_and_access():
    readers = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {ast.unparse(node)}"
        for path in SOURCE.rglob("*.py")
        if not may_read_the_clock(path)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if reads_the_clock(node)
    ]
    assert readers == []


# where letters are looked at that are never made a number
LOOKS_AT_DIGITS = {
    "analyse/surveys/data/incoming/answers.py",
    "analyse/surveys/data/incoming/typing.py",
    "foundations/files/identifiers.py",
    "foundations/search/rules.py",
    "methods/wording/text.py",
    "registers/places/formats/outlines.py",
}


def test_what_people_write_becomes_a_number_in_one_way():
    """``isdigit`` says yes to ², where ``int`` stops: ``methods/numbers.py`` reads numbers."""
    asked = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"isdigit", "isnumeric", "isdecimal"}
    }
    assert asked == LOOKS_AT_DIGITS
