"""Where an error message should lead."""

from django.forms import BoundField


def target(field: BoundField) -> str:
    """The id of the first box of a field: groups of radios, checkboxes and date parts have several."""
    return field.id_for_label or f"{field.auto_id}_0"
