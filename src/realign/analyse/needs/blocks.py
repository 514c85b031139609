"""What the records show for each section, by its code."""

from collections.abc import Callable

from realign.analyse.needs.ground import Block, Ground
from realign.analyse.needs.people import needs, outcomes, population
from realign.analyse.needs.provision import activity, demand, resource
from realign.analyse.needs.types import Code


def preferences(at: Ground) -> Block:
    """What children and families want stands in findings and in words: no table is read for it."""
    return Block()


BLOCKS: dict[str, Callable[[Ground], Block]] = {
    Code.POPULATION: population,
    Code.NEEDS: needs,
    Code.PREFERENCES: preferences,
    Code.DEMAND: demand,
    Code.ACTIVITY: activity,
    Code.OUTCOMES: outcomes,
    Code.RESOURCE: resource,
}
