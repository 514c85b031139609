"""What is kept of a report when it is published."""

from typing import Any

from realign.foundations.documents import freezing
from realign.foundations.documents.types import Document
from realign.review.reports.types import Content

fingerprint = freezing.fingerprint


def freeze(content: Content, document: Document) -> dict[str, Any]:
    """What is kept of a report: its words, the notes, the pictures, and what it did not show."""
    return freezing.freeze(document) | {
        "not_addressed": [gap.label for gap in content.missing],
        "as_of": content.as_of.isoformat(),
        "invented": content.invented,
    }
