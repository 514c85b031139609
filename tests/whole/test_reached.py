"""What is tested is used: every method is reached by a page, a command or a job, and every rule is asked by somebody."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.names_reached import Source

METHODS = "realign.methods"
RULES = ("can_", "check_", "may_", "is_")

# Methods that no page or command reaches yet, each with the reason why it stays. Remove the line once it is reached.
NOT_REACHED_YET: dict[str, str] = {}


@pytest.fixture(scope="module")
def source():
    return Source(Path(settings.PACKAGE))


@pytest.fixture(scope="module")
def reached(source):
    return source.reached_from(source.entries(METHODS))


@pytest.mark.slow
def test_every_method_is_reached_by_a_page_a_command_or_a_job(source, reached):
    left = {
        f"{module}.{name}"
        for (module, name), _ in source.functions_and_classes()
        if module.startswith(METHODS) and not name.startswith("_") and (module, name) not in reached
    }
    assert left - set(NOT_REACHED_YET) == set(), (
        "Connect each to a page or command, or remove it with its tests."
    )
    now_reached = {f"{module}.{name}" for module, name in reached} & set(NOT_REACHED_YET)
    assert now_reached == set(), "These are reached: take them off the list."


@pytest.mark.slow
def test_every_rule_is_asked_by_somebody(source, reached):
    """Rules that nobody asks say something about the product that is not so."""
    silent = {
        f"{module}.{name}"
        for (module, name), node in source.functions_and_classes()
        if isinstance(node, ast.FunctionDef)
        and (name.startswith(RULES) or module.endswith(".rules"))
        and not name.startswith("_")
        and (module, name) not in reached
        and not module.startswith(METHODS)
    }
    assert silent == set(), "Ask each where its decision is made, or remove it."


def test_the_walk_sees_what_nobody_uses(tmp_path):
    """The walk itself, on a small source: through packages, submodules, decorators and strings."""
    package = tmp_path / "small"
    (package / "methods").mkdir(parents=True)
    files = {
        "__init__.py": "",
        "methods/__init__.py": "from small.methods.adding import add\n",
        "methods/adding.py": "def add(): return _half()\ndef _half(): ...\ndef lost(): return add()\n",
        "methods/named.py": "def by_name(): ...\ndef through_module(): ...\n",
        "views.py": "from small import methods\nfrom small.methods import named\n"
        "@access('x')\ndef page(): return methods.add(), named.through_module()\ndef helper(): ...\n",
        "settings.py": "NAMED = ['small.methods.named.by_name']\n",
    }
    for name, text in files.items():
        (package / name).write_text(text)
    source = Source(package)
    reached = source.reached_from(source.entries("small.methods"))
    missed = {name for name, _ in source.functions_and_classes()} - reached
    assert missed == {("small.methods.adding", "lost"), ("small.views", "helper")}
