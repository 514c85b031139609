"""Answers as rows, Arrow and pandas."""

import numpy as np
import pytest

from realign.methods.results import Columns, Estimate


def test_unequal_columns_are_refused():
    with pytest.raises(ValueError, match="equally long"):
        Columns({"a": np.zeros(1), "b": np.zeros(2)})


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(KeyError, match=r"No column 'b'\. This table has: a\."):
        Columns({"a": np.zeros(1)})["b"]


def test_what_is_not_known_is_none_in_rows_and_null_in_arrow():
    table = Columns({"area": np.array(["A", None], dtype=object), "value": np.array([np.nan, 2.0])})
    assert list(table.rows()) == [{"area": "A", "value": None}, {"area": None, "value": 2.0}]
    assert table.to_arrow().to_pylist() == list(table.rows())
    assert len(table.to_pandas()) == len(table) == 2


def test_relative_error_of_nothing_is_not_known():
    assert np.isnan(Estimate(0.0, 0.1).relative_error)
    assert Estimate(-2.0, 0.1).relative_error == 0.05
