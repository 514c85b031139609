"""Packaged standard populations, each with its source."""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True)
class StandardPopulation:
    """How many of every 100,000 standard people fall in each age band, youngest first."""

    name: str
    source: str
    verified: bool
    bands: tuple[tuple[str, float], ...]

    def weights(self, *ages: str) -> tuple[float, ...]:
        """The weights of the named bands, or of all bands where none is named.

        >>> esp2013().weights("0-4", "5-9", "10-14", "15-19")
        (5000.0, 5500.0, 5500.0, 5500.0)
        """
        known = dict(self.bands)
        unknown = [age for age in ages if age not in known]
        if unknown:
            raise ValueError(f"{self.name} has no bands {unknown}; expected some of {list(known)}.")
        return tuple(known[age] for age in ages) if ages else tuple(known.values())


@lru_cache(maxsize=1)
def esp2013() -> StandardPopulation:
    """The European Standard Population of 2013, which Scottish public health statistics use."""
    text = resources.files("realign.methods.indicators").joinpath("data/esp2013.json").read_text("utf-8")
    held = json.loads(text)
    bands = tuple((age, float(weight)) for age, weight in held["bands"].items())
    return StandardPopulation(held["name"], held["source"], held["verified"], bands)
