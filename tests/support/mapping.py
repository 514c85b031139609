"""Saying what the columns of an uploaded file are, as a person does: what is suggested, with some of it corrected."""

from typing import Any

from django.urls import reverse

from realign.foundations.files.models import Import


def columns_address(record: Import) -> str:
    return reverse("surveys:columns", args=[record.partnership.slug, record.pk])


def suggested(client: Any, record: Import) -> dict[str, Any]:
    """What the page of the columns has filled in."""
    form = client.get(columns_address(record)).context["form"]
    return {field.html_name: field.value() for field in form if field.value() is not None}


def confirm_columns(client: Any, record: Import | None = None, **corrected: dict[str, str]) -> Any:
    """Confirm the columns of a file. ``corrected`` says, by the heading of a column, what of it is typed anew."""
    record = record or Import.objects.latest("pk")
    page = client.get(columns_address(record))
    form = page.context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    numbers = {column.column: number for number, column in enumerate(form.raw)}
    for column, parts in corrected.items():
        data |= {f"{part}_{numbers[column]}": text for part, text in parts.items()}
    return client.post(columns_address(record), data, follow=True)
