"""Whether this person may do a thing: templates ask, to show or leave out a button."""

from django import template

from realign.foundations.partnerships.types import Actor

register = template.Library()


@register.filter
def may(actor: Actor | None, permission: str) -> bool:
    """Whether whoever looks at the page holds a permission: ``{% if actor|may:"groups.edit" %}``."""
    return actor is not None and actor.may(permission)
