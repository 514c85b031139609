"""An organisation’s part in words and a table."""

from collections.abc import Sequence

from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.words import counted
from realign.foundations.partnerships.models import Organisation
from realign.review.exports.types import PartCount


def lead(organisation: Organisation, files: Sequence[PartCount]) -> str:
    """How much there is, in a sentence."""
    visible = [file for file in files if file.is_shown]
    total = sum(file.count or 0 for file in visible)
    filled = len([file for file in visible if file.count])
    sentence = f"{organisation.name} has {counted(total, 'record')} of {counted(filled, 'kind')} here."
    hidden = len(files) - len(visible)
    return f"{sentence} Your role does not show {counted(hidden, 'more kind')}." if hidden else sentence


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
                value=lambda file: file.part.title,
                link=lambda file: address(file.part.page, partnership_slug) if file.is_shown else "",
                sortable=False,
            ),
            Column("what", "Contents", value=lambda file: file.part.what, sortable=False),
            Column("count", "Records", kind=Kind.NUMBER, sortable=False),
            Column("file", "File", value=_file, sortable=False),
        ),
    )


def _file(file: PartCount) -> str:
    return (
        f"{file.part.slug}.csv"
        if file.is_shown
        else f"not shown: needs the permission {file.part.permission}"
    )
