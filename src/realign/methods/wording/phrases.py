"""Phrases that are rarely meant, kept in a small dated list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from realign.methods.wording.findings import FaultKind, TextFinding
from realign.methods.wording.text import Text

LIST = Path(__file__).with_name("phrases.toml")


@dataclass(frozen=True)
class Phrase:
    """A phrase as a regular expression, and what is usually meant."""

    pattern: re.Pattern[str]
    meant: str


@cache
def phrases() -> tuple[Phrase, ...]:
    """The list, in the order of its file."""
    rows = tomllib.loads(LIST.read_text("utf-8"))["phrase"]
    return tuple(Phrase(re.compile(rf"\b(?:{row['found']})\b", re.IGNORECASE), row["meant"]) for row in rows)


def check_phrases(text: Text) -> Iterator[TextFinding]:
    """Improbable phrases, for a person to look at."""
    for sentence in text.sentences:
        for phrase in phrases():
            for met in phrase.pattern.finditer(sentence.text):
                yield TextFinding(
                    FaultKind.PHRASE,
                    sentence.line,
                    f"“{met[0]}”",
                    f"Rarely meant; “{phrase.meant}” is more usual.",
                    "Ask the author what was meant. In a quotation, leave it as it is.",
                )
