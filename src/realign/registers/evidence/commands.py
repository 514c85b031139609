"""`realign disclosure protect` and `realign disclosure attack`. They need no database."""

import math
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from realign.foundations.files.terminal import (
    BadInput,
    NewFile,
    check_columns,
    read_numbered_rows,
    refuse,
    write_rows,
)
from realign.methods.disclosure import (
    TOTAL,
    Contradiction,
    CountTable,
    DisclosureError,
    FeasibilityInterval,
    Hierarchy,
    Margins,
    Nesting,
    NestingContradiction,
    Profile,
    PublishedTable,
    ReadRow,
    Relation,
    ReleaseRefused,
    SafeTable,
    Shown,
    SuspectedTotal,
    attack,
    hierarchy_of,
    nesting_of,
    percentage,
    profile,
    profiles,
    protect,
    read_shown,
    review,
    sums_between,
    suspected_totals,
    unrelated_dims,
    with_totals,
)
from realign.methods.numbers import whole_number_of
from realign.methods.signs import Sign

DIMS = click.option("--dims", required=True, help="Columns that break the table down, joined by commas.")
COUNT = click.option("--count", "count", required=True, help="Column of counts.")
THRESHOLD = click.option(
    "--threshold", type=click.IntRange(1), help="Counts below it are hidden, instead of the profile's."
)
PROFILE = click.option(
    "--profile",
    "profile_name",
    type=click.Choice(list(profiles())),
    default="fewer-than-5",
    show_default=True,
)
RELEASED = click.option(
    "--released",
    multiple=True,
    metavar="FILE[=PROFILE[:THRESHOLD]]",
    help="An earlier protected table about the same people, and the rules it was published by, such as "
    "earlier.csv=nes:12; without them, those of the new table. Repeat for more.",
)
LEVELS = click.option(
    "--levels",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV of dimension, level and part: what levels that contain others or overlap, such as Primary, or ages 11-15 "
    "and 11-16, are made of.",
)
INSIDE = click.option(
    "--inside",
    multiple=True,
    metavar="INNER:OUTER[=CSV]",
    help="Each level of one column lies in one of another, such as region:county. The CSV has both columns; without it "
    "a table that has both says so. Repeat for more.",
)
NOT_INSIDE = click.option(
    "--not-inside",
    multiple=True,
    metavar="COLUMN:COLUMN",
    help="No level of one column lies inside a level of the other, such as region:sex; repeat for more.",
)
TOTALS = click.option(
    "--total",
    "totals",
    multiple=True,
    metavar="LEVEL",
    help="A level that stands for everybody, such as All, or area=All in one column; repeat for more.",
)
GROUPS = click.option(
    "--not-a-total",
    "groups",
    multiple=True,
    metavar="LEVEL",
    help="A level that looks like a total and is one more group; repeat for more.",
)
ANSWERS = click.option(
    "--answers", help="Those of --dims that hold an answer or a characteristic, joined by commas."
)
# columns that may stand beside the figures of an earlier table without breaking it down
NO_LEVELS = {"count", "n", "percent", "lower", "upper", "too_narrow", "rule", "why", "symbol", "note"}
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def disclosure() -> None:
    """Protect tables of counts, and attack protected ones.

    Example: realign disclosure protect counts.csv --dims council,stage --count n --out safe.csv
    """


