"""Which trends the public may read, and which may be set beside those of other places."""

import re

from realign.registers.indicators.models import Indicator


def is_public(indicator: Indicator, *, in_plan: bool) -> bool:
    """National figures are published anyway; local ones once the plan measures itself by them."""
    return indicator.is_national or in_plan


_TOTAL = re.compile(r"^(no\.?|number) of\b|\bgross (costs?|expenditure)\b.*£000s", re.IGNORECASE)


def is_total(indicator: Indicator) -> bool:
    """Counts and whole spending grow with the number of people, so places of different size are not compared by them."""
    return indicator.unit in {"Number", "Count", "£000s"} or bool(_TOTAL.search(indicator.title))
