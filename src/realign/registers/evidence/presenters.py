"""Released tables and findings in words, pictures and tables."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.text import get_text_list

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.types import PERCENT, Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import PlainTable, Source, Status, Tone
from realign.foundations.design.words import counted, date_words
from realign.foundations.open_data.workbooks import INVENTED, SYMBOLS
from realign.foundations.partnerships.types import Actor
from realign.methods.disclosure import TOTAL
from realign.registers.evidence.models import Finding, Release, ReleasedCell
from realign.registers.evidence.queries import dimensions, figure_of, writers_of, written
from realign.registers.evidence.rules import EDIT, why_not_release
from realign.registers.evidence.types import Dimension

HIDDEN = "hidden to protect people"
STRENGTH_TONES = {"strong": Tone.GOOD, "fair": Tone.ATTENTION, "weak": Tone.BAD}


def strength(finding: Finding) -> Status:
    """How strong the evidence is, in words and shape."""
    word = f"{finding.get_strength_display()} evidence"
    return Status(word, STRENGTH_TONES[finding.strength], finding.strength_reason)


def source_of(release: Release) -> Source:
    """Where a released figure is from, when, how sure it is and how it was worked out."""
    return Source(
        where=f"{release.survey_title}, {release.collected}",
        when=f"released {date_words(release.released_at)}",
        sure=f"95% confidence intervals; {release.hidden_cells} cells hidden to protect people",
        method="; ".join(f"{name}: {words}" for name, words in release.method.items()),
    )


def is_mean(release: Release) -> bool:
    """Whether the table holds means and not shares."""
    return bool(release.stat == Release.Stat.MEAN)


def unit_of(release: Release) -> Unit:
    """How the table’s figures are written on a picture."""
    return Unit(release.unit or "Mean", decimals=1) if is_mean(release) else PERCENT


def table_of(release: Release, cells: Sequence[ReleasedCell]) -> PlainTable:
    """The released table as finished words, one row for each group."""
    dims = dimensions(release)
    named = ("Mean", "95% interval") if is_mean(release) else ("Share", "95% interval", "With it", "Answered")
    what = "mean and interval" if is_mean(release) else "share, interval and pupils who answered"
    return PlainTable(
        caption=f"{release.title}: {what}",
        headers=(*(dim.title for dim in dims), *named),
        rows=[_table_row(cell, dims, release) for cell in cells],
    )


def _table_row(cell: ReleasedCell, dims: Sequence[Dimension], release: Release) -> list[object]:
    names = [dim.name_of(cell.key[dim.column]) for dim in dims]
    if cell.estimate is None:
        figures = [cell.symbol, cell.symbol]
    else:
        lower, upper = written(release, cell.lower), written(release, cell.upper)
        value = written(release, cell.estimate) + (" [low]" if cell.low else "")
        figures = [value, f"{lower} to {upper}" if lower else ""]
    if is_mean(release):
        return [*names, *figures]
    counts = [cell.symbol if count is None else f"{count:,}" for count in (cell.count, cell.base)]
    return [*names, *figures, *counts]


def csv_rows(release: Release, cells: Sequence[ReleasedCell]) -> list[list[object]]:
    """The released table for a spreadsheet: symbols where a number is hidden, never a blank."""
    dims = dimensions(release)
    what = "mean" if is_mean(release) else "share"
    header = [*(dim.column for dim in dims), what, "lower", "upper", "count", "base", "symbol", "why"]
    rows: list[list[object]] = [list(header)]
    for cell in cells:
        names = [dim.name_of(cell.key[dim.column]) for dim in dims]
        figures = [cell.estimate, cell.lower, cell.upper, cell.count, cell.base]
        blank = cell.symbol or "[x]"
        rows.append(
            [
                *names,
                *(blank if value is None else value for value in figures),
                cell.symbol or ("[low]" if cell.low else ""),
                cell.why_hidden or cell.low,
            ]
        )
    return rows


def notes_of(release: Release) -> list[tuple[str, str]]:
    """What somebody must know who has the workbook and not the page."""
    dims = dimensions(release)
    checkers = counted(len(release.approvals), "person,people")
    lines = [
        ("Table", release.title),
        ("What it shows", release.measure),
        ("Who was asked", release.population),
        ("Source", f"{release.survey_title}, {release.collected}"),
        ("Released", f"{date_words(release.released_at)}, after {checkers} checked it"),
        *((dim.title, "; ".join(f"{code} = {name}" for code, name in dim.levels)) for dim in dims),
        *((name, words) for name, words in release.method.items()),
        ("Figures", _figures_words(release)),
        (
            "Small numbers",
            f"{release.hidden_cells} groups hidden. Rules: {release.profile_title}{_checked(release)}.",
        ),
        *SYMBOLS,
        ("Caution", "Small differences may be chance. Intervals are 95%; that two overlap is no test."),
        ("Licence", "Ask the partnership how you may use it, and name the partnership as the source."),
    ]
    if not release.stands:
        lines.insert(0, ("WITHDRAWN", f"{date_words(release.withdrawn_at)}: {release.withdrawn_because}"))
    if release.invented:
        lines.insert(0, ("INVENTED", INVENTED))
    return lines


def _figures_words(release: Release) -> str:
    if is_mean(release):
        return (
            f"Weighted means{f' ({release.unit})' if release.unit else ''}; no counts are given with means."
        )
    return "Shares are weighted, in parts of one. Counts and bases are of pupils who answered, unweighted."


def _checked(release: Release) -> str:
    return "" if release.profile_verified else " (not checked against a published source)"


def chart_of(release: Release, cells: Sequence[ReleasedCell]) -> Chart | None:
    """The picture that suits the table: bars for one breakdown, dots by group for two."""
    dims = dimensions(release)
    match len(dims):
        case 1:
            return bar_with_interval(
                title=release.title,
                sentence=sentence(release, cells),
                bars=[_mark(c, dims[0], release) for c in cells],
                unit=unit_of(release),
            )
        case 2:
            return dot_interval_by_group(
                title=release.title,
                sentence=sentence(release, cells),
                series=_series(cells, dims, release),
                unit=unit_of(release),
                from_zero=True,
            )
        case _:
            return None


def _series(cells: Sequence[ReleasedCell], dims: Sequence[Dimension], release: Release) -> list[ChartSeries]:
    group, level = dims[1], dims[0]
    return [
        ChartSeries(
            name,
            tuple(
                _mark(c, group, release)
                for c in cells
                if c.key[level.column] == value and c.key[group.column] != TOTAL
            ),
        )
        for value, name in level.levels
    ]


def _mark(cell: ReleasedCell, dim: Dimension, release: Release) -> ChartValue:
    label = dim.name_of(cell.key[dim.column])
    if cell.estimate is None:
        return ChartValue(label, None, note=HIDDEN if cell.symbol == "[c]" else "too uncertain to show")
    scale = 1 if is_mean(release) else 100
    lower, upper = (None if limit is None else limit * scale for limit in (cell.lower, cell.upper))
    return ChartValue(label, cell.estimate * scale, lower, upper, note="low reliability" if cell.low else "")


def sentence(release: Release, cells: Sequence[ReleasedCell]) -> str:
    """What the table says of everybody, and between which groups it lies."""
    overall = next((c for c in cells if set(c.key.values()) <= {TOTAL} and c.estimate is not None), None)
    parts = [c for c in cells if c.estimate is not None and c is not overall]
    if overall is None or not parts:
        return "Too few figures can be shown to say more."
    ranked = sorted(parts, key=lambda cell: cell.estimate or 0.0)
    low, high = ranked[0], ranked[-1]
    everybody = "on average" if is_mean(release) else "of all pupils who answered"
    return (
        f"{written(release, overall.estimate)} {everybody}; "
        f"from {written(release, low.estimate)} ({_group(low, release)}) "
        f"to {written(release, high.estimate)} ({_group(high, release)}) in the groups shown."
    )


def _group(cell: ReleasedCell, release: Release) -> str:
    named = (
        dim.name_of(cell.key[dim.column]) for dim in dimensions(release) if cell.key[dim.column] != TOTAL
    )
    return ", ".join(named) or "all"


def finding_table(partnership_slug: str) -> TableSpec:
    """Everything that is known, to search and filter."""

    def address(finding: Finding) -> str:
        return reverse("evidence:finding", args=[partnership_slug, finding.slug])

    return TableSpec(
        name="findings",
        noun="finding",
        caption="What we know",
        search_fields=("sentence", "release__survey_title", "indicator__title"),
        default_sort="sentence",
        columns=(
            Column("sentence", "Finding", link=address),
            Column("strength", "How strong", kind=Kind.STATUS, value=strength, sortable="strength"),
            Column("area.name", "Place", sortable="area__name"),
            Column("source", "Source", value=rests_on, sortable=False),
        ),
        filters=(Filter("strength", "How strong", choices=Finding.Strength.choices, field="strength"),),
        empty_title="No findings yet",
        empty_help="A finding is one sentence with a source: a released table, an indicator or a written source.",
    )


def rests_on(finding: Finding) -> str:
    """What a finding rests on, in words."""
    if finding.release is not None:
        words = f"{finding.release.survey_title}, {finding.release.collected}"
    elif finding.indicator is not None:
        words = finding.indicator.title
    else:
        words = finding.source
    if not finding.table_stands:
        words += " (withdrawn)"
    return f"{words} (Invented data)" if finding.invented else words


def waiting_table(partnership_slug: str, actor: Actor) -> TableSpec:
    """Findings that wait for a second person, and whether this person can be it."""

    def address(finding: Finding) -> str:
        return reverse("evidence:finding-release", args=[partnership_slug, finding.slug])

    def kind(finding: Finding) -> str:
        return "A change to a released finding" if finding.replaces else "New"

    def state(finding: Finding) -> Status:
        if not actor.may(EDIT):
            return Status("Waiting", Tone.NEUTRAL)
        why_not = why_not_release(actor, finding, writers_of(finding))
        return (
            Status("Waiting for another person", Tone.NEUTRAL, why_not)
            if why_not
            else Status("Waiting for you", Tone.ATTENTION)
        )

    return TableSpec(
        name="waiting",
        noun="finding",
        caption="Findings waiting for release",
        search_fields=("sentence",),
        default_sort="changed_at",
        columns=(
            Column("sentence", "Finding", link=address if actor.may(EDIT) else None),
            Column("kind", "What it is", value=kind, sortable=False),
            Column("writers", "Written by", value=_writers, sortable=False),
            Column("changed_at", "Since", kind=Kind.DATE),
            Column("state", "State", kind=Kind.STATUS, value=state, sortable=False),
        ),
        empty_title="No findings waiting",
        empty_help="A new or changed finding waits here until a second person has read and released it.",
    )


def _writers(finding: Finding) -> str:
    return get_text_list([writer.name for writer in finding.writers.all()], "and") or "The system"


def words_table(waiting: Finding) -> PlainTable:
    """What a finding would say, beside what everybody reads now where it is a change."""
    now = waiting.replaces
    rows = [[label, *([words_of(now)] if now else []), words_of(waiting)] for label, words_of in WORDS]
    headers = ("", "Released text", "Proposed text") if now else ("", "Proposed text")
    return PlainTable(caption="The finding in full", headers=headers, rows=rows)


def _figure_words(finding: Finding) -> str:
    figure = figure_of(finding)
    return figure.words if figure else "No figure is quoted"


# each part of a finding as a reader sees it
WORDS: tuple[tuple[str, Callable[[Finding], str]], ...] = (
    ("Finding", lambda finding: finding.sentence),
    ("Figure", _figure_words),
    ("How strong", lambda finding: finding.get_strength_display()),
    ("Reason for the rating", lambda finding: finding.strength_reason or "Not recorded"),
    ("Source", lambda finding: rests_on(finding)),
    ("Source", lambda finding: finding.source or "Not recorded"),
    ("Place", lambda finding: str(finding.area or "Not recorded")),
    ("Limitations", lambda finding: finding.does_not_tell or "Not recorded"),
    ("Wellbeing", lambda finding: get_text_list([str(tag) for tag in finding.tags.all()], "and") or "None"),
)


def release_table(partnership_slug: str) -> TableSpec:
    """Every table that went out."""

    def address(release: Release) -> str:
        return reverse("evidence:release", args=[partnership_slug, release.slug])

    def state(release: Release) -> Status:
        return Status("Released", Tone.GOOD) if release.stands else Status("Withdrawn", Tone.BAD)

    return TableSpec(
        name="releases",
        noun="table",
        caption="Released tables",
        search_fields=("title", "survey_title"),
        default_sort="-released_at",
        columns=(
            Column("title", "Table", link=address),
            Column("survey_title", "Survey"),
            Column("released_at", "Released", kind=Kind.DATE),
            Column("hidden_cells", "Cells hidden", kind=Kind.NUMBER),
            Column("state", "State", kind=Kind.STATUS, value=state, sortable=False),
        ),
        empty_title="No released tables yet",
        empty_help="An analyst requests the release of a survey table; two people check it first.",
    )
