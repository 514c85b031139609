"""Where definitions of indicators come from. Each file format says its own scheme, once; these two have no file."""

from dataclasses import dataclass

from realign.foundations.rooms.registry import Registry
from realign.registers.indicators.models import Indicator


@dataclass(frozen=True)
class Scheme:
    """One source of definitions: its name, what its figures can be used for, and whether places can be compared by them."""

    slug: str
    title: str
    use_for: str = ""
    comparable: str = Indicator.Comparable.UNKNOWN


SCHEMES: Registry[Scheme] = Registry("imports", holds="schemes of indicators", key=lambda scheme: scheme.slug)
SCHEMES.add(Scheme("core", "Core wellbeing indicators"), Scheme("local", "Local"))


def scheme_of(slug: str) -> Scheme:
    """A scheme by its short name; one that no format registered is called by that name and promises nothing."""
    return SCHEMES.get(slug) if slug in SCHEMES else Scheme(slug, slug)
