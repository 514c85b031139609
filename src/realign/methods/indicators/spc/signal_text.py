"""Signals in words that a committee can read."""

from realign.methods.indicators.spc.rules import Found
from realign.methods.indicators.spc.types import ChartKind, Direction, Rule


def direction_of(found: Found) -> Direction:
    if found.streak.side == 0:
        return Direction.NONE
    if found.rule is Rule.TREND:
        return Direction.UP if found.streak.side > 0 else Direction.DOWN
    return Direction.ABOVE if found.streak.side > 0 else Direction.BELOW


def describe(found: Found, chart: ChartKind, start: str, end: str, useful: int) -> str:
    """One clause, without a full stop, that says what was seen and when."""
    centre = "median" if chart is ChartKind.RUN else "average"
    side = direction_of(found).value
    when = f"from {start} to {end}"
    match found.rule:
        case Rule.SHIFT | Rule.LONG_RUN:
            return f"{found.count} points in a row {side} the {centre}, {when}"
        case Rule.TREND:
            return f"{found.count} points in a row going {side}, {when}"
        case Rule.OUTSIDE:
            limit = "upper" if found.streak.side > 0 else "lower"
            return f"{start} is {side} the {limit} limit"
        case Rule.TWO_OF_THREE:
            return f"at least two of three points close to the limit {side} the {centre}, {when}"
        case Rule.FOUR_OF_FIVE:
            return f"at least four of five points well {side} the {centre}, {when}"
        case Rule.HUGGING:
            return f"{found.count} points in a row unusually close to the {centre}, {when}"
        case Rule.FEW_RUNS:
            return (
                f"only {found.count} runs either side of the {centre} in {useful} points: they keep together"
            )
        case Rule.MANY_RUNS:
            return f"{found.count} runs either side of the {centre} in {useful} points: they zigzag"
        case Rule.FEW_CROSSINGS:
            return f"the line crosses the {centre} only {found.count} times in {useful} points"
        case Rule.ASTRONOMICAL:
            return judged(start)


def judged(period: str) -> str:
    """A point that people marked."""
    return f"{period} was judged to be blatantly different from the rest"
