"""Whether a measure moved: its values since the plan began, what they say, and a picture of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from realign.analyse.trends.choices import choices_of
from realign.analyse.trends.judging import judge
from realign.analyse.trends.models import Mark
from realign.analyse.trends.queries import standing_marks
from realign.analyse.trends.types import JudgedSeries
from realign.analyse.trends.words import headline
from realign.foundations.design.charts.line import line_chart
from realign.foundations.design.charts.spark import sparkline
from realign.foundations.design.charts.types import PERCENT, Chart, ChartSeries, ChartValue, Unit
from realign.foundations.design.words import date_words, ended
from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Partnership
from realign.methods.percentages import is_percentage
from realign.plan.priorities.models import Target
from realign.registers.indicators.models import Observation
from realign.registers.indicators.queries import point_of, public_indicators, which
from realign.review.reports.types import Figure, Moved

MOST_POINTS = 40
DIFFER = 1e-9


@dataclass(frozen=True)
class TargetProgress:
    """A target with the values of its indicator in its place, oldest first."""

    target: Target
    values: tuple[Observation, ...]
    checked: JudgedSeries

    @property
    def unit(self) -> Unit:
        """The unit in which the numbers of the indicator are written."""
        unit = self.target.indicator.unit.strip()
        if is_percentage(unit):
            return PERCENT
        return Unit(unit.capitalize() or "Value", after=f" {unit}" if unit else "", decimals=1)

    @property
    def invented(self) -> bool:
        return (
            self.target.invented
            or self.target.indicator.invented
            or any(v.brought_by.invented for v in self.values)
        )

    @property
    def at_baseline(self) -> Observation | None:
        """The imported value that the baseline quotes, if there is one."""
        wanted = self.target.baseline
        matching = [
            v
            for v in self.values
            if v.ends_on <= self.target.baseline_on and abs((v.value or 0) - wanted) < 0.05
        ]
        return matching[-1] if matching else None

    @property
    def latest(self) -> Observation | None:
        """The newest value after the baseline; a projection is none."""
        after = [
            v
            for v in self.values
            if v.ends_on > self.target.baseline_on and v.status != Observation.Status.PROJECTED
        ]
        return after[-1] if after else None

    @property
    def moved(self) -> Moved:
        """Nearer to the goal or further away; says nothing of chance, which `signal` does."""
        if self.latest is None or self.latest.value is None:
            return Moved.UNKNOWN
        way, wanted = self.latest.value - self.target.baseline, self.target.goal - self.target.baseline
        if abs(way) < DIFFER:
            return Moved.NOT
        return Moved.TOWARDS if way * wanted > 0 else Moved.AWAY

    @property
    def headline(self) -> str:
        """The series in the words of every page: level, direction since the first value, latest signal."""
        return headline(self.checked, self.target.indicator.unit, lambda value, _: self.write(value))

    def write(self, value: float) -> str:
        """A number with its unit, without a needless nought: 12 weeks, 41%."""
        unit = self.unit
        return unit.write(value) if unit.after == "%" else f"{value:,.10g}{unit.after}"

    def goal_figure(self) -> Figure:
        """The goal with who set it and why."""
        words = f"{self.write(self.target.goal)} by {date_words(self.target.goal_on)}"
        why = f": {self.target.reason}" if self.target.reason else ""
        return Figure(words, ended(f"Set by the partners in the plan{why}"), self.target.invented)

    def caption(self, read_on: date) -> Figure:
        """The sentence of the chart with every source of the values that it draws, the newest first."""
        drawn = [value for value in reversed(self._drawn()) if value.value is not None] or self.values[-1:]
        note = sources_note(drawn, read_on) if drawn else "No values have been imported yet."
        return Figure(self.sentence(), note, self.invented)

    def sentence(self) -> str:
        """From where to where, in one sentence."""
        title = self.target.indicator.title
        baseline = self.write(self.target.baseline)
        if self.latest is None or self.latest.value is None:
            return f"{title}: {self.headline}. No value since the baseline of {baseline}."
        return f"{title}: {self.headline}. Against the baseline of {baseline}: {self.moved}."

    def baseline_figure(self, read_on: date) -> Figure:
        """The baseline with its source."""
        words, observation = self.write(self.target.baseline), self.at_baseline
        if observation is not None:
            return Figure(words, source_note(observation, read_on), self.invented)
        on = date_words(self.target.baseline_on)
        note = f"Set in the plan for {on}; it does not match an imported value."
        return Figure(words, note, self.invented)

    def latest_figure(self, read_on: date) -> Figure | None:
        """The newest value with its source."""
        observation = self.latest
        if observation is None or observation.value is None:
            return None
        kind = (
            ""
            if observation.status == Observation.Status.OBSERVED
            else f", {observation.get_status_display().lower()}"
        )
        between = (
            ""
            if observation.lower is None
            else f" (95% interval {self.write(observation.lower)} to {self.write(observation.upper or 0)})"
        )
        words = f"{self.write(observation.value)} in {observation.period}{kind}{between}"
        return Figure(words, source_note(observation, read_on), self.invented)

    def chart(self) -> Chart | None:
        """The series with its goal; nothing for fewer than two values."""
        points = self._points()
        if len(points) < 2:
            return None
        return line_chart(
            title=self.target.indicator.title,
            sentence=self.sentence(),
            series=[ChartSeries(self.target.indicator.title, points)],
            unit=self.unit,
            target=("Goal", self.target.goal),
        )

    def spark(self) -> Chart | None:
        """The series as a small chart without axes, for a line of a table; None for fewer than two values."""
        points = self._points()
        if len(points) < 2:
            return None
        return sparkline(
            title=self.target.indicator.title, sentence=self.sentence(), points=points, unit=self.unit
        )

    def _points(self) -> tuple[ChartValue, ...]:
        return tuple(
            ChartValue(
                v.period,
                v.value,
                v.lower if v.upper is not None else None,
                v.upper if v.lower is not None else None,
                note="" if v.status == Observation.Status.OBSERVED else v.get_status_display().lower(),
            )
            for v in self._drawn()
            if v.value is not None
        )

    def _drawn(self) -> Sequence[Observation]:
        return self.values[-MOST_POINTS:]


def source_note(observation: Observation, read_on: date) -> str:
    """Where an imported value is from: title, producer, when published, and when we read it."""
    return sources_note([observation], read_on)


def sources_note(observations: Sequence[Observation], read_on: date) -> str:
    """Where imported values are from, each import once in the order of its first value, and when we read them."""
    imports = {observation.brought_by.pk: observation.brought_by for observation in observations}
    return (
        f"{'; '.join(_import_words(brought) for brought in imports.values())}; as at {date_words(read_on)}."
    )


def _import_words(brought: Import) -> str:
    parts = [brought.title]
    if brought.producer:
        parts.append(brought.producer)
    if brought.published:
        parts.append(f"published {date_words(brought.published)}")
    parts.append(f"imported on {date_words(brought.started_at)}")
    return ", ".join(parts)


def changes(partnership: Partnership, up_to: date, *, public: bool = False) -> list[TargetProgress]:
    """Every target with its values that end by a day; the same queries however many there are.

    ``public`` reads the values and the words of indicators that everybody does, and not those that wait to be published.
    """
    targets = list(
        Target.objects.filter(partnership=partnership)
        .select_related("indicator__owner", "area", "outcome__priority")
        .order_by("outcome__priority__number", "outcome__slug", "pk")
    )
    if public:
        published = {indicator.row.pk: indicator.row for indicator in public_indicators(partnership)}
        targets = [target for target in targets if target.indicator_id in published]
        for target in targets:
            target.indicator = published[target.indicator_id]
    rows = Observation.objects.filter(
        which(public=public),
        indicator__in={target.indicator_id for target in targets},
        breakdown="",
        ends_on__lte=up_to,
    ).select_related("brought_by")
    series: dict[tuple[int, int | None], list[Observation]] = {}
    for row in rows.order_by("ends_on", "pk"):
        series.setdefault((row.indicator_id, row.area_id), []).append(row)
    marks = standing_marks(partnership)
    return [_judged(target, _of_place(target, series), marks) for target in targets]


def _judged(
    target: Target, values: tuple[Observation, ...], marks: dict[tuple[int, int], list[Mark]]
) -> TargetProgress:
    """The values as the page of the trend judges them: the same points, marks and rules."""
    indicator = target.indicator
    place = values[0].area_id if values else None
    recorded = marks.get((indicator.pk, place), ()) if place is not None else ()
    points = [point_of(value) for value in values]
    checked = judge(points, indicator.polarity, unit=indicator.unit, choices=choices_of(recorded))
    return TargetProgress(target, values, checked)


def _of_place(
    target: Target, series: dict[tuple[int, int | None], list[Observation]]
) -> tuple[Observation, ...]:
    """The series of the target’s place. For no place in particular: the longest one that the indicator has."""
    if target.area_id is not None:
        return tuple(series.get((target.indicator_id, target.area_id), ()))
    places: list[list[Observation]] = [
        rows for (key, _), rows in series.items() if key == target.indicator_id
    ]
    longest: list[Observation] = max(places, key=len, default=[])
    return tuple(longest)
