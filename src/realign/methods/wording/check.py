"""Every check of a text, in the order of its lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from realign.methods.wording.contents import check_contents
from realign.methods.wording.dates import check_futures, check_incomplete, check_periods, written_on
from realign.methods.wording.figures import check_sentences, check_tables
from realign.methods.wording.findings import TextFinding
from realign.methods.wording.footnotes import check_footnotes
from realign.methods.wording.fractions import check_fractions
from realign.methods.wording.names import check_changed_words, check_names, check_spellings
from realign.methods.wording.numbering import check_lists, check_sections
from realign.methods.wording.phrases import check_phrases
from realign.methods.wording.references import check_references
from realign.methods.wording.repeats import check_commitments, check_wordings
from realign.methods.wording.text import Text, read

CHECKS: tuple[Callable[[Text], Iterator[TextFinding]], ...] = (
    check_sections,
    check_lists,
    check_incomplete,
    check_periods,
    check_names,
    check_spellings,
    check_changed_words,
    check_wordings,
    check_commitments,
    check_contents,
    check_sentences,
    check_tables,
    check_fractions,
    check_phrases,
    check_footnotes,
    check_references,
)


def check_text(text: str, written: date | None = None) -> list[TextFinding]:
    """Everything in a plain or Markdown text that a person should look at, by line.

    ``written`` is the day the text was written; without it the first full date near its head is taken, and
    without that no future is called past.

    >>> [finding.found for finding in check_text("Agreed in October 201.")]
    ['“October 201”']
    """
    taken = read(text)
    findings = [finding for check in CHECKS for finding in check(taken)]
    findings += check_futures(taken, written or written_on(taken))
    return sorted(set(findings), key=lambda finding: (finding.line, finding.kind, finding.found))
