"""Contents of a long page, made from its own headings: ``{% load long_page %}{% long_page %}…{% endlong_page %}``."""

import re
from html import unescape

from django import template
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from realign.foundations.design.types import Link

register = template.Library()

FEWEST = 5  # parts of a page from which its contents are worth their room
# headings of parts carry no class; those of messages, cards and empty lists do
HEADING = re.compile(r'<h2(?: id="(?P<id>[^"]+)")?>(?P<words>.*?)</h2>', re.DOTALL)
HAS_ITS_OWN = ("rl_contents", "rl_sections")
END_OF_HEADER = "</header>"


class LongPageNode(template.Node):
    """Draws what stands inside, and its contents below the title where it has many parts."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        return with_contents(self.nodelist.render(context))


@register.tag
def long_page(parser: template.base.Parser, token: template.base.Token) -> LongPageNode:
    """The block whose headings become the contents of the page."""
    nodelist = parser.parse(("endlong_page",))
    parser.delete_first_token()
    return LongPageNode(nodelist)


def with_contents(page: str) -> SafeString:
    """The page with a place for each part to lead to, and a list of the parts below its title."""
    if (
        len(HEADING.findall(page)) < FEWEST
        or END_OF_HEADER not in page
        or any(own in page for own in HAS_ITS_OWN)
    ):
        return mark_safe(page)  # noqa: S308  # drawn by templates, which escaped what needs it
    links: list[Link] = []

    def named(heading: re.Match[str]) -> str:
        words = unescape(strip_tags(heading["words"])).strip()
        place = heading["id"] or f"{slugify(words)}-part-{len(links) + 1}"
        links.append(Link(words, f"#{place}"))
        return f'<h2 id="{place}">{heading["words"]}</h2>'

    title, _, parts = HEADING.sub(named, page).partition(END_OF_HEADER)
    contents = render_to_string("design/parts/contents.html", {"links": links})
    return mark_safe(title + END_OF_HEADER + contents + parts)  # noqa: S308