@disclosure.command(name="protect")
@click.argument("table", type=FILE)
@DIMS
@COUNT
@THRESHOLD
@PROFILE
@RELEASED
@LEVELS
@INSIDE
@NOT_INSIDE
@TOTALS
@GROUPS
@ANSWERS
@click.option("--no-answers", is_flag=True, help="None of --dims holds an answer: all of them are groups.")
@click.option(
    "--percent-of",
    help="One of --dims: adds a column “percent”, each figure as a percentage of its total over this column.",
)
@click.option("--out", type=NewFile(), help="CSV; the screen without it.")
def protect_command(
    table: Path,
    dims: str,
    count: str,
    threshold: int | None,
    profile_name: str,
    released: tuple[str, ...],
    levels: Path | None,
    inside: tuple[str, ...],
    not_inside: tuple[str, ...],
    totals: tuple[str, ...],
    groups: tuple[str, ...],
    answers: str | None,
    no_answers: bool,
    percent_of: str | None,
    out: Path | None,
) -> None:
    """Hide what must be hidden in TABLE, and what protects it. Margins are rows whose dimension is Total.

    A row that looks like a total by another name is asked about. Rules that hide a group in which everybody gave one
    answer need to know which columns hold answers.

    The column `value` of the result holds the number or [c]; a percentage is hidden where its figure or its base is.

    Example: realign disclosure protect counts.csv --dims council,stage --count n --threshold 5 --out safe.csv
    """
    names = _dims(dims)
    if percent_of is not None and percent_of not in names:
        refuse("--percent-of", f"one of the columns {', '.join(names)}", percent_of)
    rules = _rules(profile_name, threshold)
    answer_columns = _answers(answers, no_answers, names)
    made_of = _groupings(levels)
    out_before = [_release(text, rules) for text in released]
    files = [_new_file(table, names, count), *(_earlier(each, count) for each in out_before)]
    new, *before = files = _settled(files, made_of, totals, groups)
    nesting = _Nested.of(files, inside, not_inside, made_of)
    try:
        counted = _counted(new, made_of, answer_columns)
        if answers is None and not no_answers:
            _ask_for_answers(counted, rules)
        earlier = [_published(file, made_of, answer_columns) for file in before]
        safe = protect([counted], rules, released=earlier, relations=nesting.sums([counted, *earlier]))
        percentages = [] if percent_of is None else _percentages(safe, table.name, names, percent_of)
    except DisclosureError as error:
        raise _in_words_of_the_command(error, table, [path for path, _ in out_before]) from error
    except ReleaseRefused as refused:
        click.echo(f"Refused. {refused}", err=True)
        sys.exit(1)
    protected = safe.rows()
    if percent_of is not None:
        for row, percent in zip(protected, percentages, strict=True):
            row["percent"] = str(percent) if isinstance(percent, Sign) else percent
    write_rows(out, [*names, "value", *(["percent"] if percent_of else [])], protected)
    proof = safe.proof
    click.echo(
        f"{proof.hidden} of {len(safe.cells)} cells hidden: {proof.sensitive} sensitive, "
        f"{proof.complementary} to protect "
        f"them; best bound {proof.best_bound:g} ({proof.method}). Proved by attack.",
        err=True,
    )


@disclosure.command(name="attack")
@click.argument("table", type=FILE)
@DIMS
@COUNT
@THRESHOLD
@PROFILE
@RELEASED
@LEVELS
@INSIDE
@NOT_INSIDE
@TOTALS
@GROUPS
@ANSWERS
@click.option(
    "--counts", type=FILE, help="The true counts of TABLE: also says what to hide or merge to correct it."
)
def attack_command(
    table: Path,
    dims: str,
    count: str,
    threshold: int | None,
    profile_name: str,
    released: tuple[str, ...],
    levels: Path | None,
    inside: tuple[str, ...],
    not_inside: tuple[str, ...],
    totals: tuple[str, ...],
    groups: tuple[str, ...],
    answers: str | None,
    counts: Path | None,
) -> None:
    """Try to work out the hidden cells of TABLE; exit 1 if any range is too narrow, with the sums that give it away.

    Example: realign disclosure attack safe.csv --dims council,stage --count value
    """
    names = _dims(dims)
    rules = _rules(profile_name, threshold)
    answer_columns = _answers(answers, False, names)
    made_of = _groupings(levels)
    out_before = [_release(text, rules) for text in released]
    published_files = [
        replace(_new_file(table, names, count), rules=rules),
        *(_earlier(each, count) for each in out_before),
    ]
    true_files = [] if counts is None else [_true(counts, names, count)]
    files = _settled([*published_files, *true_files], made_of, totals, groups)
    nesting = _Nested.of(files, inside, not_inside, made_of)
    try:
        published, *earlier = [
            _published(file, made_of, answer_columns) for file in files[: len(published_files)]
        ]
        true_counts = [_counted(file, made_of, answer_columns) for file in files[len(published_files) :]]
        relations = nesting.sums([published, *earlier])
        findings = attack(published, earlier, rules=rules, relations=relations)
        narrow = sum(finding.too_narrow for finding in findings)
        lines = []
        if narrow:
            answer = review(published, earlier, rules=rules, relations=relations, tables=true_counts)
            lines = [*answer.reasons, *(cure.words for cure in answer.cures)]
    except DisclosureError as error:
        raise _in_words_of_the_command(error, table, [path for path, _ in out_before]) from error
    every_dim = list(dict.fromkeys(dim for file in files for dim in file.dims))
    columns = [*every_dim, "lower", "upper", "too_narrow"]
    write_rows(None, columns, [_finding_row(finding, every_dim) for finding in findings])
    for line in lines:
        click.echo(line, err=True)
    click.echo(f"{len(findings)} cells attacked, {narrow} too narrow.", err=True)
    if narrow:
        sys.exit(1)


