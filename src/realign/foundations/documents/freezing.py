"""What is kept of a document when it is published, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from realign.foundations.documents.types import Document
from realign.foundations.documents.web import web_body


def freeze(document: Document) -> dict[str, Any]:
    """The words, the notes and the pictures of a document."""
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "date": document.date.isoformat(),
        "body": document.body,
        "web": web_body(document),
        "pictures": {name: {"svg": p.svg, "alt": p.alt} for name, p in sorted(document.pictures.items())},
    }


def fingerprint(frozen: Mapping[str, Any]) -> str:
    """The sha256 of a document as published."""
    return hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
