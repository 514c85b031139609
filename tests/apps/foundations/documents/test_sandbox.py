"""What people type cannot act, load or read files, whatever gets past a template."""

import io
import zipfile

import pytest

from realign.foundations.documents.markup import user_html
from realign.foundations.documents.pandoc import PandocError, convert


@pytest.mark.slow
@pytest.mark.parametrize("address", ["/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:9/x.png"])
def test_pandoc_reads_no_file_and_no_address_that_a_document_names(address):
    made = convert(f'<p>Here <img src="{address}" alt="x"></p>', "docx", filters=())

    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert not [name for name in file.namelist() if "media" in name]
        assert b"root:" not in b"".join(file.read(name) for name in file.namelist())


@pytest.mark.slow
def test_a_format_that_pandoc_does_not_know_is_reported_in_its_words():
    with pytest.raises(PandocError, match="Pandoc could not write wordperfect"):
        convert("<p>x</p>", "wordperfect", filters=())


@pytest.mark.slow
def test_text_cannot_become_typst_code():
    made = convert('<p>#read("/etc/passwd") $x$ @ref &lt;label&gt; `code`</p>', "typst", filters=()).decode()

    assert r"\#read" in made
    assert r"\$x\$" in made
    assert r"\@ref" in made
    assert r"\<label\>" in made or r"\<label>" in made


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>Fine <strong>words</strong></p>", "<p>Fine <strong>words</strong></p>"),
        ('<p onclick="x()">Click</p>', "<p>Click</p>"),
        ("<script>alert(1)</script>After", "After"),
        ('<img src="x" onerror="y">Gone', "Gone"),
        ('<a href="javascript:x">link</a>', "<a>link</a>"),
        ('<span role="doc-footnote">a</span>', "<span>a</span>"),
        ('<span lang="gd">Halò</span>', '<span lang="gd">Halò</span>'),
        ("<h2>Not a heading</h2>", "Not a heading"),
        ("<p style='position:fixed'>x", "<p>x</p>"),
    ],
)
def test_typed_html_keeps_its_words_and_loses_what_could_act(typed, kept):
    assert user_html(typed) == kept
