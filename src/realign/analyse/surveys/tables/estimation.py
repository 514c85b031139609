"""From restricted data to protected tables: one reading to estimate, one to count, then disclosure control.

Everything asked for at once is worked out at once: all measures, all breakdowns. Tables of one question are protected
together, because they share cells; those of different questions share none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from realign.analyse.surveys.data.measures import UNKNOWN, UNKNOWN_NAME, Measure, dimensions_of
from realign.analyse.surveys.data.queries import dataset_of
from realign.analyse.surveys.data.reading import prepared
from realign.analyse.surveys.designs.estimates import measured
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.rules import KINDS, coarse, rounded_rules
from realign.analyse.surveys.tables.types import Counts, Group, WantedTable
from realign.methods.disclosure import (
    TOTAL,
    CountTable,
    Key,
    Margins,
    Nesting,
    PublishedTable,
    Relation,
    SafeTable,
    nestings_in,
    profile,
    protect,
    sums_between,
)
from realign.methods.signs import Sign
from realign.methods.survey import Reliability, Stat, SurveyError, reliability
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension, GroupEstimate


@dataclass(frozen=True)
class WorkedOut:
    """The answer, protected: counts that may be shown, and the estimate of each group that may be shown."""

    wanted: WantedTable
    safe: SafeTable
    table: str
    estimates: Mapping[Group, GroupEstimate]
    left_out: int

    def rows(self) -> list[dict[str, Any]]:
        """The counts of this table as they would be published, with the rule behind each hidden one."""
        return list(self.safe.rows(self.table, reasons=True))


@dataclass(frozen=True)
class Released:
    """What is out already about the same pupils: counts as an attacker has them, and which means were shown."""

    counts: Sequence[PublishedTable] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    """The question (column) behind each measure that is out."""
    means: Sequence[tuple[str, tuple[str, ...], frozenset[Group]]] = ()
    """For each table of means: its measure, its breakdowns, and the groups whose mean was shown."""


NOTHING = Released()


def work_out(
    survey: Survey, path: Path, wanted_tables: Sequence[WantedTable], released: Released = NOTHING
) -> list[WorkedOut]:
    """Estimate, count and protect everything asked for. Raises ReleaseRefused where nothing would protect it."""
    measures = list(
        {wanted_table.measure.code: wanted_table.measure for wanted_table in wanted_tables}.values()
    )
    dims = list({dim.column: dim for wanted_table in wanted_tables for dim in wanted_table.dims}.values())
    # tables of means that are out count pupils by breakdowns of their own: these are held against the new tables too
    known = dimensions_of(dataset_of(survey))
    wanted = {dim.column for dim in dims}
    earlier = dict.fromkeys(column for _, by, _ in released.means for column in by if column not in wanted)
    dims += [known.get(column, Dimension(column, column, ())) for column in earlier]
    beside = _beside(survey, released, [dim.column for dim in dims])
    others = [known.get(column, Dimension(column, column, ())) for column in beside]
    table = prepared(survey, path, measures, [*dims, *others])
    estimates = _estimates(table, survey, wanted_tables, measures)
    columns = [dim.column for dim in dims]
    groups = count_groups(table, measures, columns)
    pupils = int(table.count().to_pyarrow().as_py())
    nestings = _nestings(table, groups, columns, beside)
    tables = []
    for question in dict.fromkeys(measure.question for measure in measures):
        ours = [wanted_table for wanted_table in wanted_tables if wanted_table.measure.question == question]
        for by_answer in (True, False):
            kind = [wanted_table for wanted_table in ours if wanted_table.measure.counts_pupils is by_answer]
            if kind:
                tables += _protected(kind, groups, estimates, pupils, released, nestings)
    order = {
        (wanted_table.measure.code, wanted_table.columns): place
        for place, wanted_table in enumerate(wanted_tables)
    }
    return sorted(tables, key=lambda table: order[table.wanted.measure.code, table.wanted.columns])


def _beside(survey: Survey, released: Released, columns: Sequence[str]) -> list[str]:
    """The further columns of these data by which tables of counts that are out are broken down."""
    ours = {column["name"] for column in dataset_of(survey).columns}
    earlier = {dim for published in released.counts for key in published.shown for dim, _ in key.where}
    return sorted((earlier & ours) - {*columns, ANSWER})


def _nestings(
    table: ir.Table, groups: Counts, columns: Sequence[str], beside: Sequence[str]
) -> list[Nesting]:
    """What lies in what among the pupils: schools in councils, stages in sectors, months in quarters."""
    every = [*columns, *beside]
    if not beside:
        return nestings_in(groups, every, UNKNOWN)
    return nestings_in(table.select(every).distinct().to_pyarrow().to_pylist(), every, UNKNOWN)


def _estimates(
    table: ir.Table, survey: Survey, wanted: Sequence[WantedTable], measures: Sequence[Measure]
) -> dict[tuple[str, tuple[str, ...]], dict[Group, GroupEstimate]]:
    """Every measure by every breakdown from one reading; groups nobody answered in are left out."""
    sets = dict.fromkeys(
        chosen
        for wanted_table in wanted
        for size in range(len(wanted_table.columns) + 1)
        for chosen in combinations(wanted_table.columns, size)
    )
    cells: dict[tuple[str, frozenset[tuple[str, str]]], GroupEstimate] = {}
    for estimates in measured(table, survey, measures, list(sets), wanted[0].interval):
        for row, (firm, why) in zip(estimates.rows(), reliability(estimates), strict=True):
            if not row["n"]:
                continue
            where = frozenset((key, str(row[key])) for key in estimates.keys if row[key] is not None)
            low = why if firm is not Reliability.FIRM else ""
            figures = {name: row[name] for name in ("estimate", "lower", "upper", "se", "df", "deff")}
            cells[row["indicator"], where] = GroupEstimate(
                **figures, low=low, withheld=firm is Reliability.SUPPRESS
            )
    tables: dict[tuple[str, tuple[str, ...]], dict[Group, GroupEstimate]] = {}
    for wanted_table in wanted:
        of_table = tables.setdefault((wanted_table.measure.code, wanted_table.columns), {})
        for (code, where), figure in cells.items():
            levels = dict(where)
            if code == wanted_table.measure.code and set(levels) <= set(wanted_table.columns):
                of_table[tuple(levels.get(column, TOTAL) for column in wanted_table.columns)] = figure
    return tables


def _protected(
    wanted: Sequence[WantedTable],
    groups: Counts,
    estimates: Mapping[tuple[str, tuple[str, ...]], Mapping[Group, GroupEstimate]],
    pupils: int,
    released: Released,
    nestings: Sequence[Nesting],
) -> list[WorkedOut]:
    """Protect the tables of one question together, against all that is out by these levels, larger or smaller ones."""
    wanted = [_with_unknown(wanted_table, groups) for wanted_table in wanted]
    tables = count_tables(wanted, groups)
    rules = rounded_rules(profile(wanted[0].profile), wanted[0].rounding)
    if not wanted[0].measure.counts_pupils:
        # no counts are published beside means, so there is nothing to round
        rules = replace(rules.with_threshold(max(rules.threshold, rules.minimum_for_means)), round_to=0)
        means = _means_as_counts(wanted[0].measure, groups, released)
        links = sums_between([*tables, *means], nestings=nestings, by_cells=False)
        safe = protect(tables, rules, released=means, relations=links)
    else:
        links = [
            *_same_people(tables, wanted[0].measure.question, released),
            *sums_between([*tables, *released.counts], nestings=nestings, by_cells=False),
        ]
        if rules.round_to and any(wanted_table.measure.stat is Stat.TOTAL for wanted_table in wanted):
            raise SurveyError(
                "A number of pupils would tell the count that these rules round. Show the share, or choose other rules."
            )
        kind = KINDS[wanted[0].rounding]
        safe = protect(tables, rules, released=list(released.counts), relations=links, rounding=kind)
    answered = sum(int(str(row[f"{wanted[0].measure.code}|base"])) for row in groups)
    return [
        WorkedOut(
            wanted_table,
            safe,
            table.name,
            _as_coarse(estimates[wanted_table.measure.code, wanted_table.columns], safe, table),
            pupils - answered,
        )
        for wanted_table, table in zip(wanted, tables, strict=True)
    ]


def _as_coarse(
    estimates: Mapping[Group, GroupEstimate], safe: SafeTable, table: CountTable
) -> dict[Group, GroupEstimate]:
    """The estimates, no finer than the counts beside them where those are rounded."""
    if not safe.round_to:
        return dict(estimates)
    coarser = {}
    for group, estimate in estimates.items():
        base = safe.value(table.layout.key((*group, TOTAL)))
        coarser[group] = coarse(estimate, int(base), safe.round_to) if isinstance(base, int) else estimate
    return coarser


def _with_unknown(wanted: WantedTable, groups: Counts) -> WantedTable:
    """The same, with a level for pupils of no known level in each breakdown that has such pupils."""
    unknown = unknown_in(groups, wanted.measure.code, wanted.columns)
    dims = [
        replace(dim, levels=(*dim.levels, (UNKNOWN, UNKNOWN_NAME))) if dim.column in unknown else dim
        for dim in wanted.dims
    ]
    return replace(wanted, dims=tuple(dims))


def _same_people(tables: Sequence[CountTable], question: str, released: Released) -> list[Relation]:
    """Two measures of one question were answered by the same pupils: their bases are the same number."""
    measures = dict.fromkeys(table.layout.measure for table in tables)
    known = {key for table in tables for key in table.counts} | {
        key for published in released.counts for key in published.shown
    }
    alike = [*measures, *(m for m, q in released.questions.items() if q == question and m not in measures)]
    links = []
    for key in sorted(key for key in known if key.measure in alike and key.level(ANSWER) == TOTAL):
        for other in alike[alike.index(key.measure) + 1 :]:
            if (twin := Key(other, key.where)) in known:
                links.append(Relation(key, (twin,)))
    return links


def _means_as_counts(measure: Measure, groups: Counts, released: Released) -> list[PublishedTable]:
    """Earlier tables of means as what they give away: which groups’ sums can be worked out."""
    published = []
    for code, columns, groups_shown in released.means:
        if released.questions.get(code) != measure.question:
            continue
        (table,) = count_tables(
            [WantedTable(measure, tuple(Dimension(c, c, ()) for c in columns), "")], groups
        )
        rows = [
            {
                **dict(zip(columns, levels, strict=True)),
                "value": count if levels in groups_shown else str(Sign.CONFIDENTIAL),
            }
            for levels, count in table.cells.items()
        ]
        published.append(
            PublishedTable.from_rows(rows, columns, name=f"means of {code}", measure=measure.code)
        )
    return published


def count_groups(
    table: ir.Table, measures: Sequence[Measure], columns: Sequence[str]
) -> list[dict[str, Any]]:
    """How many pupils answered, and with the attribute, in each finest group.

    Columns: the breakdowns, and ``<code>|base`` and ``<code>|with`` for each measure.
    """
    sums = {}
    for measure in measures:
        answer = table[measure.prepared]
        sums[f"{measure.code}|base"] = answer.count()
        sums[f"{measure.code}|with"] = (answer == 1).cast("int64").sum().coalesce(0)
    grouped = table.group_by(list(columns)) if columns else table
    counts = grouped.aggregate(**sums).to_pyarrow().to_pylist()
    # in a fixed order, so that the same data give the same table and the same fingerprint
    return sorted(counts, key=lambda row: [row[column] for column in columns])


def unknown_in(groups: Counts, measure: str, columns: Sequence[str]) -> list[str]:
    """The breakdowns in which some who answered have no known level."""
    return [
        column
        for column in columns
        if any(row[column] == UNKNOWN and row[f"{measure}|base"] for row in groups)
    ]


def count_tables(wanted: Sequence[WantedTable], groups: Counts) -> list[CountTable]:
    """The counts of each table, totals included. Means count people; shares count them by answer as well."""
    return [_table(wanted_table, groups, number) for number, wanted_table in enumerate(wanted, start=1)]


def _table(wanted: WantedTable, groups: Counts, number: int) -> CountTable:
    code, columns = wanted.measure.code, wanted.columns
    cells: dict[Group, list[int]] = {}
    for row in groups:
        base, having = row[f"{code}|base"], row[f"{code}|with"]
        if not base:
            continue
        levels = [(TOTAL, row[column]) for column in columns]
        for group in product(*levels):
            cell = cells.setdefault(group, [0, 0])
            cell[0] += base
            cell[1] += having
    rows: list[dict[str, Any]] = []
    for group in sorted(cells):
        base, having = cells[group]
        named = dict(zip(columns, group, strict=True))
        if not wanted.measure.counts_pupils:
            rows.append({**named, "n": base})
        else:
            answers = {WITH: having, WITHOUT: base - having, TOTAL: base}
            rows += [{**named, ANSWER: answer, "n": count} for answer, count in answers.items()]
    shares = wanted.measure.counts_pupils
    return CountTable.from_rows(
        rows,
        dims=(*columns, ANSWER) if shares else columns,
        name=f"{number}. {wanted.title}",
        measure=wanted.measure.own,
        answers=(ANSWER,) if shares else (),
        margins=Margins.GIVEN,
    )
