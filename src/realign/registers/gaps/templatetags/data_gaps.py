"""``{% gaps_about "need" need.slug %}``: the open gaps of a record, on its own page."""

from typing import Any

from django import template

from realign.registers.gaps import panels

register = template.Library()


@register.simple_tag(takes_context=True)
def gaps_about(context: dict[str, Any], kind: str, key: object) -> str:
    """Open gaps that concern a record; nothing for those who may not see evidence."""
    return panels.gaps_about(context["request"], kind, str(key))
