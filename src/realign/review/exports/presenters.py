"""An organisation’s part in words and a table."""

from collections.abc import Sequence

from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.words import counted
from realign.foundations.partnerships.models import Organisation
from realign.review.exports.types import Held


def lead(organisation: Organisation, held: Sequence[Held]) -> str:
    """How much there is, in a sentence."""
    shown = [one for one in held if one.is_shown]
    total = sum(one.count or 0 for one in shown)
    filled = len([one for one in shown if one.count])
    said = f"{organisation.name} has {counted(total, 'record')} of {counted(filled, 'kind')} here."
    hidden = len(held) - len(shown)
    return f"{said} Your role does not show {counted(hidden, 'more kind')}." if hidden else said


def table(partnership_slug: str) -> TableSpec:
    """Each kind with its number of records and the file they are given out in."""
    return TableSpec(
        name="own-data",
        noun="kind of record,kinds of record",
        caption="What is recorded",
        columns=(
            Column(
                "title",
                "Kind",
                value=lambda one: one.part.title,
                link=lambda one: address(one.part.page, partnership_slug) if one.is_shown else "",
                sortable=False,
            ),
            Column("what", "What it holds", value=lambda one: one.part.what, sortable=False),
            Column("count", "Records", kind=Kind.NUMBER, sortable=False),
            Column("file", "File", value=_file, sortable=False),
        ),
    )


def _file(one: Held) -> str:
    return (
        f"{one.part.slug}.csv" if one.is_shown else f"not shown: needs the permission {one.part.permission}"
    )
