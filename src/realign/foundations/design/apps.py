"""The design app: everything the other pages are drawn with."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Components, layouts, form fields, tables and the gallery that shows them."""

    name = "realign.foundations.design"
    label = "design"
    verbose_name = "Design"
