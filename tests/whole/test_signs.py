"""A sign in a table means one thing and has its key on the page; no key explains a sign that does not stand there."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from realign.methods.signs import WRITTEN, Sign, key_words, signs_in
from realign.registers.evidence.models import Release
from tests.whole.addresses import addresses, opened_with
from tests.whole.samples import samples
from tests.whole.test_words import SOURCE, python_words, template_words

SLUG = "tayside"
KEY = re.compile(r'<p class="rl_key"[^>]*>(.*?)</p>', re.DOTALL)
SIGN = re.compile("|".join(re.escape(sign) for sign in Sign))
# where a sign is written out: its home, and what earlier versions released
HOMES = {"methods/signs.py": set(Sign), "registers/evidence/models.py": {"[low]"}}
# what says on its own why there is no figure
MEANINGS = {sign.words for sign in (Sign.CONFIDENTIAL, Sign.UNRELIABLE)} | {"too uncertain to show"}


def sources():
    for path in sorted(SOURCE.rglob("*")):
        name = str(path.relative_to(SOURCE))
        if "migrations" in name or "static" in name:
            continue
        if path.suffix == ".py":
            yield name, list(python_words(path))
        elif path.suffix in {".html", ".txt"} and "templates" in name:
            yield name, list(template_words(path))


def test_signs_and_their_meanings_are_written_in_one_place():
    found = sorted(
        (name, text)
        for name, texts in sources()
        for text in texts
        if set(SIGN.findall(text)) - HOMES.get(name, set())
        or (name != "methods/signs.py" and text.strip(" .").lower() in MEANINGS)
    )
    assert found == [], "take sign and meaning from realign.methods.signs"


def test_the_key_says_what_the_statistical_service_means_by_each_sign():
    note = (Path(SOURCE).parents[1] / "docs" / "methods" / "signs-in-tables.md").read_text()
    rows = dict(re.findall(r"^\| `(\[\w+\])` \| (.*?) \|", note, re.MULTILINE))
    assert rows == {str(sign): sign.meaning for sign in WRITTEN}
    assert "rounds to 0" in Sign.ALMOST_NOUGHT.meaning
    assert Sign.ALMOST_NOUGHT not in WRITTEN


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ([], ""),
        (["41%", 12, None], ""),
        (["41% [u]"], f"[u] {Sign.UNRELIABLE.meaning}."),
        (["[x]", "[c]"], "[c] confidential: hidden to protect people; [x] not available."),
    ],
)
def test_a_key_lists_what_stands_in_the_table_and_nothing_else(cells, key):
    assert key_words(cells) == key


def without_keys(page):
    return KEY.sub(" ", page.split("<main", 1)[-1])


def cells_of(page):
    """The words of every cell of a table that is no heading, and of nothing else."""
    return [
        unescape(re.sub(r"<[^>]+>", " ", cell))
        for cell in re.findall(r"<td\b[^>]*>(.*?)</td>", without_keys(page), re.DOTALL)
    ]


def keys_of(page):
    return signs_in(unescape(re.sub(r"<[^>]+>", "", key)) for key in KEY.findall(page))


def faults_of(page):
    """What is wrong with the signs of a page: those without a key, and those that only a key has."""
    stands, explained = signs_in(cells_of(page)), keys_of(page)
    return [f"{sign} without a key" for sign in stands if sign not in explained] + [
        f"{sign} in a key alone" for sign in explained if sign not in stands
    ]


@pytest.mark.parametrize(
    ("page", "faults"),
    [
        ("<main><td>41%</td>", []),
        ("<main><td>[c]</td>", ["[c] without a key"]),
        ('<main><td>4% [u]</td><p class="rl_key"><strong>[u]</strong> low</p>', []),
        ('<main><td>4%</td><p class="rl_key"><strong>[u]</strong> low</p>', ["[u] in a key alone"]),
    ],
)
def test_the_walk_catches_what_it_is_for(page, faults):
    assert faults_of(page) == faults


def pages(partnership):
    """Each address of the demonstration that draws a page, and every released table."""
    held = samples(partnership)
    for address in addresses():
        if address.name in held or not address.parts or address.parts == ("partnership",):
            try:
                yield opened_with(address, SLUG, held)
            except LookupError:
                continue
    for release in Release.objects.filter(partnership=partnership):
        yield reverse("evidence:release", args=[SLUG, release.slug])


@pytest.mark.slow
def test_no_page_shows_a_sign_without_its_key_and_no_key_has_more(demonstration, db):
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.get(email="analyst@demo.example"))
    # one figure of each table is made less reliable, so that both signs are met
    for release in Release.objects.filter(partnership=demonstration):
        shown = release.cells.filter(estimate__isnull=False).first()
        release.cells.filter(pk=shown and shown.pk).update(low="few schools")
    faults, seen = {}, set()
    for where in pages(demonstration):
        answer = client.get(where)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            page = answer.getvalue().decode()
            seen |= set(signs_in(cells_of(page)))
            if wrong := faults_of(page):
                faults[where] = wrong
    assert faults == {}
    assert {Sign.CONFIDENTIAL, Sign.UNRELIABLE} <= seen, "both are met"
