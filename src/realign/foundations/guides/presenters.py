"""A guide as its page shows it."""

from realign.foundations.design.types import Link
from realign.foundations.guides.types import Guide


def contents_of(guide: Guide) -> list[Link]:
    """The parts of a guide, each leading to its place on the page."""
    return [Link(section.title, f"#{section.anchor}") for section in guide.sections]
