"""Form fields that render the design system."""

from django.forms.renderers import TemplatesSetting


class DesignRenderer(TemplatesSetting):
    """Every field as the design system shows it."""
