"""The burden in a sentence, in tables, and with its source."""

from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Source
from realign.foundations.design.words import counted, date_words
from realign.review.assurance.burden.queries import OfRole, Quarter, Reused

ROLES = TableSpec(
    name="burden-by-role",
    noun="role",
    caption="Information asked of each role",
    page_size=50,
    columns=(
        Column("name", "Role"),
        Column("people", "People", kind=Kind.NUMBER),
        Column("forms", "Forms it may fill in", kind=Kind.NUMBER, value=lambda row: len(row.forms), sortable=False),
        Column("new", "New records", kind=Kind.NUMBER, value=lambda row: row.load.new, sortable="load.new"),
        Column(
            "corrections", "Corrections", kind=Kind.NUMBER, value=lambda row: row.load.corrections,
            sortable="load.corrections",
        ),
        Column(
            "needed", "Required fields", kind=Kind.NUMBER, value=lambda row: row.load.needed,
            sortable="load.needed",
        ),
        Column(
            "all", "All fields", kind=Kind.NUMBER, value=lambda row: row.load.all, sortable="load.all"
        ),
    ),
)  # fmt: skip

FORMS = TableSpec(
    name="burden-by-form",
    noun="form",
    caption="Information asked by each form",
    page_size=50,
    columns=(
        Column("title", "Form", value=lambda row: row.form.title, sortable="form.title"),
        Column("needed", "Required fields", kind=Kind.NUMBER, value=lambda row: row.form.needed, sortable="form.needed"),
        Column(
            "optional", "Optional fields", kind=Kind.NUMBER, value=lambda row: row.form.optional,
            sortable="form.optional",
        ),
        Column("new", "New records", kind=Kind.NUMBER, value=lambda row: row.load.new, sortable="load.new"),
        Column(
            "corrections", "Corrections", kind=Kind.NUMBER, value=lambda row: row.load.corrections,
            sortable="load.corrections",
        ),
        Column("roles", "Roles that may fill it in", value=lambda row: ", ".join(row.roles), sortable=False),
    ),
)  # fmt: skip


def lead(quarter: Quarter, by_role: list[OfRole]) -> str:
    """How much was asked for, and of whom most."""
    load = quarter.load
    weeks = f"In the thirteen weeks to {date_words(quarter.ends)}"
    if not load.times:
        return f"{weeks} no forms were filled in."
    most = by_role[0]
    return (
        f"{weeks} people filled in forms {counted(load.times, 'time')}; that asked for "
        f"{counted(load.all, 'field')}, of which {load.needed:,} had to be filled in. "
        f"Most was asked of the role {most.name.lower()}: {counted(most.load.all, 'field')}."
    )


def unasked(quarter: Quarter) -> str:
    """What came in without asking anybody."""
    return f"{counted(quarter.unasked, 'more record')} came from files or from the system, without a form."


def source(quarter: Quarter) -> Source:
    """Where the counts come from."""
    return Source(
        where="The forms of this version of Realign and this partnership’s record of changes",
        when=f"{date_words(quarter.starts)} to {date_words(quarter.ends)}",
        method="A new record counts every field of its form, a correction only the fields that changed. "
        "A person with several roles is counted under the first that can fill in the form.",
    )


def reuse_table(reused: list[Reused]) -> PlainTable:
    """Each kind of record beside those that use it, the most used first."""
    uses: dict[str, list[Reused]] = {}
    for use in reused:
        uses.setdefault(use.entered, []).append(use)
    totals = {entered: sum(use.records for use in by) for entered, by in uses.items()}
    return PlainTable(
        "Records used again",
        ("Entered once", "Used by (records of each)", "Records in all"),
        [
            (entered, "; ".join(f"{use.used_by} ({use.records:,})" for use in uses[entered]), totals[entered])
            for entered in sorted(uses, key=lambda entered: -totals[entered])
        ],
    )


def reuse_source(quarter: Quarter) -> Source:
    """Where the counts of use come from."""
    return Source(
        where="This partnership’s records and what they refer to",
        when=date_words(quarter.ends),
        method="A record that refers to another counts once for it, whatever it refers to it for.",
    )
