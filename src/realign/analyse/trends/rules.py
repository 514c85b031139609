"""Which trends the public may read."""

from realign.registers.indicators.models import Indicator


def is_public(indicator: Indicator, *, in_plan: bool) -> bool:
    """National figures are published anyway; local ones once the plan measures itself by them."""
    return indicator.is_national or in_plan
