"""The PDF carries its structure: title, headings, table headers, notes, alt text and languages."""

import io
from collections import Counter

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject

from realign.foundations.documents.build import build
from realign.foundations.documents.pictures import picture_of
from realign.foundations.documents.types import DocumentError, Format, Picture
from tests.apps.foundations.design.charts.samples import CHARTS
from tests.apps.foundations.documents.samples import AWKWARD, BAR, sample

pytestmark = pytest.mark.slow


def pdf_of(document):
    return build(document, {Format.PDF})[Format.PDF]


@pytest.fixture(scope="module")
def reader():
    return pypdf.PdfReader(io.BytesIO(pdf_of(sample())))


def structure(node):
    """Every structure element under a node of the tree that screen readers follow."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for child in node:
            yield from structure(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from structure(node["/K"])


@pytest.fixture(scope="module")
def elements(reader):
    return list(structure(reader.trailer["/Root"]["/StructTreeRoot"]))


def test_structure_elements_say_what_each_part_is(elements):
    roles = Counter(element["/S"] for element in elements)

    assert roles["/H1"] >= 2
    assert roles["/H2"] == 1
    assert roles["/Table"] == 1
    assert roles["/TH"] == 2
    assert roles["/TD"] == 4
    assert roles["/Note"] == 3
    assert roles["/Figure"] == 1
    assert roles["/TOC"] >= 1


def test_the_picture_is_read_out_by_its_alt_text(elements):
    assert [str(e["/Alt"]) for e in elements if e["/S"] == "/Figure"] == [BAR.alt]


def test_gaelic_is_marked_as_gaelic_in_a_british_english_document(reader, elements):
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"
    drawn = b"".join(page.get_contents().get_data() for page in reader.pages)
    # A block carries its language in the structure tree, a phrase in the drawing itself.
    assert [str(e["/Lang"]) for e in elements if "/Lang" in e] == ["gd"]
    assert drawn.count(b"/Lang(gd)") == 1


def test_title_and_author_are_as_typed(reader):
    assert reader.metadata.title == f"Plan {AWKWARD}"
    assert reader.metadata.author == "Tayside Children's Partnership"


def test_typed_signs_notes_and_page_numbers_are_in_the_text(reader):
    text = "\n".join(page.extract_text() for page in reader.pages).replace("’", "'")

    assert f"Typed: {AWKWARD}" in " ".join(text.split())
    assert text.count("Health and Wellbeing Census, 2022") == 2
    assert f"Page 3 of {len(reader.pages)}" in text


def test_pages_are_a4(reader):
    box = reader.pages[0].mediabox

    assert (round(box.width), round(box.height)) == (595, 842)


def test_the_same_document_gives_the_same_file_twice():
    assert pdf_of(sample()) == pdf_of(sample())


def test_a_short_paper_starts_at_once():
    short = pypdf.PdfReader(io.BytesIO(pdf_of(sample(front_page=False, body="<h2>Ask</h2><p>Agree.</p>"))))

    assert len(short.pages) == 1
    assert "Agree." in short.pages[0].extract_text()


def test_a_picture_that_cannot_be_drawn_is_refused_with_the_document_named():
    broken = Picture(svg="<svg><not closed", png=BAR.png, alt="x")

    with pytest.raises(DocumentError, match="was not built"):
        pdf_of(sample(pictures={"reach": broken}))


def test_the_words_of_a_chart_are_drawn_in_the_pdf():
    """Typst reads the picture's own font list; a font it cannot find would leave the words out."""
    bar = picture_of(CHARTS["bar"])
    figure = '<figure><img src="picture:bar"><figcaption>Bar</figcaption></figure>'
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(sample(body=figure, pictures={"bar": bar}, front_page=False))))

    assert "Dundee City" in reader.pages[0].extract_text()