def _finding_row(finding: FeasibilityInterval, names: list[str]) -> dict[str, Any]:
    upper = "" if math.isinf(finding.upper) else f"{finding.upper:g}"
    levels = {dim: finding.key.level(dim) for dim in names}
    return {
        **levels,
        "lower": f"{finding.lower + 0.0:g}",
        "upper": upper,
        "too_narrow": "yes" if finding.too_narrow else "no",
    }


def _percentages(safe: SafeTable, name: str, names: list[str], percent_of: str) -> list[Shown]:
    """Each published figure as a percentage of its total over one column, in the order of the rows."""
    layout, cells = safe.tables[name]
    place = names.index(percent_of)
    return [
        percentage(safe, layout.key(levels), layout.key((*levels[:place], TOTAL, *levels[place + 1 :])))
        for levels in cells
    ]


Groupings = Mapping[str, Mapping[str, set[str]]]
"""For each column, what its levels that contain others or overlap are made of."""


def _groupings(path: Path | None) -> Groupings:
    """What levels are made of, by the file that says so; nothing without it."""
    if path is None:
        return {}
    rows = _rows(path)
    check_columns(path, rows[0], ["dimension", "level", "part"])
    groupings: dict[str, dict[str, set[str]]] = {}
    for row in rows:
        groupings.setdefault(row["dimension"], {}).setdefault(row["level"], set()).add(row["part"])
    return groupings


@dataclass(frozen=True)
class TableFile:
    """The rows of one file, the columns that break them down, the column of figures, and the rules it went out by."""

    path: Path
    rows: Sequence[ReadRow]
    dims: list[str]
    value: str
    rules: Profile | None = None

    @property
    def levels(self) -> dict[str, set[str]]:
        """The levels of each column, totals left out."""
        return {dim: {str(row[dim]).strip() for row in self.rows} - {TOTAL} for dim in self.dims}

    def hierarchies(self, made_of: Groupings) -> dict[str, Hierarchy]:
        """How the levels of its columns lie in each other."""
        return {
            dim: hierarchy_of(dim, sorted(levels), made_of[dim])
            for dim, levels in self.levels.items()
            if dim in made_of
        }


def _new_file(path: Path, names: list[str], value: str) -> TableFile:
    """A file broken down by the columns named."""
    rows = _rows(path)
    check_columns(path, rows[0], [*names, value])
    if value in names:
        refuse(
            "--dims", f"columns other than “{value}”, which is the count", ", ".join(names), "Leave it out."
        )
    return TableFile(path, rows, names, value)


def _true(path: Path, names: list[str], count: str) -> TableFile:
    """The counts behind a protected table, in the column that its figures have or in `n` or `count`."""
    rows = _rows(path)
    column = next((column for column in (count, "n", "count") if column in rows[0]), None)
    if column is None:
        refuse(
            path.name, f"a column “{count}”, “n” or “count”", f"columns {', '.join(rows[0])}", "Rename it."
        )
    return _new_file(path, names, column)


