"""From a Vega-Lite specification to SVG that may stand inside a page, and to PNG.

The SVG has no script, no style attribute and one accessible name. Nothing is fetched while drawing. The same
numbers are composed and drawn once, and then kept.
"""

import hashlib
import re
from functools import lru_cache
from html import escape

import vl_convert

from realign.foundations.design.fonts import FOLDER
from realign.methods.cells import writable

NARROW = 340
KEPT = 512
NOWHERE: list[str] = []  # no address may be loaded from while drawing

# Composing a specification costs more than drawing it: each is kept by the values it was made from.
kept = lru_cache(maxsize=KEPT)

# A font that is not found makes all text vanish without an error, so ours is registered before anything is drawn
# and every font list ends in sans-serif, which is built in.
vl_convert.register_font_directory(str(FOLDER))

_PART_NAMES = re.compile(r'\s(?:role|aria-[a-z]+|class|pointer-events)="[^"]*"')
_EMPTY_PATHS = re.compile(r'<path d="(?:M0,0h0v0h0Z)?"[^>]*/>')
_ROOT = re.compile(r"<svg ([^>]*)>")


class Markup(str):
    """SVG made here, which templates may put into a page as it stands."""

    __slots__ = ()

    def __html__(self) -> "Markup":
        return self


def svg(specification: str, title: str, description: str) -> Markup:
    """The drawing with its title and description, ready to stand in a page."""
    return named(_plain_svg(specification), title, description)


@lru_cache(maxsize=KEPT)
def _plain_svg(specification: str) -> str:
    drawn = vl_convert.vegalite_to_svg(specification, allowed_base_urls=NOWHERE)
    return writable(_EMPTY_PATHS.sub("", _PART_NAMES.sub("", drawn)))


@lru_cache(maxsize=KEPT // 8)
def png(specification: str) -> bytes:
    """The drawing as PNG, two dots to a pixel."""
    return vl_convert.svg_to_png(_plain_svg(specification), scale=2)


def named(drawn: str, title: str, description: str) -> Markup:
    """An SVG whose root says once what the whole picture is, in place of a name on every mark."""
    key = "picture-" + hashlib.sha256(f"{drawn}{title}{description}".encode()).hexdigest()[:12]
    opening = (
        rf'<svg \1 role="img" aria-labelledby="{key}-title {key}-words">'
        f'<title id="{key}-title">{_literal(title)}</title>'
        f'<desc id="{key}-words">{_literal(description)}</desc>'
    )
    return Markup(_ROOT.sub(opening, drawn, count=1))


def _literal(words: str) -> str:
    """Escaped for XML, and for the replacement side of a pattern."""
    return escape(writable(words), quote=False).replace("\\", r"\\")


@lru_cache(maxsize=KEPT // 8)
def png_of(drawn: str) -> bytes:
    """Any of our own SVG drawings as PNG, two dots to a pixel."""
    return vl_convert.svg_to_png(writable(drawn), scale=2)
