"""Files of answers as they really come: SPSS, CSV with a codebook, workbooks, Parquet."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from openpyxl import Workbook

from realign.analyse.surveys.data.incoming import scales as incoming_scales
from realign.analyse.surveys.data.incoming.answers import (
    IncomingAnswers,
    note_identifiers,
    read_codebook,
    unnamed_missing,
)
from realign.analyse.surveys.data.incoming.files import read_any
from realign.analyse.surveys.data.incoming.format import USUAL
from realign.methods.survey.scales import MissingRule

CSV = "stage,bullied,weight\nP5,1,10.5\nP6,888,9.25\nS1,999,11\nS2,2,\nP7,Prefer not to say,10\n"
CODEBOOK = """column,label,value,value_label,missing
stage,School stage,,,
bullied,Bullied in the last year,1,Yes,
bullied,,2,No,
bullied,,888,Question not asked of stage,yes
bullied,,999,No answer,yes
bullied,,Prefer not to say,Prefer not to say,yes
weight,Weight,,,
"""


def read(path, codebook="", usual=None):
    answers = IncomingAnswers()
    if codebook:
        file = path.with_name("codebook.csv")
        file.write_text(codebook, encoding="utf-8")
        answers.described |= read_codebook(file, file.name, answers.problems)
    read_any(path, path.name, answers, usual or {})
    return answers


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def told(answers):
    return [(one.row, one.column, one.found) for one in answers.problems.kept]


def test_a_csv_with_its_codebook_keeps_every_kind_of_missing_apart(tmp_path):
    answers = read(written(tmp_path, "a.csv", CSV), CODEBOOK)
    assert not answers.problems
    assert answers.table["bullied"].to_pylist() == [1, 888, 999, 2, -1]
    described = answers.described["bullied"]
    assert described.missing == ("888", "999", "-1")
    assert described.values["888"] == "Question not asked of stage"
    assert described.values["-1"] == "Prefer not to say"
    assert any("“Prefer not to say” is kept as -1" in note for note in answers.notes)
    assert answers.table["weight"].to_pylist() == [10.5, 9.25, 11.0, None, 10.0]
    assert answers.table["stage"].type == pa.string()


def test_a_value_that_the_codebook_does_not_list_is_named_by_row_and_column(tmp_path):
    text = CSV.replace("S1,999", "S1,7").replace("S2,2", "S2,sometimes")
    answers = read(written(tmp_path, "a.csv", text), CODEBOOK)
    assert (4, "bullied", "7") in told(answers)
    assert (5, "bullied", "sometimes") in told(answers)
    assert "one of 1, 2, 888, 999" in answers.problems.kept[0].expected


def test_a_stray_word_among_numbers_is_named(tmp_path):
    rows = "\n".join(str(number) for number in range(30))
    answers = read(
        written(tmp_path, "a.csv", f"score,x\n{rows.replace('17', 'seventeen')}\n".replace(",x", ""))
    )
    assert told(answers) == [(19, "score", "seventeen")]


def test_codes_that_begin_with_nought_stay_text(tmp_path):
    answers = read(written(tmp_path, "a.csv", "school\n007\n010\n123\n"))
    assert answers.table["school"].to_pylist() == ["007", "010", "123"]


def test_a_row_of_another_width_is_named(tmp_path):
    answers = read(written(tmp_path, "a.csv", "a,b\n1,2\n3\n4,5\n"))
    assert told(answers) == [(3, "", "1 cells")]


@pytest.mark.parametrize(("header", "name"), [("a,a", "a (2)"), ("a,", "column 2")])
def test_a_column_without_a_heading_of_its_own_is_called_by_its_place(tmp_path, header, name):
    answers = read(written(tmp_path, "a.csv", f"{header}\n1,2\n3,4\n"))
    assert not answers.problems
    assert answers.table.to_pydict() == {"a": [1, 3], name: [2, 4]}
    assert any(f"“{name}”" in note for note in answers.notes)


def test_a_file_that_breaks_off_inside_a_quoted_text_is_refused(tmp_path):
    cut = read(written(tmp_path, "a.csv", 'q,why\n1,"fine"\n2,"this answer was cut o'))
    assert told(cut) == [(3, "", "a file that is cut off inside a quoted text")]
    swallowed = read(written(tmp_path, "b.csv", 'q;why\n1;"fine\n2;"so"\n3;"what"\n'))
    assert [(row, "cannot be read" in words) for row, _, words in told(swallowed)] == [(2, True)]
    sound = read(written(tmp_path, "c.csv", 'q,why\n1,"a 5"" pipe, ""so"""\n2,5" pipe\n'))
    assert sound.table["why"].to_pylist() == ['a 5" pipe, "so"', '5" pipe']


