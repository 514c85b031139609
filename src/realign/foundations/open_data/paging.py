"""Pages of an open answer: so many at a time, with how many there are in all."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema
from ninja.pagination import PaginationBase

USUAL, MOST, FURTHEST = 100, 500, 1_000_000


class OpenPages(PaginationBase):
    """``limit`` and ``offset`` in the address; ``count``, ``limit``, ``offset`` and ``items`` in the answer."""

    class Input(Schema):
        limit: int = Field(USUAL, ge=1, le=MOST, description=f"How many to answer, at most {MOST}.")
        offset: int = Field(0, ge=0, le=FURTHEST, description="How many to skip first.")

    class Output(Schema):
        count: int = Field(description="How many there are in all.")
        limit: int
        offset: int
        items: list[Any]

    def paginate_queryset(
        self,
        queryset: QuerySet[Any] | list[Any],
        pagination: Input,
        request: HttpRequest | None = None,
        **params: Any,
    ) -> dict[str, Any]:
        """One page; of rows that are asked of the database, counted and cut by it."""
        upto = pagination.offset + pagination.limit
        return {
            "count": len(queryset) if isinstance(queryset, list) else queryset.count(),
            "limit": pagination.limit,
            "offset": pagination.offset,
            "items": list(queryset[pagination.offset : upto]),
        }
