"""The need and service table: laws, edges and a second opinion from individual children."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realign.methods.fit.table import NeedServiceTable, kappa, measure, odds_ratio, phi

cells = st.tuples(*[st.integers(0, 60)] * 4).filter(any)


@pytest.mark.slow
@given(cells)
def test_association_agrees_with_one_row_for_each_child(counts):
    table = NeedServiceTable(*counts)
    need = np.repeat([1, 1, 0, 0], counts)
    contact = np.repeat([1, 0, 1, 0], counts)
    if phi(table) is not None:
        assert phi(table) == pytest.approx(np.corrcoef(need, contact)[0, 1], abs=1e-12)
    if kappa(table) is not None:
        chance = need.mean() * contact.mean() + (1 - need.mean()) * (1 - contact.mean())
        assert kappa(table) == pytest.approx(((need == contact).mean() - chance) / (1 - chance), abs=1e-12)


@given(cells)
def test_shares_and_counts_hang_together(counts):
    table = NeedServiceTable(*counts)
    m = measure(table)
    assert table.high + table.low == table.total == sum(counts)
    if m.coverage:
        assert m.coverage.estimate + m.unmet.estimate == pytest.approx(1)
        assert m.coverage.lower == pytest.approx(1 - m.unmet.upper)
        assert m.unmet_count == pytest.approx(m.unmet.estimate * table.high)


def test_contact_that_ignores_need_shows_no_association():
    table = NeedServiceTable(10, 30, 20, 60)
    assert phi(table) == 0
    assert odds_ratio(table).estimate == 1
    assert kappa(table) == pytest.approx(0.0, abs=0.2)


def test_perfect_targeting():
    m = measure(NeedServiceTable(40, 0, 0, 60))
    assert (m.phi, m.kappa, m.coverage.estimate, m.targeting.estimate) == (1, 1, 1, 1)
    assert m.odds_ratio is None


def test_where_nobody_is_served_targeting_is_undefined_and_all_need_unmet():
    m = measure(NeedServiceTable(0, 5, 0, 10))
    assert m.targeting is None
    assert m.phi is None
    assert m.unmet.estimate == 1


def test_every_result_carries_the_caution():
    assert "not proof" in measure(NeedServiceTable(1, 1, 1, 1)).caution


@pytest.mark.parametrize("bad", [-1, float("nan"), float("inf")])
def test_an_impossible_count_is_refused(bad):
    with pytest.raises(ValueError, match="low_served must be a count"):
        NeedServiceTable(1, 2, bad, 3)


def test_the_result_is_ready_for_json():
    back = json.loads(json.dumps(measure(NeedServiceTable(223, 1953, 426, 5857)).as_dict(), allow_nan=False))
    assert back["table"]["high_unserved"] == 1953
    assert back["coverage"]["lower"] < back["coverage"]["estimate"]


def test_an_empty_table_is_refused():
    with pytest.raises(ValueError, match="no children"):
        NeedServiceTable(0, 0, 0, 0)
