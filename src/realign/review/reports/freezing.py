"""What is kept of a report when it is published, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from realign.foundations.documents.types import Document
from realign.foundations.documents.web import web_body
from realign.review.reports.types import Content


def freeze(content: Content, document: Document) -> dict[str, Any]:
    """What is kept of a report: its words, the notes, the pictures, and what it did not show."""
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "date": document.date.isoformat(),
        "body": document.body,
        "web": web_body(document),
        "pictures": {name: {"svg": p.svg, "alt": p.alt} for name, p in sorted(document.pictures.items())},
        "not_addressed": [gap.label for gap in content.missing],
        "as_of": content.as_of.isoformat(),
        "invented": content.invented,
    }


def fingerprint(frozen: Mapping[str, Any]) -> str:
    """The sha256 of a report as published."""
    return hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
