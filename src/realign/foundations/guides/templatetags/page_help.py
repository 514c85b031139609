"""Help with one page, below its title: ``{% load page_help %}{% page_help %}``."""

from typing import Any

from django import template

from realign.foundations.guides import presenters

register = template.Library()


@register.inclusion_tag("guides/page_help.html", takes_context=True)
def page_help(context: template.Context) -> dict[str, Any]:
    """What the reader may do here, who can do the rest, and the guides; nothing on pages for the public."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    actor = getattr(request, "actor", None)
    if match is None or actor is None or not context.get("in_work"):
        return {}
    return {"help": presenters.help_with(match.view_name, actor)}
