"""Anybody may read the lists and the glossary, and take them away as CSV."""

import csv
import io

import pytest
from django.template import Context, Template

from realign.registers.frameworks.actions import load_frameworks
from realign.registers.frameworks.types import Registrar
from tests.apps.registers.frameworks.files import item, version, write
from tests.support.cast import NOON

pytestmark = pytest.mark.django_db

RAG = """
[version.item.extra]
meanings = [
  { meaning = "Red, amber, green", context = "Status", source = "S0" },
  { meaning = "Research Advisory Group", context = "Surveys", source = "S2" },
]
"""


@pytest.fixture(autouse=True)
def _lists(tmp_path):
    """A list with two versions and a glossary with an ambiguous word."""
    write(
        tmp_path,
        version("2017", item("a"), more="valid_to = 2020-03-31", starts="2017-04-01"),
        version("2020", item("a", "Anew", "extra = { weight = 3, uses = ['x', 'y'] }"), item("b")),
    )
    write(
        tmp_path,
        version("2026", item("rag", "RAG", RAG), item("icsp", "ICSP", 'description = "The <plan>"')),
        '[[alias]]\nsay = "wellbeing"\nalso = ["Well-Being"]\n',
        slug="glossary",
        kind="glossary",
    )
    load_frameworks(by=Registrar(at=NOON), folder=tmp_path)


def rows(response) -> list[list[str]]:
    """A CSV download as rows."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_list_of_lists(client):
    page = client.get("/frameworks/").content.decode()
    assert "Reference lists" in page
    assert 'href="/frameworks/aims/"' in page
    assert "Checked against its source" in page


@pytest.mark.parametrize(("query", "found"), [("q=short", True), ("q=nothing", False), ("kind=law", False)])
def test_the_list_is_searched_and_filtered(client, query, found):
    assert (b"/frameworks/aims/" in client.get(f"/frameworks/?{query}").content) is found


def test_the_list_as_csv_says_where_each_is_from(client):
    heading, *lines = rows(client.get("/frameworks/?format=csv"))
    assert heading[-1] == "Source"
    assert ["2", "2020", "2020-04-01"] in [line[3:6] for line in lines]


def test_a_list_has_its_source_its_versions_and_its_entries_by_anchor(client):
    page = client.get("/frameworks/aims/").content.decode()
    assert 'id="item-a"' in page
    assert "Anew" in page
    assert "A source, page 1" in page
    old = client.get("/frameworks/aims/2017/").content.decode()
    assert "31 March 2020" in old
    assert "Anew" not in old


def test_entries_as_csv_hold_everything_the_file_held(client):
    heading, first, second = rows(client.get("/frameworks/aims/?format=csv"))
    assert heading == ["Code", "Entry", "What it means", "Part of", "Uses", "Weight"]
    assert first == ["a", "Anew", "", "", "x; y", "3"]
    assert second == ["b", "B", "", "", "", ""]


@pytest.mark.parametrize("address", ["/frameworks/dreams/", "/frameworks/aims/1900/"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_the_glossary_shows_both_meanings_and_the_names_that_documents_use(client):
    page = client.get("/glossary/").content.decode()
    assert "1 word has more than one meaning" in page.replace("\n", " ")
    assert page.index("Red, amber, green") < page.index("Research Advisory Group")
    assert 'id="term-icsp"' in page
    assert "Well-Being" in page


def test_a_word_in_a_text_opens_its_meaning_and_leads_to_the_glossary(django_assert_num_queries):
    template = Template(
        '{% load glossary %}{% term "ICSP" %}|{% term "RAG" "S2" %}|{% term "rag" %}|{% term unknown %}'
    )
    with django_assert_num_queries(2):
        shown = template.render(Context({"unknown": "X<"})).split("|")
    first, second, third, unknown = shown
    assert '<button type="button" class="rl_term" popovertarget="term-icsp-1">ICSP</button>' in first
    assert '<span popover id="term-icsp-1" class="rl_term__meaning">' in first
    assert "The &lt;plan&gt;" in first
    assert 'href="/glossary/#term-icsp"' in first
    assert "Research Advisory Group" in second
    assert "Red, amber, green" not in second
    assert "Red, amber, green Or: Research Advisory Group" in third
    assert 'id="term-rag-3"' in third
    assert unknown == "X&lt;"


@pytest.mark.parametrize("address", ["/frameworks/", "/frameworks/aims/", "/glossary/"])
def test_pages_take_few_queries(client, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert client.get(address).status_code == 200
