"""Cells of workbooks come with what they are; what is hidden is said, and what cannot be a value is refused by its cell."""

import datetime
import io

import openpyxl
import pytest
from openpyxl.styles import numbers

from realign.foundations.files.isolated import UnreadableFileError
from realign.foundations.files.reading.workbooks import CellFault, Percent, open_workbook, sheets_of
from realign.foundations.files.table_layouts.types import TableLayout
from realign.foundations.files.tables import first_rows, read_table
from realign.foundations.files.types import FileColumn
from tests.support import ods

pytestmark = pytest.mark.slow

COLUMNS = (FileColumn("area"), FileColumn("value"))


def excel(*rows, change=lambda book: None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cells_of(content):
    with open_workbook(io.BytesIO(content)) as sheets:
        return [row.cells for row in sheets[0].numbered()]


def table_of(tmp_path, content, name="figures.xlsx", **more):
    path = tmp_path / name
    path.write_bytes(content)
    return read_table(path, name, COLUMNS, **more)


def problems(table):
    return [(problem.row, problem.found) for problem in table.problems.kept]


def test_cells_of_excel_are_what_they_show():
    def form(book):
        sheet = book.active
        for place, number_format in (
            ("A1", "0.0%"),
            ("B1", "mmm-yy"),
            ("C1", "[h]:mm"),
            ("D1", '0.0" days"'),
        ):
            sheet[place].number_format = number_format
        sheet["F1"], sheet["G1"], sheet["H1"] = "=1+1", "#N/A", datetime.datetime(2026, 3, 31, 9, 30)
        sheet["I1"].number_format = numbers.FORMAT_TEXT

    content = excel([0.923, datetime.date(2010, 11, 1), 1.5, 2.5, True, 0, 0, 0, "_x0041_ é"], change=form)
    [cells] = cells_of(content)
    assert cells[:5] == (Percent("92.3"), datetime.date(2010, 11, 1), "36:00:00", 2.5, True)
    assert [type(cell) for cell in cells[5:7]] == [CellFault, CellFault]
    assert cells[7:] == (datetime.datetime(2026, 3, 31, 9, 30), "A é")


def test_cells_of_open_documents_are_what_they_show():
    note = "<office:annotation><text:p>who wrote</text:p></office:annotation>"
    cells = [
        ods.typed("percentage", "92.3%", value=0.923),
        ods.typed("date", "Nov 10", date_value="2010-11-01"),
        ods.typed("boolean", boolean_value="true"),
        '<table:table-cell table:formula="of:=1+1"/>',
        ods.typed("string", "#N/A", 'table:formula="of:=NA()" calcext:value-type="error"'),
        ods.typed("string", f'{note}<text:p>two<text:s text:c="2"/>words</text:p><text:p>below</text:p>'),
        ods.typed("float", "7", 'table:number-columns-repeated="2"', value=7),
    ]
    [row] = cells_of(ods.workbook(ods.sheet("Data", [cells])))
    assert row[:3] == (Percent("92.3"), datetime.date(2010, 11, 1), True)
    assert [type(cell) for cell in row[3:5]] == [CellFault, CellFault]
    assert row[5:] == ("two  words\nbelow", 7, 7)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_sheets_are_listed_and_the_first_that_is_not_hidden_is_read(tmp_path, kind):
    old, new = [["area", "value"], ["S1", 1]], [["area", "value"], ["S1", 50]]
    if kind == "xlsx":

        def hide(book):
            book.active.sheet_state = "hidden"
            for row in new:
                (book["Data"] if "Data" in book else book.create_sheet("Data")).append(row)

        content = excel(*old, change=hide)
    else:
        content = ods.workbook(ods.sheet("Sheet", old, style="hidden"), ods.sheet("Data", new))
    name = f"figures.{kind}"
    table = table_of(tmp_path, content, name)
    assert [row["value"] for row in table.rows] == ["50"]
    assert table.notes == ["Read from the sheet “Data”. Not read: “Sheet” (hidden)."]
    path = tmp_path / name
    assert [(sheet.title, sheet.is_hidden) for sheet in sheets_of(path)] == [("Sheet", True), ("Data", False)]
    begun = [(start.sheet, start.is_hidden, start.rows[1]) for start in first_rows(path, name)]
    assert begun == [("Data", False, (2, ["S1", "50"])), ("Sheet", True, (2, ["S1", "1"]))]
    [problem] = read_table(path, name, COLUMNS, layout=TableLayout(sheet="Sums")).problems.kept
    assert problem.expected == "a sheet called “Sums”"


def test_hidden_rows_and_columns_are_read_and_said(tmp_path):
    def hide(book):
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["B"].hidden = True

    table = table_of(tmp_path, excel(["area", "value"], ["S1", 1], ["S2", 2], change=hide))
    assert [row["value"] for row in table.rows] == ["1", "2"]
    assert table.notes == [
        "Rows that are hidden in “Sheet” were read too: 3.",
        "Columns that are hidden in “Sheet” were read too: B.",
    ]


def test_merged_cells_and_cells_without_a_value_are_refused_by_their_place(tmp_path):
    def merge(book):
        book.active.merge_cells("A2:A3")

    rows = ["area", "value"], ["S1", "=1+1"], [None, 2]
    table = table_of(tmp_path, excel(*rows, change=merge))
    assert problems(table) == [(2, "a formula without a stored value in B2"), (1, "merged cells A2:A3")]


def test_a_row_wider_than_its_header_is_refused(tmp_path):
    table = table_of(tmp_path, excel(["area", "value"], ["S1", 1], ["S2", 2, "lost", 9]))
    assert problems(table) == [(3, "4 cells")]


def test_a_table_may_begin_further_down(tmp_path):
    content = excel(["Figures of 2026"], [], ["area", "value"], ["S1", 1])
    assert table_of(tmp_path, content).problems
    table = table_of(tmp_path, content, layout=TableLayout(header_row=3))
    assert [(row.number, row["value"]) for row in table.rows] == [(4, "1")]
    text = b"Figures of 2026\n\narea,value\nS1,1\n"
    table = table_of(tmp_path, text, "figures.csv", layout=TableLayout(header_row=3))
    assert [(row.number, row["value"]) for row in table.rows] == [(4, "1")]


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048000">'
    + ods.typed("float", "1", 'table:number-columns-repeated="200"', value=1)
    + "</table:table-row>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ods.workbook(), "without a sheet"),
        (
            ods.workbook(
                ods.sheet("A", [[ods.typed("float", "1", 'table:number-columns-repeated="9000"', value=1)]])
            ),
            "a row of 9,000 cells",
        ),
        (ods.workbook(ods.sheet("A", [], after=REPEATED)), "more than 5,000,000 cells"),
        (excel(["a"])[:-30], "cannot be opened"),
        (b"PK nonsense", "cannot be opened"),
    ],
    ids=["no sheet", "wide", "repeated without end", "cut", "nonsense"],
)
def test_what_cannot_be_a_workbook_is_refused_in_words(content, words):
    with pytest.raises(UnreadableFileError, match=words), open_workbook(io.BytesIO(content)):
        pass
