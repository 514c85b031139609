"""How a percentage is written, wherever a person reads it: to one decimal, without a needless nought.

A published 41 claims no tenths that it does not have, and an estimate of 41.3 keeps its own; so the same figure reads the
same wherever it stands (docs/methods/signs-in-tables.md). Files keep the number itself.
"""

from decimal import ROUND_HALF_UP, Decimal

SPELLINGS = ("%", "percent", "per cent", "percentage", "percentages", "pct")
"""How people write the unit."""
MINUS = "\N{MINUS SIGN}"
BEYOND = 10**15
"""From here on a number has no decimals that a machine keeps."""


def is_percentage(unit: str) -> bool:
    """Whether a unit, as somebody typed it, is per cent.

    >>> is_percentage(" Per cent"), is_percentage("%"), is_percentage("percentage points"), is_percentage("")
    (True, True, False, False)
    """
    return unit.strip().lower() in SPELLINGS


def percentage(value: float | Decimal, places: int = 1) -> str:
    """A percentage, given as 41.3 for 41.3%; halves go up, whatever way the figure was worked out.

    >>> percentage(41.0), percentage(41.25), percentage(-0.04), percentage(-7.5), percentage(1234)
    ('41%', '41.3%', '0%', '−7.5%', '1,234%')
    >>> percentage(-1e30)[:6]
    '−1,000'
    >>> percentage(0.2905 * 100) == percentage(29.05)
    True
    """
    if abs(float(value)) >= BEYOND:
        return f"{value:,.0f}%".replace("-", MINUS)
    # ten figures: what a machine adds to a figure in working it out is not part of it
    exact = Decimal(f"{value:.10g}").quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(exact):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{MINUS if exact < 0 else ''}{text}%"
