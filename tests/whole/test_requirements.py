"""docs/requirements.md is whole and true: every code named anywhere is in it, and every place in it exists."""

import re
from pathlib import Path
from typing import NamedTuple

import click
from django.conf import settings
from django.urls import get_resolver

from realign.cli import main

ROOT = Path(settings.PACKAGE).parents[1]
DOCUMENT = ROOT / "docs" / "requirements.md"
LISTS = ROOT / "src" / "realign" / "registers" / "frameworks" / "data"
MODULES = (
    "DUTY", "CYC", "COL", "GOV", "PRI", "DEL", "DEC", "REC", "CHL", "RES", "ANA", "SVC", "MAT", "IND", "ECO", "CON",
    "IMP", "PRG", "CAP", "CMS", "CTE", "GLO", "DQ", "NFR",
)  # fmt: skip
CODE = re.compile(rf"\b(?:{'|'.join(MODULES)})-\d\d\b")
LIST = re.compile(r"\bL(?:[1-9]|[12]\d|3[0-8])\b")
ROW = re.compile(
    r"\| (?P<code>[A-Z]+-\d\d|L\d+) \| (?P<text>[^|]+) \| (?P<source>[^|]+) \| (?P<where>[^|]+) \|"
)
WHERE = re.compile(r"(?:works|in part): `[^`]+`(?:, `[^`]+`)*|not yet(?:; its list can be read: `[^`]+`)?")
# papers and lists that are not in the repository, by the names under which they were cited
ELSEWHERE = re.compile(
    r"\b(?:METHODS|ANCHORS) (?:row|\d)|\bMETHODS:|\bMETHODS;|\bDESIGN\.md|\bREQUIREMENTS [A-Z]+"
)


class Row(NamedTuple):
    """One line of the document."""

    code: str
    text: str
    source: str
    where: str


def rows():
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [
        Row(**{k: v.strip() for k, v in found.groupdict().items()})
        for found in map(ROW.fullmatch, lines)
        if found
    ]


def texts():
    """Every text of the repository in which a code may be named, with its name."""
    for folder in ("src", "tests", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".md", ".toml", ".html"} and path not in {DOCUMENT, Path(__file__)}:
                yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


def test_every_requirement_and_list_is_there_once():
    codes = [row.code for row in rows()]
    assert len(codes) == len(set(codes))
    assert {code.split("-")[0] for code in codes if "-" in code} == set(MODULES)
    assert len([code for code in codes if "-" in code]) == 407
    assert [code for code in codes if "-" not in code] == [f"L{number}" for number in range(1, 39)]


def test_the_numbers_at_the_top_are_those_of_the_rows():
    held = [row.where for row in rows() if "-" in row.code]
    counts = [sum(where.startswith(start) for where in held) for start in ("works", "in part", "not yet")]
    top = DOCUMENT.read_text(encoding="utf-8").split("## ")[0].replace("\n", " ")
    assert "{} work, {} work in part, {} do not yet".format(*counts) in top


def test_each_says_what_where_from_and_where_it_works():
    short = [row.code for row in rows() if len(row.text) <= 10 or not row.source]
    unclear = [f"{row.code}: {row.where}" for row in rows() if not WHERE.fullmatch(row.where)]
    assert (short, unclear) == ([], [])


def views():
    def within(resolver, names):
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                yield from within(pattern, [*names, pattern.namespace] if pattern.namespace else names)
            elif pattern.name:
                yield ":".join([*names, pattern.name])

    return set(within(get_resolver(), []))


def commands(group, before="realign"):
    found = {before}
    if isinstance(group, click.Group):
        for name in group.list_commands(click.Context(group)):
            found |= commands(group.get_command(click.Context(group), name), f"{before} {name}")
    return found


def test_every_place_is_a_page_a_list_or_a_command():
    lists = {f"/frameworks/{path.stem}/" for path in LISTS.glob("*.toml")}
    known = views() | lists | commands(main)
    named = {place for row in rows() for place in re.findall(r"`([^`]+)`", row.where)}
    assert named - known == set()


def test_every_code_that_is_named_is_explained():
    known = {row.code for row in rows()}
    lost = [
        f"{path}: {code}"
        for path, text in texts()
        for code in {*CODE.findall(text), *re.findall(r"(?:requirements\.md, |; )(L\d+)\b", text)}
        if code not in known
    ]
    assert lost == []


def test_nothing_is_cited_that_a_reader_cannot_open():
    cited = [f"{path}: {found[0]}" for path, text in texts() for found in ELSEWHERE.finditer(text)]
    assert cited == [], "Cite a page of docs, or the public source itself."
