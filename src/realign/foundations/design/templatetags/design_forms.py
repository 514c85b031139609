"""Filters that the form templates need."""

from django import template

from realign.foundations.design.forms.targets import target

register = template.Library()
register.filter("target", target)
