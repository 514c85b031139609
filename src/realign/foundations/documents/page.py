"""A document on one of the site’s own pages."""

import re

from django.utils.html import escape, strip_tags

TABLE = re.compile(r"<table><caption>(.*?)</caption>", re.DOTALL)


def on_page(web: str) -> str:
    """A document's own markup for a page of the site: wide tables scroll in a region of their own, named by caption."""
    opened = TABLE.sub(
        lambda caption: (
            f'<div class="rl_scroll" tabindex="0" role="region" aria-label="{escape(strip_tags(caption[1]))}">'
            f'<table class="rl_table"><caption>{caption[1]}</caption>'
        ),
        web,
    )
    return opened.replace("</table>", "</table></div>")
