"""What maps and diagrams are when drawn."""

from dataclasses import dataclass

from realign.foundations.design.charts.drawing import png_of


@dataclass(frozen=True)
class Diagram:
    """A drawn map or diagram, the sentence that says what it shows, and the same content as a table."""

    title: str
    sentence: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str

    def png(self) -> bytes:
        """The drawing as dots, for Word."""
        return png_of(self.svg)


@dataclass(frozen=True)
class AreaValue:
    """The number of one area; a missing number says why."""

    code: str
    value: float | None
    note: str = ""

    def __post_init__(self) -> None:
        if self.value is None and not self.note:
            raise ValueError(f"{self.code}: a missing number needs a note that says why it is missing.")
