"""The Word file has real headings, footnotes, header rows, alt text and languages."""

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from realign.foundations.documents.build import build
from realign.foundations.documents.types import Format
from tests.apps.foundations.documents.samples import AWKWARD, BAR, SURVEY, sample

pytestmark = pytest.mark.slow
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(document):
    with zipfile.ZipFile(io.BytesIO(build(document, {Format.DOCX})[Format.DOCX])) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture(scope="module")
def parts():
    return parts_of(sample())


@pytest.fixture(scope="module")
def body(parts):
    return ElementTree.fromstring(parts["word/document.xml"])


def words(element):
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def paragraphs(body, style):
    return [
        words(p)
        for p in body.iter(f"{W}p")
        if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == style
    ]


def test_headings_title_and_captions_carry_word_styles(body):
    assert paragraphs(body, "Heading1") == ["What children need", "What we will do"]
    assert paragraphs(body, "Heading2") == ["The numbers"]
    assert paragraphs(body, "Title")[0].replace("’", "'") == f"Plan {AWKWARD}"
    assert paragraphs(body, "Date") == ["31 March 2026"]
    assert paragraphs(body, "TableCaption") == ["Table 1. Children reached by council"]
    assert paragraphs(body, "ImageCaption") == ["Figure 1. Children reached"]


def test_every_cited_figure_has_a_real_footnote(parts, body):
    notes = ElementTree.fromstring(parts["word/footnotes.xml"])
    texts = {n.get(f"{W}id"): words(n).strip() for n in notes.iter(f"{W}footnote")}
    cited = [texts[r.get(f"{W}id")] for r in body.iter(f"{W}footnoteReference")]

    assert cited == [SURVEY, "Mid-year estimate, 2020", SURVEY]


def test_typed_signs_arrive_as_typed(body):
    assert f"Typed: {AWKWARD}" in words(body)


def test_tables_repeat_their_header_row_and_numbers_stand_right(body):
    table = next(body.iter(f"{W}tbl"))
    first, second, _ = table.iter(f"{W}tr")

    assert first.find(f"{W}trPr/{W}tblHeader") is not None
    assert second.find(f"{W}trPr/{W}tblHeader") is None
    assert [j.get(f"{W}val") for j in second.iter(f"{W}jc")] == ["right"]
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert len(widths) == 2
    assert min(widths) > 0


def test_the_picture_inside_has_its_alt_text(parts, body):
    described = [e.get("descr") for e in body.iter() if e.tag.endswith("}docPr")]

    assert described == [BAR.alt]
    assert [name for name, part in parts.items() if part == BAR.png] != []


def test_gaelic_is_marked_as_gaelic_and_the_rest_as_british_english(parts, body):
    gaelic = [
        words(run)
        for run in body.iter(f"{W}r")
        if (lang := run.find(f"{W}rPr/{W}lang")) is not None and lang.get(f"{W}val") == "gd"
    ]

    assert "".join(gaelic) == "Còraichean na CloinneTha còir aig gach pàiste."
    assert re.search(rb'<w:lang [^>]*w:val="en-GB"', parts["word/styles.xml"])


def test_the_contents_list_is_there_before_word_updates_it(body):
    assert paragraphs(body, "TOC1") == ["What children need", "What we will do"]
    assert paragraphs(body, "TOC2") == ["The numbers"]
    marks = {b.get(f"{W}name") for b in body.iter(f"{W}bookmarkStart")}
    links = {h.get(f"{W}anchor") for h in body.iter(f"{W}hyperlink")} - {None}
    assert links <= marks


def test_pages_are_a4_with_numbers_at_the_foot(parts, body):
    size = next(body.iter(f"{W}pgSz"))

    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    footers = [part.decode() for name, part in parts.items() if re.match(r"word/footer\d", name)]
    assert any("PAGE" in footer and "NUMPAGES" in footer for footer in footers)


def test_a_short_paper_has_neither_front_page_nor_contents():
    body = ElementTree.fromstring(parts_of(sample(front_page=False))["word/document.xml"])

    assert paragraphs(body, "TOC1") == []
    assert not [b for b in body.iter(f"{W}br") if b.get(f"{W}type") == "page"]


def test_links_into_the_site_are_completed_or_left_as_words(parts):
    assert b"tayside/plan" not in parts["word/_rels/document.xml.rels"]
    completed = parts_of(sample(site="https://plans.example/"))
    assert b"https://plans.example/tayside/plan/" in completed["word/_rels/document.xml.rels"]
