"""Components: each draws what it is given, safely, and without what the content security policy forbids."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

import realign.foundations.design
from realign.foundations.design.gallery import samples
from realign.foundations.design.presenters import TONES, status
from realign.foundations.design.tables import table_page
from realign.foundations.design.types import Link, Section, Task, thread_strip

ROOM = Path(realign.foundations.design.__file__).parent
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))
COMPONENTS = sorted(path.stem for path in (ROOM / "templates/cotton/ds").glob("*.html"))
NASTY = "<script>alert('x')</script>"


def drawn(source: str, **context: object) -> str:
    """What this piece of a template looks like."""
    # the template loader turns <c-…> into tags; a template that is not loaded from a file needs it done
    compiled = CottonCompiler().process(source)
    return engines["django"].from_string(compiled).render(context, RequestFactory().get("/"))


def test_every_component_stands_in_the_gallery_or_in_a_layout():
    shown = "".join(path.read_text() for path in TEMPLATES)
    missing = [name for name in COMPONENTS if f"<c-ds.{name.replace('_', '-')}" not in shown]
    assert missing == ["accordion_item", "confirm"], "each of these has its own test below"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_has_inline_style_or_script(path):
    text = path.read_text()
    # mail programs leave out style sheets, and our policy does not reach them: e-mails alone carry styles in their tags
    assert path.stem == "mail" or not re.search(r'\sstyle="', text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "<style" not in text


def test_a_status_is_a_word_with_a_shape():
    page = drawn('<c-ds.status :status="status" />', status=status("Late", "Two weeks"))
    assert "Late" in page
    assert "<svg" in page
    assert "Two weeks" in page


def test_each_tone_has_its_own_shape():
    shapes = {tone: drawn('{% include "design/parts/shape.html" %}', tone=tone) for tone in TONES.values()}
    drawings = {re.sub(r"rl_shape--\w+", "", shape) for shape in shapes.values()}
    assert len(drawings) == len(shapes) == 6


def test_an_unknown_shared_status_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"“Lost” is not a shared status word.*On track"):
        status("Lost")


@pytest.mark.parametrize(
    "source",
    [
        '<c-ds.page-header :title="text" :lead="text" />',
        '<c-ds.card :title="text" href="/x/">{{ text }}</c-ds.card>',
        '<c-ds.key-figure :value="text" :label="text" />',
        '<c-ds.empty :title="text">{{ text }}</c-ds.empty>',
        '<c-ds.accordion :sections="sections" />',
        '<c-ds.thread :nodes="thread" />',
        '<c-ds.task-list :tasks="tasks" />',
    ],
)
def test_words_from_people_cannot_become_markup(source):
    page = drawn(
        source,
        text=NASTY,
        sections=[Section(NASTY, NASTY)],
        thread=thread_strip(need=[Link(NASTY, "/n/")]),
        tasks=[Task(NASTY, status("Late"), "/t/", NASTY)],
    )
    assert NASTY not in page
    assert "&lt;script&gt;" in page


def test_what_the_page_knows_does_not_leak_into_a_component():
    page = drawn(
        '<c-ds.card title="Hub">Words</c-ds.card><c-ds.page-header title="Hubs" />',
        status=status("Late"),
        label="A label of the page",
        lead="A lead of the page",
        caveats=["Imputed"],
        invented=True,
        href="/elsewhere/",
    )
    for words in ("Late", "of the page", "Imputed", "Invented", "/elsewhere/"):
        assert words not in page


def test_the_thread_says_what_is_missing_and_where_one_is():
    page = drawn(
        '<c-ds.thread :nodes="nodes" />', nodes=thread_strip(current="action", need=[Link("Anxiety", "/n/")])
    )
    assert page.count("missing</span>") == 6
    assert 'aria-current="step"' in page
    assert "you are here" in page


def test_a_stage_the_thread_has_not_is_refused():
    with pytest.raises(ValueError, match="No such stage on the golden thread: wish"):
        thread_strip(wish=[Link("Peace")])


def test_a_button_that_may_not_be_pressed_says_why():
    page = drawn('<c-ds.button href="/x/" disabled="1" reason="Two more must check it">Publish</c-ds.button>')
    assert "disabled" in page
    assert "Two more must check it" in page
    assert "/x/" not in page


def test_a_confirmation_posts_to_its_own_page_and_offers_the_way_back():
    page = drawn(
        '<c-ds.confirm title="Withdraw this?" confirm="Withdraw" cancel="/back/"><p>It ends.</p></c-ds.confirm>'
    )
    assert 'method="post"' in page
    assert "csrfmiddlewaretoken" in page
    assert 'href="/back/"' in page
    assert page.count("<h1") == 1


def test_a_part_of_an_accordion_may_hold_any_content():
    page = drawn('<c-ds.accordion-item title="Why?"><ul><li>So</li></ul></c-ds.accordion-item>')
    assert "<summary" in page
    assert "<li>So</li>" in page


def test_progress_polls_only_while_there_is_something_to_wait_for():
    source = '<c-ds.progress label="Work" :done="3" :total="9" poll="/p/" finished="{{ finished }}" />'
    assert 'hx-get="/p/"' in drawn(source, finished="")
    assert "hx-get" not in drawn(source, finished="yes")
    assert '<progress class="rl_progress__bar" max="9" value="3"' in drawn(source)


def test_inline_pieces_bring_no_space_of_their_own():
    assert drawn('(<c-ds.moment :at="day" />)', day=date(2026, 3, 31)).startswith(
        '(<time datetime="2026-03-31'
    )
    assert drawn('(<c-ds.moment :at="day" />)', day=date(2026, 3, 31)).endswith("31 March 2026</time>)")


def test_a_long_row_of_pages_is_shortened():
    spec = replace(samples.SERVICES_TABLE, page_size=1)
    table = table_page(RequestFactory().get("/?page=10"), spec, samples.SERVICES)
    page = drawn('<c-ds.pagination :pages="pages" />', pages=table.pages)
    assert page.count("ds_pagination__link--ellipsis") == 2
    assert 'aria-current="page" aria-label="Page 10"' in page


def test_the_vendored_files_are_the_ones_written_down():
    vendor = ROOM / "static/vendor"
    written = dict(re.findall(r"^\| (\S+) \| ([0-9a-f]{64}) \|$", (vendor / "VENDORED.md").read_text(), re.M))
    files = {str(path.relative_to(vendor)) for path in vendor.rglob("*") if path.is_file()} - {"VENDORED.md"}
    assert set(written) == files
    for name, digest in written.items():
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == digest, name
