"""What the records show of children: how many, with which needs, and how they are doing."""

from datetime import date

from realign.analyse.fit.types import NeedFit
from realign.analyse.needs.ground import NOT_KNOWN, Block, Ground, last_day
from realign.analyse.needs.regional import RegionalPicture
from realign.analyse.needs.rules import counts_work_done
from realign.analyse.needs.types import Datum, Kind, Lines, Nature
from realign.foundations.design.links import address
from realign.foundations.design.words import about, counted, date_words
from realign.foundations.documents.figures import Figure
from realign.methods.disclosure import TOTAL
from realign.methods.percentages import is_percentage
from realign.registers.evidence.models import Release
from realign.registers.evidence.presenters.released import figure_parts
from realign.registers.evidence.types import COUNCIL
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.numbers import measure_of
from realign.registers.indicators.presenters.words import value_words
from realign.registers.indicators.types import NumberKind
from realign.registers.places.models import Population
from realign.registers.places.types import CHILDREN

EVERYBODY = (0, 120)


def population(at: Ground) -> Block:
    """How many children live in each council, and altogether: added up."""
    newest: dict[tuple[int, tuple[int, int]], Population] = {}
    for row in at.populations:
        newest.setdefault((row.area_id, (row.age_from, row.age_to)), row)
    children = [newest.get((area.pk, CHILDREN)) for area in at.councils]
    if not any(children):
        return Block(notes=("No population figures have been imported for this area.",))
    rows = []
    for area, under_18 in zip(at.councils, children, strict=True):
        everybody = newest.get((area.pk, EVERYBODY))
        rows.append([area.name, _persons(under_18), _part(under_18, everybody)])
    known = [row for row in children if row is not None]
    if len(known) == len(at.councils):
        note = f"Added up from {len(known)} council areas: {known[0].source}."
        rows.append([at.place, Figure(f"{sum(row.persons for row in known):,}", note), ""])
    table = Lines(
        "Children under 18, by council area",
        ("Place", "Children", "Per 100 people"),
        tuple(map(tuple, rows)),
    )
    return Block((table,), tuple(_population_datum(row) for row in _one_a_year(known)))


def _persons(row: Population | None) -> Figure | str:
    return Figure(f"{row.persons:,}", f"{row.source}.") if row else NOT_KNOWN


def _part(row: Population | None, everybody: Population | None) -> Figure | str:
    if row is None or everybody is None or row.year != everybody.year:
        return NOT_KNOWN
    return Figure(f"{row.persons / everybody.persons * 100:.1f}", f"{row.source}.")


def _one_a_year(rows: list[Population]) -> list[Population]:
    return list({(row.source, row.year): row for row in rows}.values())


def _population_datum(row: Population) -> Datum:
    return Datum(
        title=f"Population by age, {row.year}",
        where=row.source,
        kind=Kind.STATISTICS.label,
        nature=Nature.CONTEXT,
        dated=date(row.year, 6, 30),
        use_for="How many children a need or a service is about. An estimate: not for single neighbourhoods.",
    )


def needs(at: Ground) -> Block:
    """How many children have each need, and how common what was asked is in each council."""
    tables = []
    if at.fits:
        rows = tuple(_need_row(at, fit) for fit in at.fits)
        tables.append(
            Lines("Children who have each need", ("Need", "Ages", "Children with it", "Between"), rows)
        )
    regional = [release for release in at.releases if COUNCIL in {dim["column"] for dim in release.dims}]
    if regional:
        tables.append(_released_table(at, regional))
    return Block(tuple(tables), tuple(_release_datum(at, release) for release in at.releases))


def _need_row(at: Ground, fit: NeedFit) -> tuple[Figure | str, ...]:
    ages = f"{fit.need.age_from} to {fit.need.age_to}"
    if fit.children is None or fit.need.release is None:
        return (fit.need.name, ages, NOT_KNOWN, fit.why_unknown or "No released table says how many.")
    people = f"; times the number of children: {fit.population.source}" if fit.population else ""
    source = f"{_rests_on(fit.need.release)}{people}."
    figure = Figure(f"about {about(fit.children.estimate)}", source, fit.need.invented)
    return (fit.need.name, ages, figure, f"{about(fit.children.lower)} and {about(fit.children.upper)}")


def _rests_on(release: Release) -> str:
    return f"{release.survey_title}, {release.collected}; {release.title}; released {date_words(release.released_at)}"


