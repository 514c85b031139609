"""What is refused by its bytes, and where the refusal points."""

import pytest

from realign.foundations.files.storage import PIECE
from realign.foundations.files.tables import check_text


def written(tmp_path, content):
    path = tmp_path / "figures.csv"
    path.write_bytes(content)
    return path


def test_plain_text_with_accents_and_a_byte_order_mark_is_fine(tmp_path):
    assert check_text(written(tmp_path, "\ufeffarea,value\r\nNa h-Eileanan Siar – é,1\r\n".encode())) is None


@pytest.mark.parametrize(
    ("content", "found", "todo"),
    [
        (b"", "empty file", "export"),
        (b"  \n \n", "empty file", "export"),
        (b"PK\x03\x04rest", "starts with PK", "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1", "old Excel", "CSV UTF-8"),
        (b"%PDF-1.7", "PDF", "producer"),
        ("a,b\n1,2\n".encode("utf-16"), "UTF-16", "CSV UTF-8"),
        (b"<!DOCTYPE html><html>", "web page", "Download"),
        (b"\x1f\x8b\x08", "gzip", "Unpack"),
    ],
)
def test_other_kinds_of_file_are_told_by_what_they_are(tmp_path, content, found, todo):
    problem = check_text(written(tmp_path, content))
    assert found in problem.found
    assert todo in problem.todo
    assert problem.row == 0


def test_a_byte_that_is_not_utf_8_is_placed_by_row_and_byte(tmp_path):
    problem = check_text(written(tmp_path, b"area,value\nPerth,1\nCaf\xe9,2\n"))
    assert problem.row == 3
    assert "0xE9" in problem.found
    assert "byte 4 of the row (byte 23 of the file)" in problem.found


def test_a_nul_byte_is_placed_too(tmp_path):
    problem = check_text(written(tmp_path, b"a,b\n1,\x002\n"))
    assert (problem.row, "NUL" in problem.found, "byte 3 of the row" in problem.found) == (2, True, True)


def test_the_first_of_two_faults_is_the_one_reported(tmp_path):
    assert "0xFF" in check_text(written(tmp_path, b"a\n\xff\x00")).found
    assert "NUL" in check_text(written(tmp_path, b"a\n\x00\xff")).found


def test_a_letter_cut_off_at_the_end_is_reported(tmp_path):
    assert "unfinished" in check_text(written(tmp_path, b"a,b\ncaf\xc3")).found


@pytest.mark.slow
def test_a_letter_across_two_pieces_is_whole_and_positions_count_on(tmp_path):
    start = b"a\n" + b"x" * (PIECE - 3) + "é".encode()
    assert check_text(written(tmp_path, start + b"\nok\n")) is None
    problem = check_text(written(tmp_path, start + b"y\xff\n"))
    assert problem.row == 2
    assert f"byte {PIECE + 1} of the row (byte {PIECE + 3} of the file)" in problem.found
