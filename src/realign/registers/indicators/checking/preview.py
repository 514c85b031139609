"""What a checked file of figures holds, indicator by indicator, for whoever is to import it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from realign.foundations.files.types import Preview
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.presenters.words import value_words
from realign.registers.indicators.types import Definition, FileValue, ValueComparison

MOST_SHOWN = 100
"""Indicators that a preview lists; official workbooks have some dozens."""

COLUMNS = ("Indicator", "Values", "Periods", "Smallest", "Largest", "First in the file", "Not known yet")


@dataclass
class _Figures:
    """What the file holds of one indicator so far."""

    new: int = 0
    changed: int = 0
    values: int = 0
    earliest: FileValue | None = None
    latest: FileValue | None = None
    smallest: FileValue | None = None
    largest: FileValue | None = None
    first: FileValue | None = None

    def add(self, value: FileValue) -> None:
        """Count a value, and remember it where it is the first, last, smallest or largest."""
        self.values += 1
        if self.first is None or int(value.row) < int(self.first.row):
            self.first = value
        if self.earliest is None or value.starts_on < self.earliest.starts_on:
            self.earliest = value
        if self.latest is None or value.ends_on > self.latest.ends_on:
            self.latest = value
        if value.value is None:
            return
        if self.smallest is None or value.value < (self.smallest.value or 0.0):
            self.smallest = value
        if self.largest is None or value.value > (self.largest.value or 0.0):
            self.largest = value


@dataclass
class FigureSummaries:
    """The figures of a file, gathered in one passage over its lots."""

    by_slug: dict[str, _Figures] = field(default_factory=dict)

    def add(self, lot: ValueComparison) -> None:
        """Gather the values of one lot."""
        for value in lot.values:
            self.of(value.slug).add(value)
        for value in lot.new:
            self.of(value.slug).new += 1
        for _, value in lot.changed:
            self.of(value.slug).changed += 1

    def of(self, slug: str) -> _Figures:
        """What the file holds of an indicator."""
        return self.by_slug.setdefault(slug, _Figures())

    def preview(
        self,
        definitions: Iterable[Definition],
        standing: Mapping[str, Indicator],
        area_names: Mapping[int, str],
    ) -> Preview:
        """A line for each indicator, in the order of the file, with what it is called and measured in where it stands."""
        listed = [definition for definition in definitions if definition.slug in self.by_slug]
        lines = [
            _line(definition, self.by_slug[definition.slug], standing.get(definition.slug), area_names)
            for definition in listed[:MOST_SHOWN]
        ]
        return Preview("What the file holds", COLUMNS, tuple(lines), len(listed) - len(lines))


def _line(
    definition: Definition, figures: _Figures, standing: Indicator | None, area_names: Mapping[int, str]
) -> tuple[str, ...]:
    unit = (standing.unit if standing else "") or definition.unit

    def words(value: FileValue | None) -> str:
        if value is None:
            return "no number"
        group = f", {value.breakdown}" if value.breakdown else ""
        figure = value_words(value.value, unit, value.symbol)
        return f"{figure} ({area_names[value.area_id]}, {value.period}{group})"

    periods = [value.period for value in (figures.earliest, figures.latest) if value]
    return (
        standing.title if standing else f"{definition.title} (new)",
        _counts(figures),
        " to ".join(dict.fromkeys(periods)),
        words(figures.smallest),
        words(figures.largest),
        words(figures.first),
        _unknown(definition, standing, unit),
    )


def _counts(figures: _Figures) -> str:
    same = figures.values - figures.new - figures.changed
    parts = ((figures.new, "new"), (figures.changed, "changed"), (same, "as before"))
    return ", ".join(f"{many:,} {words}" for many, words in parts if many)


def _unknown(definition: Definition, standing: Indicator | None, unit: str) -> str:
    """What nobody has said of the indicator: its page asks for it."""
    polarity = standing.polarity if standing else definition.polarity
    missing = [
        words
        for words, known in (("unit", unit), ("which way is better", polarity != Indicator.Polarity.NEITHER))
        if not known
    ]
    return ", ".join(missing) or "–"