def test_labels_keep_their_spelling_and_an_infinite_number_is_refused(tmp_path):
    answers = read(
        written(
            tmp_path,
            "a.csv",
            "stratum,pupil,council\n01,18446744073709551600,NA\n1,18446744073709551601,SA\n",
        )
    )
    assert [column.to_pylist() for column in answers.table.columns] == [
        ["01", "1"],
        ["18446744073709551600", "18446744073709551601"],
        ["NA", "SA"],
    ]
    path = tmp_path / "wave.parquet"
    pq.write_table(pa.table({"w": [1.0, float("inf"), None]}), path)
    assert told(read(path)) == [(0, "w", "an infinite number in row 2")]


def test_a_column_that_differs_from_another_only_in_capitals_gets_a_name_of_its_own(tmp_path):
    answers = read(written(tmp_path, "a.csv", "W,w\n10,1\n20,2\n"))
    assert answers.table.to_pydict() == {"W": [10, 20], "w_": [1, 2]}
    assert "“w” is kept as “w_”, since it differs from another column only in capitals." in answers.notes


def test_an_empty_file_is_refused(tmp_path):
    answers = read(written(tmp_path, "a.csv", ""))
    assert {one.found for one in answers.problems.kept} == {"an empty file"}


def test_a_codebook_may_not_say_two_things_of_one_value(tmp_path):
    twice = CODEBOOK + "bullied,,1,Often,\nbullied,,3,Rarely,perhaps\n"
    answers = read(written(tmp_path, "a.csv", CSV), twice)
    found = told(answers)
    assert (9, "codebook value", "bullied 1 as “Often”, and above as “Yes”") in found
    assert (10, "codebook missing", "perhaps") in found


@pytest.fixture
def sav(tmp_path):
    path = tmp_path / "wave.sav"
    frame = pd.DataFrame(
        {
            "stage": ["P5", "S1", "S2", "S4"],
            "trust": [1.0, 888.0, 999.0, None],
            "score": [12.5, 98.0, 13.0, 97.0],
        }
    )
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels={"trust": "An adult to trust"},
        variable_value_labels={
            "trust": {1: "Always", 2: "Sometimes", 888: "Not asked of stage", 999: "No answer"}
        },
        missing_ranges={"trust": [888, 999], "score": [{"lo": 97, "hi": 99}]},
    )
    return path


def test_an_spss_file_brings_its_labels_and_missing_ranges(sav):
    answers = read(sav)
    assert not answers.problems
    assert answers.table["trust"].to_pylist() == [1, 888, 999, None]
    trust = answers.described["trust"]
    assert (trust.label, trust.values["888"], trust.missing) == (
        "An adult to trust",
        "Not asked of stage",
        ("888", "999"),
    )
    assert answers.described["score"].missing == ("97", "98")
    assert answers.table["score"].to_pylist()[0] == 12.5


def test_a_broken_spss_file_is_refused_with_what_to_do(tmp_path):
    path = tmp_path / "wave.sav"
    path.write_bytes(b"$FL2 not really")
    found = read(path)
    assert "cannot be read" in found.problems.kept[0].found
    assert "save it again" in found.problems.kept[0].todo


def test_a_workbook_carries_its_codebook_on_a_sheet_of_its_own(tmp_path):
    book = Workbook()
    for line in CSV.strip().splitlines():
        book.active.append(
            [float(cell) if cell.replace(".", "").isdigit() else cell for cell in line.split(",")]
        )
    sheet = book.create_sheet("Codebook")
    for line in CODEBOOK.strip().splitlines():
        sheet.append(line.split(","))
    path = tmp_path / "wave.xlsx"
    book.save(path)
    answers = read(path)
    assert not answers.problems
    assert answers.table["bullied"].to_pylist() == [1, 888, 999, 2, -1]
    assert answers.described["stage"].label == "School stage"


def test_parquet_keeps_its_types_and_takes_usual_codes(tmp_path):
    path = tmp_path / "wave.parquet"
    pq.write_table(pa.table({"bullied": [1, 2, 888, 999], "pupil": [998, 999, 1000, 1001]}), path)
    answers = read(path, usual=USUAL)
    assert answers.described["bullied"].missing == ("888", "999")
    assert answers.described["pupil"].missing == (), "999 is a pupil here and no code"


