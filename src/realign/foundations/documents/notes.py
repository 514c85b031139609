"""Footnotes on a web page: numbered links in the text, the notes in one list at the end."""

from dataclasses import dataclass, field, replace

from realign.foundations.documents.check import is_note
from realign.foundations.documents.markup import Element, Node, Raw, inner_html, transform
from realign.foundations.documents.words import Words


@dataclass
class _Collected:
    """The notes met so far; a note said twice keeps its first number."""

    numbers: dict[str, int] = field(default_factory=dict)
    cited: dict[int, int] = field(default_factory=dict)

    def cite(self, words: str) -> tuple[int, str]:
        """The number of a note and the id of this place that cites it."""
        number = self.numbers.setdefault(words, len(self.numbers) + 1)
        self.cited[number] = self.cited.get(number, 0) + 1
        again = self.cited[number]
        return number, f"note-ref-{number}" + (f"-{again}" if again > 1 else "")


def with_endnotes(tree: Element, words: Words) -> Element:
    """The tree with each footnote replaced by a numbered link, and the notes listed at the end."""
    collected = _Collected()

    def change(element: Element) -> Node:
        return _reference(*collected.cite(inner_html(element)), words) if is_note(element) else element

    changed = transform(tree, change)
    if not collected.numbers:
        return changed
    return replace(changed, children=(*changed.children, _endnotes(collected, words)))


def _reference(number: int, place: str, words: Words) -> Raw:
    return Raw(
        f'<sup class="note-reference"><a id="{place}" href="#note-{number}" role="doc-noteref"'
        f' aria-label="{words.note} [{number}]">[{number}]</a></sup>'
    )


def _endnotes(collected: _Collected, words: Words) -> Raw:
    items = "".join(
        f'<li id="note-{number}">{note} <a href="#note-ref-{number}" role="doc-backlink"'
        f' aria-label="{words.back}: {words.note} {number}">{words.back}</a></li>'
        for note, number in collected.numbers.items()
    )
    return Raw(
        '<section class="notes" role="doc-endnotes" aria-labelledby="notes-heading">'
        f'<h2 id="notes-heading">{words.notes}</h2><ol>{items}</ol></section>'
    )
