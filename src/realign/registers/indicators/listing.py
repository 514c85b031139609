"""The register of indicators as a list with the latest values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from realign.foundations.design.tables import Column, Filter, TableSpec
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.schemes import scheme_of
from realign.registers.indicators.wording import sign_of, value_words
from realign.registers.places.models import Area


@dataclass(frozen=True)
class ListRow:
    """An indicator in the list, with the latest value of each area."""

    indicator: Indicator
    latest: Mapping[int, Observation]
    title: str
    scheme: str
    tags: tuple[str, ...]

    def words(self, area: Area) -> str:
        """The latest value of an area with its period."""
        row = self.latest.get(area.pk)
        return "" if row is None else f"{value_words(row.value, sign_of(self.indicator.unit))} ({row.period})"


def list_rows(
    indicators: Sequence[Indicator], latest: Mapping[int, Mapping[int, Observation]]
) -> list[ListRow]:
    """The rows of the list."""
    return [
        ListRow(
            one, latest.get(one.pk, {}), one.title, one.scheme, tuple(tag.label for tag in one.tags.all())
        )
        for one in indicators
    ]


def list_table(slug: str, areas: Sequence[Area], rows: Sequence[ListRow], *, may_import: bool) -> TableSpec:
    """Every indicator with its latest values."""
    tags = sorted({tag for row in rows for tag in row.tags})
    return TableSpec(
        name="indicators",
        noun="indicator",
        caption="Indicators with their latest values",
        search_fields=("title", "indicator.code", "indicator.definition", "indicator.producer"),
        default_sort="title",
        columns=(
            Column(
                "title",
                "Indicator",
                link=lambda one: reverse("indicators:indicator", args=[slug, one.indicator.slug]),
            ),
            Column("scheme", "From", value=lambda one: scheme_of(one.scheme).title),
            Column("unit", "Unit", value=lambda one: one.indicator.unit, sortable=False),
            *(
                Column(f"area{number}", area.name, value=_latest_in(area), sortable=False)
                for number, area in enumerate(areas)
            ),
            Column(
                "better",
                "Better is",
                value=lambda one: one.indicator.get_polarity_display().split()[0],
                sortable=False,
            ),
        ),
        filters=(
            Filter(
                "scheme",
                "From",
                choices=[(one, scheme_of(one).title) for one in sorted({row.scheme for row in rows})],
            ),
            Filter("tag", "Speaks to", choices=[(tag, tag) for tag in tags], apply=_with_tag),
        ),
        empty_title="No indicators yet",
        empty_help="Bring in a file of the Local Government Benchmarking Framework, CPOP, ScotPHO or statistics.gov.scot.",
        empty_action="Bring a file" if may_import else "",
        empty_url=reverse("files:choose", args=[slug]) if may_import else "",
    )


def _latest_in(area: Area) -> Callable[[ListRow], str]:
    return lambda row: row.words(area)


def _with_tag(rows: Sequence[ListRow], tag: str) -> list[ListRow]:
    return [row for row in rows if tag in row.tags]
