"""Money of different years in the prices of one year."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Deflator:
    """A price index by financial year (`2024/25`), with its source. The level does not matter, only ratios."""

    name: str
    source: str
    verified: bool
    index: Mapping[str, float]

    def __post_init__(self) -> None:
        wrong = {year: value for year, value in self.index.items() if not value > 0}
        if wrong or not self.index:
            raise ValueError(
                f"A price index holds a number above zero for each year; found {wrong or 'none'}."
            )

    def factor(self, year: str, price_base: str) -> float:
        """What one pound of `year` is worth in the prices of `price_base`."""
        missing = [y for y in (year, price_base) if y not in self.index]
        if missing:
            raise ValueError(
                f"{self.name} has no figure for {', '.join(missing)}; it holds {min(self.index)} to "
                f"{max(self.index)}. Import a newer deflator or choose another price base."
            )
        return self.index[price_base] / self.index[year]


@dataclass(frozen=True)
class RealTerms:
    """Pounds by year in the prices of one year."""

    amounts: tuple[tuple[str, float], ...]
    price_base: str
    deflator: str

    def change(self) -> float | None:
        """Change from the first year to the last, as a share: -0.05 is a real cut of 5 per cent."""
        first, last = self.amounts[0][1], self.amounts[-1][1]
        return None if first == 0 else last / first - 1


def real_terms(amounts: Mapping[str, float], deflator: Deflator, price_base: str) -> RealTerms:
    """Restate each year's pounds in the prices of one year.

    >>> prices = Deflator("Example index", "invented", False, {"2023/24": 100.0, "2024/25": 104.0})
    >>> real_terms({"2023/24": 50.0, "2024/25": 52.0}, prices, "2024/25").amounts
    (('2023/24', 52.0), ('2024/25', 52.0))
    """
    if not amounts:
        raise ValueError("There are no amounts to restate; give at least one year.")
    restated = tuple(
        (year, pounds * deflator.factor(year, price_base)) for year, pounds in sorted(amounts.items())
    )
    return RealTerms(restated, price_base, deflator.name)
