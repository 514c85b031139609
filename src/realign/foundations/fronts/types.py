"""What a room says on the front page that it stands on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from realign.foundations.design.charts.types import Chart
from realign.foundations.design.types import Link, Source
from realign.foundations.partnerships.types import Actor


@dataclass(frozen=True)
class FrontFigure:
    """A number that answers part of the question, with what it counts."""

    value: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class FrontPicture:
    """One picture for the page, with where its figures are from."""

    chart: Chart
    source: Source | None = None
    invented: bool = False


@dataclass(frozen=True)
class FrontAnswer:
    """What is true today in a sentence. With nothing to tell, ``first_step`` says what to do, if this person may."""

    sentence: str
    figure: FrontFigure | None = None
    picture: FrontPicture | None = None
    first_step: Link | None = None


@dataclass(frozen=True)
class FrontPanel:
    """A room's part of a front page: it stands with the page of the menu named ``page``.

    ``answer`` is given who reads and the day, and asks the database as often however much there is. The sentence of a
    panel that ``leads`` stands at the top of the page as well, in the order of ``order``.
    """

    page: str
    permission: str
    answer: Callable[[Actor, date], FrontAnswer | None]
    order: int = 50
    leads: bool = False
