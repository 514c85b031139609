"""Long lists of tick boxes: what is ticked and the first few stand open, the rest is folded by name or by its own group."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

MOST_OPEN = 12  # boxes that stand open in one list; at 360 pixels that is about two screens
LONGEST_NAME = 30

Options = Sequence[dict[str, Any]]
Groups = Iterable[tuple[str | None, Options, int]]


@dataclass(frozen=True)
class Fold:
    """Boxes under one name; ``is_open`` where one of them is ticked, so that nothing ticked is out of sight."""

    title: str
    options: Options
    is_folded: bool = True

    @property
    def is_open(self) -> bool:
        return any(option["selected"] for option in self.options)


def folds(groups: Groups) -> list[Fold]:
    """The boxes of a list in the order in which they are drawn.

    A list with groups of its own keeps them, and those beyond the first twelve boxes are folded. In one without, what is
    ticked comes first and the rest is folded by name: “Aberdeen City to Dundee City”. Boxes with a sentence under each are
    there to be read, and all stand open.
    """
    named = [(title or "", list(options)) for title, options, _ in groups]
    described = any(option.get("hint") for _, options in named for option in options)
    if described or sum(len(options) for _, options in named) <= MOST_OPEN:
        return [Fold(title, options, is_folded=False) for title, options in named]
    if any(title for title, _ in named):
        return list(_by_group(named))
    return list(_by_name([option for _, options in named for option in options]))


def _by_group(named: Iterable[tuple[str, Options]]) -> Iterable[Fold]:
    boxes = 0
    for title, options in named:
        boxes += len(options)
        yield Fold(title, options, is_folded=bool(title) and boxes > MOST_OPEN)


def _by_name(options: Options) -> Iterable[Fold]:
    ticked = [option for option in options if option["selected"]]
    if ticked:
        yield Fold("", ticked, is_folded=False)
    rest = [option for option in options if not option["selected"]]
    for start in range(0, len(rest), MOST_OPEN):
        some = rest[start : start + MOST_OPEN]
        first, last = _short(some[0]["label"]), _short(some[-1]["label"])
        yield Fold(first if len(some) == 1 else f"{first} to {last}", some)


def _short(label: object) -> str:
    words = str(label)
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"