def _release(text: str, new: Profile) -> tuple[Path, Profile]:
    """The file that `--released` names and the rules that it went out by: those of the new table where it names none."""
    name, equals, words = text.rpartition("=")
    if Path(text).is_file() or not equals:
        path, named = Path(text), ""
    else:
        path, named = Path(name), words.strip()
    if not path.is_file():
        refuse("--released", "the name of a CSV file", f"no file {path}")
    if not named:
        if new.round_to:
            refuse(
                path.name,
                "to know whether its figures were rounded, as those of the new table will be",
                "no profile",
                f'Say by which rules it was published: --released "{path}={new.name}", or another profile.',
            )
        return path, new
    profile_name, colon, threshold = named.partition(":")
    if profile_name not in profiles():
        refuse("--released", f"one of the profiles {', '.join(profiles())}", f"“{profile_name}”")
    lowest = whole_number_of(threshold) if colon else None
    if colon and not lowest:
        refuse("--released", "a threshold of 1 or more after the colon", f"“{threshold}”")
    return path, _rules(profile_name, lowest)


def _earlier(release: tuple[Path, Profile], count: str) -> TableFile:
    """An earlier table. It may have dimensions of its own: every column is one, besides that of the figures."""
    path, rules = release
    rows = _rows(path)
    value = next((column for column in ("value", count) if column in rows[0]), None)
    if value is None:
        refuse(path.name, f"a column “value” or “{count}”", f"columns {', '.join(rows[0])}", "Rename it.")
    return TableFile(
        path, rows, [column for column in rows[0] if column not in {value, *NO_LEVELS}], value, rules
    )


def _rows(path: Path) -> list[ReadRow]:
    rows = [ReadRow(line, row) for line, row in read_numbered_rows(path)]
    if not rows:
        refuse(path.name, "at least one row of figures", "none")
    return rows


def _counted(file: TableFile, made_of: Groupings, answers: Sequence[str]) -> CountTable:
    """The true counts of a file."""
    given = any(row[name] == TOTAL for row in file.rows for name in file.dims)
    return CountTable.from_rows(
        file.rows,
        dims=file.dims,
        count=file.value,
        name=file.path.name,
        hierarchies=file.hierarchies(made_of),
        answers=answers,
        margins=Margins.GIVEN if given else Margins.COMPUTED,
    )


def _published(file: TableFile, made_of: Groupings, answers: Sequence[str]) -> PublishedTable:
    """A protected table as its readers have it."""
    with _naming_the_file(file.path):
        _check_rounded(file)
        return PublishedTable.from_rows(
            file.rows,
            file.dims,
            file.value,
            name=file.path.name,
            hierarchies=file.hierarchies(made_of),
            round_to=0 if file.rules is None else file.rules.round_to,
            profile=file.rules,
            answers=[dim for dim in file.dims if dim in answers],
        )


def _check_rounded(file: TableFile) -> None:
    """Refuse a figure that the rules of its table would have rounded: the table was published by others."""
    rules = file.rules
    if rules is None or not rules.round_to:
        return
    for row in file.rows:
        figure = read_shown(row[file.value], f"row {row.line}, column {file.value}")
        if not isinstance(figure, Sign) and figure % rules.round_to:
            raise DisclosureError(
                f"row {row.line}, column {file.value}",
                f"a multiple of {rules.round_to}, as the profile {rules.name} rounds",
                f"{figure:g}",
                "Name the profile that it was published by.",
            )


@contextmanager
def _naming_the_file(path: Path) -> Iterator[None]:
    try:
        yield
    except DisclosureError as error:
        raise BadInput(f"{path.name}: {error}") from error


# ---------------------------------------------------------------- levels that may stand for everybody


def _settled(
    files: Sequence[TableFile], made_of: Groupings, totals: Sequence[str], groups: Sequence[str]
) -> list[TableFile]:
    """The files with their totals written `Total`. Refuses while a level that looks like a total is not answered for."""
    pairs = {(dim, level) for file in files for dim, levels in file.levels.items() for level in levels}
    are_totals = _levels_meant("--total", totals, pairs)
    are_groups = _levels_meant("--not-a-total", groups, pairs)
    if both := sorted(are_totals & are_groups):
        refuse("--not-a-total", "levels that --total does not name", "=".join(both[0]))
    for file in files:
        with _naming_the_file(file.path):
            doubts = suspected_totals(
                file.rows, file.dims, file.value, settled=are_totals | are_groups, made_of=made_of
            )
        if doubts:
            _ask_about_totals(file.path, doubts)
    return [replace(file, rows=with_totals(file.rows, file.dims, are_totals)) for file in files]


