"""Who reads what a higher floor keeps, through a relation that points down: import-linter is blind to it."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

from tests.whole.test_architecture import FLOORS, floor_of

SOURCE = Path(settings.PACKAGE)

LINES = "a line of a plan shows how its action goes, and a panel for each of a hundred lines would ask a hundred times"
DECIDED = "a proposal is shown with what was decided on it, and lists of proposals join it once for all rows"

# file and relation -> why it is no panel
READS = {
    (
        "plan/plans/queries.py",
        "updates",
    ): "what everybody reads of a priority is how its actions go, frozen together",
    ("plan/priorities/queries.py", "decisions"): DECIDED,
    ("plan/priorities/queries.py", "milestones"): LINES,
    ("plan/priorities/queries.py", "updates"): LINES,
    ("plan/priorities/presenters/rows.py", "decisions"): DECIDED,
    ("plan/priorities/presenters/rows.py", "milestones"): LINES,
    ("plan/priorities/presenters/rows.py", "updates"): LINES,
    ("plan/proposals/presenters.py", "decisions"): DECIDED,
    (
        "plan/proposals/presenters.py",
        "meetings",
    ): "a proposal names the meetings that have it on their agenda",
    ("plan/proposals/queries.py", "decisions"): DECIDED,
    (
        "registers/indicators/queries.py",
        "targets",
    ): "the list of indicators can be cut to those that a plan has targets for",
}
# words that only happen to be the name of such a relation: of another record, or in what a page is given
OTHERS = {
    ("plan/priorities/views/pages.py", "decisions"),
    ("plan/priorities/views/pages.py", "milestones"),
    ("plan/priorities/views/pages.py", "updates"),
    ("plan/proposals/views.py", "decisions"),
    ("plan/proposals/views.py", "meetings"),
    ("registers/evidence/presenters/index.py", "marks"),
    ("registers/groups/models.py", "supports"),
    ("registers/groups/presenters.py", "supports"),
    ("registers/groups/queries.py", "supports"),
    ("registers/indicators/actions.py", "changes"),
    ("registers/indicators/models.py", "stories"),
    ("registers/indicators/presenters/words.py", "stories"),
    ("registers/services/views/register.py", "needs"),
}


def relations():
    """For each relation that points down: its name as the lower floor sees it, that floor, and the floor it comes from."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            if -1 < floor_of(field.related_model) < floor_of(model) and not field.remote_field.hidden:
                yield field.remote_field.get_accessor_name(), floor_of(field.related_model), floor_of(model)


def words_of(node):
    """The names that an expression may read a relation by: an attribute, a lookup, the name in a prefetch."""
    if isinstance(node, ast.Attribute):
        return [node.attr]
    if isinstance(node, ast.keyword) and node.arg:
        return node.arg.split("__")[:-1]
    if (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_]+", node.value)
    ):
        return node.value.split("__")
    return []


def reads():
    known = list(relations())
    for path in SOURCE.rglob("*.py"):
        parts = path.relative_to(SOURCE).parts
        if parts[0] not in FLOORS or "migrations" in parts:
            continue
        here = FLOORS.index(parts[0])
        upwards = {name for name, lower, higher in known if lower <= here < higher}
        # a relation of the same name that this floor may read is no reading upwards
        upwards -= {name for name, lower, higher in known if higher <= here}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for word in words_of(node):
                if word in upwards:
                    yield "/".join(parts), word


def test_nobody_reads_a_higher_floor_without_a_reason():
    assert set(reads()) - set(READS) - OTHERS == set(), (
        "show it through a registry of panels (docs/decisions/0011)"
    )


def test_every_reason_is_still_needed():
    assert (set(READS) | OTHERS) - set(reads()) == set()