def test_half_precision_is_read_and_what_is_no_answer_is_refused_by_column(tmp_path):
    path = tmp_path / "wave.parquet"
    columns = {
        "score": pa.array([1.5, 2.0, None], pa.float32()).cast(pa.float16()),
        "chosen": pa.array([["a"], ["a", "b"], None]),
        "day": pa.array([1_000_000_000, 1, None], pa.int32()).cast(pa.date32()),
    }
    pq.write_table(pa.table(columns), path)
    answers = read(path)
    note_identifiers(answers)
    assert answers.table["score"].to_pylist() == [1.5, 2.0, None]
    assert told(answers) == [
        (0, "chosen", "values of several parts (list<element: string>)"),
        (0, "day", "a day that no calendar has"),
    ]


def test_what_only_a_programmer_takes_for_a_number_stays_text(tmp_path):
    answers = read(written(tmp_path, "a.csv", "term,class\n2020_10,٣\n2020_11,٤\n2021_10,٣\n"))
    assert answers.table["term"].to_pylist() == ["2020_10", "2020_11", "2021_10"]
    assert answers.table["class"].to_pylist() == ["٣", "٤", "٣"]


def test_a_usual_code_that_nobody_named_is_pointed_out(tmp_path):
    answers = read(written(tmp_path, "a.csv", "bullied\n1\n2\n999\n"))
    assert unnamed_missing(answers, USUAL) == ["bullied (999)"]


def test_a_column_that_could_name_a_person_is_refused_with_the_reason(tmp_path):
    mails = "\n".join(f"{name}@school.example,{day}" for name, day in zip("abcdef", range(6), strict=True))
    answers = read(written(tmp_path, "a.csv", f"contact,surname\n{mails}\n"))
    note_identifiers(answers)
    found = {one.column: one.found for one in answers.problems.kept}
    assert "e-mail addresses" in found["contact"]
    assert "a name (by its name)" in found["surname"]


def test_a_file_of_another_kind_is_refused(tmp_path):
    assert read(written(tmp_path, "a.docx", "x")).problems.kept[0].found == "a name that ends in .docx"


class TestScales:
    def table(self, answers):
        return pa.table({f"sdq_{item:02}": [row[item - 1] for row in answers] for item in range(1, 26)})

    def test_scales_are_offered_by_both_rules_when_all_items_are_there(self):
        names = [f"SDQ_{item}" for item in range(1, 26)]
        assert [str(one) for one in incoming_scales.choices_for(names)] == [
            "sdq-self:complete",
            "sdq-self:prorate",
        ]
        assert incoming_scales.choices_for(names[:-1]) == []

    def test_what_was_scored_already_is_not_offered_again(self):
        names = [*(f"sdq{item}" for item in range(1, 26)), "sdq_total"]
        assert [str(one) for one in incoming_scales.choices_for(names)] == ["sdq-self:prorate"]

    def test_short_and_long_wellbeing_scales_share_their_items(self):
        names = [f"wemwbs{item}" for item in range(1, 15)]
        assert {one.scale for one in incoming_scales.choices_for(names)} == {"wemwbs", "swemwbs"}

    def test_the_published_vectors_by_both_rules(self):
        full = [item % 3 for item in range(1, 26)]
        gaps = [999 if item in (3, 8) else item % 3 for item in range(1, 26)]
        described = {
            f"sdq_{item:02}": incoming_scales.DatasetColumn(
                f"sdq_{item:02}", "", {"999": "No answer"}, ("999",)
            )
            for item in range(1, 26)
        }
        table = self.table([full, gaps])
        complete = incoming_scales.scored(
            table, described, incoming_scales.ScoringChoice("sdq-self", MissingRule.COMPLETE)
        )
        prorated = incoming_scales.scored(
            table, described, incoming_scales.ScoringChoice("sdq-self", MissingRule.PRORATE)
        )
        assert complete["sdq_total"][0].to_pylist() == [17, None]
        assert prorated["sdq_total_prorated"][0].to_pylist() == [17, 16]
        band, about = complete["sdq_total_band"]
        assert about.values[str(band.to_pylist()[0])] == "slightly raised"
        assert "missing items: complete; bands: four-band (unverified)" in about.label
        assert "missing items: prorate" in prorated["sdq_total_prorated"][1].label
