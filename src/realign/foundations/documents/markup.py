"""A small tree of the HTML that documents are written in, so that it can be checked and changed safely."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser

import nh3

from realign.methods.cells import writable

VOID = frozenset({"br", "hr", "img", "col", "wbr"})


@dataclass(frozen=True)
class Raw:
    """Markup made by this product, put into the page as it stands."""

    markup: str


@dataclass(frozen=True)
class Element:
    """A tag with its attributes and what is inside it; ``line`` is where it starts."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Node, ...] = ()
    line: int = 0

    def get(self, name: str) -> str:
        """The value of an attribute, empty where there is none."""
        return dict(self.attributes).get(name, "")

    def having(self, **attributes: str) -> Element:
        """The same element with these attributes set."""
        return replace(self, attributes=tuple({**dict(self.attributes), **attributes}.items()))


Node = str | Element | Raw


class _MarkupReader(HTMLParser):
    """Builds the tree, noting tags that are closed wrongly or not at all."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[Element, list[Node]]] = [(Element("body"), [])]
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = tuple((name, value or "") for name, value in attrs)
        element = Element(tag, names, (), self.getpos()[0])
        if tag in VOID:
            self.open[-1][1].append(element)
        else:
            self.open.append((element, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        inside = self.open[-1][0]
        if len(self.open) == 1 or inside.tag != tag:
            nothing = len(self.open) == 1
            open_now = "nothing is open" if nothing else f"<{inside.tag}> of line {inside.line} is open"
            self.problems.append(f"Line {self.getpos()[0]}: </{tag}> closes a tag, but {open_now}.")
            return
        self._close()

    def handle_data(self, data: str) -> None:
        # a letter that no Word file may hold can be written as a number of HTML too, which is read here
        self.open[-1][1].append(writable(data))

    def _close(self) -> None:
        element, children = self.open.pop()
        self.open[-1][1].append(replace(element, children=tuple(children)))

    def finish(self) -> Element:
        self.close()
        while len(self.open) > 1:
            left = self.open[-1][0]
            self.problems.append(f"Line {left.line}: <{left.tag}> is never closed.")
            self._close()
        element, children = self.open[0]
        return replace(element, children=tuple(children))


def parse(html: str) -> tuple[Element, tuple[str, ...]]:
    """The tree of a piece of HTML under one ``body`` element, and what is wrong with its nesting."""
    reader = _MarkupReader()
    reader.feed(html)
    tree = reader.finish()
    return tree, tuple(reader.problems)


def elements(tree: Element) -> Iterator[Element]:
    """Every element inside a tree, in the order it is read."""
    for child in tree.children:
        if isinstance(child, Element):
            yield child
            yield from elements(child)


def text(node: Node) -> str:
    """The words inside a node."""
    if isinstance(node, str):
        return node
    return "" if isinstance(node, Raw) else "".join(text(child) for child in node.children)


def transform(tree: Element, change: Callable[[Element], Node]) -> Element:
    """The tree with ``change`` applied to every element, outer elements first."""

    def of(node: Node) -> Node:
        if not isinstance(node, Element):
            return node
        changed = change(node)
        if not isinstance(changed, Element):
            return changed
        return replace(changed, children=tuple(of(child) for child in changed.children))

    return replace(tree, children=tuple(of(child) for child in tree.children))


def with_words(tree: Element, change: Callable[[str], str]) -> Element:
    """The tree with ``change`` applied to the words in it."""

    def of(node: Node) -> Node:
        match node:
            case str():
                return change(node)
            case Element():
                return replace(node, children=tuple(of(child) for child in node.children))
            case _:
                return node

    return replace(tree, children=tuple(of(child) for child in tree.children))


def inner_html(tree: Element) -> str:
    """The HTML of what is inside an element, with text and attributes escaped."""
    return "".join(_html(child) for child in tree.children)


def _html(node: Node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    if isinstance(node, Raw):
        return node.markup
    start = node.tag + "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
    return f"<{start}>" if node.tag in VOID else f"<{start}>{inner_html(node)}</{node.tag}>"


TAGS = {"p", "ul", "ol", "li", "strong", "em", "b", "i", "a", "blockquote", "br", "sub", "sup", "span"}
ATTRIBUTES = {"a": {"href"}, "span": {"lang"}, "p": {"lang"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}


def user_html(typed: str) -> str:
    """Typed HTML without anything that could act, load or style: words and their structure stay."""
    return nh3.clean(
        typed, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
    )
