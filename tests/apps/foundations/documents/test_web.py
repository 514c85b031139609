"""The web page shows pictures in place and footnotes as linked notes at the end."""

import re
from html import escape
from html.parser import HTMLParser

from realign.foundations.documents.build import build
from realign.foundations.documents.pictures import picture_of
from realign.foundations.documents.types import Format
from realign.foundations.documents.web import web_body
from tests.apps.foundations.design.charts.samples import CHARTS
from tests.apps.foundations.documents.samples import BAR, ESCAPED, SURVEY, sample


def test_each_footnote_is_a_numbered_link_and_the_notes_are_listed_once_at_the_end():
    page = web_body(sample())
    text, notes = page.split('<section class="notes"')

    assert re.findall(r'href="(#note-\d+)"[^>]*>(\[\d+\])</a>', text) == [
        ("#note-1", "[1]"), ("#note-2", "[2]"), ("#note-1", "[1]"),
    ]  # fmt: skip
    assert SURVEY not in text
    assert notes.count(SURVEY) == 1
    assert 'Mid-year <em>estimate</em>, <a href="https://example.org/pop">2020</a>' in notes


def test_every_link_inside_the_page_leads_somewhere_and_every_id_is_used_once():
    page = web_body(sample())
    ids = re.findall(r'\sid="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_document_without_footnotes_has_no_list_of_notes():
    assert web_body(sample(body="<p>Nothing cited.</p>")) == "<p>Nothing cited.</p>"


def test_pictures_are_drawn_in_place_and_text_stays_escaped():
    page = web_body(sample())

    assert BAR.svg[BAR.svg.index("<rect") :] in page
    assert ESCAPED in page
    assert "<img" not in page


def test_a_picture_without_a_name_of_its_own_is_named_by_its_alt_text():
    root = re.search(r"<svg[^>]*>", web_body(sample())).group(0)

    assert f'aria-label="{escape(BAR.alt)}"' in root
    assert root.count("role=") == 1


def test_a_picture_with_a_name_of_its_own_keeps_it():
    chart = CHARTS["bar"]
    page = web_body(sample(pictures={"reach": picture_of(chart)}))

    assert chart.svg in page


def test_a_gaelic_document_names_its_notes_in_gaelic():
    assert "Notaichean agus tùsan" in web_body(sample(language="gd"))


class Nesting(HTMLParser):
    """Checks that tags close in the order they opened."""

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "img", "br"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_standalone_page_is_whole_and_has_one_main_heading():
    page = build(sample(), {Format.HTML})[Format.HTML].decode()
    reader = Nesting()
    reader.feed(page)

    assert reader.open == []
    assert page.count("<h1>") == 1
    assert '<html lang="en-GB">' in page
    assert "31 March 2026" in page
    assert "<script" not in page
