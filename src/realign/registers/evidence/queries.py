"""Reading what was released, and what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import models

from realign.foundations.design.words import date_words, percent
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing import rules as publishing_rules
from realign.methods.disclosure import TOTAL, Key, PublishedTable, recorded_profile
from realign.methods.signs import LOW_RELIABILITY, TOO_UNCERTAIN, Sign
from realign.methods.wording.recognisable import Recognisable
from realign.registers.evidence.models import (
    Finding,
    FindingQuerySet,
    Release,
    ReleasedCell,
    ReleaseQuerySet,
)
from realign.registers.evidence.rules import ANSWER, EDIT, WITH, WITHOUT
from realign.registers.evidence.types import Dimension
from realign.registers.places.models import Area


def releases(partnership: Partnership) -> ReleaseQuerySet:
    """Every table that went out, newest first, withdrawn ones included."""
    return Release.objects.filter(partnership=partnership)


def release(partnership: Partnership, slug: str) -> Release:
    """One released table; raises Release.DoesNotExist."""
    return releases(partnership).get(slug=slug)


def cells(release: Release) -> list[ReleasedCell]:
    """The table as the world sees it, in order."""
    return list(release.cells.select_related("area").order_by("position"))


def cell_for(release: Release, **levels: str) -> ReleasedCell | None:
    """The cell of release group; breakdowns not named are taken as all."""
    wanted = {dim.column: levels.get(dim.column, TOTAL) for dim in dimensions(release)}
    return next((cell for cell in cells(release) if cell.key == wanted), None)


def dimensions(release: Release) -> tuple[Dimension, ...]:
    """The breakdowns of a released table."""
    return tuple(Dimension.from_json(kept) for kept in release.dims)


def group_name(cell: ReleasedCell) -> str:
    """Whom a figure of a released table is about: “S2, girls”, or “all”."""
    named = (
        dim.name_of(cell.key[dim.column]) for dim in dimensions(cell.release) if cell.key[dim.column] != TOTAL
    )
    return ", ".join(named) or "all"


def ledger(partnership: Partnership, *dataset_fingerprints: str) -> list[PublishedTable]:
    """Every count already out about the same people, as an attacker has it; withdrawn tables too.

    Several fingerprints are several versions of data about the same people. Means show no counts: ``released_means``.
    """
    return [_as_published(table) for table in _earlier(partnership, dataset_fingerprints, Release.Stat.SHARE)]


def released_means(partnership: Partnership, *dataset_fingerprints: str) -> list[Release]:
    """Every table of means already out about the same people, with its cells."""
    return list(_earlier(partnership, dataset_fingerprints, Release.Stat.MEAN))


def _earlier(partnership: Partnership, fingerprints: Sequence[str], stat: str) -> models.QuerySet[Release]:
    tables = releases(partnership).filter(dataset_fingerprint__in=fingerprints, stat=stat)
    return tables.prefetch_related("cells").order_by("released_at", "pk")


def released_of(partnership: Partnership, measure_code: str) -> models.QuerySet[Release]:
    """Tables of one measure that stand, newest first, whichever wave they are from."""
    return releases(partnership).standing().filter(measure_code=measure_code).exclude(measure_code="")


def released_elsewhere(partnership: Partnership, measure_code: str) -> models.QuerySet[Release]:
    """Tables of one measure that other partnerships show on public pages, newest first."""
    standing = Release.objects.standing().filter(partnership__is_public=True, measure_code=measure_code)
    others = standing.exclude(measure_code="").exclude(partnership=partnership)
    return others.select_related("partnership")


def published_tables(partnership: Partnership, *, withdrawn: bool) -> list[Release]:
    """Released tables with the themes of the findings that cite them, newest first; three queries."""
    tables = releases(partnership) if withdrawn else releases(partnership).standing()
    cited = Finding.objects.released().prefetch_related("tags")
    return list(tables.prefetch_related(models.Prefetch("findings", cited)))


def cells_about(partnership: Partnership, area: Area) -> tuple[list[ReleasedCell], dict[int, ReleasedCell]]:
    """Of each standing table: its cell for all pupils of an area, and by table the one for everybody; two queries."""
    ours = ReleasedCell.objects.filter(release__in=releases(partnership).standing()).select_related("release")
    here = [
        cell
        for cell in ours.filter(area=area).order_by("-release__released_at", "release_id", "position")
        if sum(level != TOTAL for level in cell.key.values()) == 1
    ]
    # totals come first in every table
    whole = ours.filter(release__in=[cell.release_id for cell in here], position=0)
    return here, {
        cell.release_id: cell for cell in whole if all(level == TOTAL for level in cell.key.values())
    }


def answers_beside(release: Release) -> list[Release]:
    """The standing tables of every answer to one question, of the same pupils by the same one breakdown, with cells.

    The table itself is among them; nothing where it is no answer to a question, or has not just one breakdown.
    """
    question, is_answer, _ = release.measure_code.partition("=")
    columns = [dim["column"] for dim in release.dims]
    if not is_answer or len(columns) != 1 or release.stat != Release.Stat.SHARE:
        return []
    tables = (
        releases(release.partnership)
        .standing()
        .filter(
            dataset_fingerprint=release.dataset_fingerprint,
            measure_code__startswith=f"{question}=",
            collected=release.collected,
            population=release.population,
            stat=release.stat,
        )
    )
    alike = {
        table.measure_code: table
        for table in tables.order_by("released_at", "pk").prefetch_related("cells")
        if [dim["column"] for dim in table.dims] == columns
    }
    return list(alike.values())


def _as_published(release: Release) -> PublishedTable:
    dims = [dim.column for dim in dimensions(release)]
    rows: list[dict[str, object]] = []
    outside_rules: set[Key] = set()
    for cell in sorted(release.cells.all(), key=lambda cell: cell.position):
        group = {dim: cell.key[dim] for dim in dims}
        hidden = Sign.CONFIDENTIAL
        count = hidden if cell.count is None else cell.count
        base = hidden if cell.base is None else cell.base
        rest = hidden if cell.count is None or cell.base is None else cell.base - cell.count
        if release.round_to:
            rest = Sign.NOT_AVAILABLE  # rounded parts need not add up, and nobody published this release
        if cell.base is None or cell.symbol != Sign.CONFIDENTIAL:
            # what stands here is the base that is hidden, or a share too uncertain to show: of the answers it tells nothing
            outside_rules |= {
                Key.of({**group, ANSWER: answer}, release.measure_code) for answer in (WITH, WITHOUT)
            }
        rows += [
            {**group, ANSWER: WITH, "value": count},
            {**group, ANSWER: WITHOUT, "value": rest},
            {**group, ANSWER: TOTAL, "value": base},
        ]
    table = PublishedTable.from_rows(
        rows,
        (*dims, ANSWER),
        name=release.title,
        measure=release.measure_code,
        round_to=release.round_to,
        profile=recorded_profile(release.profile),
        answers=(ANSWER,),
    )
    return replace(table, outside_rules=frozenset(outside_rules))


def findings(partnership: Partnership) -> FindingQuerySet:
    """Everything that is known and may be read by anybody, with what it rests on."""
    return _findings_in_full(partnership).released()


def citable_findings(partnership: Partnership) -> FindingQuerySet:
    """The findings that anything else may rest on: released, and their table, if they have one, stands."""
    return findings(partnership).standing()


def all_findings(partnership: Partnership) -> FindingQuerySet:
    """For members: what is known, and what is written down and waits for a second person."""
    return _findings_in_full(partnership).filter(replaces__isnull=True).select_related("waiting_change")


def waiting_findings(partnership: Partnership) -> FindingQuerySet:
    """What waits for a second person, the longest first: new findings, and changes to released ones."""
    waiting = _findings_in_full(partnership).waiting()
    return waiting.select_related("replaces").prefetch_related("writers").order_by("changed_at", "pk")


def _findings_in_full(partnership: Partnership) -> FindingQuerySet:
    return Finding.objects.filter(partnership=partnership).select_related(
        "release", "cell", "indicator", "area"
    )


def finding(partnership: Partnership, slug: str) -> Finding:
    """One finding that anybody may read; raises Finding.DoesNotExist."""
    return findings(partnership).get(slug=slug)


def words_in_work(finding: Finding) -> Finding:
    """The words that are worked on: the change that waits, where there is one, or the finding itself."""
    return getattr(finding, "waiting_change", finding)


def writers_of(finding: Finding) -> set[int]:
    """The accounts of everybody who wrote these words."""
    return {writer.pk for writer in finding.writers.all()}


def noticed_in(finding: Finding) -> tuple[Recognisable, ...]:
    """What whoever releases a finding is made to look at in its words: names, small numbers of people, quotations."""
    return publishing_rules.noticed_in(
        [("", text) for text in read_by_everybody(finding)], publishing.people_known(finding.partnership)
    )


def read_by_everybody(finding: Finding) -> tuple[str, ...]:
    """The words of a finding that everybody reads once it is released."""
    return (finding.sentence, finding.does_not_tell, finding.strength_reason, finding.source)


def may_release(finding: Finding) -> list[Membership]:
    """The people whose role may release findings and who did not write this one, by name."""
    members = partnerships.members_who_may(finding.partnership, EDIT)
    writers = writers_of(finding)
    return [member for member in members if member.user_id not in writers]


@dataclass(frozen=True)
class QuotedFigure:
    """A figure ready to be quoted, with everything that a footnote says."""

    value: str
    interval: str
    source: str
    invented: bool
    hidden: bool = False
    reliability: str = ""

    @property
    def words(self) -> str:
        """The figure in running text."""
        beside = "; ".join(filter(None, (self.interval, self.reliability)))
        return f"{self.value} ({beside})" if beside else self.value


def figure_of(finding: Finding) -> QuotedFigure | None:
    """The number behind a finding, if it rests on finding cell of a released table."""
    if finding.cell is None or finding.release is None:
        return None
    table, cell = finding.release, finding.cell
    source = (
        f"{table.survey_title}, {table.collected}; {table.title}; released {date_words(table.released_at)}"
    )
    if cell.estimate is None:
        return QuotedFigure(why_no_figure(cell), "", source, table.invented, hidden=True)
    lower, upper = written(table, cell.lower), written(table, cell.upper)
    interval = f"95% interval {lower} to {upper}" if lower else ""
    reliability = LOW_RELIABILITY if cell.low else ""
    return QuotedFigure(
        written(table, cell.estimate), interval, source, table.invented, reliability=reliability
    )


def why_no_figure(cell: ReleasedCell) -> str:
    """Why a cell shows no figure, in a few words."""
    return TOO_UNCERTAIN if cell.symbol == Sign.UNRELIABLE else Sign(cell.symbol).words


def written(release: Release, value: float | None) -> str:
    """A figure of a table as a reader sees it: 14.2% for a share, 11.3 for a mean; the same on every page."""
    if value is None:
        return ""
    return f"{value:.1f}" if release.stat == Release.Stat.MEAN else percent(value)
