"""Formatted text that people typed, reduced to what a document may hold."""

import nh3

TAGS = {"p", "ul", "ol", "li", "strong", "em", "b", "i", "a", "blockquote", "br", "sub", "sup", "span"}
ATTRIBUTES = {"a": {"href"}, "span": {"lang"}, "p": {"lang"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}


def user_html(typed: str) -> str:
    """Typed HTML without anything that could act, load or style: words and their structure stay."""
    return nh3.clean(
        typed, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
    )
