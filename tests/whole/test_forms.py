"""Every form goes through one door, and nothing typed is lost there."""

import ast
from pathlib import Path

from django.conf import settings

SOURCE = Path(settings.PACKAGE)
DOOR = SOURCE / "foundations" / "design" / "editing.py"
PARTS = SOURCE / "foundations" / "design" / "forms" / "parts.py"

# views that still handle a form by hand; nothing may be added
BY_HAND: set[str] = {
    "analyse/surveys/data/views.py",
    "analyse/surveys/designs/views.py",
    "analyse/surveys/local/views.py",
    "analyse/surveys/questionnaires/views.py",
    "analyse/surveys/release/views.py",
    "deliver/decisions/forms.py",
    "deliver/decisions/views/decisions.py",
    "deliver/decisions/views/meetings.py",
    "foundations/design/views.py",
    "foundations/files/dataset_views.py",
    "foundations/files/views.py",
    "plan/plans/checking/views.py",
    "registers/evidence/views.py",
    "registers/indicators/views.py",
    "review/assurance/step_views.py",
    "review/reports/views.py",
}


def callers_of_is_valid():
    for path in sorted(SOURCE.rglob("*.py")):
        if path in (DOOR, PARTS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "is_valid":
                yield str(path.relative_to(SOURCE))


def test_no_form_is_handled_beside_the_door():
    assert set(callers_of_is_valid()) - BY_HAND == set()
