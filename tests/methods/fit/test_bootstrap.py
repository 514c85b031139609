"""The bootstrap of unmet need: repeatable, honest about clusters, and equal to the design-based spread."""

import numpy as np
import pytest

from realign.methods.fit.bootstrap import unmet_need_bootstrap

UNMET = np.array([12, 9, 15, 4, 22, 17, 8.0])
CHILDREN = np.array([50, 48, 41, 30, 66, 44, 39.0])
STRATA = np.array(["P", "P", "P", "P", "S", "S", "S"])


def bootstrap(seed=7, **changes):
    given = {"unmet": UNMET, "children": CHILDREN, "strata": STRATA, "population": 1000.0, "replicates": 4000}
    return unmet_need_bootstrap(**(given | changes), rng=np.random.default_rng(seed))


def test_the_same_seed_gives_the_same_answer():
    assert bootstrap() == bootstrap()
    assert bootstrap(replicates=37) != bootstrap(seed=8, replicates=37)


def test_the_estimate_is_the_ratio_of_totals():
    assert bootstrap().estimate == pytest.approx(1000 * UNMET.sum() / CHILDREN.sum())


def test_the_spread_agrees_with_the_linearised_design_based_one():
    share = UNMET.sum() / CHILDREN.sum()
    score = (UNMET - share * CHILDREN) / CHILDREN.sum()
    variance = sum(
        len(z) / (len(z) - 1) * ((z - z.mean()) ** 2).sum()
        for z in (score[name == STRATA] for name in ("P", "S"))
    )
    interval = bootstrap()
    # few clusters: percentile limits are within a fifth of the normal ones
    assert (interval.upper - interval.lower) / 2 == pytest.approx(1960 * variance**0.5, rel=0.2)


def test_a_stratum_of_one_school_is_refused():
    with pytest.raises(ValueError, match="one sampling unit"):
        bootstrap(strata=np.array(["P"] * 6 + ["S"]))


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="for each sampling unit"):
        bootstrap(unmet=UNMET[:-1])


def test_more_unmet_than_children_is_refused():
    with pytest.raises(ValueError, match="between 0"):
        bootstrap(unmet=CHILDREN + 1)
