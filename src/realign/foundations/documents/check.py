"""What a document's body may hold, and whether it can be read by everyone."""

import re
from collections import Counter

from realign.foundations.documents.markup import Element, elements, parse, text
from realign.foundations.documents.types import Document, DocumentError

_TAGS = (
    "h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote table caption thead tbody tfoot tr th td colgroup col"
    " figure figcaption img a span div section article aside header footer"
    " strong em b i sup sub abbr cite q code time small br hr"
)
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = frozenset({"id", "class", "lang", "role", "title"})
ATTRIBUTES_OF = {
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope"}),
    "ol": frozenset({"start", "type"}),
    "time": frozenset({"datetime"}),
    "col": frozenset({"span"}),
}
LINKS = ("https://", "http://", "mailto:", "tel:", "#", "/")
IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
HEADING = re.compile(r"h[2-6]")


def read(document: Document) -> Element:
    """The tree of a document's body; raises ``DocumentError`` naming every problem in it at once."""
    tree, problems = parse(document.body)
    wrong = (
        *problems,
        *_unknown_markup(tree),
        *_heading_problems(tree),
        *_table_problems(tree),
        *_picture_problems(tree, document),
        *_link_problems(tree),
        *_note_problems(tree),
    )
    if wrong:
        raise DocumentError(document.title, wrong)
    return tree


def is_note(element: Element) -> bool:
    """Whether this is the text of a footnote, at the place it belongs to."""
    return element.tag == "span" and element.get("role") == "doc-footnote"


def _unknown_markup(tree: Element) -> list[str]:
    problems = []
    for element in elements(tree):
        if element.tag not in TAGS:
            problems.append(f"Line {element.line}: <{element.tag}> has no place in a document.")
            continue
        allowed = ATTRIBUTES | ATTRIBUTES_OF.get(element.tag, frozenset())
        problems += [
            f"Line {element.line}: <{element.tag}> has the attribute {name}, which documents do not use."
            for name, _ in element.attributes
            if name not in allowed and not name.startswith("aria-")
        ]
    return problems


def _heading_problems(tree: Element) -> list[str]:
    problems, last = [], 1
    for heading in (e for e in elements(tree) if HEADING.fullmatch(e.tag)):
        level = int(heading.tag[1])
        if level > last + 1:
            problems.append(
                f"Line {heading.line}: the heading “{text(heading)}” is h{level}, but the one before it is"
                f" h{last}; headings go down one level at a time. Make it h{last + 1}."
            )
        if not text(heading).strip():
            problems.append(f"Line {heading.line}: a heading is empty.")
        if any(is_note(e) for e in elements(heading)):
            problems.append(f"Line {heading.line}: a footnote is in a heading; put it in the text below.")
        last = level
    return problems


def _table_problems(tree: Element) -> list[str]:
    problems = []
    for table in (e for e in elements(tree) if e.tag == "table"):
        inside = list(elements(table))
        if not any(e.tag == "caption" and text(e).strip() for e in inside):
            problems.append(f"Line {table.line}: a table has no caption.")
        heads = [e for e in inside if e.tag == "thead"]
        if not any(e.tag == "th" for head in heads for e in elements(head)):
            problems.append(f"Line {table.line}: a table has no header row (<thead> with <th>).")
    return problems


def _picture_problems(tree: Element, document: Document) -> list[str]:
    known = ", ".join(sorted(document.pictures)) or "none"
    return [
        f"Line {image.line}: the picture {image.get('src')!r} is not one of the document's pictures"
        f' ({known}); write src="picture:NAME".'
        for image in (e for e in elements(tree) if e.tag == "img")
        if image.get("src").removeprefix("picture:") not in document.pictures
        or not image.get("src").startswith("picture:")
    ]


def _link_problems(tree: Element) -> list[str]:
    problems = []
    names = Counter(e.get("id") for e in elements(tree) if e.get("id"))
    problems += [f"The id {name!r} is used {count} times." for name, count in names.items() if count > 1]
    problems += [f"The id {name!r} is not a plain name." for name in names if not IDENTIFIER.fullmatch(name)]
    for link in (e for e in elements(tree) if e.tag == "a" and e.get("href")):
        href = link.get("href")
        if not href.startswith(LINKS) or href.startswith("//"):
            problems.append(
                f"Line {link.line}: the link {href!r} does not start with one of {', '.join(LINKS)}."
            )
        elif href.startswith("#") and href[1:] not in names:
            problems.append(f"Line {link.line}: the link {href!r} leads to nothing in the document.")
    return problems


def _note_problems(tree: Element) -> list[str]:
    problems = []
    for note in (e for e in elements(tree) if is_note(e)):
        if not text(note).strip():
            problems.append(f"Line {note.line}: a footnote is empty.")
        if any(is_note(e) for e in elements(note)):
            problems.append(f"Line {note.line}: a footnote is inside another.")
    return problems
