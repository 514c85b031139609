"""The database engine's operations that the product uses work with the versions that are locked (decision 4)."""

import ibis
import pyarrow as pa


def test_a_table_in_memory_is_grouped_and_added_up():
    rows = ibis.memtable(pa.table({"k": ["a", "b", "a"], "v": [1, 2, 3]}))
    found = rows.group_by("k").aggregate(v=rows.v.sum()).order_by("k")
    assert found.to_pyarrow().to_pylist() == [{"k": "a", "v": 4}, {"k": "b", "v": 2}]


def test_parquet_is_read_lazily_and_grouped(tmp_path):
    path = tmp_path / "answers.parquet"
    ibis.memtable(pa.table({"school": [1, 1, 2], "raised": [1, 0, None]})).to_parquet(path)
    table = ibis.read_parquet(path)
    found = (
        table.group_by("school").aggregate(n=table.raised.count(), y=table.raised.sum()).order_by("school")
    )
    assert found.to_pyarrow().to_pylist() == [{"school": 1, "n": 2, "y": 1}, {"school": 2, "n": 0, "y": None}]
