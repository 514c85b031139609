"""Fit in words, pictures and tables."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from realign.analyse.fit.types import COUNTED_TWICE, OTHER_AGES, Contribution, Grid, GridCell, NeedFit
from realign.foundations.design import words
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.parts import Coverage, coverage_bars
from realign.foundations.design.charts.types import Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.types import Link, PlainTable, Source
from realign.methods.fit.knock_on import KnockOn
from realign.methods.fit.table import NeedServiceMeasures
from realign.methods.fit.waiting import WaitingOutlook
from realign.methods.intervals import Interval
from realign.methods.signs import HIDDEN
from realign.registers.evidence.models import Release, ReleasedCell
from realign.registers.evidence.queries import why_no_figure


def between(interval: Interval) -> str:
    """An interval of children in words."""
    return f"{words.about(interval.lower)} to {words.about(interval.upper)}"


def shares(interval: Interval) -> str:
    """A share with its interval, in per cent."""
    return f"{words.percent(interval.estimate)} ({words.percent(interval.lower)} to {words.percent(interval.upper)})"


def spend_per_need(interval: Interval | None) -> str:
    """Pounds for each child with a need, with the interval that comes from how sure the number of children is."""
    if interval is None:
        return ""
    low, high = words.money_exact(round(interval.lower)), words.money_exact(round(interval.upper))
    return f"{words.money_exact(round(interval.estimate))} for each child with the need ({low} to {high})"


def lead(fits: Sequence[NeedFit]) -> str:
    """Who is missed most, in a sentence."""
    known = _known(fits)
    if not known:
        return "No need is linked to a released table yet, so unmet need cannot be estimated."
    worst, children, missed = known[0]
    without = len(fits) - len(known)
    unknown = f" For {words.counted(without, 'need')} there is no estimate." if without else ""
    if missed.estimate <= 0:
        return (
            f"On the figures recorded, services reach as many children as have each estimated need.{unknown}"
        )
    return (
        f"The largest unmet need is {worst.need.name.lower()}: about {words.about(missed.estimate)} of "
        f"{words.about(children.estimate)} children ({between(missed)}) are not known to be reached.{unknown}"
    )


def _known(fits: Sequence[NeedFit]) -> list[tuple[NeedFit, Interval, Interval]]:
    """Those of which it is known how many children have the need and how many of them are missed."""
    return [(fit, fit.children, fit.missed) for fit in fits if fit.children and fit.missed]


def sentence(fit: NeedFit) -> str:
    """The fit of one need in one place, in two sentences."""
    if fit.children is None:
        return f"How many children have this need is not known. {fit.why_unknown}"
    children = (
        f"About {words.about(fit.children.estimate)} children in {fit.place} have this need "
        f"({between(fit.children)})."
    )
    if fit.coverage is None:
        return (
            f"{children} How many are reached is not known: no figures of the matched services are recorded."
        )
    reached, missed = fit.coverage.provided, fit.coverage.unmet
    share = "" if fit.coverage.coverage is None else f", {words.percent(fit.coverage.coverage.estimate, 0)}"
    return (
        f"{children} Services reach {words.number(reached)}{share}; about {words.about(missed.estimate)} "
        f"are not known to be reached ({between(missed)})."
    )


def lead_by_place(fits: Sequence[NeedFit]) -> str:
    """Where most are missed, in a sentence."""
    known = _known(fits)
    if not known:
        return "Unmet need by place is not known."
    worst, children, missed = max(known, key=lambda row: row[2].estimate)
    return (
        f"Unmet need is largest in {worst.place}: about {words.about(missed.estimate)} of "
        f"{words.about(children.estimate)} ({between(missed)})."
    )


def chart(fits: Sequence[NeedFit], title: str, sentence: str, *, by_place: bool = False) -> Chart | None:
    """A bar for each need, or for each place: reached, not reached, and how sure the need is."""
    bars = [_bar(fit, fit.children, fit.place if by_place else fit.need.name) for fit in fits if fit.children]
    return coverage_bars(title=title, sentence=sentence, needs=bars) if bars else None


def _bar(fit: NeedFit, children: Interval, label: str) -> Coverage:
    need, lower, upper = (
        words.no_more_exact(value) for value in (children.estimate, children.lower, children.upper)
    )
    if fit.coverage is None:
        reached = ChartValue(label, None, note="number reached not known")
        return Coverage(need, reached, (lower, upper))
    # a bar cannot be fuller than full; the table says by how much reach is larger
    reached = ChartValue(label, min(round(fit.coverage.provided), need))
    return Coverage(need, reached, (lower, upper), words.no_more_exact(fit.coverage.unmet.estimate))


def adds_up(whole: NeedFit, by_place: Sequence[NeedFit]) -> str:
    """Why the numbers of the councils and that of the whole differ, where a reader who adds them up would ask."""
    parts = [fit.children.estimate for fit in by_place if fit.children]
    if whole.children is None or not parts:
        return ""
    if len(parts) < len(by_place):
        return (
            "A place without a released share has no number here, so the places do not add up to the whole."
        )
    told, counted_once = (
        sum(words.no_more_exact(part) for part in parts),
        words.no_more_exact(whole.children.estimate),
    )
    if told == counted_once:
        return ""
    return (
        f"The numbers of children add up to {words.number(told)}, not to {words.number(counted_once)}: each place "
        f"has its own share in the survey, {whole.place} that of all who answered, and every number is rounded."
    )


def places_table(fits: Sequence[NeedFit]) -> PlainTable:
    """The fit of one need in each council."""
    return PlainTable(
        caption="By place",
        headers=(
            "Place",
            "Share with the need",
            "Children with the need",
            "Places",
            "Reached",
            "Reached of all",
            "Missed",
        ),
        rows=[_place_row(fit) for fit in fits],
    )


def _place_row(fit: NeedFit) -> list[str]:
    nothing = HIDDEN if fit.hidden else "not known"
    coverage = fit.coverage.coverage if fit.coverage else None
    return [
        fit.place,
        shares(fit.prevalence) if fit.prevalence else nothing,
        f"{words.about(fit.children.estimate)} ({between(fit.children)})" if fit.children else nothing,
        words.number(fit.capacity),
        words.number(fit.reached),
        shares(coverage) if coverage else nothing,
        f"{words.about(fit.missed.estimate)} ({between(fit.missed)})" if fit.missed else nothing,
    ]


def groups_tables(groups: Sequence[tuple[str, Sequence[tuple[str, ReleasedCell]]]]) -> list[PlainTable]:
    """How common the need is in each group of the released table."""
    return [
        PlainTable(
            caption=f"By {words.within(title)}",
            headers=(title, "Share with the need", "95% interval"),
            rows=[[name, *_group_row(cell)] for name, cell in cells],
        )
        for title, cells in groups
        if cells
    ]


def _group_row(cell: ReleasedCell) -> list[str]:
    if cell.estimate is None:
        return [why_no_figure(cell), ""]
    interval = "" if cell.lower is None else f"{words.percent(cell.lower)} to {words.percent(cell.upper)}"
    return [words.percent(cell.estimate), interval]


def source(*fits: NeedFit) -> Source:
    """Where the numbers of children that are shown are from, every survey of them, and how they were worked out."""
    releases: list[Release] = [fit.need.release for fit in fits if fit.need.release is not None]
    if not releases:
        return Source(where="no released evidence yet")
    surveys = dict.fromkeys(f"{release.survey_title}, {release.collected}" for release in releases)
    days = dict.fromkeys(words.date_words(release.released_at) for release in releases)
    return Source(
        where="; ".join(surveys),
        when=f"released {' and '.join(days)}",
        sure="95% interval from the survey’s design",
        method="the released share of young people with the need, times the children who live here",
    )


def reasons(fit: NeedFit) -> list[str]:
    """Why do you say so: each step from the evidence to the figure, and what was taken for granted."""
    lines = [f"Who counts: {fit.need.definition}"]
    if fit.need.release is not None:
        lines.append(
            f"The share is that of {fit.need.release.population}, and is taken to hold for all children aged "
            f"{fit.need.age_from} to {fit.need.age_to}."
        )
    if fit.population is not None:
        lines.append(
            f"It is multiplied by {words.number(round(fit.population.number))} {fit.population.how} "
            f"({fit.population.source})."
        )
    lines.append(
        "Reached and places are those of the services matched with the need, in their latest year, each by the "
        "percentage of its work that answers this need. A service of several councils is shared out "
        "by their children."
    )
    return [*lines, OTHER_AGES, COUNTED_TWICE]


def grid_rows(grid: Grid, partnership_slug: str) -> list[tuple[Link, list[tuple[str, GridCell]]]]:
    """The grid for a template: a link to the need, and each cell with the name of its level."""
    names = dict(grid.tiers)
    return [
        (
            Link(row.need.name, reverse("fit:need", args=[partnership_slug, row.need.slug])),
            [(names[cell.tier], cell) for cell in row.cells],
        )
        for row in grid.rows
    ]


def grid_sentence(grid: Grid) -> str:
    """How many needs have a gap, in a sentence."""
    if not grid.rows:
        return "No needs have been added yet."
    gaps = sum(cell.is_gap for row in grid.rows for cell in row.cells)
    none = [row.need.name for row in grid.rows if all(cell.is_gap for cell in row.cells)]
    sentence = (
        f"{words.counted(len(grid.rows), 'need')} at {words.counted(len(grid.tiers), 'level')} of help; "
        f"{words.counted(gaps, 'gap')}."
    )
    return sentence + (f" Nothing at all answers {', '.join(none)}." if none else "")


def two_by_two(measures: NeedServiceMeasures) -> PlainTable:
    """The four counts with their margins."""
    t = measures.table
    n = words.number
    return PlainTable(
        caption="Need against contact with services",
        headers=("", "In contact with a service", "Not in contact", "All"),
        rows=[
            ["High need", n(t.high_served), n(t.high_unserved), n(t.high)],
            ["Few or no needs", n(t.low_served), n(t.low_unserved), n(t.low)],
            ["All", n(t.served), n(t.total - t.served), n(t.total)],
        ],
    )


def measures_table(measures: NeedServiceMeasures) -> PlainTable:
    """What the four counts say, each with its meaning."""
    listed = [
        ("Children with high need, of all", measures.prevalence),
        ("In contact with a service, of all", measures.contact),
        ("Coverage: in contact, of those with high need", measures.coverage),
        ("Unmet: not in contact, of those with high need", measures.unmet),
        ("Targeting: with high need, of those in contact", measures.targeting),
        ("In contact, of those with few or no needs", measures.low_need_served),
    ]
    rows = [[name, shares(measure) if measure else "cannot be calculated"] for name, measure in listed]
    odds = measures.odds_ratio
    ratio = f"{odds.estimate:.2f} ({odds.lower:.2f} to {odds.upper:.2f})" if odds else "cannot be calculated"
    rows.append(["How much greater the odds of contact are with high need", ratio])
    for name, value in (
        ("Correlation of need and contact (phi)", measures.phi),
        ("Agreement beyond chance (kappa)", measures.kappa),
    ):
        rows.append([name, "cannot be calculated" if value is None else f"{value:.3f}"])
    return PlainTable(caption="What the table says", headers=("Measure", "Value (95% interval)"), rows=rows)


def two_by_two_sentence(measures: NeedServiceMeasures) -> str:
    """The finding of the table in a sentence."""
    if measures.coverage is None:
        return "No child in this table has high need."
    return (
        f"Of {words.number(measures.table.high)} children with high need, {words.number(measures.table.high_served)} "
        f"({words.percent(measures.coverage.estimate)}) are in contact with a service and "
        f"{words.number(measures.unmet_count)} are not."
    )


def waiting_sentence(outlook: WaitingOutlook, waiting: float) -> str:
    """What becomes of a waiting list, and of the wait."""
    months, last = len(outlook.periods), outlook.periods[-1].waiting
    ahead = words.counted(months, "month")
    sentence = f"In {ahead} about {words.number(last)} would wait, against {words.number(waiting)} now."
    match outlook.clears_in:
        case None if waiting > last:
            sentence += " The list gets shorter only because children leave it; it never clears."
        case None:
            sentence += " The list never clears: at least as many children are added as are seen."
        case 0:
            sentence += " No children are waiting now."
        case months_left:
            sentence += f" The list clears after about {words.number(months_left, 1)} months."
    if outlook.wait_at_start is not None and outlook.wait_at_end is not None:
        sentence += (
            f" A child added now waits about {words.number(outlook.wait_at_start, 1)} months; a child "
            f"added then, {words.number(outlook.wait_at_end, 1)}."
        )
    return sentence


def waiting_chart(outlook: WaitingOutlook, waiting: float, sentence: str) -> Chart:
    """The waiting list month by month."""
    points = [ChartValue("Now", waiting)]
    points += [
        ChartValue(f"Month {period.period}", period.waiting, note="projected") for period in outlook.periods
    ]
    return line_chart(
        title="Children waiting",
        sentence=sentence,
        series=[ChartSeries("Waiting", tuple(points))],
        unit=Unit("children"),
    )


def knock_on_sentence(knock_on: KnockOn, names: Mapping[str, str]) -> str:
    """Where children go when a service sees fewer, and what that asks of the others."""
    fewer = [service for service in knock_on.services if service.after < service.before]
    if not fewer:
        return "No change: enter how many fewer children are seen."
    moved, who = sum(service.before - service.after for service in fewer), names[fewer[0].service]
    moves = (
        f"Of {words.number(moved)} children whom {who} would no longer reach, about "
        f"{words.number(knock_on.without_service)} would have no service."
    )
    full = [
        service for service in knock_on.services if service.after > service.before and service.beyond_capacity
    ]
    for service in full:
        moves += (
            f" {names[service.service]} would have {words.number(service.beyond_capacity)} more "
            "children than places."
        )
    return moves


def knock_on_table(knock_on: KnockOn, given: Sequence[Contribution]) -> PlainTable:
    """Each service before and after, with the children it has no place for."""
    by_service = {contribution.service.slug: contribution for contribution in given}
    return PlainTable(
        caption="Children reached in a year, for this need",
        headers=("Service", "Now", "Then", "Places", "More than its places"),
        rows=[
            [
                by_service[service.service].service.name,
                words.number(service.before),
                words.number(service.after),
                words.number(by_service[service.service].capacity),
                "not known" if service.beyond_capacity is None else words.number(service.beyond_capacity),
            ]
            for service in knock_on.services
        ],
    )
