"""Three gaps in Tayside, made by the room's own actions.

::

    transitions   overdue   for young people who move on; the analyst closes it; concerns an indicator
    screening     due       Perth and Kinross; the planner closes it
    too few       open      few children; nobody but a group; no day
"""

from datetime import date

from realign.registers.gaps import actions
from realign.registers.gaps.models import Gap
from realign.registers.groups.models import Group
from realign.registers.indicators import actions as indicators
from realign.registers.places.actions import load_gazetteer
from realign.registers.places.models import Area
from tests.support.cast import Cast
from tests.support.keeping import kept

TODAY = date(2026, 11, 20)


def said(**changed):
    """What is needed to record a gap."""
    return {
        "title": "No measure of how young people fare when they change school",
        "kind": Gap.Kind.NOT_COLLECTED,
        "effect": "Outcomes at points of transition cannot be monitored.",
    } | changed


@kept
def build(cast: Cast) -> dict[str, Gap]:
    """The gaps, by a short name."""
    load_gazetteer(by=cast.system)
    indicators.create_indicator(
        by=cast.system, slug="positive-destinations", title="Positive destinations", polarity="higher"
    )
    group = Group.objects.create(
        partnership=cast.partnership,
        slug="performance",
        name="Performance sub-group",
        kind="advisory",
        life="standing",
        created_at=cast.system.at,
        changed_at=cast.system.at,
    )
    transitions = actions.create_gap(
        by=cast.actor("analyst"),
        whom="Young people who move between services",
        fix="Agree one question in the schools survey",
        owner=cast.people["analyst"],
        due_on=date(2026, 10, 31),
        is_public=True,
        source="S0 R19",
        slug="transitions",
        **said(),
    )
    actions.create_concern(
        by=cast.actor("analyst"), gap=transitions, kind="indicator", key="positive-destinations", waits=True
    )
    screening = actions.create_gap(
        by=cast.actor("analyst"),
        slug="screening",
        area=Area.objects.get(code="S12000048"),
        owner=cast.people["planner"],
        due_on=date(2026, 12, 10),
        **said(title="It is not known how concerns are screened in Perth and Kinross", kind="not-comparable"),
    )
    few = actions.create_gap(
        by=cast.actor("analyst"),
        slug="few",
        group=group,
        whom="Gypsy/Traveller children",
        **said(title="Too few answers to say anything", kind="too-few"),
    )
    return {"transitions": transitions, "screening": screening, "few": few}
