"""Values as tables: each with its interval, status and source; what a later file replaced; every council’s latest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from realign.foundations.design.tables import Column, Kind, TableSpec
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.presenters.words import CAVEATS, is_percent, sign_of, value_words
from realign.registers.indicators.types import Status
from realign.registers.places.models import Area


@dataclass(frozen=True)
class CouncilValue:
    """The latest value of one council beside the others."""

    area: Area
    latest: Observation | None
    groups: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.area.name

    @property
    def value(self) -> float | None:
        return self.latest.value if self.latest else None


def compared_rows(
    councils: Sequence[Area],
    latest: Mapping[int, Observation],
    own: Sequence[Area],
    families: Mapping[int, Sequence[str]],
) -> list[CouncilValue]:
    """Every council with its latest value, tagged when it is one’s own or alike to one’s own."""
    ours = {area.pk for area in own}
    return [
        CouncilValue(
            area,
            latest.get(area.pk),
            ("Our council",) if area.pk in ours else tuple(families.get(area.pk, ())),
        )
        for area in councils
    ]


def comparison_table(indicator: Indicator, slug: str) -> TableSpec:
    """All councils by their latest value. Neither a league table nor a judgement: intervals and family matter."""
    unit = sign_of(indicator.unit)
    return TableSpec(
        name="councils",
        noun="council",
        caption="The latest value of every council",
        page_size=40,
        columns=(
            Column("name", "Council", link=lambda row: reverse("places:area", args=[slug, row.area.code])),
            Column(
                "value",
                f"Latest value ({indicator.unit})" if indicator.unit else "Latest value",
                value=lambda row: value_words(row.value, unit, row.latest.symbol if row.latest else ""),
                csv=lambda row: row.value,
                sortable=False,
            ),
            Column(
                "period", "Period", value=lambda row: row.latest.period if row.latest else "", sortable=False
            ),
            Column("groups", "Alike to", value=lambda row: row.groups, kind=Kind.TAGS, sortable=False),
        ),
    )


def _tags(row: Observation) -> list[str]:
    caveat = CAVEATS.get(Status(row.status))
    held_back = f"Hidden from the public: {row.held_back}"
    return [
        *([held_back] if row.held_back else []),
        *([caveat.value] if caveat else []),
        *(["Invented data"] if row.brought_by.invented else []),
    ]


def members_words(row: Observation, unit: str) -> str:
    """A value as members read it on the page: what was brought, also where it is held back from everybody outside."""
    value = row.as_brought["value"] if row.as_brought else row.value
    return value_words(value, unit, row.symbol)


def values_table(indicator: Indicator, slug: str, name: str, caption: str, empty: str) -> TableSpec:
    """Values with their status, interval and source."""
    return TableSpec(
        name=name,
        noun="value",
        caption=caption,
        search_fields=("area__name", "period"),
        default_sort="-period",
        columns=(
            Column("period", "Period", sortable="ends_on"),
            Column(
                "area",
                "Area",
                value=lambda observation: observation.area.name,
                link=lambda observation: reverse("places:area", args=[slug, observation.area.code]),
                sortable="area__name",
            ),
            Column("breakdown", "Who", value=lambda observation: observation.breakdown or "Everybody"),
            Column(
                "value",
                f"Value ({indicator.unit})" if indicator.unit else "Value",
                value=lambda observation: members_words(observation, sign_of(indicator.unit)),
                csv=lambda observation: (
                    observation.symbol if observation.value is None else observation.value
                ),
                sortable="value",
            ),
            Column("interval", "95% interval", value=_interval, sortable=False),
            Column("status", "Note", value=_tags, kind=Kind.TAGS, sortable=False),
            Column(
                "source",
                "Source",
                value=lambda observation: observation.brought_by.title,
                link=lambda observation: reverse("files:import", args=[slug, observation.brought_by_id]),
                sortable=False,
            ),
        ),
        empty_title="No values",
        empty_help=empty,
    )


def _interval(row: Observation) -> str:
    if row.lower is None or row.upper is None:
        return ""
    return f"{value_words(row.lower, '')} to {value_words(row.upper, '')}"


def earlier_table(indicator: Indicator, slug: str, now: Mapping[int, Observation]) -> TableSpec:
    """Values that a later file replaced, with what is said now and the difference."""
    unit = sign_of(indicator.unit)
    gap = "percentage points" if unit else ""
    return TableSpec(
        name="earlier",
        noun="value",
        caption="Values that a later file replaced",
        search_fields=("area__name", "period"),
        default_sort="-period",
        columns=(
            Column("period", "Period", sortable="ends_on"),
            Column("area", "Area", value=lambda observation: observation.area.name, sortable="area__name"),
            Column("breakdown", "Who", value=lambda observation: observation.breakdown or "Everybody"),
            Column(
                "said",
                "Published then",
                value=lambda observation: members_words(observation, unit),
                csv=lambda observation: (
                    observation.symbol if observation.value is None else observation.value
                ),
                sortable=False,
            ),
            Column(
                "now",
                "Published now",
                value=lambda observation: _now_words(now.get(observation.pk), unit),
                sortable=False,
            ),
            Column(
                "difference",
                "Difference",
                value=lambda observation: difference_words(observation, now.get(observation.pk), gap),
                csv=lambda observation: difference(observation, now.get(observation.pk)),
                sortable=False,
            ),
            Column("status", "Note", value=_tags, kind=Kind.TAGS, sortable=False),
            Column(
                "source",
                "Source",
                value=lambda observation: observation.brought_by.title,
                link=lambda observation: reverse("files:import", args=[slug, observation.brought_by_id]),
                sortable=False,
            ),
        ),
        empty_title="No values",
        empty_help="No value was replaced so far.",
    )


def _now_words(now: Observation | None, unit: str) -> str:
    if now is None:
        return "nothing"
    words = members_words(now, unit)
    return words if now.status == Status.OBSERVED else f"{words} ({now.status})"


def difference(then: Observation, now: Observation | None) -> float | None:
    """By how much a later file moved a value; nothing where one of them has none."""
    if now is None or then.value is None or now.value is None:
        return None
    return round(now.value - then.value, 6)


def difference_words(then: Observation, now: Observation | None, unit: str) -> str:
    """By how much a later file moved a value, in words with its unit."""
    moved = difference(then, now)
    if moved is None:
        return "not known"
    if moved == 0:
        return "the same value"
    return f"{'+' if moved > 0 else ''}{value_words(moved, unit)}"


def revisions_sentence(pairs: Sequence[tuple[Observation, Observation | None]], unit: str) -> str:
    """How many values a later file changed, and the largest change."""
    moved = [(abs(gap), then) for then, now in pairs if (gap := difference(then, now))]
    count = f"{len(pairs)} {'value was' if len(pairs) == 1 else 'values were'} replaced by a later file"
    if not moved:
        return f"{count}; none of them moved."
    size, then = max(moved, key=lambda pair: pair[0])
    words = value_words(size, "percentage points" if is_percent(unit) else "")
    return f"{count}. The largest change is {words}, for {then.area.name} in {then.period}."
