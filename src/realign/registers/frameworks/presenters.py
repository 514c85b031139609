"""Frameworks and the glossary as tables and words."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.text import slugify

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Status, SummaryRow, Tone
from realign.foundations.design.words import date_words
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion
from realign.registers.frameworks.types import FrameworkKind, GlossaryEntry

# One page: an address with #code must find its entry.
ALL_ON_ONE_PAGE = 1000


def verified(is_verified: bool) -> Status:
    """Whether somebody checked it against its source."""
    return (
        Status("Checked against its source", Tone.GOOD)
        if is_verified
        else Status("Not checked", Tone.ATTENTION)
    )


def address(slug: str) -> str:
    """The page of a framework."""
    return reverse("frameworks:framework", args=[slug])


FRAMEWORKS = TableSpec(
    name="frameworks",
    noun="list",
    caption="Reference lists",
    search_fields=("framework__name", "framework__description", "source"),
    default_sort="name",
    columns=(
        Column(
            "name",
            "Name",
            value=lambda version: version.framework.name,
            link=lambda version: address(version.framework.slug),
            sortable="framework__name",
        ),
        Column("about", "What it is", value=lambda version: version.framework.description, sortable=False),
        Column(
            "kind",
            "Kind",
            value=lambda version: FrameworkKind(version.framework.kind).words,
            sortable="framework__kind",
        ),
        Column("item_count", "Entries", kind=Kind.NUMBER),
        Column("version", "Version"),
        Column("valid_from", "Since", kind=Kind.DATE),
        Column("verified", "Checked", value=lambda version: verified(version.verified), kind=Kind.STATUS),
        Column("source", "Source", sortable=False),
    ),
    filters=(
        Filter(
            "kind",
            "Kind",
            choices=[(kind.value, kind.words) for kind in FrameworkKind],
            field="framework__kind",
        ),
    ),
    empty_title="No lists yet",
    empty_help="Whoever runs this site loads them.",
)
# The page of a list says from when and where; the list of lists would only be wider.
FRAMEWORKS_PAGE = replace(
    FRAMEWORKS,
    columns=[version for version in FRAMEWORKS.columns if version.key not in {"valid_from", "source"}],
)


def items_table(version: FrameworkVersion, items: Iterable[FrameworkItem]) -> TableSpec:
    """The entries of one version: what all have on the page, and whatever else they hold in the CSV file."""
    # by name: a database need not keep the order in which a file wrote them
    keys = sorted({key for item in items for key in item.extra})
    return TableSpec(
        name=f"{version.framework.slug}-{slugify(version.version)}",
        noun="entry,entries",
        caption=f"{version.framework.name}, {version.version}",
        search_fields=("code", "label", "description"),
        columns=(
            Column("code", "Code", sortable="position"),
            Column("label", "Entry"),
            Column("description", "What it means", sortable=False),
            Column("more", "More", value=_more, sortable=False, csv=False),
            Column("parent", "Part of", value=lambda item: item.parent.code if item.parent else "", csv=True),
            *(_extra_column(key) for key in keys),
        ),
        page_size=ALL_ON_ONE_PAGE,
        anchor=lambda item: f"item-{item.code}",
    )


def page_columns(spec: TableSpec, items: list[FrameworkItem]) -> TableSpec:
    """A table of entries with only the columns that the page shows and that hold something."""
    has = {
        "description": any(item.description for item in items),
        "more": any(_more(item) for item in items),
        "parent": any(item.parent_id for item in items),
    }
    columns = [column for column in spec.columns if has.get(column.key, column.key in {"code", "label"})]
    return replace(spec, columns=columns)


def _extra_column(key: str) -> Column:
    return Column(
        f"extra.{key}",
        key.replace("_", " ").capitalize(),
        value=lambda item: flat(item.extra.get(key)),
        sortable=False,
    )


def _more(item: FrameworkItem) -> str:
    """Other names and the hint that goes with an entry, in words."""
    names = [alias.name for alias in item.aliases.all()]
    parts = [item.extra[key] for key in ("hint", "looks_for", "example") if item.extra.get(key)]
    if item.extra.get("fully_met_when"):
        parts = [f"Fully met when: {' '.join(item.extra['fully_met_when'])}"]
    if names:
        parts.append(f"Also called {', '.join(names)}.")
    if item.extra.get("verified") is False:
        parts.append("Not checked.")
    return " ".join(str(part) for part in parts)


def flat(value: Any) -> Any:
    """A value from a file as one cell: lists with semicolons, tables as “key: value”."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dict():
            return "; ".join(f"{key}: {flat(part)}" for key, part in value.items())
        case list():
            return "; ".join(str(flat(part)) for part in value)
        case _:
            return value


def facts(version: FrameworkVersion) -> list[SummaryRow]:
    """What a reader needs to trust a version."""
    ends = date_words(version.valid_to) if version.valid_to else "still in force"
    if version.status == FrameworkVersion.Status.PROPOSED:
        ends = "proposed, never in force"
    rows = [
        SummaryRow("From", date_words(version.valid_from)),
        SummaryRow("Until", ends),
        SummaryRow("Source", version.source),
    ]
    if version.source_date:
        rows.append(SummaryRow("Date of the source", date_words(version.source_date)))
    if version.note:
        rows.append(SummaryRow("Note", version.note))
    return rows


def term_anchor(term: str) -> str:
    """The id of a term on the glossary page."""
    return f"term-{slugify(term)}"


GLOSSARY = TableSpec(
    name="glossary",
    noun="word",
    caption="Glossary",
    search_fields=("term", "meaning", "also", "context"),
    columns=(
        Column("term", "Word"),
        Column("meaning", "What it means"),
        Column("context", "Where it is used"),
        Column("also", "Also called"),
        Column("source", "Source"),
        Column("checked", "Checked against its source"),
    ),
    page_size=ALL_ON_ONE_PAGE,
    anchor=lambda row: row["anchor"],
    empty_title="No words yet",
    empty_help="The glossary is loaded with the reference lists.",
)


def with_names(entry: GlossaryEntry, words: str) -> str:
    """A meaning with the other names of its term."""
    return f"{words} (also: {', '.join(entry.also_called)})" if entry.also_called else words


# On the page the other names stand with the meaning, and what nobody checked is tagged.
GLOSSARY_PAGE = replace(
    GLOSSARY,
    columns=(
        Column("term", "Word"),
        Column("shown", "What it means", sortable="meaning"),
        Column("context", "Where it is used"),
        Column("source", "Source"),
        Column("tags", "Notes", kind=Kind.TAGS, sortable=False),
    ),
)


def glossary_rows(entries: Iterable[GlossaryEntry]) -> list[dict[str, Any]]:
    """A row for every meaning; the first of a term carries the anchor."""
    return [
        {
            "term": entry.term,
            "meaning": meaning.words,
            "shown": with_names(entry, meaning.words),
            "tags": () if meaning.verified else ("Not checked",),
            "context": meaning.context,
            "also": ", ".join(entry.also_called),
            "source": meaning.source,
            "checked": "yes" if meaning.verified else "no",
            "anchor": term_anchor(entry.term) if number == 0 else "",
        }
        for entry in entries
        for number, meaning in enumerate(entry.meanings)
    ]


OTHER_NAMES = TableSpec(
    name="other-names",
    noun="other name",
    caption="Other names that documents use",
    columns=(
        Column("name", "Documents say"),
        Column("says", "Here it is called"),
        Column("kind", "Kind"),
        Column("source", "Source", sortable=False),
    ),
    page_size=ALL_ON_ONE_PAGE,
)
