"""Count what it costs in hidden cells that the attacker knows the published rules, and what he would learn otherwise.

Each invented table is protected twice: by its rules, and by rules that tell nothing of a hidden count. Both are then
attacked by a reader who knows the rules. Run: python benchmarks/disclosure_rules_known.py. Counts and shares only, so it
gives the same figures on every machine.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from realign.methods.disclosure import CountTable, PublishedTable, SafeTable, attack, profile, protect

RULES = replace(profile("fewer-than-5"), same_answer=False)
TELLS_NOTHING = replace(RULES, hidden_is_at_least=0)
"""The same rules for a reader who does not use that a hidden count is no nought."""
LARGEST_GAP = 0.10
SMALL_CELLS = 272


def areas_by_category(rng: np.random.Generator) -> tuple[CountTable, tuple[str, ...]]:
    """Areas by six categories, drawn until 272 cells hold 1 to 4 people."""
    rows: list[dict[str, str | int]] = []
    small = area = 0
    while small < SMALL_CELLS:
        counts = rng.poisson(rng.gamma(1.2, 3.0, 6))
        new = int(((counts > 0) & (counts < RULES.threshold)).sum())
        if small + new > SMALL_CELLS:
            continue
        rows += [{"area": f"area {area:03}", "category": f"{at}", "n": int(n)} for at, n in enumerate(counts)]
        small, area = small + new, area + 1
    dims = ("area", "category")
    return CountTable.from_rows(rows, dims), dims


def school_table(
    rng: np.random.Generator, mean: float, spread: float = 0.5
) -> tuple[CountTable, tuple[str, ...]]:
    """Schools by stage and sex; `spread` says how uneven they are in size."""
    dims = ("school", "stage", "sex")
    rows = []
    for school in range(int(rng.integers(6, 15))):
        size = mean * np.exp(rng.normal(0, spread))
        for stage, sex in product(range(1, 7), ("girls", "boys")):
            n = int(rng.poisson(size))
            rows.append({"school": f"school {school:02}", "stage": f"S{stage}", "sex": sex, "n": n})
    return CountTable.from_rows(rows, dims), dims


def below_promise(safe: SafeTable, dims: Sequence[str]) -> int:
    """How many hidden counts of a table, as published, a reader of the rules narrows further than is promised."""
    published = PublishedTable.from_rows(safe.rows(), tuple(dims))
    return sum(each.too_narrow for each in attack(published, rules=RULES))


def compare(name: str, tables: Sequence[tuple[CountTable, tuple[str, ...]]]) -> bool:
    """Protect each table in both ways, print the line, and say whether all of them kept the promise near the best bound."""
    small = weak_hidden = strong_hidden = weak_below = strong_below = 0
    gaps: list[float] = []
    for table, dims in tables:
        weak, strong = protect([table], TELLS_NOTHING), protect([table], RULES)
        small += strong.proof.sensitive
        weak_hidden, strong_hidden = weak_hidden + weak.proof.hidden, strong_hidden + strong.proof.hidden
        weak_below += below_promise(weak, dims)
        strong_below += below_promise(strong, dims)
        gaps.append(strong.proof.gap)
    print(
        f"{name:34} {len(tables):6} {small:6} {weak_hidden:7} {weak_below:7} {strong_hidden:8} {strong_below:8} "
        f"{strong_hidden / weak_hidden - 1:6.1%} {np.mean(gaps):7.1%} {max(gaps):7.1%}",
        flush=True,
    )
    return strong_below == 0 and max(gaps) <= LARGEST_GAP


def main() -> None:
    """Print one line a kind of table."""
    print(f"{'':49}rules not used  rules used")
    print(
        f"{'invented tables':34} {'tables':>6} {'small':>6} {'hidden':>7} {'below':>7} {'hidden':>8} {'below':>8} "
        f"{'cost':>6} {'gap':>7} {'largest':>7}"
    )
    kept = [
        compare("areas x categories, 272 small", [areas_by_category(np.random.default_rng(1))]),
        compare(
            "school x stage x sex, mean 5", [school_table(np.random.default_rng(s), 5.0) for s in range(30)]
        ),
        compare(
            "school x stage x sex, median 40",
            [school_table(np.random.default_rng(s), 40.0, 1.2) for s in range(100, 130)],
        ),
    ]
    print("nothing below the promise, and all within 10% of the best bound:", "yes" if all(kept) else "no")


if __name__ == "__main__":
    main()
