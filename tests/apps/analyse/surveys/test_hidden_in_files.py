"""What files of answers hide: tests, totals, codes, commas within answers, other letters, headings that stand twice."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from openpyxl import Workbook

from realign.analyse.surveys.columns.rules import suggestion, suggestions
from realign.analyse.surveys.data.incoming.answers import IncomingAnswers
from realign.analyse.surveys.data.incoming.files import read_any
from realign.analyse.surveys.data.incoming.mapping import mapping_file, read_mapping
from realign.analyse.surveys.data.incoming.several import chosen_together, known_answers, split_answers
from realign.analyse.surveys.data.incoming.word_lists import in_order
from realign.analyse.surveys.data.types import (
    LONGEST_NAME,
    ColumnRole,
    HeadingRows,
    MappedColumn,
    RawColumn,
    SurveyMapping,
)
from realign.foundations.files.types import Problems


def written(tmp_path, text, name="a.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def read(path, mapping=None):
    answers = IncomingAnswers(mapping=SurveyMapping.of(mapping) if mapping else None)
    read_any(path, path.name, answers, {})
    return answers


def suggested(answers):
    return {column.mapped.column: column.mapped for column in suggestions(answers.raw)}


def as_suggested(path):
    """The answers as they are kept where a person confirms every suggestion."""
    return read(path, list(suggested(read(path)).values()))


def question(column, **more):
    return MappedColumn(column, ColumnRole.QUESTION, **more)


# rows that are no pupils


PREVIEWS = "Status,Q1,Q2\n" + 'Response Type,"How often are you, or were you, lonely?",Score\n'
PREVIEWS += '"{""ImportId"":""status""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
PREVIEWS += "Survey Preview,Always,a\n" * 3 + "IP Address,Never,b\n" * 6 + "IP Address,Always,b\n" * 4


def test_rows_of_tests_are_suggested_to_be_left_out_and_are(tmp_path):
    answers = as_suggested(written(tmp_path, PREVIEWS))
    assert not answers.problems
    assert answers.columns["Q1"].to_pylist() == ["Never"] * 6 + ["Always"] * 4
    assert answers.notes == ["Left out: 3 rows by “Status” (Survey Preview)."]
    assert "Status" not in answers.columns


def test_a_mapping_file_keeps_which_rows_are_left_out(tmp_path):
    mapping = SurveyMapping.of([MappedColumn("Status", ColumnRole.ROWS_LEFT_OUT, missing=("Test", "Total"))])
    path = written(tmp_path, mapping_file(mapping), "mapping.csv")
    problems = Problems()
    again = read_mapping(path, path.name, problems)
    assert not problems
    assert again.columns["Status"].role is ColumnRole.ROWS_LEFT_OUT
    assert again.columns["Status"].missing == ("Test", "Total")


def test_a_row_of_totals_below_the_answers_is_no_pupil(tmp_path):
    text = "UserID,Stage,Lonely\n1,S1,Often\n2,S2,Never\n\nTotal,,\n"
    said = [MappedColumn("UserID", ColumnRole.LEFT_OUT), question("Stage"), question("Lonely")]
    answers = read(written(tmp_path, text), said)
    assert answers.rows == 2
    assert answers.notes == ["Left out: 1 row without anything in the columns that are stored."]


def test_problems_name_the_row_of_the_file_after_rows_were_left_out(tmp_path):
    text = "Status,wt\nTest,9\nReal,1\nReal,2\nReal,3\nReal,4\nReal,5\nReal,6\nReal,7\nReal,8\nReal,9\nReal,1\nReal,x\n"
    said = [
        MappedColumn("Status", ColumnRole.ROWS_LEFT_OUT, missing=("Test",)),
        MappedColumn("wt", ColumnRole.SCALE_ITEM),
    ]
    answers = read(written(tmp_path, text), said)
    assert (13, "x") in [(one.row, one.found) for one in answers.problems.kept]


def test_rows_are_left_out_of_spss_files_too(tmp_path):
    frame = pd.DataFrame({"kind": ["real", "test", "real"], "sex": [1.0, 2.0, 2.0]})
    path = tmp_path / "a.sav"
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"sex": {1: "Girl", 2: "Boy"}})
    said = [
        MappedColumn("kind", ColumnRole.ROWS_LEFT_OUT, missing=("test",)),
        MappedColumn("sex", ColumnRole.GROUP),
    ]
    assert read(path, said).columns["sex"].to_pylist() == [1, 2]


# several answers in a cell


FORMS = "Stage,Who can you talk to?\n" + "".join(
    f"S1,{cell}\nS2,{cell}\n" * count
    for cell, count in (("Family;", 6), ("Family;Friends;", 4), ("Friends;A teacher;", 3), ("", 3))
)


def test_answers_chosen_together_are_no_answer_of_their_own(tmp_path):
    path = written(tmp_path, FORMS)
    assert suggested(read(path))["Who can you talk to?"].values == {
        answer: answer for answer in ("A teacher", "Family", "Friends")
    }
    answers = as_suggested(path)
    counted = {
        answers.described[name].label.rpartition(": ")[2]: (sum(filter(None, cells)), cells.count(None))
        for name, column in answers.columns.items()
        if "talk" in name and (cells := column.to_pylist())
    }
    assert counted == {"A teacher": (6, 6), "Family": (20, 6), "Friends": (14, 6)}


def test_a_mapping_that_named_choices_of_several_is_read_as_the_single_answers():
    words, whole = known_answers(
        {"Family;": "Family;", "Friends": "Mates", "Family;Friends;": "Family;Friends;"}, ";"
    )
    assert (words, whole) == ({"Family": "Family", "Friends": "Mates"}, [])


def test_an_answer_with_a_comma_in_it_stays_one(tmp_path):
    counts = {
        "Family (mum, dad), Friends": 14,
        "Friends": 12,
        "A teacher, or other adult": 11,
        "Family (mum, dad), A teacher, or other adult": 3,
        "Friends, A teacher, or other adult": 3,
    }
    separator, chosen = chosen_together(counts)
    assert separator == ","
    assert chosen == {"A teacher, or other adult": 17, "Family (mum, dad)": 17, "Friends": 29}
    assert split_answers("Yes, always, Often", ",", ["Yes, always"]) == ["Yes, always", "Often"]


def test_a_sentence_with_a_comma_is_one_answer():
    assert chosen_together({"Yes, always": 20, "Yes, sometimes": 20, "No": 10})[0] == ""


def test_a_question_of_more_choices_than_are_listed_is_still_one_of_several_answers(tmp_path):
    names = ["Bus", "Walk", "Cycle", "Car", "Train", "Taxi"]
    cells = [
        ";".join(name for place, name in enumerate(names) if number >> place & 1) for number in range(1, 64)
    ] * 2
    answers = read(written(tmp_path, "How?\n" + "\n".join(cells) + "\n"))
    mapped = suggested(answers)["How?"]
    assert mapped.role is ColumnRole.SEVERAL_SEMICOLONS
    assert set(mapped.values) == set(names)


def test_a_code_for_no_answer_is_no_choice(tmp_path):
    said = [MappedColumn("Q", ColumnRole.SEVERAL_COMMAS, "Q", missing=("-99",))]
    answers = read(written(tmp_path, 'Q\n"1,2"\n-99\n2\n'), said)
    assert [column.to_pylist() for column in answers.columns.values()] == [[1, None, 0], [1, None, 1]]


# boxes that were ticked


@pytest.mark.parametrize(
    ("cells", "ticked"),
    [
        (["Family", "", "Family"], [1, 0, 1]),
        (["Yes", "No", ""], [1, 0, None]),
        (["1", "0", ""], [1, 0, None]),
        (["Y", "", "{question_not_shown}"], [1, 0, None]),
        (["Checked", "Unchecked", "-9"], [1, 0, None]),
    ],
)
def test_a_box_left_empty_where_others_say_no_is_no_answer(tmp_path, cells, ticked):
    said = [
        MappedColumn("n", ColumnRole.SCORE),
        MappedColumn("box", ColumnRole.TICK, missing=("{question_not_shown}", "-9")),
    ]
    text = "n,box\n" + "".join(f"{number},{cell}\n" for number, cell in enumerate(cells))
    assert read(written(tmp_path, text), said).columns["box"].to_pylist() == ticked


@pytest.mark.parametrize(
    ("name", "values", "missing"),
    [
        ("Who? (choice=Family)", ("Checked", "Unchecked"), ()),
        ("WHO_SQ001", ("Y", "{question_not_shown}"), ("{question_not_shown}",)),
    ],
)
def test_boxes_of_other_makers_are_known(name, values, missing):
    raw = RawColumn(name, values=tuple((value, 9) for value in values), different=2, filled=18, blank=4)
    mapped = suggestion(raw).mapped
    assert (mapped.role, mapped.missing) == (ColumnRole.TICK, missing)


# letters, commas and headings


@pytest.mark.parametrize(
    ("encoding", "words"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", None)]
)
def test_letters_of_other_encodings_are_read_and_it_is_said(tmp_path, encoding, words):
    text = "School\tAn adult you’d trust?\n" + "Sgoil Àrd Phort Rìgh\tYes\n" * 3 + "Café\tNo\n"
    answers = read(written(tmp_path, text, encoding=encoding))
    assert not answers.problems
    assert answers.columns["School"].to_pylist() == ["Sgoil Àrd Phort Rìgh"] * 3 + ["Café"]
    assert list(answers.columns) == ["School", "An adult you’d trust?"]
    assert [words in note for note in answers.notes] == ([True] if words else [])


@pytest.mark.parametrize("content", [b"%PDF-1.4 \xe9", b"a,b\n1,\x81\n", b"a\x00b\xe9"])
def test_what_is_no_text_of_either_kind_is_refused(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert read(path).problems


def test_a_weight_with_decimal_commas_is_a_weight(tmp_path):
    text = "wt;Who\n" + "0,75;1,2\n1,253;2\n1;1\n" * 5
    answers = read(written(tmp_path, text))
    roles = suggested(answers)
    assert (roles["wt"].role, roles["Who"].role) == (ColumnRole.WEIGHT, ColumnRole.SEVERAL_COMMAS)
    kept = as_suggested(written(tmp_path, text))
    assert kept.columns["wt"].to_pylist()[:3] == [0.75, 1.253, 1.0]


def test_in_a_file_with_commas_between_cells_a_comma_is_no_decimal_sign(tmp_path):
    answers = read(written(tmp_path, 'wt\n"1,253"\n"2,000"\n'), [MappedColumn("wt", ColumnRole.WEIGHT)])
    assert [(one.row, one.expected) for one in answers.problems.kept] == [(2, "numbers only")]
    answers = read(written(tmp_path, "wt,q\n1,1\n,\ninf,1\n"), [MappedColumn("wt", ColumnRole.WEIGHT)])
    told = [(one.row, one.column, one.found) for one in answers.problems.kept if one.column == "wt"]
    assert told == [(4, "wt", "inf")]


VV = "Response ID\tDate submitted\tLast page\tStart language\tWhich stage?\n"
VV += "id\tsubmitdate\tlastpage\tstartlanguage\tSTAGE\n"


def test_questions_above_names_are_the_headings_of_limesurvey(tmp_path):
    answers = read(written(tmp_path, VV + "1\t2026-03-01\t4\ten\tS1\n2\t2026-03-01\t4\ten\tS2\n"))
    assert answers.headings is HeadingRows.QUESTIONS_NAMES
    assert answers.columns["STAGE"].to_pylist() == ["S1", "S2"]
    assert answers.raw[-1].question == "Which stage?"
    assert not answers.notes


def test_a_first_pupil_is_not_taken_for_a_row_of_headings(tmp_path):
    answers = read(written(tmp_path, "id,stage,,comment\n1,S1,Yes,\n2,S2,No,none\n"))
    assert answers.headings is HeadingRows.NAMES
    assert answers.rows == 2


@pytest.mark.parametrize(
    "name", ["id. Response ID", "lastpage. Last page", "groupTime12. Group time: You", "token. Code"]
)
def test_what_limesurvey_adds_is_known_by_the_code_before_its_words(name):
    raw = RawColumn(name, values=(("1", 5), ("2", 6)), different=2, filled=11, numbers=True)
    assert suggestion(raw).mapped.role is ColumnRole.LEFT_OUT


def test_a_number_for_each_row_is_no_score():
    serial = RawColumn("caseid", "Case identifier", different=300, filled=300, numbers=True, whole=True)
    total = RawColumn("total", "Total score", different=41, filled=300, numbers=True, whole=True)
    assert suggestion(serial).mapped.role is ColumnRole.LEFT_OUT
    assert suggestion(total).mapped.role is ColumnRole.SCORE


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        (("-99", "Always", "Never"), {"-99"}),
        (("-9", "0", "1"), {"-9"}),
        (("1", "2", "3", "99"), {"99"}),
        (("0", "1", "7"), set()),
        (("-2", "-1", "0", "1", "2"), set()),
        (("97", "98", "99"), set()),
    ],
)
def test_codes_beside_the_answers_are_suggested_as_no_answer(values, missing):
    raw = RawColumn("Q", values=tuple((value, 9) for value in values), different=len(values), filled=99)
    assert set(suggestion(raw).mapped.missing) == missing


def test_eleven_steps_without_words_are_a_score():
    raw = RawColumn(
        "life",
        values=tuple((str(n), 9) for n in range(11)),
        different=11,
        filled=99,
        numbers=True,
        labels={"0": "No"},
    )
    assert suggestion(raw).mapped.role is ColumnRole.SCORE


def test_usual_answers_are_shown_from_least_to_most():
    words = ["Agree", "Disagree", "Prefer not to say", "Strongly agree", "Strongly disagree"]
    assert in_order(words) == [
        "Strongly disagree", "Disagree", "Agree", "Strongly agree", "Prefer not to say",
    ]  # fmt: skip
    assert in_order(["Bus", "Car", "Often"]) == ["Bus", "Car", "Often"]


def test_short_names_of_the_answers_to_one_question_are_told_apart():
    stem = "Who can you talk to if you are worried about something? "
    raw = [
        RawColumn(f"{stem}{answer}", values=((answer, 9),), different=1, filled=9, blank=9)
        for answer in "ABC"
    ]
    names = [column.mapped.kept_as for column in suggestions(raw)]
    assert len(set(names)) == 3
    assert max(map(len, names)) <= LONGEST_NAME


def test_a_question_whose_answers_have_columns_is_not_asked_twice():
    raw = [
        RawColumn("g/Who?", values=(("a b", 9), ("a", 9)), different=2, filled=18),
        RawColumn("g/Who?/a", values=(("0", 9), ("1", 9)), different=2, filled=18, numbers=True),
    ]
    assert [column.mapped.role for column in suggestions(raw)] == [ColumnRole.LEFT_OUT, ColumnRole.TICK]


# workbooks


def workbook(tmp_path, *rows, more=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for title in more:
        book.create_sheet(title).append(["x"])
    path = tmp_path / "a.xlsx"
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path


def test_a_title_above_the_table_is_told_and_nothing_is_cut_off(tmp_path):
    answers = read(workbook(tmp_path, ["Pupil survey 2026"], [], ["stage", "lonely"], ["S1", "Often"]))
    (problem,) = answers.problems.kept
    assert (problem.row, problem.found) == (3, "2 cells")
    assert problem.expected == "1, as in the header"
    assert "Delete title rows" in problem.todo


def test_sheets_that_are_not_read_are_named(tmp_path):
    answers = read(workbook(tmp_path, ["stage"], ["S1"], more=["siblings"]))
    assert answers.notes == ["Read from the sheet “Sheet”. Not read: “siblings”."]


def test_a_kept_description_of_a_column_is_read_back():
    raw = RawColumn("Q", values=(("a", 1),), several=(("a", 2),), separator=";")
    assert RawColumn.from_json(raw.as_json()) == raw
    earlier = {
        name: value for name, value in raw.as_json().items() if name not in ("several", "separator", "whole")
    }
    assert RawColumn.from_json(earlier | {"no_longer_kept": True}).several == ()


def test_typed_columns_lose_the_rows_too(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"kind": ["test", "real"], "n": [1, 2]}), path)
    said = [
        MappedColumn("kind", ColumnRole.ROWS_LEFT_OUT, missing=("test",)),
        MappedColumn("n", ColumnRole.SCORE),
    ]
    assert read(path, said).columns["n"].to_pylist() == [2]
