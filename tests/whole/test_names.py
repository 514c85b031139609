"""Names say the thing: no record of the trade is called “one” or “held”, one class has a name to itself, actions use one
verb for one thing, and docstrings are statements.
"""

import ast
import re
from pathlib import Path

from django.conf import settings

from tests.whole.test_actions import public_functions

SOURCE = Path(settings.PACKAGE)

# words that say how a thing came to be here instead of what it is
SAY_NOTHING = {"one", "held", "found", "said", "made", "asked", "seen", "shown"}

# two verbs for one thing; the first of each pair is ours
INSTEAD = {
    "add": "create",
    "new": "create",
    "make": "create",
    "edit": "change",
    "update": "change",
    "delete": "remove",
    "drop": "remove",
}

# class names that stand for two things, and why neither can be renamed
SHARED = {
    "Story": "two tables: an event of the record of changes names its record by the table, and no event is ever rewritten",
}

# where such a word is the thing itself, and why
KEPT = {
    "asked": (
        "how many people were asked: what a response rate divides by",
        "analyse/surveys/designs/quality.py",
        "analyse/surveys/designs/types.py",
        "analyse/voices/forms.py",
        "analyse/voices/models.py",
        "methods/survey/weighting.py",
    ),
    "found": (
        "what a check found, beside what it expected or what is to be done",
        "foundations/files/types.py",
        "methods/disclosure/keys.py",
        "methods/wording/findings.py",
        "registers/frameworks/types.py",
    ),
    "said": (
        "a table: an event of the record of changes names its record by the table, and no event is ever rewritten",
        "analyse/voices/models.py",
    ),
    "seen": (
        "children whom a service saw, or who are on a list: the word of waiting lists and of capture and recapture",
        "methods/fit/hidden.py",
        "methods/fit/waiting.py",
    ),
    "shown": (
        "what readers are shown of a cell, which holds its true value beside it",
        "analyse/surveys/tables/protected.py",
        "methods/disclosure/attack.py",
        "methods/disclosure/profiles.py",
        "methods/disclosure/release.py",
        "methods/disclosure/safe.py",
        "methods/disclosure/tables.py",
    ),
}


def modules():
    """Each file of the product with its tree, migrations apart."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def names_given(tree):
    """Names of variables, fields, parameters, functions and classes, in small letters and bare."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id.strip("_")
        elif isinstance(node, ast.arg):
            yield node.arg.strip("_")
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name.strip("_").lower()


def test_names_say_the_thing():
    vague = {
        (name, str(path.relative_to(SOURCE)))
        for path, tree in modules()
        for name in SAY_NOTHING.intersection(names_given(tree))
    }
    kept = {(name, file) for name, (_why, *files) in KEPT.items() for file in files}
    assert vague - kept == set(), "call each thing what it is: priority, seat, release"
    assert kept - vague == set(), "take out of KEPT what is not there any more"


def test_a_class_has_its_name_to_itself():
    homes = {}
    for path, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                homes.setdefault(node.name, []).append(str(path.relative_to(SOURCE)))
    shared = {name: files for name, files in homes.items() if len(files) > 1}
    assert {name: files for name, files in shared.items() if name not in SHARED} == {}, (
        "the domain noun stays with the record; call the other one what it is"
    )
    assert [name for name in SHARED if name not in shared] == []


# what a template reads: its tags and variables, and attributes that pass a value to a component; words in quotes left out
READS = re.compile(r"""\{%.*?%\}|\{\{.*?\}\}|\s:[\w.-]+="[^"]*\"""")
QUOTED = re.compile(r"""'[^']*'|(?<!=)"[^"]*\"""")
NAME = re.compile(r"(?<![\w.:-])[a-z_]+(?![\w-])")


def names_read(template):
    for read in READS.finditer(template):
        yield from NAME.findall(QUOTED.sub("", read[0]))


def test_variables_of_templates_say_the_thing():
    names = names_read(
        """{% for one in seen %}{{ made.found|counted:"one" }}<c :card="shown.title" />{% endfor %}"""
    )
    assert SAY_NOTHING & set(names) == {"one", "seen", "made", "shown"}
    vague = {
        str(path.relative_to(SOURCE)): sorted(words)
        for path in sorted(SOURCE.rglob("templates/**/*.*"))
        if (words := SAY_NOTHING & set(names_read(path.read_text(encoding="utf-8"))))
    }
    assert vague == {}


def documented(tree):
    """Everything that has a docstring by rule: the module, its classes, and functions that others may call."""
    yield tree
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_docstrings_state_and_do_not_ask():
    questions = [
        f"{path.relative_to(SOURCE)}: {docstring.partition(chr(10))[0]}"
        for path, tree in modules()
        for node in documented(tree)
        if (docstring := ast.get_docstring(node)) and docstring.partition("\n\n")[0].endswith("?")
    ]
    assert questions == [], "say what the page shows or what the function does"


def verbs_to_change():
    return sorted(
        parameter.id
        for parameter in public_functions()
        if parameter.id.rpartition(".")[2].partition("_")[0] in INSTEAD
    )


def test_one_verb_for_making_changing_and_removing():
    assert verbs_to_change() == []
