"""The few shapes that maps and diagrams are drawn with, as SVG without styles."""

from collections.abc import Iterable, Sequence
from html import escape

from realign.foundations.design.charts.drawing import named
from realign.foundations.design.charts.theme import FONT, SIZE, TEXT

LINE_HEIGHT = 17.0


def page(width: float, height: float, shapes: Iterable[str], *, title: str, alt: str) -> str:
    """The shapes on white paper, with one accessible name."""
    body = "".join(shapes)
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {width:.0f} {height:.0f}">'
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>{body}</svg>'
    )
    return named(drawn, title, alt)


def box(x: float, y: float, width: float, height: float, **look: object) -> str:
    """A rectangle; ``look`` names its attributes with underscores for hyphens."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{_attributes(look)}/>'


def disc(x: float, y: float, radius: float, **look: object) -> str:
    """A circle around a point."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"{_attributes(look)}/>'


def path(steps: str, **look: object) -> str:
    """A line or an outline."""
    return f'<path d="{steps}"{_attributes({"fill": "none"} | look)}/>'


def words(
    x: float,
    y: float,
    lines: Sequence[str],
    *,
    colour: str = TEXT,
    bold: bool | Sequence[bool] = False,
    anchor: str = "middle",
    halo: bool = False,
    size: float = SIZE,
) -> str:
    """Lines of text around a point: centred on it up and down, and sideways as ``anchor`` says.

    ``halo`` puts a white edge round the letters, for text that stands on lines and borders.
    """
    weights = [bold] * len(lines) if isinstance(bold, bool) else list(bold)
    top = y - (len(lines) - 1) * LINE_HEIGHT / 2
    edge = ' stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"' if halo else ""
    return "".join(
        f'<text x="{x:.1f}" y="{top + i * LINE_HEIGHT + size * 0.35:.1f}" text-anchor="{anchor}"'
        f' font-family="{FONT}" font-size="{size}px" font-weight="{700 if weights[i] else 400}"'
        f' fill="{colour}"{edge}>{escape(line, quote=False)}</text>'
        for i, line in enumerate(lines)
    )


def _attributes(look: dict[str, object]) -> str:
    return "".join(f' {name.replace("_", "-")}="{escape(str(value))}"' for name, value in look.items())
