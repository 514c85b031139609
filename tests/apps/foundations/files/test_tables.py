"""Tables are read whatever the order, case or separator of their columns, and faults are placed."""

import pytest
from openpyxl import Workbook

from realign.foundations.files.tables import fits, read_table
from realign.foundations.files.types import FileColumn

COLUMNS = (
    FileColumn("area_code", aliases=("FeatureCode",)),
    FileColumn("value"),
    FileColumn("note", required=False),
)


def read(tmp_path, text, name="figures.csv", **options):
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_table(path, name, COLUMNS, **options)


def values(table):
    return [(row.number, row["area_code"], row["value"]) for row in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "area_code,value\nS1,5\nS2,6\n",
        "\ufeffvalue,Area Code\r\n5,S1\r\n6,S2\r\n",
        "VALUE;AREA-CODE\n5;S1\n6;S2\n",
        "value\tfeaturecode\n 5\t S1 \n6\tS2\n",
        '"area_code","value"\n"S1","5"\n"S2","6"',
    ],
)
def test_order_case_separator_and_marks_do_not_matter(tmp_path, text):
    table = read(tmp_path, text)
    assert not table.problems
    assert values(table) == [(2, "S1", "5"), (3, "S2", "6")]


def test_control_characters_are_placed_and_line_breaks_are_none(tmp_path):
    table = read(
        tmp_path, 'area_code,value,note\nS1,5,"Number of\x0breferrals \x07"\nS2,6,"two\nlines\tof words"\n'
    )
    assert values(table) == [(3, "S2", "6")]
    [problem] = table.problems.kept
    assert (problem.row, problem.column) == (2, "note")
    assert problem.found == "a control character (0x07, 0x0B) in “Number ofreferrals ”"


def test_a_quoted_comma_and_a_quoted_line_break_stay_in_their_cell(tmp_path):
    table = read(tmp_path, 'area_code,value,note\n"S1, north",5,"two\nlines"\nS2,6,\n')
    assert table.rows[0]["area_code"] == "S1, north"
    assert table.rows[0]["note"] == "two\nlines"
    assert table.rows[1].number == 3


def test_unknown_columns_are_left_out_with_a_note_or_kept_when_asked(tmp_path):
    text = "area_code,value,Sex,Age\nS1,5,All,0-4\n"
    assert read(tmp_path, text).notes == ["Columns not used: Sex, Age."]
    assert read(tmp_path, text, keep_extra=True).rows[0].extra == {"Sex": "All", "Age": "0-4"}


def test_a_missing_column_says_which_and_what_was_there(tmp_path):
    [problem] = read(tmp_path, "area,value\nS1,5\n").problems.kept
    assert (problem.row, problem.column) == (1, "area_code")
    assert "area, value" in problem.found


def test_a_column_named_twice_is_refused(tmp_path):
    [problem] = read(tmp_path, "area_code,value,Value\nS1,5,6\n").problems.kept
    assert "twice" in problem.found


def test_a_row_of_another_width_is_placed_and_empty_cells_beyond_the_header_are_not(tmp_path):
    table = read(tmp_path, "area_code,value\nS1,5,6\nS2,7,,\n\nS3,8\n")
    assert [(problem.row, problem.found) for problem in table.problems.kept] == [(2, "3 cells")]
    assert values(table) == [(3, "S2", "7"), (5, "S3", "8")]


def test_a_quote_left_open_is_placed(tmp_path):
    [problem] = read(tmp_path, 'area_code,value\nS1,5\nS2,"6\n').problems.kept
    assert problem.row == 3
    assert "quote" in problem.todo


def test_a_header_alone_is_refused(tmp_path):
    [problem] = read(tmp_path, "area_code,value\n").problems.kept
    assert problem.found == "no rows"


def test_a_workbook_under_its_own_name_is_read_and_as_csv_is_told(tmp_path):
    book = Workbook()
    book.active.append(["Area code", "Value", "note"])
    book.active.append(["S1", 5, None])
    book.active.append(["S2", 6.5])
    for name in ("figures.xlsx", "figures.csv"):
        book.save(tmp_path / name)
    table = read_table(tmp_path / "figures.xlsx", "figures.xlsx", COLUMNS)
    assert values(table) == [(2, "S1", "5"), (3, "S2", "6.5")]
    [problem] = read_table(tmp_path / "figures.csv", "figures.csv", COLUMNS).problems.kept
    assert "Excel workbook" in problem.found


def test_a_broken_workbook_is_refused_in_words(tmp_path):
    (tmp_path / "figures.xlsx").write_bytes(b"PK\x03\x04 not really")
    [problem] = read_table(tmp_path / "figures.xlsx", "figures.xlsx", COLUMNS).problems.kept
    assert "cannot be opened" in problem.found


def test_a_format_is_recognised_by_its_required_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Value,FEATURECODE,other\n1,S1,x\n")
    assert fits(path, COLUMNS)
    path.write_text("Value,other\n1,x\n")
    assert not fits(path, COLUMNS)
