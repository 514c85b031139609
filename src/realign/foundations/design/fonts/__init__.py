"""The typefaces of pictures and PDF files, and which letters they can draw.

Roboto, of the Scottish Government Design System, made from the npm package ``@fontsource/roboto`` 5.3.0: its Latin, Latin
extended, Greek, mathematics and symbol parts merged per style and cut down to what documents use; Cyrillic apart, in two
styles. What people type in other scripts and emoji is drawn with Noto: Arabic, Bengali, Devanagari, Gurmukhi, Hebrew and
Tamil (``@fontsource/noto-sans-…`` 5.3.0) and Noto Emoji (``@fontsource/noto-emoji`` 5.3.2), unpacked with fontTools and
otherwise unaltered. All are under the SIL Open Font Licence 1.1: ``OFL.txt`` and ``OFL-Noto.txt``. Chinese, Japanese and
Korean would take 10 MB and are not here: their letters stand as words.
"""

import struct
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from realign.methods.cells import name_of, writable

FOLDER = Path(__file__).parent

# marks, joiners and signs of direction, which are not drawn
_NOT_DRAWN = {"Cf", "Cc", "Zl", "Zp"}


def drawable(text: str) -> str:
    """A text in which a letter that no typeface here has stands as its name in brackets, instead of an empty box.

    >>> drawable("Fàilte \N{SLIGHTLY SMILING FACE} \N{CJK UNIFIED IDEOGRAPH-65E5}!")
    'Fàilte \N{SLIGHTLY SMILING FACE} [cjk unified ideograph-65e5]!'
    """
    text = writable(text)
    if text.isascii():
        return text
    parts = groupby(unicodedata.normalize("NFC", text), key=can_draw)
    return "".join(
        "".join(letters) if is_drawn else f"[{', '.join(map(name_of, letters))}]"
        for is_drawn, letters in parts
    )


def can_draw(letter: str) -> bool:
    """Whether a typeface here has a letter, or the letter is one that is never drawn."""
    return (
        ord(letter) in _letters()
        or unicodedata.category(letter) in _NOT_DRAWN
        or "\N{VARIATION SELECTOR-1}" <= letter <= "\N{VARIATION SELECTOR-16}"
    )


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """Every letter of the typefaces of running text, by its number."""
    files = [path for path in sorted(FOLDER.glob("*.ttf")) if path.stem.endswith("-Regular")]
    return frozenset(number for path in files for number in letters_of(path.read_bytes()))


def letters_of(font: bytes) -> set[int]:
    """The letters that a font has, out of its table ``cmap`` (OpenType 1.9, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sLLL", font, 12 + 16 * place) for place in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    letters: set[int] = set()
    for place in range(count):
        _, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * place)
        (kind,) = struct.unpack_from(">H", font, start + offset)
        if kind == 12:
            letters |= _in_groups(font, start + offset)
        elif kind == 4:
            letters |= _in_segments(font, start + offset)
    return letters


def _in_groups(font: bytes, start: int) -> set[int]:
    (count,) = struct.unpack_from(">L", font, start + 12)
    groups = (struct.unpack_from(">LLL", font, start + 16 + 12 * place) for place in range(count))
    return {number for first, last, _ in groups for number in range(first, last + 1)}


def _in_segments(font: bytes, start: int) -> set[int]:
    """Segments of letters; where a segment has a list of glyphs, a letter whose glyph is 0 is not there."""
    (twice,) = struct.unpack_from(">H", font, start + 6)
    count = twice // 2
    last, first, _, offset = (
        struct.unpack_from(f">{count}H", font, start + 14 + skip + part * twice)
        for part, skip in ((0, 0), (1, 2), (2, 2), (3, 2))
    )
    letters = set()
    for place in range(count):
        for number in range(first[place], min(last[place], 0xFFFE) + 1):
            if offset[place]:
                at = start + 16 + 3 * twice + 2 * place + offset[place] + 2 * (number - first[place])
                if struct.unpack_from(">H", font, at) == (0,):
                    continue
            letters.add(number)
    return letters
