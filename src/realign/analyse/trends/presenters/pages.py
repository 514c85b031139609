"""One trend as a page: its answer, its pictures, its sources, and what it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from realign.analyse.trends import pictures, words
from realign.analyse.trends.family import doubt_of
from realign.analyse.trends.judging import charts_for
from realign.analyse.trends.models import Mark
from realign.analyse.trends.queries import InFull
from realign.analyse.trends.rules import is_total
from realign.analyse.trends.types import Gradient, MarkEntry, Use
from realign.analyse.trends.words import CHART_WORDS, RULE_WORDS
from realign.foundations.design.charts.types import Chart
from realign.foundations.design.types import Caveat, Link, Section, Source, Status, SummaryRow
from realign.foundations.design.words import date_words
from realign.methods.indicators.progress import towards_target
from realign.methods.indicators.spc.types import ChartKind, RuleSet
from realign.registers.indicators.types import SeriesPoint

SCREENS = {Mark.Screening.ON.value: True, Mark.Screening.OFF.value: False}
"""What an address says of outlying moving ranges: whether they are left out."""


def lead(full: InFull) -> str:
    """The headline of the place shown, with what it rests on and what the target says."""
    checked = full.trend.checked
    sentences = words.headline_sentences(checked, full.trend.indicator.unit)
    return " ".join(part for part in (f"{full.trend.place.name}: {sentences}", checked.about_target) if part)


def verdict(full: InFull) -> Status:
    """The trend of the place shown in a word, the same wherever it stands."""
    return words.VERDICTS[full.trend.checked.trend]


def place_links(slug: str, full: InFull, **query: str) -> list[Section]:
    """A link for each place whose trend can be looked at in place of this one."""
    trend = full.trend
    return [
        Section(
            place.name,
            url=address(slug, trend.indicator.slug, place.area.code, **query),
            current=place == trend.place,
        )
        for place in full.places
    ]


def chart_links(slug: str, full: InFull) -> list[Link]:
    """The other ways to judge the same series; the present one without an address."""
    trend, result = full.trend, full.trend.checked.result
    if result is None:
        return []
    chart, rules = result.chart, result.rules
    ways = [(kind, rules) for kind in charts_for(trend.checked.points)]
    ways += [(chart, other_rules) for other_rules in RuleSet if other_rules is not rules]
    links = [
        Link(
            f"{CHART_WORDS[kind]}. Rules: {RULE_WORDS[by]}",
            ""
            if (kind, by) == (chart, rules)
            else address(slug, trend.indicator.slug, trend.place.area.code, chart=kind.value, rules=by.value),
        )
        for kind, by in ways
    ]
    if result.screened is None:
        return links
    return [
        *links,
        *(
            Link(
                f"{CHART_WORDS[chart]}. {Mark.Screening(name).label}",
                ""
                if screened is result.screened
                else address(
                    slug,
                    trend.indicator.slug,
                    trend.place.area.code,
                    chart=chart.value,
                    rules=rules.value,
                    screen=name,
                ),
            )
            for name, screened in SCREENS.items()
        ),
    ]


def mark_entries(slug: str, full: InFull, *, may_edit: bool) -> tuple[list[MarkEntry], list[MarkEntry]]:
    """What was recorded about this chart: what stands, and what was taken off."""
    entries = [
        MarkEntry(
            words=mark_words(mark),
            reason=mark.reason,
            who=f"{mark.changed_by or 'Realign'}, {date_words(mark.changed_at.date())}",
            taken_off=mark.taken_off_because,
            invented=mark.invented,
            undo=reverse("trends:take-off", args=[slug, mark.pk]) if may_edit and mark.stands else "",
        )
        for mark in full.marks
    ]
    return [entry for entry in entries if not entry.taken_off], [
        entry for entry in entries if entry.taken_off
    ]


def mark_words(mark: Mark) -> str:
    """What somebody recorded about a chart, in words."""
    match mark.kind:
        case Mark.Kind.CHART:
            chart, rules = ChartKind(mark.chart), RuleSet(mark.rules)
            screening = Mark.Screening(mark.screening).label.lower() if mark.screening else ""
            words_of = f"{CHART_WORDS[chart].split(',')[0].split(':')[0]}, rules of {RULE_WORDS[rules]}"
            return f"{words_of}; {screening}" if screening else words_of
        case Mark.Kind.BASELINE:
            return f"The first {mark.points} points set the centre, which then stays frozen"
        case Mark.Kind.EXCLUDE:
            return f"{mark.period} does not count"
        case Mark.Kind.REBASE:
            return f"A new phase starts with {mark.period}: practice changed"
        case Mark.Kind.BREAK:
            return f"Break in the series at {mark.period}: change of method from here"
        case Mark.Kind.BOOST:
            return f"{mark.period} has a local boost sample"
        case _:
            return f"{mark.period} stands out from the rest"


def beside_chart(full: InFull) -> tuple[str, Chart | None]:
    """How the place stands beside Scotland, and the places together."""
    trend = full.trend
    if trend.place.is_country:
        more = len(full.places) > 1
        sentence = (
            "Choose a place above to see how it differs from Scotland."
            if more
            else "Only Scotland has values."
        )
    elif is_total(trend.indicator):
        sentence = "This is a total, which grows with the size of the place, so places are not compared."
    else:
        sentence = words.beside_sentence(trend.place.name, trend.beside, trend.indicator.unit)
    return sentence, pictures.places_picture(full, sentence)


def family_chart(full: InFull) -> Chart | None:
    """Where this council stands among its family group, as a strip; None where it is in no group."""
    if full.standing is None:
        return None
    unit = full.trend.indicator.unit
    return pictures.family_picture(full.standing, unit, words.standing_sentence(full.standing, unit))


def family_source(full: InFull) -> Source | None:
    """Which councils are alike and by whose reckoning, and where the ranges are from."""
    if full.standing is None:
        return None
    return Source(
        where=full.standing.source,
        method=f"Family group {full.standing.group} by deprivation. Ranges from {full.standing.basis}; each pair of "
        "councils is compared by the interval of its difference.",
    )


def gradient_source(gradient: Gradient | None, source: Source | None) -> Source | None:
    """The source of the figures, with how fifths were made and how the slope was worked out."""
    if gradient is None or source is None:
        return None
    slope = (
        f"Slope index: {gradient.slope.method}; {gradient.basis}." if gradient.slope else f"{gradient.basis}."
    )
    method = f"{gradient.grouped}. {slope}" if gradient.grouped else slope
    return Source(source.where, source.when, source.sure, method, source.url)


def funnel_source(source: Source | None) -> Source | None:
    """The source of the figures, with how the lines are drawn."""
    if source is None:
        return None
    method = (
        "Lines at 95% and 99.8% round the average of all councils, by the binomial or Poisson "
        "distribution at each size; "
        "where a denominator is not published, it is calculated from the count and the value."
    )
    return Source(source.where, source.when, source.sure, method, source.url)


def brought_by(*lines: Sequence[SeriesPoint]) -> set[int]:
    """The imports that brought the values of some lines: those are the sources of a figure that draws them."""
    return {
        point.brought_by_id
        for points in lines
        for point in points
        if point.value is not None and point.brought_by_id is not None
    }


def source(slug: str, provenance: Sequence[Mapping[str, Any]], *, public: bool = False) -> Source | None:
    """Where the figures drawn are from, every file of them, the newest first; the newest file is linked for members."""
    if not provenance:
        return None
    newest = provenance[0]
    when = [
        f"published {date_words(newest['brought_by__published'])}" if newest["brought_by__published"] else "",
        f"imported {date_words(newest['brought_by__decided_at'])}"
        if newest["brought_by__decided_at"]
        else "",
    ]
    dated = ", ".join(part for part in when if part)
    made_up = [bool(row["brought_by__invented"]) for row in provenance]
    licences = _each(str(row["brought_by__licence"]) for row in provenance if not row["brought_by__invented"])
    sure = "Invented data." if all(made_up) else licences
    if any(made_up) and not all(made_up):
        sure = f"Partly invented data. {licences}".strip()
    return Source(
        where=_each(str(row["brought_by__producer"] or row["brought_by__title"]) for row in provenance),
        when=f"the newest of {len(provenance)} files {dated}" if dated and len(provenance) > 1 else dated,
        sure=sure,
        method=_each(str(row["brought_by__title"]) for row in provenance),
        url="" if public else reverse("files:import", args=[slug, newest["brought_by"]]),
    )


def _each(words_of_files: Iterable[str]) -> str:
    """Each once, in order."""
    return "; ".join(dict.fromkeys(words for words in words_of_files if words))


def facts(slug: str, full: InFull, *, may_see_priorities: bool) -> list[SummaryRow]:
    """What it is, what it can be used for, and who uses it."""
    indicator = full.trend.indicator
    defined = Link("Full definition", reverse("indicators:indicator", args=[slug, indicator.slug]))
    return [
        SummaryRow("What is measured", indicator.definition or indicator.title, defined),
        SummaryRow("Which way is better", indicator.get_polarity_display()),
        SummaryRow("Use", indicator.use_for or "Not recorded"),
        SummaryRow("Cautions", indicator.caveats or "None recorded"),
        SummaryRow("Owner", indicator.owner or "None yet"),
        SummaryRow("Wellbeing theme", ", ".join(tag.label for tag in indicator.tags.all()) or "None yet"),
        *(row for use in full.uses for row in _target_rows(slug, full, use, may_see_priorities)),
    ]


def _target_rows(slug: str, full: InFull, use: Use, may_see_priorities: bool) -> list[SummaryRow]:
    unit = full.trend.indicator.unit
    goal = f"From {words.figure(use.baseline, unit)} to {words.figure(use.goal, unit)} by {use.goal_words}"
    page = reverse("priorities:page", args=[slug, use.priority_slug])
    rows = [
        SummaryRow(
            "Target in the plan",
            f"{goal}, for “{use.outcome}”{_because(use.reason)}",
            Link(use.priority, page) if may_see_priorities else None,
        )
    ]
    progress = target_progress(full, use)
    return [*rows, SummaryRow("Progress towards target", progress)] if progress else rows


def target_progress(full: InFull, use: Use) -> str:
    """How far the place shown has come towards a target, how fast that is, and what it would take from here; or nothing."""
    latest = full.trend.latest
    if full.use != use or latest is None or latest.value is None or latest.ends_on < use.baseline_on:
        return ""
    try:
        progress = towards_target(
            baseline=use.baseline,
            baseline_year=_year(use.baseline_on),
            latest=doubt_of(latest) or latest.value,
            latest_year=_year(latest.ends_on),
            target=use.goal,
            target_year=_year(use.goal_on),
        )
    except ValueError:  # a target at its baseline, or one whose day lies before it, has no way to go
        return ""
    return words.progress_sentence(progress, full.trend.indicator.unit, latest.period)


def _year(day: date) -> float:
    return day.year + (day - date(day.year, 1, 1)).days / 366


def _because(reason: str) -> str:
    return f". Reason: {reason}" if reason else ""


def caveats(full: InFull) -> list[str]:
    """Tags beside the figures: which kinds of value are among them that nobody counted."""
    kinds = {str(point.status) for _, points in full.lines for point in points if point.value is not None}
    return [
        caveat.value
        for caveat in (Caveat.PROJECTED, Caveat.IMPUTED, Caveat.PROVISIONAL)
        if caveat.value.lower() in kinds
    ]


def address(slug: str, indicator: str, area: str = "", *, part: str = "", **more: str) -> str:
    """The page of a trend in one place, or the file of one of its figures."""
    query = {name: value for name, value in {"area": area, **more}.items() if value}
    page = (
        reverse("trends:file", args=[slug, indicator, part])
        if part
        else reverse("trends:trend", args=[slug, indicator])
    )
    return page + (f"?{urlencode(query)}" if query else "")
