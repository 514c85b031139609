"""Emoji and other scripts are drawn, what cannot be drawn is named, and what no file can hold ends no document."""

import io

import pypdf
import pytest
from django.utils.html import escape

from realign.foundations.design.charts.drawing import named, png_of
from realign.foundations.design.fonts import FOLDER, drawable, letters_of
from realign.foundations.documents.build import build, build_files
from realign.foundations.documents.types import Format
from realign.foundations.partnerships.types import Refusal
from tests.apps.foundations.documents.samples import SVG, sample
from tests.whole.walking import words_of

SCRIPTS = {
    "emoji": "🙂 👍🏽 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ❤️",
    "Ukrainian": "Їжак і ґанок",
    "Urdu": "اردو زبان",
    "Hebrew": "שלום",
    "Punjabi": "ਪੰਜਾਬੀ",
    "Hindi": "नमस्ते",
    "Bengali": "বাংলা",
    "Tamil": "தமிழ்",
    "Polish": "Zażółć gęślą jaźń",
    "Gaelic": "Còraichean",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_of_the_schools_is_drawn_as_it_is(script):
    assert "[" not in drawable(SCRIPTS[script])


def test_a_letter_that_no_typeface_has_is_named():
    assert drawable("日 and \ue000") == "[cjk unified ideograph-65e5] and [letter U+E000]"


def test_the_letters_of_a_typeface_are_read_from_it():
    letters = letters_of((FOLDER / "NotoSansHebrew-Regular.ttf").read_bytes())
    assert ord("ש") in letters
    assert ord("日") not in letters


@pytest.mark.slow
def test_every_format_is_built_whatever_was_typed():
    typed = " ".join([*SCRIPTS.values(), "日本", "Number of\x0breferrals\x07"])
    document = sample(title=typed, author=typed, body=f"<h2>{escape(typed)}</h2><p>{escape(typed)} &#11;</p>")
    files = build(document, set(Format))
    page = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files[Format.PDF])).pages)
    assert "cjk unified ideograph-65e5" in page
    assert "Їжак" in page
    words = words_of(files[Format.DOCX])
    assert "日本" in words
    assert "Number of referrals" in words
    assert not {"\x07", "\x0b"} & set(words)


def test_a_picture_with_a_letter_that_no_file_can_hold_is_drawn():
    assert png_of(SVG.replace("Reached", "Rea\x0bched")).startswith(b"\x89PNG")
    assert "\x0b" not in named(SVG, "Rea\x0bched", "words")


def test_a_document_that_cannot_be_built_says_which_and_why():
    document = sample(body="<h2>Need</h2><p><a href='#nowhere'>There</a></p>")
    with pytest.raises(Refusal, match="The PDF of “Plan") as refused:
        build_files(document, {Format.PDF}, lambda *_: None)
    assert "leads to nothing" in refused.value.reason
