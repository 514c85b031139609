"""The sums every estimate is made of, one array per kind of sum."""

from __future__ import annotations

from dataclasses import dataclass

from realign.methods.survey.segments import Floats, Ints, Segments


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