def _levels_meant(option: str, named: Sequence[str], pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The levels that an option names, `All` in every column or `area=All` in one."""
    meant: set[tuple[str, str]] = set()
    for name in named:
        dim, _, level = name.partition("=")
        own = {pair for pair in pairs if pair in ((dim, level), (pair[0], name))}
        if not own:
            refuse(option, "a level that stands in the tables", f"“{name}”", "Write it as the file does.")
        meant |= own
    return meant


def _ask_about_totals(path: Path, doubts: Sequence[SuspectedTotal]) -> None:
    listed = "; ".join(f"“{doubt.level}” in {doubt.dim}, which {doubt.why}" for doubt in doubts)
    doubt = doubts[0]
    first = f'"{doubt.dim}={doubt.level}"'
    if doubt.parts:
        rows = "; ".join(f"{doubt.dim},{doubt.level},{part}" for part in doubt.parts)
        refuse(
            path.name,
            "groups that do not contain each other, or to know what they are made of",
            listed,
            f"If it contains them, say so with --levels FILE.csv (columns dimension,level,part; rows {rows}); "
            f"if it is one more group, add --not-a-total {first}.",
        )
    refuse(
        path.name,
        "groups that do not contain each other, and “Total” for everybody",
        listed,
        f"If it stands for everybody, add --total {first}; if it is one more group, --not-a-total {first}.",
    )


# ---------------------------------------------------------------- levels of one column inside levels of another


@dataclass(frozen=True)
class _Nested:
    """What lies in what, by the options, and which columns lie apart."""

    nestings: Sequence[Nesting]
    apart: frozenset[frozenset[str]]
    made_of: Groupings

    @classmethod
    def of(
        cls, files: Sequence[TableFile], inside: Sequence[str], not_inside: Sequence[str], made_of: Groupings
    ) -> "_Nested":
        """Read the options. Refuses while nobody said how columns of different tables lie."""
        columns = {dim for file in files for dim in file.dims}
        apart = frozenset(frozenset(_two_columns("--not-inside", text, columns)) for text in not_inside)
        nestings = [_nesting(text, files, columns) for text in inside]
        for nesting in nestings:
            if frozenset({nesting.inner, nesting.outer}) in apart:
                refuse(
                    "--not-inside", "columns that --inside does not name", f"{nesting.inner}:{nesting.outer}"
                )
        unrelated = unrelated_dims([file.levels for file in files], nestings, apart, made_of)
        if unrelated:
            _ask_how_they_lie(files, unrelated)
        return cls(nestings, apart, made_of)

    def sums(self, tables: Sequence[CountTable | PublishedTable]) -> list[Relation]:
        """Every sum that this allows between the tables."""
        return sums_between(tables, nestings=self.nestings, groupings=self.made_of, apart=self.apart)


def _two_columns(option: str, text: str, columns: Collection[str]) -> tuple[str, str]:
    """The columns of `region:county`; both must be in the tables."""
    inner, _, outer = (part.strip() for part in text.partition(":"))
    if not inner or not outer:
        refuse(option, "two columns joined by a colon, such as region:county", text)
    for column in (inner, outer):
        if column not in columns:
            refuse(option, f"columns of the tables: {', '.join(sorted(columns))}", f"“{column}”")
    return inner, outer


def _nesting(text: str, files: Sequence[TableFile], columns: Collection[str]) -> Nesting:
    """The nesting that `region:county`, or `region:county=regions.csv`, names."""
    pair, _, name = text.partition("=")
    inner, outer = _two_columns("--inside", pair, columns)
    if inner == outer:
        refuse(
            "--inside",
            "two different columns",
            pair,
            "Say with --levels what levels of one column are made of.",
        )
    if name:
        path = Path(name)
        if not path.is_file():
            refuse("--inside", f"a CSV file with the columns {inner} and {outer}", f"no file {name}")
        sources: list[tuple[Path, Sequence[Mapping[str, Any]]]] = [(path, _rows(path))]
        check_columns(path, sources[0][1][0], [inner, outer])
    else:
        sources = [(file.path, file.rows) for file in files if {inner, outer} <= set(file.dims)]
        if not sources:
            refuse(
                "--inside",
                f"a table with both columns {inner} and {outer}",
                "none",
                f"Say in a CSV with these columns which {outer} each {inner} lies in: --inside {pair}=FILE.csv",
            )
    rows = [(row[inner].strip(), row[outer].strip()) for _, rows in sources for row in rows]
    where = ", ".join(path.name for path, _ in sources)
    with _naming_the_file(sources[0][0]):
        nesting = nesting_of(inner, outer, rows, where=where)
    placed = {level for level, _ in rows}
    for file in files:
        if missing := sorted(file.levels.get(inner, set()) - placed):
            refuse(
                where,
                f"a row for each {inner} of {file.path.name}",
                f"none for {', '.join(missing)}",
                f"Add it with its {outer}, or with nothing there if it may lie in any.",
            )
    return nesting


def _ask_how_they_lie(files: Sequence[TableFile], unrelated: Sequence[tuple[str, str]]) -> None:
    first, second = unrelated[0]
    if first == second:
        refuse(
            " beside ".join(file.path.name for file in files if first in file.dims),
            f"levels of “{first}” that stand in both tables, or to know how they lie in each other",
            "none in common",
            "Say with --levels FILE.csv (columns dimension, level, part) what they are made of, or with "
            f"--not-inside {first}:{first} that they share nobody.",
        )
    both = [f"{first}:{second}", f"{second}:{first}"]
    refuse(
        " beside ".join(file.path.name for file in files if first in file.dims or second in file.dims),
        "to know how the columns of tables about the same people lie in each other",
        "; ".join(f"“{inner}” in one and “{outer}” in another" for inner, outer in unrelated),
        f"Say --inside {both[0]}=FILE.csv (or {both[1]}) if each level of one lies in one of the other, "
        f"or --not-inside {both[0]} if they only cross.",
    )


# ---------------------------------------------------------------- groups in which everybody gave one answer


def _answers(text: str | None, none: bool, names: list[str]) -> list[str]:
    """The columns of answers that were named."""
    if text is None:
        return []
    columns = _dims(text, "--answers")
    if none:
        refuse("--no-answers", "not to be given beside --answers", f"--answers {text}")
    if unknown := [column for column in columns if column not in names]:
        refuse("--answers", f"columns of --dims: {', '.join(names)}", ", ".join(unknown))
    return columns


def _ask_for_answers(counted: CountTable, rules: Profile) -> None:
    """Refuse where the rules would hide a group of one answer, and nobody said which columns hold answers."""
    small = counted.sensitive(rules)
    alike = {
        dim: keys
        for dim in counted.layout.dims
        if (keys := [key for key in counted.groups_of_one_answer(dim) if key not in small])
    }
    if rules.same_answer and alike:
        examples = "; ".join(f"“{keys[0]}” is all of its group in {dim}" for dim, keys in alike.items())
        refuse(
            counted.name,
            "to know which columns hold answers, because the rules hide a group in which everybody gave one",
            examples,
            f"Add --answers with those of {', '.join(alike)} that do, or --no-answers if every column holds groups.",
        )


def _in_words_of_the_command(error: DisclosureError, table: Path, released: Sequence[Path]) -> BadInput:
    """What is wrong, with what to do about it at a terminal."""
    files = _together(table, released)
    if not isinstance(error, Contradiction) or isinstance(error, NestingContradiction):
        return BadInput(f"{files}: {error}")
    cure = "Correct the figure that is wrong."
    if released:
        cure += (
            " Figures that changed since, such as by a late return, cannot be tested beside those that are out: keep to"
            " the figures first published. Leave a file out of --released only if it counts other people or another"
            " time."
        )
    return BadInput(f"{files}: {error.where}: expected {error.expected}, found {error.found}. {cure}")


def _together(table: Path, released: Sequence[Path]) -> str:
    """The files that a problem may lie between."""
    earlier = ", ".join(path.name for path in released)
    return f"{table.name} beside {earlier}" if earlier else table.name


def _rules(name: str, threshold: int | None) -> Profile:
    rules = profile(name)
    return rules if threshold is None else rules.with_threshold(threshold)


def _dims(text: str, option: str = "--dims") -> list[str]:
    names = [part.strip() for part in text.split(",") if part.strip()]
    if not names:
        refuse(option, "at least one column", "none", "Join several by commas: council,stage.")
    return names
