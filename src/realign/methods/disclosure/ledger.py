"""May this go out, next to everything that went out before?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .attack import Finding, attack
from .cures import Cure, cures
from .explain import say_finding
from .knowledge import Statement
from .profiles import Profile, profile
from .relations import Relation
from .tables import CountTable


@dataclass(frozen=True)
class Review:
    """The answer to one request to release: what it would give away, why, and what would put it right."""

    findings: tuple[Finding, ...]
    reasons: tuple[str, ...]
    cures: tuple[Cure, ...]

    @property
    def may_go(self) -> bool:
        """Whether nothing hidden, here or earlier, can be worked out that could not be before."""
        return not self.findings


def review(
    new: Statement,
    released: Sequence[Statement],
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
        known = dict.fromkeys(attack(released[0], released[1:], rules=rules, relations=links))
        findings = [each for each in findings if each not in known]
    reasons = tuple(say_finding(each, new, released, links) for each in findings)
    found = cures(findings, tables, rules, released, links, new) if findings and tables else ()
    return Review(tuple(findings), reasons, tuple(found))
