"""Files stream to disk, are named by their fingerprint, and never exceed the limit."""

import hashlib
import tracemalloc

import pytest

from realign.foundations.files import actions
from realign.foundations.files.models import Upload
from realign.foundations.files.storage import full_path, store
from realign.foundations.partnerships.types import Refusal
from realign.methods import on_disk
from realign.methods.on_disk import ROWS, RowsByKey, RowsOnDisk


def test_a_file_is_named_by_its_fingerprint(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    stored = store("uploads/tayside", [b"area,", b"value\n"], limit=100)
    assert stored.sha256 == hashlib.sha256(b"area,value\n").hexdigest()
    assert full_path(stored.path).read_bytes() == b"area,value\n"
    assert stored.size == 11


def test_a_path_may_not_leave_the_data_folder(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    with pytest.raises(ValueError, match="outside the data folder"):
        full_path("../secrets")


@pytest.mark.slow
def test_two_hundred_megabytes_are_refused_in_words_without_filling_memory_or_disk(
    tmp_path, settings, tayside
):
    settings.DATA_DIR = tmp_path
    taken = []

    def arriving():
        for number in range(200):
            taken.append(number)
            yield b"x" * 1024 * 1024

    tracemalloc.start()
    with pytest.raises(Refusal, match=r"larger than 100 MB"):
        actions.store_upload(by=tayside.actor("analyst"), name="large.csv", chunks=arriving())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024
    assert len(taken) == 101
    assert not list((tmp_path / "uploads" / "tayside").iterdir())
    assert not Upload.objects.exists()


def test_the_same_file_is_kept_once(tmp_path, settings, tayside):
    settings.DATA_DIR = tmp_path
    first = actions.store_upload(by=tayside.actor("analyst"), name="a.csv", chunks=[b"one"])
    again = actions.store_upload(by=tayside.actor("planner"), name="a.csv", chunks=[b"one"])
    other = actions.store_upload(by=tayside.actor("planner"), name="b.csv", chunks=[b"one"])
    assert first == again != other
    assert first.uploaded_by == tayside.people["analyst"]
    assert len(list((tmp_path / "uploads" / "tayside").iterdir())) == 1


def test_a_reader_may_not_upload(tmp_path, settings, tayside):
    settings.DATA_DIR = tmp_path
    with pytest.raises(Refusal, match="role"):
        actions.store_upload(by=tayside.actor("reader"), name="a.csv", chunks=[b"one"])
    assert not Upload.objects.exists()


def test_rows_wait_on_disk_in_their_order_and_are_read_as_often_as_wanted():
    rows = RowsOnDisk(lambda row: row, lambda row: row)
    rows.extend((number, str(number)) for number in range(2 * ROWS + 3))
    assert len(rows) == 2 * ROWS + 3
    assert [number for number, _ in rows] == list(range(2 * ROWS + 3)) == [number for number, _ in rows]
    assert (rows[0], rows[ROWS], rows[-1]) == ((0, "0"), (ROWS, str(ROWS)), (2 * ROWS + 2, str(2 * ROWS + 2)))
    with pytest.raises(IndexError):
        rows[2 * ROWS + 3]


def test_rows_of_one_key_are_in_one_part_of_every_large_table(monkeypatch):
    monkeypatch.setattr(on_disk, "LOT", 10)
    rows, others = (
        RowsByKey(lambda row: row[0], lambda row: row, lambda row: row, is_large=more) for more in (0, 1)
    )
    for number in range(100):
        rows.append((number % 7, number))
    others.append((3, "once"))
    assert rows.is_large
    assert len(rows) == 100
    assert sorted(number for _, number in rows) == list(range(100))
    for part, beside in zip(rows.parts(), others.parts(), strict=True):
        assert not beside or {3} <= {key for key, _ in part}
        numbers = [number for _, number in part if number % 7 == 3]
        assert numbers in ([], list(range(3, 100, 7)))
