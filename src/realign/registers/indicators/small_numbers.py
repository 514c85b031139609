"""Which values are held back from everybody outside because few people stand behind them, and keeping them apart.

A value that is held back has no number where values are read: it stands as ``[c]`` with its reason, and what was brought
is kept beside it for members. So no page, chart, file or document can give away what it never reads.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Protocol, TypeVar

from django.db import models

from realign.foundations.files.bulk import update_many
from realign.foundations.publishing.models import PublicVersion
from realign.methods.disclosure.profiles import Profile, Zeros, profile, profiles
from realign.methods.on_disk import LOT
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.indicators.numbers import measure_of
from realign.registers.indicators.types import CONFIDENTIAL, INDICATOR, NumberKind
from realign.registers.places.models import Area

GIVES_AWAY = "another hidden figure could be calculated from it"
"""Why a value is held back that is not small itself (secondary suppression)."""

_PEOPLE = re.compile(
    r"\b(child|children|pupils?|people|persons?|births?|deaths?|mothers?|families|households|patients|carers?|girls|boys"
    r"|babies|infants|young|looked.after|registrations|referrals|admissions|suicides?)\b",
    re.IGNORECASE,
)

Kind = TypeVar("Kind")

Parent = tuple[str, int, str]
"""A larger area, and the kind of areas that add up to it: by parent, or by health board."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The figures of a value as its file brought them, before anything was held back."""

    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    symbol: str


FIGURES = tuple(field.name for field in fields(Brought))
"""What is kept apart of a value that is held back."""


@dataclass(frozen=True, slots=True)
class BroughtValue:
    """One value as it was brought, with its place among others."""

    pk: int
    indicator: int
    area: int
    span: tuple[Any, Any]
    breakdown: str
    is_current: bool
    is_public: bool
    brought: Brought
    reason: str

    @property
    def cell(self) -> tuple[int, int, tuple[Any, Any], str]:
        """What it is a value of, whichever file said so."""
        return (self.indicator, self.area, self.span, self.breakdown)

    @property
    def size(self) -> float:
        """How many stand behind it, as far as is known: the smallest is the first to be held back beside another."""
        count = self.brought.numerator
        return (self.brought.value or 0.0) if count is None else count


def profile_choices() -> list[tuple[str, str]]:
    """The rules for small numbers that an indicator can follow."""
    return [(rules.name, rules.title) for rules in profiles().values()]


