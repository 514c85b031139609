"""Whether this person may do a thing: templates ask, to show or leave out a button."""

from django import template

from realign.foundations.partnerships.access import opens_to, who_opens
from realign.foundations.partnerships.types import Actor

register = template.Library()


@register.filter
def may(actor: Actor | None, permission: str) -> bool:
    """Whether whoever looks at the page holds a permission: ``{% if actor|may:"groups.edit" %}``."""
    return actor is not None and actor.may(permission)


@register.filter
def opens_for(url: str, actor: Actor | None) -> bool:
    """Whether a link leads where this person may go: ``{% if link.url|opens_for:actor %}``. Nothing leads nowhere."""
    return bool(url) and opens_to(actor, url)


register.filter("who_opens", who_opens)
