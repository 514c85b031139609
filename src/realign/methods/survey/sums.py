"""The sums every estimate is made of, one array per kind of sum, and the totals of one grouping."""

from __future__ import annotations

from dataclasses import dataclass

from realign.methods.survey.sample import Floats, Ints, Keys, Sample, Segments
from realign.methods.survey.scan import Breakdown


@dataclass(frozen=True)
class Sums:
    """Sums over rows, each a (rows × indicators) array.

    ``n`` answers, ``w`` weights, ``x`` and ``y`` weighted values below and above the line (``x`` is ``w``
    except for ratios), ``yy``, ``xy`` and ``xx`` weighted squares and product. Kinds that are the same for
    every indicator share one array.
    """

    n: Floats
    w: Floats
    x: Floats
    y: Floats
    yy: Floats
    xy: Floats
    xx: Floats

    def by(self, segments: Segments) -> Sums:
        """The same sums over groups of rows. Arrays that are one and the same are added up once."""
        done: dict[int, Floats] = {}
        for values in vars(self).values():
            if id(values) not in done:
                done[id(values)] = segments.sum(values)
        return Sums(**{name: done[id(values)] for name, values in vars(self).items()})

    def taking(self, rows: Ints) -> Sums:
        """The sums of some rows only."""
        if len(rows) == len(self.n):
            return self
        return Sums(**{name: values[rows] for name, values in vars(self).items()})


@dataclass(frozen=True)
class Totals:
    """Sums of one grouping: a row per sampling unit and combination of key values.

    ``respondents`` counts rows, answered or not; ``weighted`` those of them whose weight is above zero, and ``mass`` adds
    up the weights of all. ``base`` and ``base_mass`` are the sums by the weights before raking: by the same ones where
    those are not known.
    """

    sums: Sums
    unit: Ints
    keys: dict[str, Keys]
    sample: Sample
    respondents: Floats
    weighted: Floats
    mass: Floats
    base: Sums
    base_mass: Floats


def finest(readings: dict[frozenset[str], Totals], breakdown: Breakdown) -> Totals:
    """The smallest reading that holds the breakdown."""
    holding = [grouping for grouping in readings if frozenset(breakdown) <= grouping]
    return min((readings[grouping] for grouping in holding), key=lambda totals: len(totals.unit))
