"""Words for numbers, dates and money in templates."""

from django import template

register = template.Library()
