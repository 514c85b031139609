"""The open programming interface in plain English, read from its own description so that it cannot go stale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from realign.foundations.design.types import PlainTable
from realign.methods.signs import WRITTEN

SIGNS = PlainTable(
    caption="Signs in place of a number or beside it",
    headers=("Sign", "What it means"),
    rows=[[str(sign), f"{sign.meaning[:1].upper()}{sign.meaning[1:]}"] for sign in WRITTEN],
)
STATUSES = PlainTable(
    caption="Status of an indicator’s value",
    headers=("Status", "What it means"),
    rows=[
        ["observed", "Counted or asked, and final"],
        ["provisional", "Counted or asked, and may still change"],
        ["revised", "Counted or asked, and changed since it was first published"],
        ["imputed", "Filled in by its publisher where nothing was counted"],
        ["projected", "Calculated for a time in the future"],
    ],
)


@dataclass(frozen=True)
class OpenDataAddress:
    """One address that a programme can ask, with what it may add."""

    path: str
    title: str
    what: str
    may_add: tuple[tuple[str, str], ...]
    room: str


def questions_of(schema: Mapping[str, Any]) -> list[OpenDataAddress]:
    """Every address of the interface, as its description has them."""
    return list(_questions(schema))


def _questions(schema: Mapping[str, Any]) -> Iterator[OpenDataAddress]:
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        yield OpenDataAddress(
            path=path,
            title=operation["summary"],
            what=operation.get("description", ""),
            may_add=tuple(
                (
                    parameter["name"],
                    parameter["schema"].get("description", "") or parameter.get("description", ""),
                )
                for parameter in operation.get("parameters", ())
                if parameter["in"] == "query"
            ),
            room=next(iter(operation.get("tags", ())), ""),
        )


def question_table(questions: list[OpenDataAddress]) -> PlainTable:
    """The addresses as finished words."""
    return PlainTable(
        caption="What can be asked",
        headers=("Address", "What comes back", "What you may add"),
        rows=[
            [question.path, question.what, ", ".join(name for name, _ in question.may_add)]
            for question in questions
        ],
    )
