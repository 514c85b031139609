"""What a kind of record is called, whose permission it needs, and the columns it is given out with."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models

from realign.foundations.partnerships.models import Organisation


class Form(StrEnum):
    """The type of a column, as a table schema names it."""

    TEXT = "string"
    WHOLE = "integer"
    NUMBER = "number"
    DAY = "date"
    YES_NO = "boolean"


@dataclass(frozen=True)
class Field:
    """One column: its name in the file, what it holds, and where in a record the value is (dots between steps)."""

    name: str
    title: str
    path: str
    form: Form = Form.TEXT


@dataclass(frozen=True)
class ExportPart:
    """One kind of record that an organisation has in a partnership.

    ``rows`` gives the organisation’s records in one query; ``page`` is where people read and correct them.
    """

    slug: str
    title: str
    what: str
    permission: str
    page: str
    rows: Callable[[Organisation], models.QuerySet[Any]]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class PartCount:
    """How many records of a kind an organisation has; nothing where the reader’s role does not show them."""

    part: ExportPart
    count: int | None

    @property
    def is_shown(self) -> bool:
        return self.count is not None


@dataclass(frozen=True)
class Packed:
    """One file ready to be put into the archive."""

    part: ExportPart
    rows: int
    content: bytes
