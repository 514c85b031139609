"""Pages, messages and documents use the words of the trade: none of the phrases that docs/words.md avoids is left."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "realign"
# old verbs of events, kept to be read as those of today, and what the demonstration makes up
APART = {"foundations/audit/rules.py"}
# names of papers, requirements and laws that only builders of this system know
OUR_CODES = re.compile(r"\b(?:S0|METHODS|REQUIREMENTS|(?:DUTY|DEC|PRI|ANA|IND|SVC|ECO|CTE)-\d+)\b")


# how builders cite the five documents; "S2 to S6" are years of school
OUR_CITATIONS = re.compile(
    r"\bS[0-4] (?:ch?\d|R\d|p\d|prog\b|letter|section|Endnotes|\d\.\d)|\(S[0-4]\b|\bS[0-4]; |^S[0-4]$|\bS0\b"
)


def avoided() -> dict[str, str]:
    """Each phrase of the column “not” of docs/words.md, with what is said instead."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs" / "words.md").read_text().splitlines()
        if line.startswith("| ") and not line.startswith(("| say", "|--"))
    ]
    return {phrase: say for say, phrases, _ in rows for phrase in re.findall(r"“([^”]+)”", phrases)}


def python_words(path: Path) -> Iterator[str]:
    """The texts of a Python file that are more than one word, docstrings apart."""
    tree = ast.parse(path.read_text())
    inside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def template_words(path: Path) -> Iterator[str]:
    """The text of a template, without comments and tags of the template language."""
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}|\{%.*?%\}", " ", path.read_text(), flags=re.S)
    yield " ".join(text.split())


def said() -> Iterator[tuple[str, str]]:
    """Every text that a reader may meet, with the file it is in."""
    for path in sorted(SOURCE.rglob("*")):
        name = str(path.relative_to(SOURCE))
        if "migrations" in name or "static" in name or name in APART:
            continue
        if path.suffix == ".py":
            yield from ((name, words) for words in python_words(path) if " " in words)
        elif path.suffix in {".html", ".txt"} and "templates" in name:
            yield from ((name, words) for words in template_words(path))


def strings_of(value: object) -> Iterator[str]:
    """Every text inside what a TOML file holds."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from strings_of(inner)
        case list():
            for inner in value:
                yield from strings_of(inner)


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    return list(said())


def test_no_avoided_phrase_is_left(texts):
    phrases = avoided()
    assert len(phrases) > 60
    either = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)
    found = sorted({(name, hit.group(0)) for name, words in texts for hit in either.finditer(words)})
    assert found == [], "say it as docs/words.md does"


def test_no_code_of_ours_is_read_by_anybody(texts):
    found = sorted({(name, hit.group(0)) for name, words in texts for hit in OUR_CODES.finditer(words)})
    assert found == []


@pytest.mark.parametrize(
    "words", ["Bring a file", "Nobody yet", "Take it in", "DUTY-12 asks for it", "It was set aside."]
)
def test_the_list_catches_what_it_is_for(words):
    caught = [phrase for phrase in avoided() if phrase.lower() in words.lower()]
    assert caught or OUR_CODES.search(words)


def test_lists_and_the_demonstration_cite_documents_by_name():
    """What these files say stands on pages: a reader looks a source up by its title, not by a letter of ours."""
    cited = {
        str(path.relative_to(SOURCE)): [
            words
            for words in strings_of(tomllib.loads(path.read_text()))
            if OUR_CITATIONS.search(words) or OUR_CODES.search(words)
        ]
        for path in sorted(SOURCE.rglob("*.toml"))
    }
    assert {name: words for name, words in cited.items() if words} == {}
