"""What a check of a text reports. It points; it never corrects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What sort of thing may be wrong, in the words a reader filters by."""

    NUMBERING = "numbering"
    DATE = "date"
    NAME = "name"
    WORDING = "wording"
    COMMITMENT = "commitment"
    CONTENTS = "contents"
    FIGURE = "figure"
    PHRASE = "phrase"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"

    @property
    def label(self) -> str:
        """The kind as a heading.

        >>> FaultKind.NAME.label
        'One thing, two names'
        """
        return LABELS[self]


LABELS = {
    FaultKind.NUMBERING: "Numbering",
    FaultKind.DATE: "Dates and periods",
    FaultKind.NAME: "One thing, two names",
    FaultKind.WORDING: "One sentence, two wordings",
    FaultKind.COMMITMENT: "Repeated commitments",
    FaultKind.CONTENTS: "Contents list",
    FaultKind.FIGURE: "Figures that do not agree",
    FaultKind.PHRASE: "Improbable phrases",
    FaultKind.FOOTNOTE: "Footnotes",
    FaultKind.REFERENCE: "References inside the text",
}


@dataclass(frozen=True)
class TextFinding:
    """One thing for a person to look at: where it is, what was found, why it may be wrong and what to do.

    ``line`` counts from 1 in the text as given; ``other`` is the second place where two places disagree.
    """

    kind: FaultKind
    line: int
    found: str
    why: str
    todo: str
    other: int | None = None

    @property
    def place(self) -> str:
        """The place in words.

        >>> TextFinding(FaultKind.NAME, 4, "", "", "", other=9).place
        'lines 4 and 9'
        """
        return f"line {self.line}" if self.other is None else f"lines {self.line} and {self.other}"
