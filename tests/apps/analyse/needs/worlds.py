"""The world of the fit room with councils' counts, a finding, a gap, and an assessment that is begun.

::

    released table      struggling: all 30%, Dundee City 40%, Angus and Perth and Kinross hidden
    attendance          Angus 10 of 100, Dundee City 60 of 200, Perth and Kinross 30 of 700: 100 of 1,000 together
    sessions            Angus 50, Dundee City 70: an output
    assessment          seven sections, nothing written, nothing added
"""

from dataclasses import dataclass
from datetime import date

from realign.analyse.needs import actions, queries
from realign.analyse.needs.models import NeedsAssessment, NeedsSection
from realign.foundations.files.models import Import, Upload
from realign.registers.evidence.models import Finding
from realign.registers.frameworks.models import Framework, FrameworkItem, FrameworkVersion
from realign.registers.gaps import actions as gaps
from realign.registers.gaps.models import Gap
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.places.models import Area
from tests.apps.analyse.fit.worlds import World as FitWorld
from tests.apps.analyse.fit.worlds import build as build_fit
from tests.support.cast import NOON, Cast
from tests.support.evidence import released_finding
from tests.support.keeping import kept
from tests.support.publishing import publish_all

TODAY = date(2026, 11, 20)
COUNTS = {"S12000041": (10, 100), "S12000042": (60, 200), "S12000048": (30, 700)}


@dataclass(frozen=True)
class World:
    """The pieces that tests name."""

    cast: Cast
    fit: FitWorld
    assessment: NeedsAssessment
    attendance: Indicator
    healthy: FrameworkItem
    finding: Finding
    gap: Gap

    def section(self, code: str) -> NeedsSection:
        """A section as it stands."""
        return queries.section(self.assessment, code)

    def content(self):
        """The assessment put together."""
        return queries.content_of(queries.assessment(self.cast.partnership, self.assessment.slug), TODAY)


@kept
def build(cast: Cast) -> World:
    """Everything through the rooms' own actions, but for the values of indicators."""
    fit = build_fit(cast)
    healthy = wellbeing()
    attendance = indicators.create_indicator(
        by=cast.system,
        slug="attendance",
        title="Pupils who miss much school",
        unit="%",
        polarity="lower",
        producer="School records",
        use_for="How many miss much school, by council.",
        tags=[healthy],
    )
    sessions = indicators.create_indicator(
        by=cast.system,
        slug="sessions",
        title="Number of sessions delivered",
        polarity="neither",
        producer="Returns",
        use_for="How much was done.",
        tags=[healthy],
    )
    values(cast, attendance, {code: (100 * n / of, n, of) for code, (n, of) in COUNTS.items()})
    values(cast, sessions, {"S12000041": (50, None, None), "S12000042": (70, None, None)})
    finding = released_finding(
        cast,
        slug="struggling",
        sentence="Three in ten pupils struggle.",
        strength="strong",
        does_not_tell="Why.",
        release=fit.release,
        cell=fit.release.cells.order_by("position").first(),
    )
    gap = gaps.create_gap(
        by=cast.actor("analyst"),
        slug="unheard",
        title="Children who were away are not heard",
        kind="not-collected",
        effect="The most unwell are missing.",
        owner=cast.people["analyst"],
        is_public=True,
    )
    gaps.create_concern(by=cast.actor("analyst"), gap=gap, kind="section", key="preferences")
    publish_all(cast.partnership, "gap")
    assessment = actions.create_assessment(by=cast.actor("analyst"), title="What children need, 2026")
    return World(cast, fit, assessment, attendance, healthy, finding, gap)


def wellbeing() -> FrameworkItem:
    """One of the wellbeing indicators."""
    framework = Framework.objects.create(slug="shanarri", name="Wellbeing indicators", kind="outcomes")
    version = FrameworkVersion.objects.create(
        framework=framework,
        version="2014",
        source="The Act",
        valid_from=date(2014, 1, 1),
        fingerprint="f" * 64,
    )
    return FrameworkItem.objects.create(version=version, code="healthy", label="Healthy", position=1)


def values(cast: Cast, indicator: Indicator, held: dict) -> None:
    """Values of one year, as one import brought them."""
    upload = Upload.objects.create(
        partnership=cast.partnership, name="v.csv", size=1, sha256="a" * 64, path="x", uploaded_at=NOON
    )
    brought = Import.objects.create(
        partnership=cast.partnership,
        upload=upload,
        kind="indicators",
        format="values",
        title=indicator.title,
        started_at=NOON,
        state=Import.State.ACCEPTED,
    )
    Observation.objects.bulk_create(
        Observation(
            indicator=indicator,
            area=Area.objects.get(code=code),
            period="2025/26",
            starts_on=date(2025, 4, 1),
            ends_on=date(2026, 3, 31),
            value=value,
            numerator=n,
            denominator=of,
            brought_by=brought,
        )
        for code, (value, n, of) in held.items()
    )


def said(world: World, **changed):
    """What is needed to add a source."""
    return {
        "title": "Pupils with a raised score",
        "kind": "survey",
        "dated": date(2026, 3, 31),
        "nature": "outcome",
        "tags": [world.healthy],
        "use_for": "How common it is.",
        "source": "A survey",
    } | changed


def write_everything(world: World) -> None:
    """What is needed so that the assessment may be published: preferences has no records of its own."""
    actions.create_source(
        by=world.cast.actor("analyst"),
        section=world.section("preferences"),
        **said(world, title="What young people said", kind="views", nature="context", tags=[]),
    )
