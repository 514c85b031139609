"""The shape of the house: imports, foreign keys and file names."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

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


KNOWN_FILES = {
    "__init__", "apps", "models", "types", "rules", "queries", "actions", "forms", "presenters", "jobs",
    "views", "urls", "api", "commands", "navigation",
}  # fmt: skip
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


CLOCK_FILES = {"views", "jobs", "commands", "access", "api"}


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
