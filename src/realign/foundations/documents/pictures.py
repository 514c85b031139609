"""Charts and maps as pictures of a document."""

from typing import Protocol

from realign.foundations.documents.types import Picture


class Drawing(Protocol):
    """Anything that the design package draws: a chart, a map, a diagram."""

    @property
    def svg(self) -> str: ...

    @property
    def alt(self) -> str: ...

    def png(self) -> bytes: ...


def picture_of(drawn: Drawing) -> Picture:
    """The picture that a document carries for something drawn for a page."""
    return Picture(svg=drawn.svg, png=drawn.png(), alt=drawn.alt)
