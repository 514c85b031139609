"""Look at everything that was let out together: can anything be worked out, and what would cure it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from realign.methods.signs import Sign

from .attack import FeasibilityInterval, Knowledge, Publication, attack
from .keys import Key
from .nesting import Nesting, nested_sums, seen_nestings
from .profiles import Profile, profile
from .relations import Bounds, Members, Relation, overlaps
from .release import ReleaseRefused, Truth, merges, protect
from .safe import say_finding
from .tables import CountTable

# ---------------------------------------------------------------- the sums between tables


def sums_between(
    tables: Sequence[CountTable | Publication],
    *,
    nestings: Sequence[Nesting] = (),
    groupings: Mapping[str, Members] | None = None,
    apart: Collection[frozenset[str]] = (),
    by_cells: bool = True,
) -> list[Relation]:
    """Every sum that levels inside levels allow between these tables, the new ones and all that are out.

    `nestings` are dimensions inside dimensions, `groupings` what levels of one dimension are made of. What the tables
    themselves show (a region that stands with one county alone) is used too, unless `by_cells` is false and except for
    pairs of dimensions that are `apart`. Give the answer as `relations` to `protect`, `attack` and `review`.
    """
    if not (nestings or groupings or by_cells):
        return []
    publications = [
        Truth({**table.left_out, **table.counts}, table.relations, table.amounts)
        if isinstance(table, CountTable)
        else table
        for table in tables
    ]
    known = Knowledge.gather(publications, implied=False)
    bounds: Bounds = {
        key: (float(low), float(high))
        for key, low, high in zip(known.system.keys, known.lower, known.upper, strict=True)
    }
    told = {frozenset({each.inner, each.outer}) for each in nestings}
    shown_by_cells = seen_nestings(bounds, {*apart, *told}) if by_cells else []
    return [*nested_sums(bounds, [*nestings, *shown_by_cells]), *overlaps(bounds, groupings or {})]


# ---------------------------------------------------------------- what would make a refused release safe


@dataclass(frozen=True)
class Cure:
    """One way out, in words, with the cells to hide where that is the way."""

    words: str
    hide: tuple[Key, ...] = ()


def cures(
    findings: Sequence[FeasibilityInterval],
    tables: Sequence[CountTable],
    rules: Profile,
    released: Sequence[Publication],
    relations: Sequence[Relation],
    new: Publication,
) -> list[Cure]:
    """Hide more cells if that helps; else, or besides, merge levels that are small."""
    ways_out = []
    try:
        safe = protect(tables, rules, released=released, relations=relations)
        more = tuple(key for key in safe.hidden() if not isinstance(new.shown.get(key), Sign))
        if more:
            ways_out.append(Cure("Also hide " + "; ".join(map(str, more)) + ".", more))
    except ReleaseRefused:
        pass
    return [*ways_out, *(Cure(each) for each in merges(findings, tables, rules.threshold))]


# ----------------------------------------------------------------
# May this go out, next to everything that went out before?


@dataclass(frozen=True)
class Review:
    """The answer to one request to release: what it would give away, why, and what would put it right."""

    findings: tuple[FeasibilityInterval, ...]
    reasons: tuple[str, ...]
    cures: tuple[Cure, ...]

    @property
    def may_go(self) -> bool:
        """Whether nothing hidden, here or earlier, can be worked out that could not be before."""
        return not self.findings


def review(
    new: Publication,
    released: Sequence[Publication],
    *,
    rules: Profile | None = None,
    relations: Iterable[Relation] = (),
    tables: Sequence[CountTable] = (),
) -> Review:
    """Attack the new table together with all earlier ones.

    What the earlier releases give away on their own is not held against the new one. With the true `tables`
    at hand, the review also says what would cure it: which cells to hide, or which levels to merge.
    """
    rules = rules or getattr(new, "profile", None) or profile("fewer-than-5")
    links = tuple(relations)
    findings = [each for each in attack(new, released, rules=rules, relations=links) if each.too_narrow]
    if findings and released:
        known = dict.fromkeys(attack(released[-1], released[:-1], rules=rules, relations=links))
        findings = [each for each in findings if each not in known]
    reasons = tuple(say_finding(each, new, released, links) for each in findings)
    ways_out = cures(findings, tables, rules, released, links, new) if findings and tables else ()
    return Review(tuple(findings), reasons, tuple(ways_out))