class Counts(Protocol):
    """Any value that knows the numerator and denominator it was made from."""

    @property
    def value(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...


def why_small(rules: Profile, counts: Counts, *, counts_people: bool) -> str:
    """Why a value may not go outside by itself: “fewer than 5”; empty where it may.

    A nought is shown unless the rules hide it; a value that is itself a number of people needs no numerator beside it.
    """
    value = counts.value if counts_people and counts.numerator is None else None
    for count in (counts.numerator, counts.denominator, value):
        if count is None or count < 0 or (count == 0 and rules.zeros is Zeros.SHOW):
            continue
        if count < rules.threshold:
            return f"fewer than {rules.threshold}"
    return ""


def counts_people(title: str, unit: str) -> bool:
    """Whether the value itself is a number of people, so that it may be small without a numerator beside it.

    >>> counts_people("Number of children looked after", ""), counts_people("Number of hubs", "")
    (True, False)
    """
    is_count = measure_of(title, unit) is NumberKind.COUNT or bool(_PEOPLE.fullmatch(unit.strip()))
    return is_count and bool(_PEOPLE.search(f"{title} {unit}"))


def needs_counts(title: str, unit: str) -> bool:
    """Whether a value says nothing of how many people stand behind it, so that the number must be given beside it.

    >>> needs_counts("Pupils who worry", "%"), needs_counts("Number of children looked after", "")
    (True, False)
    """
    of_people = bool(_PEOPLE.search(f"{title} {unit}"))
    return of_people and measure_of(title, unit) in {NumberKind.PERCENT, NumberKind.RATE}


def hold_back_small(indicators: Collection[int], *, knows_public: bool = True) -> int:
    """Hold back what is small among all values of these indicators, and let go what no longer is; answers how many changed.

    Called in the transaction of whatever changes values or rules. The number of queries does not grow with the values.
    ``knows_public`` is False only for a migration that runs before values could be published.
    """
    concerned = _with_small_values(indicators)
    if not concerned:
        return 0
    changed = 0
    for figures in _lots(concerned, knows_public=knows_public):
        changed += _hold_back(figures, concerned)
    return changed


def _hold_back(figures: Sequence[BroughtValue], concerned: Mapping[int, Indicator]) -> int:
    """Do so among these values: all that there are of one indicator and one span of time, or of several."""
    published = _published_rules(concerned) if any(figure.is_public for figure in figures) else {}
    reasons = _primary(figures, {pk: _Rules.of(indicator) for pk, indicator in concerned.items()}, published)
    # members read the current values, everybody the published ones: neither may give a hidden one away
    _add_secondary([figure for figure in figures if figure.is_current], reasons)
    if public := [figure for figure in figures if figure.is_public]:
        _add_secondary(public, reasons)
    _add_replaced(figures, reasons)
    changed = [
        _row(figure, reasons.get(figure.pk, ""))
        for figure in figures
        if reasons.get(figure.pk, "") != figure.reason
    ]
    update_many(Observation, changed, [*FIGURES, "held_back", "as_brought"])
    return len(changed)


def publish_values(brought_by: int, at: datetime | None) -> None:
    """Let everybody read the values of one file, or nobody any more (None): of each value the newest that is published.

    What is small is held back anew, since everybody reads other values side by side than members do.
    """
    brought = Observation.objects.filter(brought_by=brought_by)
    indicators = list(brought.order_by().values_list("indicator", flat=True).distinct())
    brought.update(public_since=at)
    concerned = Observation.objects.filter(indicator__in=indicators)
    newest = (
        concerned.filter(public_since__isnull=False)
        .order_by()
        .values("indicator", "area", "starts_on", "ends_on", "breakdown")
        .annotate(newest=models.Max("pk"))
    )
    public = set(newest.values_list("newest", flat=True))
    was_public = set(concerned.filter(is_public=True).values_list("pk", flat=True))
    changed = [{"pk": pk, "is_public": False} for pk in was_public - public]
    changed += [{"pk": pk, "is_public": True} for pk in public - was_public]
    update_many(Observation, changed, ["is_public"])
    hold_back_small(indicators)


def _with_small_values(indicators: Collection[int]) -> dict[int, Indicator]:
    """Those that have anything small or held back: the others need no reading."""
    most = max(rules.threshold for rules in profiles().values())
    small = (
        models.Q(numerator__gte=0, numerator__lt=most)
        | models.Q(denominator__gte=0, denominator__lt=most)
        | models.Q(numerator__isnull=True, value__gte=0, value__lt=most)
        | ~models.Q(held_back="")
    )
    with_small_values = Observation.objects.filter(small, indicator__in=indicators).values("indicator")
    # only what is needed is read, so that a migration may call this whatever columns come later
    rows = Indicator.objects.filter(pk__in=with_small_values).only("title", "unit", "disclosure_profile")
    rows = rows.annotate(many_values=models.Count("observations"))
    return {row.pk: row for row in rows}


def _lots(indicators: Mapping[int, Any], *, knows_public: bool) -> Iterator[list[BroughtValue]]:
    """The values in lots that fit into memory. Those of one indicator and span stay together: only they add up."""
    of_indicator = {pk: indicator.many_values for pk, indicator in indicators.items()}
    for lot in _lots_of(of_indicator):
        rows = Observation.objects.filter(indicator__in=lot)
        if len(lot) > 1 or of_indicator[lot[0]] <= LOT:
            yield list(_figures(rows, knows_public=knows_public))
            continue
        spans = rows.order_by().values_list("starts_on", "ends_on").annotate(many=models.Count("pk"))
        for part in _lots_of({(start, end): many for start, end, many in spans}):
            among = rows.filter(
                starts_on__in={start for start, _ in part}, ends_on__in={end for _, end in part}
            )
            wanted = set(part)
            values = _figures(among, knows_public=knows_public)
            yield [figure for figure in values if figure.span in wanted]


def _lots_of(counts: Mapping[Kind, int]) -> Iterator[list[Kind]]:
    """Kinds of values put together, so that no lot but one of a single kind has more than ``LOT``."""
    lot: list[Kind] = []
    size = 0
    for kind, many in counts.items():
        if lot and size + many > LOT:
            yield lot
            lot, size = [], 0
        lot.append(kind)
        size += many
    if lot:
        yield lot


def _figures(values: models.QuerySet[Observation], *, knows_public: bool) -> Iterator[BroughtValue]:
    rows = values.values(
        "pk", "indicator_id", "area_id", "starts_on", "ends_on", "breakdown", "is_current", "held_back", "as_brought",
        *FIGURES, *(["is_public"] if knows_public else []),
    )  # fmt: skip
    for row in rows.iterator(chunk_size=5000):
        yield BroughtValue(
            pk=row["pk"],
            indicator=row["indicator_id"],
            area=row["area_id"],
            span=(row["starts_on"], row["ends_on"]),
            breakdown=row["breakdown"],
            is_current=row["is_current"],
            is_public=row.get("is_public", False),
            brought=Brought(**(row["as_brought"] or {name: row[name] for name in FIGURES})),
            reason=row["held_back"],
        )


@dataclass(frozen=True)
class _Rules:
    """What decides which values of an indicator are small."""

    profile: Profile
    counts_people: bool

    @classmethod
    def of(cls, indicator: Indicator) -> "_Rules":
        return cls(profile(indicator.disclosure_profile), counts_people(indicator.title, indicator.unit))

    def why(self, counts: Counts) -> str:
        return why_small(self.profile, counts, counts_people=self.counts_people)


def _published_rules(indicators: Mapping[int, Indicator]) -> dict[int, _Rules]:
    """What decided it in the words that a second person published."""
    standing = PublicVersion.objects.filter(kind=INDICATOR, key__in=[str(pk) for pk in indicators]).standing()
    published = {}
    for key, content in standing.values_list("key", "content"):
        name = content.get("rules") or indicators[int(key)].disclosure_profile
        published[int(key)] = _Rules(profile(name), counts_people(content["title"], content["unit"]))
    return published


def _primary(
    figures: Sequence[BroughtValue], kept: Mapping[int, _Rules], published: Mapping[int, _Rules]
) -> dict[int, str]:
    """The reason of each value that is small itself, and of one without counts in the place of one that was small.

    What everybody reads stays held back until other words or looser rules are published: nobody lets it go alone.
    """
    reasons: dict[int, str] = {}
    cells: dict[tuple[Any, ...], str] = {}
    for figure in figures:
        reason = kept[figure.indicator].why(figure.brought)
        if not reason and figure.is_public and figure.indicator in published:
            reason = published[figure.indicator].why(figure.brought)
        if reason:
            reasons[figure.pk] = cells[figure.cell] = reason
    for figure in figures:
        no_counts = figure.brought.numerator is None and figure.brought.denominator is None
        if no_counts and figure.brought.value is not None and figure.cell in cells:
            reasons.setdefault(figure.pk, cells[figure.cell])
    return reasons


def _add_secondary(figures: Sequence[BroughtValue], reasons: dict[int, str]) -> None:
    """Where one value alone is held back of those that add up to a total that is shown, hold back the next smallest too."""
    spoken_for = {figure.indicator for figure in figures if figure.pk in reasons}
    families = list(_families([figure for figure in figures if figure.indicator in spoken_for]))
    again = True
    while again:
        again = False
        for total, parts in families:
            hidden = [part for part in parts if part.pk in reasons or part.brought.value is None]
            numbers = {part.pk for part in hidden}
            unhidden = [part for part in parts if part.pk not in numbers]
            if total.pk in reasons or len(hidden) != 1 or hidden[0].pk not in reasons or not unhidden:
                continue
            reasons[min(unhidden, key=lambda part: part.size).pk] = GIVES_AWAY
            again = True


def _families(figures: Sequence[BroughtValue]) -> Iterator[tuple[BroughtValue, list[BroughtValue]]]:
    """Every total that is held, with its parts: groups of people in one area, or the areas of a larger one."""
    by_cell = {figure.cell: figure for figure in figures}
    groups: dict[tuple[Any, ...], list[BroughtValue]] = defaultdict(list)
    for figure in figures:
        if figure.breakdown:
            sort = tuple(part.partition(":")[0].strip() for part in figure.breakdown.split(";"))
            groups[(figure.indicator, figure.area, figure.span, ""), sort].append(figure)
    for (cell, _), parts in groups.items():
        if cell in by_cell:
            yield by_cell[cell], parts
    parents, many = _parents()
    places: dict[tuple[Any, ...], list[BroughtValue]] = defaultdict(list)
    for figure in figures:
        for parent in parents.get(figure.area, ()):
            places[figure.indicator, figure.span, figure.breakdown, parent].append(figure)
    for (indicator, span, breakdown, parent), parts in places.items():
        total = by_cell.get((indicator, parent[1], span, breakdown))
        # a part that nobody holds is unknown already, and hides the one that is held back
        if total is not None and len(parts) == many[parent]:
            yield total, parts


def _parents() -> tuple[dict[int, list[Parent]], Counter[Parent]]:
    """The larger areas to which each area adds up, and how many areas of its kind each of those has."""
    parents: dict[int, list[Parent]] = defaultdict(list)
    many: Counter[Parent] = Counter()
    for pk, kind, parent, board in Area.objects.values_list("pk", "kind", "parent_id", "health_board_id"):
        for how, larger in (("parent", parent), ("board", board)):
            if larger is not None:
                parents[pk].append((how, larger, kind))
                many[how, larger, kind] += 1
    return parents, many


def _add_replaced(figures: Iterable[BroughtValue], reasons: dict[int, str]) -> None:
    """What was said before of a value that is held back now is held back with it."""
    figures = list(figures)
    now = {
        figure.cell: reasons[figure.pk] for figure in figures if figure.is_current and figure.pk in reasons
    }
    for figure in figures:
        if not figure.is_current and figure.cell in now and figure.brought.value is not None:
            reasons.setdefault(figure.pk, now[figure.cell])


def _row(figure: BroughtValue, reason: str) -> dict[str, Any]:
    brought = asdict(figure.brought)
    if not reason:
        return {"pk": figure.pk, **brought, "held_back": "", "as_brought": None}
    nothing = dict.fromkeys(FIGURES) | {"symbol": CONFIDENTIAL}
    return {"pk": figure.pk, **nothing, "held_back": reason, "as_brought": brought}
