"""Time the protection of two large tables of invented counts, and show how close it comes to the best bound.

Run: python benchmarks/disclosure_protection.py. The limit is on processor seconds; the clock also counts other programs.
"""

import time
from itertools import product

import numpy as np

from realign.methods.disclosure import CountTable, Hierarchy, SafeTable, profile, protect

LIMIT_SECONDS = 30
LARGEST_GAP = 0.10


def councils_by_stage(rng: np.random.Generator, mean: float) -> CountTable:
    """32 councils of uneven size, 7 stages, 2 sexes, 5 deprivation groups: 4,752 cells with all margins."""
    size = np.exp(rng.normal(0, 0.8, 32))
    size /= size.mean()
    rows = []
    for council in range(32):
        deprived = rng.dirichlet(np.full(5, 3.0)) * 5
        for stage, sex, quintile in product(range(7), ("girls", "boys"), range(5)):
            expected = mean * size[council] * deprived[quintile] * (0.8 + 0.05 * stage)
            row = {"council": f"council {council:02}", "stage": f"stage {stage}", "sex": sex}
            rows.append({**row, "quintile": str(quintile + 1), "n": int(rng.poisson(expected))})
    return CountTable.from_rows(rows, ("council", "stage", "sex", "quintile"))


def small_areas(rng: np.random.Generator, mean: float) -> CountTable:
    """300 small areas in 32 councils, 5 groups: 1,998 cells with all margins."""
    share = (0.3, 0.6, 1.0, 1.4, 1.7)
    parents = {f"area {area:03}": f"council {area % 32:02}" for area in range(300)}
    rows = []
    for area in parents:
        factor = np.exp(rng.normal(0, 0.5))
        rows += [
            {"area": area, "group": f"group {at}", "n": int(rng.poisson(mean * factor * share[at]))}
            for at in range(5)
        ]
    return CountTable.from_rows(rows, ("area", "group"), hierarchies={"area": Hierarchy(parents)})


def report(name: str, table: CountTable) -> bool:
    """Protect one table, print the line, and say whether it kept within the limits."""
    wall, cpu = time.perf_counter(), time.process_time()
    safe: SafeTable = protect([table], profile("fewer-than-5"))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    proof = safe.proof
    print(
        f"{name:34} {len(safe.cells):6} {proof.sensitive:9} {proof.complementary:13} "
        f"{proof.best_bound:7.0f} {proof.gap:7.1%} {wall:7.1f} {cpu:7.1f}"
    )
    return cpu < LIMIT_SECONDS and proof.gap <= LARGEST_GAP


def main() -> None:
    """Print one line a table."""
    print(f"{'invented table':34} {'cells':>6} sensitive complementary   bound     gap  wall s   cpu s")
    kept = [
        report(f"areas in councils, mean {mean}", small_areas(np.random.default_rng(seed), mean))
        for mean, seed in ((8, 2), (20, 2))
    ]
    kept += [
        report(f"council x stage x sex x group, {mean}", councils_by_stage(np.random.default_rng(seed), mean))
        for mean, seed in ((5, 1), (10, 1), (40, 1), (40, 2))
    ]
    print("all within 30 processor seconds and 10% of the best bound:", "yes" if all(kept) else "no")


if __name__ == "__main__":
    main()
