"""Files of another layout: the sheet, the row of the header and the columns are asked for once, and remembered."""

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from realign.foundations.files.commands import bring_in
from realign.foundations.files.headings.rules import faults_of, offered_header, parts_of
from realign.foundations.files.identifiers import tells_of_a_person
from realign.foundations.files.models import FileLayout, Import
from realign.foundations.files.storage import full_path
from realign.foundations.files.table_layouts.types import (
    BREAKDOWN,
    NOT_USED,
    HeadingPattern,
    RowNumber,
    TableLayout,
)
from realign.foundations.files.tables import read_table
from realign.foundations.files.types import FileColumn, Problems
from realign.registers.indicators.models import Observation
from tests.support.tables import workbook

COLUMNS = (
    FileColumn("area"),
    FileColumn("indicator"),
    FileColumn("year", aliases=("period",), is_period=True),
    FileColumn("value"),
    FileColumn("lower", required=False),
)
HEADER = ("council", "indicator", "year", "value", "higher_is_better", "title")


def of_dundee(value, series="T1"):
    return [HEADER, ("Dundee City", series, "2022-23", value, "Yes", "% of pupils")]


WIDE = [
    ("Benchmarking: schools",),
    (),
    ("Local Authority", "T1 2021-22", "T1 2022-23", "T2 2022-23", "Notes"),
    ("Dundee City", 40, 50, 7, ""),
    ("Angus", 41, "*", 8, "revised"),
    (),
    ("Source: the councils",),
]