def _released_table(at: Ground, releases: list[Release]) -> Lines:
    """Each measure in each council and for everybody, as the tables were released: nothing is worked out from them."""
    rows = tuple(
        (
            release.measure,
            *(_cell(release, area.code) for area in at.councils),
            _cell(release, TOTAL),
        )
        for release in releases
    )
    headers = ("What was asked", *(area.name for area in at.councils), at.place)
    under = f"{at.place} is the estimate from all who answered, as released."
    return Lines("The same question in each council", headers, rows, under)


def _cell(release: Release, council: str) -> Figure | str:
    for cell in release.cells.all():
        if all(level == (council if column == COUNCIL else TOTAL) for column, level in cell.key.items()):
            parts = figure_parts(release, cell)
            if cell.estimate is None:
                return parts.value
            interval = f" 95% interval {parts.interval}." if parts.interval else ""
            return Figure(parts.value, f"{_rests_on(release)}.{interval}", release.invented)
    return "not asked"


def _release_datum(at: Ground, release: Release) -> Datum:
    return Datum(
        title=release.title,
        where=_rests_on(release),
        kind=Kind.SURVEY.label,
        nature=Nature.CONTEXT,
        dated=last_day(release.collected) or release.released_at.date(),
        use_for=f"How common it is. Asked of: {release.population}. Not for a single school or child.",
        invented=release.invented,
        url=address("evidence:release", at.partnership.slug, release.slug),
    )


def outcomes(at: Ground) -> Block:
    """Every indicator of an outcome with a value: each council, and the total added up from counts."""
    of_outcomes = [picture for picture in at.pictures if is_of_outcome(picture.indicator)]
    tables = (
        (
            Lines(
                "Indicators of outcomes: each council, and together",
                ("Indicator", "Period", *(area.name for area in at.councils), at.place),
                tuple(_picture_row(at, picture) for picture in of_outcomes),
                f"{at.place} is added up from the councils’ counts, never averaged from percentages.",
            ),
        )
        if of_outcomes
        else ()
    )
    data = tuple(_indicator_datum(at, picture) for picture in at.pictures)
    unseen = [
        indicator.title
        for indicator in at.indicators
        if indicator.is_outcome and indicator.pk not in {picture.indicator.pk for picture in at.pictures}
    ]
    notes = (
        (f"Of {counted(len(unseen), 'indicator')} of outcomes there is no value for our councils.",)
        if unseen
        else ()
    )
    return Block(tables, data, notes)


def is_of_outcome(indicator: Indicator) -> bool:
    """Whether an indicator is about children, and not about work done, whatever somebody ticked."""
    return indicator.is_outcome and not counts_work_done(indicator.title)


def _picture_row(at: Ground, picture: RegionalPicture) -> tuple[Figure | str, ...]:
    cells = [
        Figure(
            in_words(picture.indicator, row.value),
            f"{_producer_words(picture.indicator)}, {row.period}.",
            picture.indicator.invented,
        )
        if row is not None
        else NOT_KNOWN
        for _, row in picture.values
    ]
    return (picture.indicator.title, picture.period, *cells, _total(picture))


def _total(picture: RegionalPicture) -> Figure | str:
    counts = picture.counted
    if picture.total is None or counts is None:
        return f"not added up: {picture.why}"
    made_by = f"{_producer_words(picture.indicator)}, {picture.period}"
    note = f"{counts[0]:,.0f} of {counts[1]:,.0f}, added up from the councils’ counts: {made_by}."
    return Figure(in_words(picture.indicator, picture.total), note, picture.indicator.invented)


def in_words(indicator: Indicator, value: float | None) -> str:
    """A value of an indicator as it stands in a table.

    >>> in_words(Indicator(title="Pupils who attend", unit="%"), 91.26)
    '91.3%'
    """
    if value is None:
        return NOT_KNOWN
    is_percent = (
        is_percentage(indicator.unit) or measure_of(indicator.title, indicator.unit) is NumberKind.PERCENT
    )
    return value_words(value, "%" if is_percent else "")


def _producer_words(indicator: Indicator) -> str:
    return f"{indicator.title}: {indicator.producer or indicator.source or indicator.scheme}"


def _indicator_datum(at: Ground, picture: RegionalPicture) -> Datum:
    indicator = picture.indicator
    rows = [row for _, row in picture.values if row is not None]
    return Datum(
        title=indicator.title,
        where=f"{_producer_words(indicator)}, {picture.period}",
        kind=Kind.STATISTICS.label,
        nature=Nature.OUTCOME if is_of_outcome(indicator) else Nature.OUTPUT,
        dated=min(row.ends_on for row in rows),
        use_for=indicator.use_for,
        tags=tuple(tag.label for tag in indicator.tags.all() if tag.version_id in at.wellbeing),
        invented=indicator.invented,
        url=address("indicators:indicator", at.partnership.slug, indicator.slug),
    )
