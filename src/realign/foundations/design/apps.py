"""The design app: everything the other pages are drawn with."""

from django.apps import AppConfig
from django.forms import Field

from realign.foundations.design.rules import ask_for_possible_numbers, read_plain_numbers


class DesignConfig(AppConfig):
    """Components, layouts, form fields, tables and the gallery that shows them."""

    name = "realign.foundations.design"
    label = "design"
    verbose_name = "Design"

    def ready(self) -> None:
        # Said beside the field and in the list above the form, for every form, other packages' too.
        Field.default_error_messages = {**Field.default_error_messages, "required": "This needs an answer."}
        read_plain_numbers()
        ask_for_possible_numbers()
