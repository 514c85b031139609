"""Surveys and release requests in words and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from realign.analyse.surveys import words
from realign.analyse.surveys.asking import COUNCIL, level_name
from realign.analyse.surveys.comparison import Compared, Elsewhere, with_elsewhere
from realign.analyse.surveys.figures import style_of
from realign.analyse.surveys.models import ReleaseRequest, Survey
from realign.analyse.surveys.pictures import chart_of
from realign.analyse.surveys.shown import Seen
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, PlainTable, Source, Status, SummaryRow, Tone
from realign.methods.disclosure import TOTAL, Rule
from realign.registers.evidence.rules import ANSWER, WITH, WITHOUT
from realign.registers.evidence.types import Dimension

State = ReleaseRequest.State
SAME_ANSWER = {Rule.SAME_ANSWER, Rule.ZERO}
"""Why a group is hidden in which all answered alike: by the answer nobody gave, and the one that all did."""

TONES = {
    State.ESTIMATING: Tone.INFO,
    State.DRAFT: Tone.NEUTRAL,
    State.SUBMITTED: Tone.ATTENTION,
    State.PART_REVIEWED: Tone.ATTENTION,
    State.REVIEWED: Tone.GOOD,
    State.RETURNED: Tone.BAD,
    State.RELEASED: Tone.DONE,
    State.REJECTED: Tone.BAD,
    State.WITHDRAWN: Tone.NEUTRAL,
}
ANSWER_WORDS = {WITH: "With it", WITHOUT: "Without it", TOTAL: "Answered"}


def state(request: ReleaseRequest) -> Status:
    """Where a request stands, in words and shape."""
    return Status(request.get_state_display(), TONES[State(request.state)])


def crumbs(partnership: str, *more: Link) -> list[Link]:
    """The way to a page of the room: the list of surveys, then what comes between."""
    return [Link("Surveys", reverse("surveys:list", args=[partnership])), *more]


def survey_crumbs(survey: Survey, last: str) -> list[Link]:
    """The way to a page of one survey."""
    way = Link(f"{survey.title}, {survey.wave}", survey.get_absolute_url())
    return crumbs(survey.partnership_slug, way, Link(last))


def survey_table(slug: str) -> TableSpec:
    """The survey waves."""
    return TableSpec(
        name="surveys",
        noun="survey",
        caption="Surveys",
        search_fields=("title", "wave", "population"),
        default_sort="-wave",
        columns=(
            Column("title", "Survey", link=lambda s: reverse("surveys:survey", args=[slug, s.slug])),
            Column("wave", "When"),
            Column("population", "Who was asked", sortable=False),
            Column("dataset.rows", "Pupils", kind=Kind.NUMBER, sortable="dataset__rows"),
            Column(
                "invented",
                "Data",
                value=lambda s: "Invented data" if s.invented else s.source,
                sortable=False,
            ),
        ),
        empty_title="No survey yet",
        empty_help="An analyst adds a wave: the data, who was asked, and how pupils were drawn.",
    )


def request_table(slug: str) -> TableSpec:
    """Everything that somebody asked to let out."""
    return TableSpec(
        name="release-requests",
        noun="request",
        caption="Release requests",
        search_fields=("title", "survey__title"),
        default_sort="-created_at",
        columns=(
            Column("title", "Table", link=lambda r: reverse("surveys:request", args=[slug, r.pk])),
            Column("requested_by.name", "Asked by", sortable="requested_by__name"),
            Column("created_at", "Asked", kind=Kind.DATE),
            Column("state", "State", kind=Kind.STATUS, value=state, sortable="state"),
        ),
        filters=(Filter("state", "State", choices=State.choices, field="state"),),
        empty_title="Nobody has asked for a release",
        empty_help="Open a survey, make a table, and ask for its release from there.",
    )


def counts_table(seen: Seen) -> PlainTable | None:
    """The counts as they would be published, with the rule behind each hidden one. Means show none."""
    if not seen.counts_pupils:
        return None
    dims = seen.asked.dims
    return PlainTable(
        caption="Pupils, as they would be published",
        headers=(*(dim.title for dim in dims), "", "Pupils", "Why"),
        rows=[
            [
                *(level_name(dim, str(row[dim.column])) for dim in dims),
                ANSWER_WORDS[str(row[ANSWER])],
                row["value"],
                row["why"] if isinstance(row["value"], str) else "",
            ]
            for row in seen.rows
        ],
    )


def estimates_table(seen: Seen) -> PlainTable:
    """Shares or means with their intervals: [c] where a count or the base is hidden, [low] where they are unreliable."""
    dims, hidden = seen.asked.dims, seen.hidden_groups
    rows = []
    for group, shown in seen.ordered:
        names = [level_name(dim, level) for dim, level in zip(dims, group, strict=True)] or ["All pupils"]
        if group in hidden:
            rows.append([*names, "[c]", "[c]", "[c]", "hidden to protect people"])
        elif shown.withheld:
            rows.append([*names, "[low]", "[low]", "[low]", f"too uncertain to show: {shown.low}"])
        else:
            lower, upper = words.figure(seen, shown.lower), words.figure(seen, shown.upper)
            value = words.figure(seen, shown.estimate) + (" [low]" if shown.low else "")
            deff = "[x]" if shown.deff is None else f"{shown.deff:.2f}"
            rows.append([*names, value, f"{lower} to {upper}" if lower else "[x]", deff, shown.low])
    what = style_of(seen.asked.measure).name
    first = [dim.title for dim in dims] or [""]
    return PlainTable(
        caption=seen.asked.title
        if seen.asked.measure.quantile
        else f"{seen.asked.measure.title}: {what.lower()}",
        headers=(*first, what, "95% interval", "Design effect", "Note"),
        rows=rows,
    )


def figures_table(seen: Seen) -> PlainTable:
    """The figures alone, narrow enough to stand beside their picture."""
    full = estimates_table(seen)
    return PlainTable(caption=full.caption, headers=full.headers[:-2], rows=[row[:-2] for row in full.rows])


def hidden_words(seen: Seen) -> list[str]:
    """Which figures are hidden or too uncertain, and why, in sentences."""
    few: list[str] = []
    alike: list[str] = []
    others: list[str] = []
    for group in (group for group, _ in seen.ordered if group in seen.hidden_groups):
        rules = {
            row["rule"]
            for row in seen.rows
            if _group_of(seen, row) == group and isinstance(row["value"], str)
        } - {Rule.PROTECTS_OTHERS}
        kind = others if not rules else alike if rules <= SAME_ANSWER else few
        kind.append(words.name_of(seen, group))
    vague = [
        words.name_of(seen, group)
        for group, shown in seen.ordered
        if shown.withheld and group not in seen.hidden_groups
    ]
    said = (
        ("Hidden, because too few pupils stand behind it", few),
        ("Hidden, because everybody in it gave the same answer", alike),
        ("Hidden, because a figure with too few pupils could be worked out from it", others),
        ("Not shown, because it would be too uncertain", vague),
    )
    return [f"{why}: {words.listed(names, ';')}." for why, names in said if names]


def _group_of(seen: Seen, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(row[column]) for column in seen.asked.columns)


def together_words(seen: Seen) -> str:
    """How the figure for all councils comes about; nothing in tables without councils."""
    dim = next((dim for dim in seen.asked.dims if dim.column == COUNCIL), None)
    if dim is None:
        return ""
    return (
        f"“{level_name(dim, TOTAL)}” is worked out from all their pupils together. "
        "It is no average of their figures."
    )


def tests_table(seen: Seen, compared: Sequence[Compared], title: str) -> PlainTable | None:
    """Every difference with its interval and test."""
    if not compared:
        return None
    return PlainTable(
        caption=title,
        headers=("Group", "Against", "Difference", "95% interval", "p", "Different"),
        rows=[
            [
                words.name_of(seen, one.group),
                one.against,
                _signed(seen, one.difference),
                f"{_signed(seen, one.lower)} to {_signed(seen, one.upper)}",
                words.chance(one.p_value).removeprefix("p = "),
                "Yes" if one.differs else "Not shown",
            ]
            for one in compared
        ],
    )


def _signed(seen: Seen, value: float) -> str:
    return style_of(seen.asked.measure).signed(value)


def panel(seen: Seen) -> dict[str, object]:
    """One table for a page: picture, sentence, figures, counts, and what had to be hidden."""
    return {
        "seen": seen,
        "chart": chart_of(seen),
        "sentence": words.overall(seen),
        "estimates": estimates_table(seen),
        "figures": figures_table(seen),
        "hidden": hidden_words(seen),
        "together": together_words(seen),
        "counts": counts_table(seen),
    }


def _reasons(seen: Sequence[Seen]) -> dict[tuple[str, frozenset[tuple[str, str]]], str]:
    """Why each number is hidden, by measure and group."""
    found = {}
    for one in seen:
        names = {*one.asked.columns, ANSWER}
        for row in one.rows:
            where = frozenset(
                (dim, str(level)) for dim, level in row.items() if dim in names and level != TOTAL
            )
            found[one.asked.measure.own, where] = row["why"].removeprefix("Hidden: ").removeprefix("Hidden ")
    return found


def attack_table(found: Sequence[Mapping[str, Any]], seen: Sequence[Seen]) -> PlainTable:
    """What somebody with all published totals could work out about each hidden cell, and which rule hides it."""
    asked = [one.asked for one in seen]
    reasons = _reasons(seen)
    dims = {dim.column: dim for one in asked for dim in one.dims}
    measures = {one.measure.own: one.measure.title for one in asked}
    rows = []
    for finding in found:
        where = [
            ANSWER_WORDS[level] if dim == ANSWER else dims[dim].name_of(level)
            for dim, level in finding["where"]
        ]
        top = "no limit" if finding["upper"] is None else f"{finding['upper']:g}"
        cell = ", ".join(where) or "All"
        if len(measures) > 1:
            cell = f"{measures.get(finding['measure'], finding['measure'])}: {cell}"
        verdict = "Too narrow" if finding["too_narrow"] else "Wide enough"
        why = reasons.get(
            (finding["measure"], frozenset((dim, level) for dim, level in finding["where"])), ""
        )
        rows.append(
            [
                cell,
                f"{finding['lower'] + 0.0:g} to {top}",
                verdict,
                _readable(why.replace(f"{finding['measure']}: ", ""), dims),
            ]
        )
    headers = ("Hidden number", "Lies between", "Judged", "Why it is hidden")
    return PlainTable(caption="Each hidden number, and what it could be", headers=headers, rows=rows)


def _readable(why: str, dims: Mapping[str, Dimension]) -> str:
    """A reason with the names of groups in place of their codes."""
    words = why[:1].upper() + why[1:]
    for dim in dims.values():
        for level, name in dim.levels:
            words = words.replace(f"{dim.column} {level}", name)
    for answer, name in ANSWER_WORDS.items():
        words = words.replace(f"{ANSWER} {answer}", name.lower())
    return words


@dataclass(frozen=True)
class OtherFigure:
    """A figure from elsewhere in words, with where it is from."""

    words: str
    source: Source
    invented: bool


def other_words(seen: Seen, other: Elsewhere) -> OtherFigure:
    """How all pupils here compare with a figure from elsewhere, by a test where there is an interval to test with."""
    compared = with_elsewhere(seen, other)
    figure = words.figure(seen, other.value)
    if compared is None:
        said = f"{other.place}, {other.period}: {figure}."
    else:
        said = words.compared_words(seen, compared, f"{other.place}, {other.period}")
        if other.se is None:
            said += " That figure has no interval, and is taken as exact."
    return OtherFigure(said, Source(where=other.source, when=other.period, url=other.url), other.invented)


def design_rows(survey: Survey) -> list[SummaryRow]:
    """How pupils were drawn, as it was declared."""
    lonely = {
        "fail": "stops the estimate",
        "centre": "is set against the whole sample",
        "certainty": "is taken as certain",
    }
    rows = [SummaryRow("Weights", survey.weight or "none")]
    if survey.replicates:
        rows += [
            SummaryRow("Replicate weights", survey.replicates),
            SummaryRow("How they were made", survey.get_replicate_method_display()),
        ]
    else:
        rows += [
            SummaryRow("Strata", survey.stratum or "none"),
            SummaryRow("Primary sampling units", survey.psu or "pupils"),
            SummaryRow("Units in the population", survey.fpc or "not used"),
            SummaryRow(
                "Second stage",
                f"{survey.ssu or 'pupils'}, of {survey.ssu_fpc}" if survey.ssu_fpc else "not used",
            ),
            SummaryRow("A stratum with a single unit", lonely[survey.lonely_psu]),
        ]
    return [*rows, SummaryRow("Missing items", survey.missing_rule or "not stated")]


def questionnaire_table(slug: str) -> TableSpec:
    """The questionnaires."""
    return TableSpec(
        name="questionnaires",
        noun="questionnaire",
        caption="Questionnaires",
        search_fields=("title", "survey__title"),
        default_sort="title",
        columns=(
            Column(
                "title", "Questionnaire", link=lambda q: reverse("surveys:questionnaire", args=[slug, q.slug])
            ),
            Column("version", "Version"),
            Column("survey.title", "Survey", sortable="survey__title"),
            Column("survey.wave", "Wave", sortable="survey__wave"),
            Column("created_at", "Brought", kind=Kind.DATE),
        ),
        empty_title="No questionnaire yet",
        empty_help="Bring an XLSForm: the questions, their answers, and who is asked what.",
    )
