"""What a check of a text reports. It points; it never corrects."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
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

        >>> Kind.NAME.label
        'One thing, two names'
        """
        return LABELS[self]


LABELS = {
    Kind.NUMBERING: "Numbering",
    Kind.DATE: "Dates and periods",
    Kind.NAME: "One thing, two names",
    Kind.WORDING: "One sentence, two wordings",
    Kind.COMMITMENT: "Repeated commitments",
    Kind.CONTENTS: "Contents list",
    Kind.FIGURE: "Figures that do not agree",
    Kind.PHRASE: "Improbable phrases",
    Kind.FOOTNOTE: "Footnotes",
    Kind.REFERENCE: "References inside the text",
}


@dataclass(frozen=True)
class Finding:
    """One thing for a person to look at: where it is, what was found, why it may be wrong and what to do.

    ``line`` counts from 1 in the text as given; ``other`` is the second place where two places disagree.
    """

    kind: Kind
    line: int
    found: str
    why: str
    todo: str
    other: int | None = None

    @property
    def place(self) -> str:
        """The place in words.

        >>> Finding(Kind.NAME, 4, "", "", "", other=9).place
        'lines 4 and 9'
        """
        return f"line {self.line}" if self.other is None else f"lines {self.line} and {self.other}"