class TestTables:
    def read(self, tmp_path, text, layout, **more):
        path = tmp_path / "figures.csv"
        path.write_text(text, encoding="utf-8")
        return read_table(path, path.name, COLUMNS, layout=layout, **more)

    def values(self, table):
        assert not table.problems, [str(problem) for problem in table.problems.kept]
        return [(row.number, row["area"], row["indicator"], row["year"], row["value"]) for row in table.rows]

    def test_columns_are_what_the_layout_says(self, tmp_path):
        layout = TableLayout(
            header_row=3,
            columns={"LA": "area", "Result": "value", "Sex": BREAKDOWN, "Colour": NOT_USED, "When": "Year"},
            same={"indicator": "T1"},
            ends_when_blank=True,
        )
        text = (
            "A title; and more, of it\n\nLA,When,Result,Sex,Colour\nFife,2020,5,Girls,red\n,,,,\nSource: us\n"
        )
        table = self.read(tmp_path, text, layout)
        assert self.values(table) == [(4, "Fife", "T1", "2020", "5")]
        assert table.rows[0].extra == {"Sex": "Girls"}
        assert table.notes == [
            "The header is in row 3.",
            "Columns not used: Colour.",
            "Not read, because the table ends above: row 6.",
        ]

    def test_a_column_for_each_indicator_and_period_becomes_rows(self, tmp_path):
        layout = TableLayout(
            columns={"LA": "area"},
            patterns=(
                HeadingPattern("{indicator} {year}", "value"),
                HeadingPattern("{indicator} {year} lower", "lower"),
                HeadingPattern("{...}", NOT_USED),
            ),
        )
        text = "LA,CHN1 2010-11,CHN1 2010-11 lower,CHN1 2011 to 2013,No of pupils\nFife,5,4,6,70\n"
        table = self.read(tmp_path, text, layout)
        assert self.values(table) == [
            (2, "Fife", "CHN1", "2010-11", "5"),
            (2, "Fife", "CHN1", "2011 to 2013", "6"),
        ]
        assert [row["lower"] for row in table.rows] == ["4", ""]
        assert table.rows[0].number != table.rows[1].number

    @pytest.mark.parametrize(
        ("header", "column", "words"),
        [
            ("LA,CHN1 2010-11,Pupils", "Pupils", "a column that the layout does not name"),
            ("LA,CHN1 2010-11,CHN1  2010-11", "CHN1 2010-11 (column C)", "does not name"),
            ("LA,CHN1 2010-11,LA", "LA (column C)", "does not name"),
            ("Area,CHN1 2010-11,x", "", "no header in the first 60 rows"),
        ],
    )
    def test_a_header_that_the_layout_does_not_describe_is_refused(self, tmp_path, header, column, words):
        layout = TableLayout(
            columns={"LA": "area"}, patterns=(HeadingPattern("{indicator} {year}", "value"),)
        )
        table = self.read(tmp_path, f"{header}\nFife,5,6\n", layout)
        [problem] = table.problems.kept
        assert (problem.column, words in problem.found, table.problems.about_layout) == (column, True, True)

    def test_an_empty_header_row_is_refused(self, tmp_path):
        table = self.read(
            tmp_path, "x\n\narea,indicator,year,value\nFife,T1,2020,5\n", TableLayout(header_row=2)
        )
        [problem] = table.problems.kept
        assert problem.found == "no header in row 2"

    def test_problems_name_the_column_of_the_file(self):
        problems = Problems()
        problems.add(RowNumber(4, {"year": "T1 2010-11"}, "T1 2010-11"), "year", "x", "a year")
        assert (problems.kept[0].row, problems.kept[0].column) == (4, "T1 2010-11")
        assert type(problems.kept[0].row) is int

    @pytest.mark.parametrize(
        ("heading", "values"),
        [
            ("CHN1 2010-11", ("CHN1", "2010-11")),
            ("Cost per pupil\n2010/11", ("Cost per pupil", "2010/11")),
            ("Cost January 2022", ("Cost", "January 2022")),
            ("Cost Jan 2022-Dec 2022", ("Cost", "Jan 2022-Dec 2022")),
            ("Cost 2022 Q1", ("Cost", "2022 Q1")),
            ("2010-11", None),
            ("Cost 2010-11 revised", None),
        ],
    )
    def test_a_heading_is_parted_where_its_period_begins(self, heading, values):
        parts = parts_of(heading, HeadingPattern("{indicator} {year}", "value"), COLUMNS)
        assert (parts and (parts.values["indicator"], parts.values["year"])) == values

    def test_a_sign_between_names_stands_in_neither(self):
        pattern = HeadingPattern("{indicator}_{area}_{year}", "value")
        values = parts_of("Positive Destinations_ Projected_2017/18", pattern, COLUMNS).values
        assert values == {"indicator": "Positive Destinations", "area": "Projected", "year": "2017/18"}
        assert parts_of("a_b_c_2017/18", pattern, COLUMNS) is None

    def test_the_header_offered_is_the_first_row_with_the_columns(self):
        rows = [
            (1, ["Value of it"]),
            (3, ["area", "indicator"]),
            (4, ["Area", "Indicator", "Period", "Value"]),
        ]
        assert offered_header(rows, COLUMNS) == 4
        assert offered_header(rows[:2], COLUMNS) == 3
        assert offered_header(rows[:1], COLUMNS) == 0

    @pytest.mark.parametrize(
        ("layout", "words"),
        [
            (TableLayout(columns={"LA": "council"}), "“council” is no column"),
            (TableLayout(columns={"LA": "area", "X": BREAKDOWN}), "no breakdown columns"),
            (TableLayout(columns={"LA": "area", "X": "area"}), "Two columns are both “area”"),
            (TableLayout(patterns=(HeadingPattern("year", "value"),)), "no name between braces"),
            (TableLayout(columns={"LA": "area"}), "Nothing is “value”"),
        ],
    )
    def test_a_layout_that_does_not_fit_the_format_says_why(self, layout, words):
        assert words in " ".join(faults_of(layout, COLUMNS, breakdowns=False))


@pytest.fixture
def analyst(client, places):
    client.force_login(places.people["analyst"])
    return client


