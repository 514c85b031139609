"""A page of many parts begins with its contents; each entry leads to its part."""

import re

from realign.foundations.design.templatetags.long_page import FEWEST, with_contents

TITLE = '<header class="rl_page-header"><h1>A plan</h1></header>'


def page_of(parts, more=""):
    return (
        TITLE
        + more
        + "".join(f"<h2>Part <em>{number}</em> &amp; more</h2><p>Words.</p>" for number in range(parts))
    )


def test_a_long_page_begins_with_its_contents_below_the_title():
    page = with_contents(page_of(FEWEST))
    assert page[len(TITLE) :].lstrip().startswith("<nav")
    targets = re.findall(r'<li><a href="#([^"]+)">Part \d &amp; more</a>', page)
    assert len(set(targets)) == FEWEST
    assert all(f'<h2 id="{target}">Part <em>' in page for target in targets)


def test_a_heading_keeps_the_place_that_it_has():
    page = with_contents(page_of(FEWEST - 1) + '<h2 id="money">Money</h2>')
    assert '<a href="#money">Money</a>' in page
    assert page.count('id="money"') == 1


def test_a_short_page_and_one_with_its_own_contents_stay_as_they_are():
    short = page_of(FEWEST - 1)
    assert with_contents(short) == short
    own = page_of(FEWEST, more='<nav class="rl_sections"></nav>')
    assert with_contents(own) == own
