"""Released tables in words, pictures and tables."""

from collections.abc import Sequence

from realign.foundations.design.charts.bars import bar_with_interval
from realign.foundations.design.charts.dots import dot_interval_by_group
from realign.foundations.design.charts.theme import SERIES
from realign.foundations.design.charts.types import PERCENT, Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.tables import CrossCell
from realign.foundations.design.types import PlainTable, Source
from realign.foundations.design.words import counted, date_words
from realign.foundations.open_data.workbooks import INVENTED
from realign.methods.disclosure import TOTAL
from realign.methods.signs import HIDDEN, LOW_RELIABILITY, Sign, key_of
from realign.registers.evidence.models import Release, ReleasedCell
from realign.registers.evidence.queries import dimensions, group_name, why_no_figure, written
from realign.registers.evidence.types import Dimension

NOBODY = "no pupils in this group answered"


def source_of(release: Release) -> Source:
    """Where a released figure is from, when, how sure it is and how it was worked out."""
    return Source(
        where=f"{release.survey_title}, {release.collected}",
        when=f"released {date_words(release.released_at)}",
        sure=f"95% confidence intervals; {release.hidden_cells} cells {HIDDEN}",
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
    parts = figure_parts(release, cell)
    figures = [parts.value, cell.symbol if cell.estimate is None else parts.interval]
    if is_mean(release):
        return [*names, *figures]
    return [*names, *figures, cell.symbol if cell.count is None else f"{cell.count:,}", base_words(cell)]


def figure_parts(release: Release, cell: ReleasedCell) -> CrossCell:
    """A released figure as a reader sees it, the same on every page: value or sign, interval, n, and why.

    Means show no n; neither does a cell whose n is hidden with it.
    """
    base = "" if is_mean(release) else base_words(cell)
    if cell.estimate is None:
        return CrossCell(cell.symbol, base="" if cell.base is None else base, why=cell.why_hidden)
    lower, upper = written(release, cell.lower), written(release, cell.upper)
    value = with_reliability(written(release, cell.estimate), cell.low)
    return CrossCell(value, f"{lower} to {upper}" if lower else "", base, cell.low)


def with_reliability(figure: str, low: str) -> str:
    """A figure, with its sign where something (``low``) makes it less reliable."""
    return f"{figure} {Sign.UNRELIABLE}" if low else figure


def base_words(cell: ReleasedCell) -> str:
    """How many answered, or the sign that stands there."""
    return cell.symbol if cell.base is None else f"{cell.base:,}"


def sign_of(cell: ReleasedCell) -> str:
    """The sign of a cell for files: in place of its figure, or beside one that is less reliable."""
    return cell.symbol or (str(Sign.UNRELIABLE) if cell.low else "")


def csv_rows(release: Release, cells: Sequence[ReleasedCell]) -> list[list[object]]:
    """The released table for a spreadsheet: symbols where a number is hidden, never a blank."""
    dims = dimensions(release)
    what = "mean" if is_mean(release) else "share"
    header = [*(dim.column for dim in dims), what, "lower", "upper", "count", "base", "symbol", "why"]
    rows: list[list[object]] = [list(header)]
    for cell in cells:
        names = [dim.name_of(cell.key[dim.column]) for dim in dims]
        figures = [cell.estimate, cell.lower, cell.upper, cell.count, cell.base]
        blank = cell.symbol or str(Sign.NOT_AVAILABLE)
        rows.append(
            [
                *names,
                *(blank if value is None else value for value in figures),
                sign_of(cell),
                cell.why_hidden or cell.low,
            ]
        )
    return rows


def notes_of(release: Release, rows: Sequence[Sequence[object]]) -> list[tuple[str, str]]:
    """What somebody must know who has the workbook and not the page, with the key of the signs in its ``rows``."""
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
            f"{release.hidden_cells} groups hidden. Rules: {release.profile_title}{_checked(release)}."
            f"{f' {release.promise_in_words}' if release.hidden_cells else ''}",
        ),
        *key_of(cell for row in rows for cell in row),
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
    """The picture that suits the table: bars for one breakdown, dots by group for two; none where no figure is shown."""
    dims = dimensions(release)
    if nothing_to_draw(release, cells):
        return None
    match len(dims):
        case 1:
            return bar_with_interval(
                title=release.title,
                sentence=sentence(release, cells),
                bars=[_mark(c, dims[0], release) for c in cells],
                unit=unit_of(release),
            )
        case 2:
            return _dots(release, cells, dims)
        case _:
            return None


NO_CHART = "None of its groups can be shown, so there is no chart."


def nothing_to_draw(release: Release, cells: Sequence[ReleasedCell]) -> bool:
    """Whether no figure is shown that a picture would show: of two breakdowns it shows no totals."""
    has_totals = len(dimensions(release)) < 2
    return not any(
        cell.estimate is not None and (has_totals or TOTAL not in cell.key.values()) for cell in cells
    )


def _dots(release: Release, cells: Sequence[ReleasedCell], dims: Sequence[Dimension]) -> Chart | None:
    """A row for each group of one breakdown, a dot in it for each of the other, which must be few to be told apart."""
    places = {(cell.key[dims[0].column], cell.key[dims[1].column]): cell for cell in cells}
    rows = [
        [value for value, _ in dim.levels if any(key[i] == value for key in places)]
        for i, dim in enumerate(dims)
    ]
    swap = len(rows[0]) > len(SERIES)
    own, group = (1, 0) if swap else (0, 1)
    if not 1 <= len(rows[own]) <= len(SERIES):
        return None

    def mark(value: str, level: str) -> ChartValue:
        cell = places.get((level, value) if swap else (value, level))
        return (
            _mark(cell, dims[group], release)
            if cell
            else ChartValue(dims[group].name_of(level), None, note=NOBODY)
        )

    return dot_interval_by_group(
        title=release.title,
        sentence=sentence(release, cells),
        series=[
            ChartSeries(dims[own].name_of(value), tuple(mark(value, level) for level in rows[group]))
            for value in rows[own]
        ],
        unit=unit_of(release),
        from_zero=True,
    )


def _mark(cell: ReleasedCell, dim: Dimension, release: Release) -> ChartValue:
    label = dim.name_of(cell.key[dim.column])
    if cell.estimate is None:
        return ChartValue(label, None, note=why_no_figure(cell))
    scale = 1 if is_mean(release) else 100
    lower, upper = (None if limit is None else limit * scale for limit in (cell.lower, cell.upper))
    return ChartValue(label, cell.estimate * scale, lower, upper, note=LOW_RELIABILITY if cell.low else "")


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
        f"from {written(release, low.estimate)} ({group_name(low)}) "
        f"to {written(release, high.estimate)} ({group_name(high)}) in the groups shown."
    )