@pytest.fixture
def command(places, tmp_path):
    def run(content, *more, name="figures.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        return CliRunner().invoke(bring_in, ["indicators", str(path), *more])

    return run


def words(response):
    return response.content.decode()


def send(client, content, name="figures.xlsx", format="lgbf", **said):
    """Upload a file; answers its import."""
    address = reverse("files:new", args=["tayside", "indicators", format])
    client.post(address, {"file": SimpleUploadedFile(name, content), **said})
    return Import.objects.latest("pk")


def accept(client, record):
    record.refresh_from_db()
    assert record.state == Import.State.READY, record.problems
    return words(client.post(reverse("files:accept", args=["tayside", record.pk]), follow=True))


def at(page, record):
    return reverse(f"files:{page}", args=["tayside", record.pk])


def figures():
    return sorted(
        Observation.objects.values_list("area__name", "indicator__code", "period", "value", "symbol")
    )


DUNDEE = [("Dundee City", "T1", "2022/23", 50, "")]


class TestSheets:
    def test_a_hidden_sheet_is_not_read_and_the_sheet_read_is_told(self, analyst):
        record = send(analyst, workbook(Old_hidden=of_dundee(1), Data=of_dundee(50)))
        assert "Read from the sheet “Data”. Not read: “Old” (hidden)." in accept(analyst, record)
        assert figures() == DUNDEE

    def test_so_says_the_command(self, command):
        answer = command(workbook(Old_hidden=of_dundee(1), Data=of_dundee(50)))
        assert (answer.exit_code, "Read from the sheet “Data”" in answer.output) == (0, True), answer.output
        assert figures() == DUNDEE

    def test_the_only_sheet_with_the_header_is_read(self, command):
        answer = command(workbook(Notes=[("About these figures",)], Data=of_dundee(50)))
        assert (answer.exit_code, "Not read: “Notes”" in answer.output) == (0, True), answer.output

    def test_where_several_have_it_the_sheet_is_asked_for(self, analyst):
        record = send(analyst, workbook(Spring=of_dundee(40), Summer=of_dundee(50), Old_hidden=of_dundee(1)))
        page = words(analyst.get(record.get_absolute_url()))
        assert "a workbook with the sheets “Spring”, “Summer”, “Old” (hidden)" in page
        assert "Say how it is laid out" in page
        assert "--sheet" not in page
        assert (page.count("as CSV"), "Download all problems" in page) == (1, False)
        page = words(analyst.get(at("layout", record)))
        assert "Old (hidden): header offered in row 1" in page
        answer = analyst.post(at("layout", record), {"sheet": "Summer"})
        assert answer.url == record.get_absolute_url()
        accept(analyst, record)
        assert figures() == DUNDEE
        assert "sheet “Summer”, header in row 1" in words(analyst.get(record.get_absolute_url()))

    def test_so_asks_the_command(self, command):
        content = workbook(Spring=of_dundee(40), Summer=of_dundee(50))
        answer = command(content, "--format", "lgbf")
        assert (answer.exit_code, "name it with --sheet" in answer.output) == (2, True)
        answer = command(content, "--sheet", "Summer")
        assert answer.exit_code == 0, answer.output
        assert figures() == DUNDEE
        answer = command(content, "--sheet", "Winter", "--format", "lgbf")
        assert (answer.exit_code, "a sheet called “Winter”" in answer.output) == (2, True)


class TestHeaderRows:
    CSV = (
        "Benchmarking, all councils\n\n" + "\n".join(",".join(map(str, row)) for row in of_dundee(50))
    ).encode()

    def test_lines_above_the_header_are_passed_over_once_its_row_is_chosen(self, analyst):
        record = send(analyst, self.CSV, name="figures.csv")
        assert record.state == Import.State.REFUSED
        page = analyst.get(at("layout", record))
        assert page.context["form"]["header_row"].value() == 3
        analyst.post(at("layout", record), {"header_row": "3"})
        assert "The header is in row 3." in accept(analyst, record)
        assert figures() == DUNDEE

    def test_by_command(self, command):
        answer = command(self.CSV, "--header-row", "3", name="figures.csv")
        assert answer.exit_code == 0, answer.output
        assert figures() == DUNDEE


class TestTwoColumnsForOne:
    """A year and a period say when, each in its own way: neither is taken unasked."""

    ROWS = "council,indicator,year,period,value,higher_is_better\nDundee City,T1,2021-22,2022-23,50,Yes\n"

    def test_which_is_meant_is_asked_for(self, analyst):
        record = send(analyst, self.ROWS.encode(), name="figures.csv")
        assert "the columns “year” and “period”, which may each be “year”" in record.problems[0]["found"]
        answer = analyst.post(at("layout", record), {"header_row": "1"})
        assert answer.url.startswith(at("columns", record))
        roles = ("council", "indicator", NOT_USED, "year", "value", "higher_is_better")
        said = {f"column_{place}": role for place, role in enumerate(roles)}
        analyst.post(answer.url, {**said, "remember": "By period"})
        accept(analyst, record)
        assert figures() == DUNDEE

    def test_so_asks_the_command(self, command):
        answer = command(self.ROWS.encode(), "--format", "lgbf", name="figures.csv")
        assert (answer.exit_code, "which may each be “year”" in answer.output) == (2, True)
        assert not Observation.objects.exists()


class TestColumns:
    SAID = {
        "patterns": "{indicator} {year} = value",
        "column_0": "council",
        "column_4": NOT_USED,
        "same": "higher_is_better = ",
        "ends_when_blank": "on",
        "remember": "Schools, wide",
    }
    ALL = [
        ("Angus", "T1", "2021/22", 41, ""),
        ("Angus", "T1", "2022/23", None, "[c]"),
        ("Angus", "T2", "2022/23", 8, ""),
        ("Dundee City", "T1", "2021/22", 40, ""),
        ("Dundee City", "T1", "2022/23", 50, ""),
        ("Dundee City", "T2", "2022/23", 7, ""),
    ]

    def describe(self, client, record, **more):
        answer = client.post(at("layout", record), {"header_row": "3"})
        assert answer.url.startswith(at("columns", record))
        return answer.url, client.post(answer.url, {**self.SAID, **more}, follow=True)

    def remembered(self, client, **more):
        """A layout that is remembered, since a file about Fife was imported by it."""
        record = send(client, workbook(Data=[*WIDE[:3], ("Fife", 1, 2, 3, "")]))
        self.describe(client, record, **more)
        accept(client, record)
        return FileLayout.objects.get()

    FIFE = [
        ("Fife", "T1", "2021/22", 1, ""),
        ("Fife", "T1", "2022/23", 2, ""),
        ("Fife", "T2", "2022/23", 3, ""),
    ]

    def test_are_not_remembered_of_a_file_that_is_not_imported(self, analyst):
        record = send(analyst, workbook(Data=[*WIDE[:3], ("Nowhere", 40, 50, 7, "")]))
        self.describe(analyst, record)
        right = send(analyst, workbook(Data=WIDE))
        self.describe(analyst, right)
        assert not FileLayout.objects.exists()
        accept(analyst, right)
        assert FileLayout.objects.get().title == "Schools, wide"

    def test_that_say_what_a_file_does_not_are_chosen_and_never_stand_chosen(self, analyst):
        rows = [("Local Authority", "2021-22", "2022-23"), ("Fife", 1, 2)]
        record = send(analyst, workbook(Data=rows))
        self.describe_from(
            analyst, record, 1, patterns="{year} = value", same="indicator = T7\nhigher_is_better = Yes"
        )
        accept(analyst, record)
        later = send(analyst, workbook(Data=[rows[0], ("Angus", 3, 4)]))
        page = analyst.get(at("layout", later))
        assert page.context["form"]["layout"].value() == ""
        assert "In every row of the file: indicator “T7”, higher_is_better “Yes”" in words(page)

    def test_of_the_whole_table_are_asked_and_kept(self, analyst):
        sheets = {
            "First": [*WIDE[:3], ("Dundee City", 40, "not collected", 7, "")],
            "Second": [*WIDE[:3], ("Angus", 41, 42, 8, "ok"), ("Angus", 1, 1, 1, "draft")],
        }
        record = send(analyst, workbook(**sheets))
        answer = analyst.post(at("layout", record), {"sheet": "First", "header_row": "3"})
        said = {
            **self.SAID,
            "no_value": "not collected",
            "rows_not_used": "Notes = draft",
            "every_sheet": "on",
        }
        page = words(analyst.post(answer.url, {**said, "rows_not_used": "draft"}, follow=True))
        assert "Each line needs a heading, “ = ” and a word." in page
        analyst.post(answer.url, said)
        accept(analyst, record)
        assert figures() == [
            ("Angus", "T1", "2021/22", 41, ""),
            ("Angus", "T1", "2022/23", 42, ""),
            ("Angus", "T2", "2022/23", 8, ""),
            ("Dundee City", "T1", "2021/22", 40, ""),
            ("Dundee City", "T1", "2022/23", None, "[x]"),
            ("Dundee City", "T2", "2022/23", 7, ""),
        ]
        form = analyst.get(
            reverse("files:layout-edit", args=["tayside", FileLayout.objects.get().slug])
        ).context["form"]
        shown = [form[name].value() for name in ("no_value", "rows_not_used", "every_sheet")]
        assert shown == ["not collected", "Notes = draft", True]

    def describe_from(self, client, record, row, **more):
        answer = client.post(at("layout", record), {"header_row": str(row)})
        said = {**self.SAID, **more}
        del said["column_4"]
        return client.post(answer.url, said, follow=True)

    def test_are_said_once_and_the_layout_is_offered_for_the_next_file(self, analyst):
        record = send(analyst, workbook(Data=WIDE))
        _, page = self.describe(analyst, record)
        assert "Not read, because the table ends above: row 7." in words(page)
        accept(analyst, record)
        assert figures() == self.ALL
        later = send(analyst, workbook(Data=[*WIDE[:3], ("Fife", 1, 2, 3, "")]))
        page = analyst.get(at("layout", later))
        assert page.context["form"]["layout"].value() == FileLayout.objects.get().slug
        analyst.post(at("layout", later), {"layout": "schools-wide"})
        accept(analyst, later)
        assert ("Fife", "T2", "2022/23", 3, "") in figures()

    def test_that_were_said_are_corrected_not_said_again(self, analyst):
        record = send(analyst, workbook(Data=[*WIDE[:3], ("Nowhere", 40, 50, 7, "")]))
        address, page = self.describe(analyst, record)
        assert Import.objects.get(pk=record.pk).problem_count == 1
        assert "in every row higher_is_better = (nothing)" in words(page)
        form = analyst.get(address).context["form"]
        assert [form[name].value() for name in ("column_0", "column_4", "same", "ends_when_blank")] == [
            "council",
            NOT_USED,
            "higher_is_better =",
            True,
        ]

    def test_are_suggested_and_shown_with_the_first_rows(self, analyst):
        record = send(analyst, workbook(Data=WIDE))
        analyst.post(at("layout", record), {"header_row": "3"})
        page = analyst.get(at("columns", record), {"row": 3})
        form = page.context["form"]
        assert form["patterns"].value() == "{indicator} {year} = value"
        assert form.listed == [0, 4]
        assert "3 headings are written as the first field says" in words(page)
        assert "Benchmarking: schools" in words(page)

    @pytest.mark.parametrize(
        ("wrong", "problem"),
        [
            ({"column_0": ""}, "A: Local Authority"),
            ({"same": ""}, "Nothing is “higher_is_better”"),
            ({"patterns": "{series} {year}"}, "“series” is no column of the format"),
        ],
    )
    def test_that_are_not_all_said_are_asked_for_again(self, analyst, wrong, problem):
        record = send(analyst, workbook(Data=WIDE))
        _, page = self.describe(analyst, record, **wrong)
        assert problem in words(page)
        assert "Schools, wide" in words(page)
        assert not FileLayout.objects.exists()

    def test_of_a_remembered_layout_are_changed_and_removed(self, analyst):
        layout = self.remembered(analyst)
        assert "Schools, wide" in words(analyst.get(reverse("files:layouts", args=["tayside"])))
        assert "Local Authority" in words(analyst.get(layout.get_absolute_url()))
        assert "the first with these headings" in words(analyst.get(layout.get_absolute_url()))
        edit = reverse("files:layout-edit", args=["tayside", layout.slug])
        form = {
            field.html_name: field.value()
            for field in analyst.get(edit).context["form"]
            if field.value() is not None and field.value() is not False
        }
        page = words(analyst.post(edit, {**form, "column_lines": "Local Authority = area"}))
        assert "“area” is no column of the format" in page
        analyst.post(edit, {**form, "title": "Schools", "header_row": "3"})
        layout.refresh_from_db()
        assert (layout.title, TableLayout.from_data(layout.content).header_row) == ("Schools", 3)
        assert layout.content["columns"] == {"Local Authority": "council", "Notes": NOT_USED}
        remove = reverse("files:layout-remove", args=["tayside", layout.slug])
        analyst.post(remove, {"revision": layout.revision})
        assert not FileLayout.objects.exists()

    def test_are_taken_by_the_command_from_a_name_or_a_file(self, analyst, command, tmp_path):
        self.remembered(analyst)
        answer = command(workbook(Data=WIDE), "--format", "lgbf")
        assert (answer.exit_code, "try --layout schools-wide" in answer.output) == (2, True), answer.output
        answer = command(workbook(Data=WIDE), "--layout", "schools-wide")
        assert answer.exit_code == 0, answer.output
        assert figures() == sorted([*self.ALL, *self.FIFE])
        file = tmp_path / "layout.toml"
        address = FileLayout.objects.get().get_absolute_url()
        file.write_bytes(analyst.get(address, {"format": "toml"}).content)
        answer = command(workbook(Data=WIDE), "--layout", str(file))
        assert (answer.exit_code, "nothing changes" in answer.output) == (0, True), answer.output
        answer = command(workbook(Data=WIDE), "--layout", "ghost")
        assert (answer.exit_code, "found ghost" in answer.output) == (2, True)
        file.write_text("columns = 5")
        answer = command(workbook(Data=WIDE), "--layout", str(file))
        assert (answer.exit_code, "expected a layout in TOML" in answer.output) == (2, True)

    def test_problems_name_row_and_column_of_the_file(self, analyst):
        rows = [*WIDE[:3], ("Dundee City", 40, "many", 7, ""), ("Atlantis", 1, 2, 3, "")]
        record = send(analyst, workbook(Data=rows))
        self.describe(analyst, record)
        record.refresh_from_db()
        assert {(problem["row"], problem["column"]) for problem in record.problems} == {
            (4, "T1 2022-23"),
            (5, "Local Authority"),
        }

    def test_two_headings_for_the_same_figure_are_refused(self, analyst):
        rows = [*WIDE[:2], ("Local Authority", "T1 2022-23", "T1 2022/23", "T2 2022-23", "Notes"), *WIDE[3:]]
        record = send(analyst, workbook(Data=rows))
        self.describe(analyst, record)
        record.refresh_from_db()
        assert "a second value for Dundee City, 2022/23" in record.problems[0]["found"]
        assert record.problems[0]["column"] == "T1 2022/23"


def test_only_who_may_import_the_format_says_how_it_is_laid_out(analyst, client, places):
    record = send(analyst, workbook(Data=WIDE))
    client.force_login(places.people["reader"])
    assert client.get(at("layout", record)).status_code == 403
    client.force_login(places.people["planner"])
    for page in ("layout", "columns"):
        told = words(client.post(at(page, record), {"header_row": 3}, follow=True))
        assert "Your role does not include importing indicators." in told
    record.refresh_from_db()
    assert record.layout == {}


class TestPeople:
    """A file of figures with columns about single people is refused and erased, whatever it was meant to be."""

    NAMES = b"child_name,Date of birth,value\nZebediah Quoxley,2012-03-04,5\nPrudence Wamblethorpe,4 March 2011,7\n"

    def test_are_refused_and_erased_before_anybody_says_how_the_file_is_laid_out(
        self, analyst, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            record = send(analyst, self.NAMES, "figures.csv", "values")
        page = words(analyst.get(record.get_absolute_url()))
        assert record.state == Import.State.PERSONAL
        assert "it could identify people by “child_name” and “Date of birth”" in page
        assert not full_path(record.upload.path).exists()
        for name in ("layout", "columns"):
            assert analyst.get(at(name, record)).url == record.get_absolute_url()
        assert "Zebediah" not in page + str(record.problems) + str(record.summary)

    def test_are_refused_beside_the_columns_that_are_used(self, analyst):
        text = (
            "council,indicator,title,year,value,higher_is_better,Surname\nFife,T1,Walks,2022-23,5,,Quoxley\n"
        )
        record = send(analyst, text.encode(), "figures.csv")
        assert record.state == Import.State.PERSONAL
        assert [problem["column"] for problem in record.problems] == ["Surname"]

    @pytest.mark.parametrize("heading", ["Name", "Also known as", "Council name", "Postcode", "Contact name"])
    def test_are_not_seen_in_names_of_places_and_bodies(self, heading):
        assert tells_of_a_person(heading) == ""

    def test_cancelling_erases_the_file(self, analyst, django_capture_on_commit_callbacks):
        record = send(analyst, workbook(Data=WIDE))
        with django_capture_on_commit_callbacks(execute=True):
            analyst.post(at("discard", record))
        record.refresh_from_db()
        assert "The uploaded file was erased." in words(analyst.get(record.get_absolute_url()))
        assert not full_path(record.upload.path).exists()
        assert analyst.get(at("layout", record)).url == record.get_absolute_url()

    def test_cancelling_keeps_a_file_behind_figures_that_were_imported(
        self, analyst, django_capture_on_commit_callbacks
    ):
        text = b"council,indicator,title,year,value,higher_is_better\nFife,T1,Walks,2022-23,5,\n"
        kept = send(analyst, text, "figures.csv")
        accept(analyst, kept)
        again = send(analyst, text, "figures.csv")
        with django_capture_on_commit_callbacks(execute=True):
            analyst.post(at("discard", again))
        assert full_path(kept.upload.path).exists()
