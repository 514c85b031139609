"""A partnership that measures: waits of the whole of Tayside, awards by council, attendance by deprivation fifth."""

from dataclasses import dataclass
from datetime import date

import pytest

from realign.foundations.partnerships.types import Actor
from realign.plan.priorities import actions as plan
from realign.registers.indicators import actions
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import Recorded
from realign.registers.places.actions import load_gazetteer
from tests.support.cast import Cast

TAYSIDE, SCOTLAND = "S08000030", "S92000003"
ANGUS, DUNDEE, PERTH_AND_KINROSS = "S12000041", "S12000042", "S12000048"
GLASGOW, INVERCLYDE = "S12000049", "S12000018"  # in Dundee's family group
WAITS = (11, 12, 11.5, 13, 12, 11, 12.5, 13.5, 12, 11.5, 13, 12.5, 9, 8.5, 9.5, 8, 9, 8.5)


@dataclass(frozen=True)
class World:
    """The cast, with what it measures."""

    cast: Cast

    @property
    def analyst(self) -> Actor:
        return self.cast.actor("analyst")

    def measure(self, slug: str, **values) -> Indicator:
        """Define an indicator."""
        values = {"title": slug.capitalize(), "polarity": "higher", "is_national": True, **values}
        return actions.create_indicator(by=self.analyst, slug=slug, **values)

    def record(self, indicator: Indicator, *rows: Recorded, **said) -> None:
        """Write values down."""
        actions.record_observations(by=self.analyst, indicator=indicator, rows=rows, **said)

    def years(self, indicator: Indicator, area: str, values, *, first: int = 2015, **said) -> None:
        """One value for each calendar year."""
        rows = [Recorded(area, str(first + n), value) for n, value in enumerate(values)]
        self.record(indicator, *rows, **said)

    def waits(self) -> Indicator:
        """Weeks to first support in all Tayside, invented and getting better, with a target in the plan."""
        waits = self.measure(
            "waits", title="Weeks to first support", unit="weeks", polarity="lower", is_national=False
        )
        months = [(2025 + n // 12, n % 12 + 1) for n in range(len(WAITS))]
        self.record(
            waits,
            *(
                Recorded(TAYSIDE, f"{date(year, month, 1):%B %Y}", value)
                for (year, month), value in zip(months, WAITS, strict=True)
            ),
            invented=True,
        )
        return waits

    def target(self, indicator: Indicator, goal: float) -> None:
        """Let the plan measure itself by an indicator."""
        planner = self.cast.actor("planner")
        priority = plan.create_priority(
            by=planner, title="Mental health", statement="Children are well.", number=3
        )
        outcome = plan.create_outcome(by=planner, priority=priority, statement="Help comes sooner")
        plan.create_target(
            by=planner,
            outcome=outcome,
            indicator=indicator,
            baseline=12,
            baseline_on=date(2025, 12, 31),
            goal=goal,
            goal_on=date(2029, 3, 31),
            reason="Young people named it",
        )

    def awards(self) -> Indicator:
        """Pupils with five awards, by council, for Scotland and for councils like Dundee."""
        awards = self.measure("awards", title="Pupils with five awards", unit="%", scheme="lgbf")
        self.years(awards, ANGUS, [50, 51, 52, 51, 50, 52, 51, 50, 51, 52])
        self.years(awards, DUNDEE, [40, 41, 42, 43, 44, 45, 46, 47, 48, 49])
        self.years(awards, PERTH_AND_KINROSS, [60, 59, 58, 57, 56, 55, 54, 53, 52, 51])
        self.years(awards, SCOTLAND, [50, 51, 50, 51, 50, 51, 50, 51, 50, 51])
        self.years(awards, GLASGOW, [47, 48, 47, 48, 47, 48, 47, 48, 47, 48])
        self.years(awards, INVERCLYDE, [70, 71, 70, 71, 70, 71, 70, 71, 70, 71])
        return awards


@pytest.fixture
def world(tayside, settings, tmp_path) -> World:
    settings.DATA_DIR = tmp_path / "var"
    load_gazetteer(by=tayside.system)
    return World(tayside)
