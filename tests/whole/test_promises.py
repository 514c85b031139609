"""What public pages say of checking comes from the rules that hold, and is written by hand nowhere else."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

SOURCE = Path(settings.PACKAGE)
PROMISE = re.compile(
    r"\b(two|second|third|both|another|other) (people|persons?|checkers?)\b|\bdid not (write|make|request|record)\b"
    r"|\b(checked|reviewed|approved|released|published|let out|agreed) by (a|an|the|two|people|somebody)\b",
    re.IGNORECASE,
)
SHOWN_TO_EVERYBODY = re.compile(r"""{% extends (layout|"design/public.html") %}""")
# files whose words the public may read too, beside templates
WORDS = ("presenters", "pictures", "area_panels", "api")

# what looks like a promise about checking and is none, with why
NO_PROMISE = {
    "registers/services/pictures.py": "how far two people agree in tagging a service, from their tags",
    "registers/evidence/presenters/findings.py": "for members: what waits for release",
    "foundations/publishing/presenters.py": "the machine itself, for members",
    "foundations/design/templates/design/gallery.html": "two people who edit at once",
    "foundations/files/presenters.py": "for members: who imports a file",
}


def _templates():
    for path in sorted(SOURCE.rglob("*.html")):
        words = path.read_text(encoding="utf-8")
        if str(path.relative_to(SOURCE)) in NO_PROMISE:
            continue
        if SHOWN_TO_EVERYBODY.search(words) or path.name == "document.html":
            yield path, words


def _texts():
    """Every text in code that the public may read; what docstrings say is for developers."""
    for path in sorted(SOURCE.rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if not set(parts) & set(WORDS) or str(path.relative_to(SOURCE)) in NO_PROMISE:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield path, node.value


def test_no_public_template_promises_a_check_in_words_of_its_own():
    templates = list(_templates())
    assert len(templates) > 20
    found = {
        str(path.relative_to(SOURCE)): met[0] for path, words in templates if (met := PROMISE.search(words))
    }
    assert found == {}, "say it in the rules of the room, and show that sentence"


def test_no_presenter_promises_a_check_in_words_of_its_own():
    found = {str(path.relative_to(SOURCE)): text for path, text in _texts() if PROMISE.search(text)}
    assert found == {}, "say it in the rules of the room, and show that sentence"


def test_what_is_left_out_holds_such_words():
    for name in NO_PROMISE:
        assert PROMISE.search((SOURCE / name).read_text(encoding="utf-8")), name


@pytest.mark.parametrize(
    ("words", "is_promise"),
    [
        ("Two people check every table.", True),
        ("Published by a person who did not write it.", True),
        ("Nothing here was let out by somebody alone.", True),
        ("Reviewed by the group in May.", True),
        ("Small numbers are hidden.", False),
        ("Two councils published it.", False),
    ],
)
def test_a_promise_is_told_from_other_words(words, is_promise):
    assert bool(PROMISE.search(words)) is is_promise
