"""Answer with a page, or with a table of it as CSV when the address asks for that."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from realign.foundations.design.tables.page import TablePage


def render_table(
    request: HttpRequest, template: str, page: TablePage, context: dict[str, Any] | None = None
) -> HttpResponseBase:
    """The template with `page`, or the table's CSV file for `?format=csv`.

    For a page with several tables put the others in `context`; each answers to its own CSV link.
    """
    context = {"page": page, **(context or {})}
    for value in context.values():
        if isinstance(value, TablePage) and value.wants_csv:
            return value.csv_response()
    return render(request, template, context)
