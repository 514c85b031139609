"""The arithmetic of fit: a released share times the children of a place, against what services give there. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from realign.analyse.fit.types import Children
from realign.methods.fit.need import Fit, fit_to_need, need_from_prevalence
from realign.methods.intervals import Interval
from realign.registers.evidence.models import ReleasedCell

AgeRange = tuple[int, int]


def children_of(numbers: Mapping[AgeRange, tuple[int, str]], wanted: AgeRange) -> Children | None:
    """How many children of some ages there are, from whatever age ranges are held for a place.

    ``held`` gives persons and source for each range. The ages asked for are used as they are where they are
    held; else added up from ranges that tile them; else taken from the narrowest range that holds them, every
    year of age counting the same. None where no range holds them.
    """
    low, high = wanted
    if wanted in numbers:
        persons, source = numbers[wanted]
        return Children(persons, f"children aged {low} to {high}", source)
    tiles = _tiling(numbers, low, high)
    if tiles:
        number = sum(numbers[tile][0] for tile in tiles)
        return Children(
            number, f"children aged {low} to {high}, added up from {_ranges(tiles)}", numbers[tiles[0]][1]
        )
    around = [span for span in numbers if span[0] <= low and high <= span[1] and span[1] < 100]
    if not around:
        return None
    start, end = min(around, key=lambda span: span[1] - span[0])
    persons, source = numbers[start, end]
    years, of = high - low + 1, end - start + 1
    how = (
        f"children aged {low} to {high}, taken as {years} of the {of} years of age from {start} to {end}, "
        "every year counting the same"
    )
    return Children(persons * years / of, how, source)


def _tiling(age_ranges: Iterable[AgeRange], low: int, high: int) -> list[AgeRange]:
    """Ranges that follow each other from the first age to the last without a hole; nothing when there are none."""
    if low > high:
        return []
    for start, end in sorted(age_ranges, key=lambda ages: -ages[1]):
        if start == low and end <= high:
            rest = _tiling(age_ranges, end + 1, high)
            if end == high or rest:
                return [(start, end), *rest]
    return []


def _ranges(tiles: Sequence[AgeRange]) -> str:
    return " and ".join(f"{low} to {high}" for low, high in tiles)


def total(children: Sequence[Children | None]) -> Children | None:
    """The children of several places together; None when one of them is not known."""
    known = [child for child in children if child is not None]
    if not known or len(known) < len(children):
        return None
    return Children(sum(child.number for child in known), known[0].how, known[0].source)


def prevalence_of(cell: ReleasedCell) -> Interval | None:
    """The share that a released cell shows; None when it is hidden, or was let out without an interval."""
    if cell.estimate is None or cell.lower is None or cell.upper is None:
        return None
    return Interval(cell.estimate, cell.lower, cell.upper)


def need_in(prevalence: Interval, children: Children) -> Interval:
    """Children with the need, with the interval of the survey; the population is taken as known."""
    return need_from_prevalence(prevalence, children.number)


def compared(need: Interval | None, provided: float | None) -> Fit | None:
    """Need beside what is provided; None when either is not known."""
    return None if need is None or provided is None else fit_to_need(need, provided)


def part_of(value: float | None, share: int, here: float) -> float | None:
    """The part of a service's number that answers one need in one place."""
    return None if value is None else float(value) * share / 100 * here


def added(values: Iterable[float | None]) -> float | None:
    """The known ones added up; None when none is known."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None
