"""A document that not everyone could read is refused, with every reason at once."""

from datetime import date

import pytest

from realign.foundations.documents.build import build
from realign.foundations.documents.check import read
from realign.foundations.documents.types import Document, DocumentError, Format, Picture
from tests.apps.foundations.documents.samples import BAR, sample

TABLE = "<table>{caption}<thead><tr><{cell}>A</{cell}></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<h1>Title again</h1>", "<h1> has no place"),
        ("<h3>Too deep</h3>", "“Too deep” is h3, but the one before it is h1"),
        ("<h2>One</h2>\n<h4>Three</h4>", "Line 2: the heading “Three” is h4"),
        ("<h2> </h2>", "a heading is empty"),
        ('<h2>Need<span role="doc-footnote">x</span></h2>', "a footnote is in a heading"),
        ("<p>One<p>two</p>", "<p> is never closed"),
        ("<p><em>One</p></em>", "</p> closes a tag, but <em> of line 1 is open"),
        ("</p>", "</p> closes a tag, but nothing is open"),
        ("<script>alert(1)</script>", "<script> has no place"),
        ('<p style="color:red">x</p>', "attribute style"),
        ('<p onclick="x()">x</p>', "attribute onclick"),
        ('<div custom-style="Title">x</div>', "attribute custom-style"),
        (TABLE.format(caption="", cell="th"), "a table has no caption"),
        (TABLE.format(caption="<caption>A</caption>", cell="td"), "a table has no header row"),
        ('<img src="/etc/passwd" alt="x">', "'/etc/passwd' is not one of the document's pictures (reach)"),
        ('<img src="picture:other" alt="x">', "'picture:other' is not one"),
        ('<a href="javascript:alert(1)">x</a>', "the link 'javascript:alert(1)' does not start with"),
        ('<a href="//example.org">x</a>', "the link '//example.org' does not start with"),
        ('<a href="#gone">x</a>', "'#gone' leads to nothing"),
        ('<p id="a">x</p><p id="a">y</p>', "The id 'a' is used 2 times"),
        ('<p id="a> b">x</p>', "The id 'a> b' is not a plain name"),
        ('<p>x<span role="doc-footnote"></span></p>', "a footnote is empty"),
    ],
)
def test_a_body_that_cannot_be_read_by_everyone_is_refused_with_the_reason(body, reason):
    with pytest.raises(DocumentError) as refused:
        read(sample(body=body))

    assert reason in str(refused.value)


def test_all_problems_are_named_together_whatever_the_format():
    for wanted in Format:
        with pytest.raises(DocumentError) as refused:
            build(sample(body="<h1>x</h1><blink>y</blink>"), {wanted})

        assert len(refused.value.problems) == 2


def test_the_sample_document_has_no_problems():
    read(sample())


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": " "}, "title is empty"),
        ({"author": ""}, "author is empty"),
        ({"language": "English"}, "en-GB"),
    ],
)
def test_a_document_without_its_front_matter_cannot_exist(change, reason):
    parts = {"title": "T", "author": "A", "language": "en-GB", "date": date(2026, 1, 1), "body": ""}

    with pytest.raises(ValueError, match=reason):
        Document(**(parts | change))


@pytest.mark.parametrize(
    ("change", "reason"), [({"alt": " "}, "alt text"), ({"svg": "x"}, "<svg>"), ({"png": b"x"}, "PNG")]
)
def test_a_picture_that_some_could_not_see_cannot_exist(change, reason):
    parts = {"svg": BAR.svg, "png": BAR.png, "alt": BAR.alt}

    with pytest.raises(ValueError, match=reason):
        Picture(**(parts | change))
