"""Draw every Django form, our own and other packages', with the design system."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from realign.foundations.design.forms.folding import folds

WIDGETS = "django/forms/widgets/"

# Django's template for a widget: ours, where the design system needs other markup.
TEMPLATES = {
    f"{WIDGETS}select.html": "design/forms/widgets/select.html",
    f"{WIDGETS}radio.html": "design/forms/widgets/radios.html",
    f"{WIDGETS}checkbox_select.html": "design/forms/widgets/checkboxes.html",
    f"{WIDGETS}clearable_file_input.html": "design/forms/widgets/file.html",
}

NO_CHOICE = "---------"
"""What Django writes where nothing is chosen."""

INPUT = "ds_input"
CLASSES = {
    f"{WIDGETS}textarea.html": INPUT,
    f"{WIDGETS}select.html": "ds_select",
    f"{WIDGETS}checkbox.html": "ds_checkbox__input",
    f"{WIDGETS}clearable_file_input.html": "ds_file-upload__input",
    f"{WIDGETS}file.html": "ds_file-upload__input",
    "design/forms/widgets/counted.html": INPUT,
    "design/forms/widgets/affixed.html": INPUT,
} | {
    f"{WIDGETS}{kind}.html": INPUT
    for kind in (
        "text",
        "email",
        "number",
        "password",
        "url",
        "tel",
        "search",
        "date",
        "datetime",
        "time",
        "input",
    )
}


class DesignRenderer(TemplatesSetting):
    """Every field as the design system shows it. Set as FORM_RENDERER."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Put the design system's class on the widget, and use our markup where it differs from Django's."""
        widget = context.get("widget")
        if widget is not None and template_name == f"{WIDGETS}checkbox_select.html":
            widget["folds"] = folds(widget["optgroups"])
        if widget is not None and template_name == f"{WIDGETS}select.html":
            _name_no_choice(widget)
        if widget is not None and template_name in CLASSES:
            widget["attrs"] = _dressed(widget["attrs"], CLASSES[template_name])
        return super().render(TEMPLATES.get(template_name, template_name), context, request)


def _name_no_choice(widget: dict[str, Any]) -> None:
    """Say in words that nothing is chosen, or that there is nothing to choose from, where Django writes dashes."""
    options = [option for _, group, _ in widget["optgroups"] for option in group]
    words = "Choose one" if widget["required"] else "None chosen"
    for option in options:
        if option["label"] == NO_CHOICE:
            option["label"] = words if len(options) > 1 else "Nothing to choose from yet"


def _dressed(attrs: dict[str, Any], name: str) -> dict[str, Any]:
    """The attributes with the design system's class first, and its error class on an invalid field."""
    wrong = str(attrs.get("aria-invalid", "")).lower() == "true"
    names = [name, *([f"{name}--error"] if wrong else []), *attrs.get("class", "").split()]
    return {**attrs, "class": " ".join(dict.fromkeys(names))}
