"""A place named on a page leads to its profile: that of members, or the public one."""

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from realign.registers.places.presenters import profile_url

register = template.Library()


@register.simple_tag(takes_context=True)
def area_link(context: Context, code: str, name: str) -> SafeString:
    """The name of an area as a link to the profile that this reader may open."""
    actor = context.get("actor")
    is_member = actor is not None and actor.may("places.view")
    url = profile_url(context["partnership"].slug, code, is_public=not is_member)
    return format_html('<a href="{}">{}</a>', url, name)
