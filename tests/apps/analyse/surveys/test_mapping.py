"""What each column of a file is: asked of a person, confirmed, remembered, and the same by command."""

import csv
import io
from itertools import combinations

import pyarrow as pa
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from realign.analyse.surveys.columns.actions import remove_mapping
from realign.analyse.surveys.columns.forms import ColumnsForm
from realign.analyse.surveys.columns.rules import suggestion
from realign.analyse.surveys.columns.types import SuggestedColumn
from realign.analyse.surveys.commands.columns import survey_columns
from realign.analyse.surveys.data.incoming.answers import IncomingAnswers
from realign.analyse.surveys.data.incoming.files import read_any
from realign.analyse.surveys.data.incoming.mapping import mapped, mapping_file, raw_column, read_mapping
from realign.analyse.surveys.data.types import ColumnRole, MappedColumn, RawColumn, SurveyMapping
from realign.analyse.surveys.models import ColumnMapping, Survey
from realign.foundations.files.commands import bring_in
from realign.foundations.files.models import Dataset, Import
from realign.foundations.files.storage import full_path
from realign.foundations.files.types import Problems
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.places.actions import load_gazetteer
from tests.support.drawing import examples
from tests.support.mapping import confirm_columns, suggested

pytestmark = pytest.mark.slow

QUESTION = "Is there an adult you can trust?"
HEAD = [
    "respondent",
    "Your name",
    "What year are you in?",
    QUESTION,
    "How happy are you (0-10)?",
    "wgt",
    "establishment",
    "Anything else?",
]


def answers(pupils=120):
    rows = [HEAD]
    for number in range(pupils):
        rows.append([
            f"r{number:04}", f"Child {number}", f"S{1 + number % 3}", str(1 + number % 4 % 3), str(number % 11),
            f"{1 + number % 3 / 10:.1f}", f"School {number % 6}", f"A thought of its own, number {number}",
        ])  # fmt: skip
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


def upload(client, text, name="answers.csv", **more):
    said = {"title": "Our pupils", "name": "ours", "missing_codes": "", "producer": "Our schools"}
    until = {"expires_day": "31", "expires_month": "3", "expires_year": "2029"}
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    page = client.post(at("bring"), {"file": file, **said, **until, **more}, follow=True)
    assert page.status_code == 200
    return Import.objects.latest("pk")


WORDS = {"values": "1 = Always\n2 = Sometimes\n3 = Never"}

CORRECTED = {
    QUESTION: WORDS,
    "How happy are you (0-10)?": {"role": "score"},
    "establishment": {"role": "psu"},
}


@pytest.fixture
def places(tayside):
    """A partnership and the areas of Scotland, by whose names council areas are told."""
    load_gazetteer(by=tayside.system)
    return tayside


@pytest.fixture
def analyst(client, tayside):
    client.force_login(tayside.people["analyst"])
    return client


def test_columns_of_unknown_names_become_a_survey_that_is_tabulated(
    analyst, django_capture_on_commit_callbacks
):
    record = upload(analyst, answers())
    assert record.state == Import.State.REFUSED, "a name is in it"
    raw = full_path(record.upload.path)
    guess = suggested(analyst, record)
    assert [guess[f"role_{number}"] for number in range(8)] == [
        "leave-out", "identifier", "stage", "question", "score", "weight", "question", "leave-out",
    ]  # fmt: skip
    described = analyst.get(at("columns", record.pk)).content.decode()
    assert "Suggested: “School stage: a breakdown”, because its name or its values say so." in described
    refused = confirm_columns(analyst, record).content.decode()
    assert "1, 2, 3 without words" in refused
    page = confirm_columns(analyst, record, **CORRECTED).content.decode()
    assert "No problems found" in page
    assert (
        "Not stored: “respondent”, “Your name”, “Anything else?”. The uploaded file will be erased when"
        in page
    )
    assert "S1 S1" not in page, "a value that is its own label stands once"
    with django_capture_on_commit_callbacks(execute=True):
        analyst.post(at("accept", record.pk))
    dataset = Dataset.objects.get()
    assert {column["name"]: column.get("role") for column in dataset.columns} == {
        "What_year_are_you_in": "stage",
        "Is_there_an_adult_you_can_trust": "question",
        "How_happy_are_you_0_10": "score",
        "wgt": "weight",
        "establishment": "psu",
    }
    assert not raw.exists(), "the names were in the file"
    assert "The uploaded file was erased when" in analyst.get(at("answers", record.pk)).content.decode()
    first = {"dataset": dataset.pk, "step_at": "0", "step_to": "next", "lonely_psu": "fail"}
    started = {"title": "Ours", "slug": "ours", "wave": "2026", "population": "Pupils"}
    chosen = analyst.post(at("add"), {**started, **first}).context["form"]
    assert (chosen.steps.at, chosen["weight"].value()) == (1, "wgt"), "the data were chosen on the page"
    emptied = analyst.post(at("add"), {**started, **first, "step_at": "1", "weight": ""}).context["form"]
    assert (emptied.steps.at, emptied["weight"].value()) == (2, ""), "nobody has to weight"
    form = analyst.get(at("add"), {"dataset": dataset.pk}).context["form"]
    assert (form["weight"].value(), form["psu"].value()) == ("wgt", "establishment")
    said = {"title": "Our survey", "slug": "ours", "wave": "2026", "population": "Our pupils"}
    analyst.post(
        at("add"),
        {**said, "dataset": dataset.pk, "lonely_psu": "fail", "weight": "wgt", "psu": "establishment"},
    )
    assert Survey.objects.count() == 1
    table = analyst.get(
        at("builder", "ours"),
        {"measure": "Is_there_an_adult_you_can_trust=1", "by": ["What_year_are_you_in"]},
    ).content.decode()
    assert "answered “Always” to “Is there an adult you can trust?”" in table
    assert "Is there an adult you can trust?: Always by ‘What year are you in?’" in table
    assert "Asked of" not in table, "the file does not say whom"
    mean = analyst.get(at("builder", "ours"), {"measure": "How_happy_are_you_0_10=(average)"})
    assert "Average How happy are you (0-10)?" in mean.content.decode()


def test_nothing_is_imported_before_somebody_said_what_the_columns_are(analyst):
    record = upload(analyst, "a,b\n1,2\n2,1\n3,2\n")
    assert record.state == Import.State.READY
    page = analyst.post(at("accept", record.pk), follow=True).content.decode()
    assert "It is not recorded what the columns of this file are." in page
    assert Dataset.objects.count() == 0


def test_a_mapping_is_offered_for_the_next_file_of_the_maker(analyst):
    record = upload(analyst, answers())
    confirm_columns(analyst, record, **CORRECTED)
    assert ColumnMapping.objects.get().title == "Our pupils"
    again = upload(analyst, answers(90), name="next.csv")
    page = analyst.get(at("columns", again.pk)).content.decode()
    assert "8 of the 8 columns of this file are filled in from" in " ".join(page.split())
    guess = suggested(analyst, again)
    assert guess["role_6"] == "psu"
    assert guess["values_3"] == WORDS["values"]
    fresh = analyst.get(at("columns", again.pk), {"from": ""}).context["form"]
    assert fresh["role_6"].value() == "question"
    given = analyst.get(ColumnMapping.objects.get().get_absolute_url(), {"format": "csv"}).content.decode()
    assert f"{QUESTION},,,,3,Never," in given


def test_headings_with_commas_and_line_breaks_are_whole_names(tmp_path):
    commas = '"Family, friends, school: how are you?";"Age"\n' + '"0";"10"\n"1";"11"\n' * 6
    breaks = 'id,"How happy are you?\n1 - Not at all\n5 - Very",clubs\n1,3,"Maths;Art;"\n2,5,"Art;"\n3,4,\n'
    for text, names, rows in (
        (commas, ["Family, friends, school: how are you?", "Age"], 12),
        (breaks, ["id", "How happy are you? 1 - Not at all 5 - Very", "clubs"], 3),
    ):
        path = tmp_path / "answers.csv"
        path.write_text(text, encoding="utf-8")
        read = IncomingAnswers()
        read_any(path, path.name, read, {})
        assert (list(read.columns), read.rows) == (names, rows)


def test_identifiers_longer_than_a_number_stay_apart(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("pupil,q\n" + "".join(f"{18446744073709551600 + n},{n % 3}\n" for n in range(12)))
    read = IncomingAnswers()
    read_any(path, path.name, read, {})
    assert len(set(read.table["pupil"].to_pylist())) == 12


def test_columns_of_people_are_suggested_as_identifiers_and_the_file_is_erased_on_cancelling(
    analyst, django_capture_on_commit_callbacks
):
    rows = [
        f"Mac{number},81.2.69.{number},56.46{number},-2.97{number},{1 + number}-Mar-{2010 + number},{number % 3}"
        for number in range(8)
    ]
    text = "Surname of parent,ipaddr,_GPS_latitude,_GPS_longitude,When born,q\n" + "\n".join(rows)
    record = upload(analyst, text)
    assert record.state == Import.State.REFUSED
    guess = suggested(analyst, record)
    assert [guess[f"role_{number}"] for number in range(5)] == ["identifier"] * 5
    page = analyst.get(at("columns", record.pk)).content.decode()
    assert "81.2.69" not in page
    assert "Mac1" not in page
    assert (
        "Choose “Identifier” or “Leave out”"
        in confirm_columns(analyst, record, **{"ipaddr": {"role": "group"}}).content.decode()
    )
    raw = full_path(record.upload.path)
    assert raw.exists()
    with django_capture_on_commit_callbacks(execute=True):
        analyst.post(at("set-aside", record.pk))
    assert not raw.exists()


def test_other_first_rows_are_read_afresh(analyst):
    text = "q1,q2\nWhat year are you in?,Do you feel safe?\n" + "S1,Yes\nS2,No\nS1,Yes\nS2,Yes\n" * 6
    record = upload(analyst, text)
    offered = analyst.get(at("columns", record.pk)).content.decode()
    assert "First rows of the file: One row" in offered
    assert at("headings", record.pk) in offered
    page = analyst.post(at("headings", record.pk), {"headings": "names-questions"}, follow=True)
    assert "First rows of the file: Two rows: names, then questions" in page.content.decode()
    form = page.context["form"]
    assert [form[f"label_{number}"].value() for number in (0, 1)] == [
        "What year are you in?",
        "Do you feel safe?",
    ]
    assert form["role_0"].value() == "stage"
    confirm_columns(analyst, record)
    analyst.post(at("accept", record.pk))
    assert Dataset.objects.get().rows == 24


def test_many_columns_are_described_a_few_at_a_time_and_nothing_typed_is_lost(analyst):
    names = [f"q{number}" for number in range(9)]
    record = upload(
        analyst, ",".join(names) + "\n" + (",".join(["Yes"] * 9) + "\n" + ",".join(["No"] * 9) + "\n") * 9
    )
    sent = suggested(analyst, record)
    first = analyst.get(at("columns", record.pk))
    steps = first.context["form"].steps
    assert (steps.number, steps.total) == (1, 3)
    assert "Step 1 of 3" in first.content.decode()
    wrong = analyst.post(
        at("columns", record.pk), {**sent, "name_2": "no name!", "step_at": "0", "step_to": "next"}
    )
    assert wrong.context["form"].steps.number == 1
    assert "Begin with a letter" in wrong.content.decode()
    second = analyst.post(
        at("columns", record.pk), {**sent, "label_1": "As typed", "step_at": "0", "step_to": "next"}
    )
    form = second.context["form"]
    assert [part.group.legend for part in form.steps.parts if part.is_shown] == ["q4", "q5", "q6", "q7"]
    assert form["label_1"].value() == "As typed"
    again = analyst.post(
        at("columns", record.pk), {**sent, "label_1": "As typed", "step_at": "1", "step_to": "back"}
    )
    assert [part.group.legend for part in again.context["form"].steps.parts if part.is_shown] == names[:4]
    late = analyst.post(at("columns", record.pk), {**sent, "name_6": "q1", "step_at": "2"})
    assert late.context["form"].steps.number == 2
    assert "has this short name already" in late.content.decode()
    done = analyst.post(
        at("columns", record.pk), {**sent, "label_1": "As typed", "step_at": "2"}, follow=True
    )
    assert "As typed" in done.content.decode()


def test_the_command_suggests_a_mapping_that_the_import_takes(places, tmp_path):
    file, mapping = tmp_path / "answers.csv", tmp_path / "mapping.csv"
    file.write_text(
        "Local authority,Do you feel safe?,E-mail\n" + "Dundee City,Yes,a@b.scot\nAngus,No,c@d.scot\n" * 20,
        encoding="utf-8",
    )
    suggested = CliRunner().invoke(survey_columns, [str(file), "--out", str(mapping)])
    assert suggested.exit_code == 0, suggested.output
    said = ["survey", str(file), "--name", "ours", "--expires", "2029-03-31"]
    refused = CliRunner().invoke(bring_in, said)
    assert refused.exit_code == 2
    answer = CliRunner().invoke(bring_in, [*said, "--mapping", str(mapping)])
    assert answer.exit_code == 0, answer.output
    assert Import.objects.filter(state=Import.State.ACCEPTED).count() == 1
    dataset = Dataset.objects.get()
    assert [(column["name"], column["role"]) for column in dataset.columns] == [
        ("council", "council"),
        ("Do_you_feel_safe", "question"),
    ]
    assert dataset.columns[0]["values"] == {"S12000041": "Angus", "S12000042": "Dundee City"}


def test_a_column_that_the_mapping_does_not_name_is_a_problem(places, tmp_path):
    file, mapping = tmp_path / "answers.csv", tmp_path / "mapping.csv"
    file.write_text("a,b\n" + "Yes,No\nNo,No\n" * 9, encoding="utf-8")
    mapping.write_text("column,role\na,question\n", encoding="utf-8")
    said = ["survey", str(file), "--name", "ours", "--expires", "2029-03-31", "--mapping", str(mapping)]
    answer = CliRunner().invoke(bring_in, said)
    assert answer.exit_code == 2
    assert "a column that the mapping does not name" in answer.output
    mapping.write_text("column,role\na,question\nb,something\n", encoding="utf-8")
    assert "one of question, measure" in CliRunner().invoke(bring_in, said).output


def test_a_mapping_is_removed_and_its_data_stay(analyst):
    record = upload(analyst, answers())
    confirm_columns(analyst, record, **CORRECTED)
    analyst.post(at("accept", record.pk))
    mapping = ColumnMapping.objects.get()
    assert mapping.title in analyst.get(at("mappings")).content.decode()
    analyst.post(at("mapping-remove", mapping.slug), {"revision": mapping.revision})
    assert not ColumnMapping.objects.exists()
    assert Dataset.objects.count() == 1


def test_a_mapping_is_marked_as_invented_with_the_file_that_it_was_last_said_of(analyst):
    confirm_columns(analyst, upload(analyst, answers()), **CORRECTED)
    assert not ColumnMapping.objects.get().invented
    record = upload(analyst, answers(90), name="invented.csv")
    Import.objects.filter(pk=record.pk).update(invented=True)
    confirm_columns(analyst, record, **CORRECTED)
    mapping = ColumnMapping.objects.get()
    assert mapping.invented
    assert "Invented data" in analyst.get(mapping.get_absolute_url()).content.decode()


def test_a_mapping_that_somebody_replaced_meanwhile_is_not_removed(analyst, tayside, elsewhere):
    upload(analyst, answers())
    confirm_columns(analyst, **CORRECTED)
    opened = ColumnMapping.objects.get()
    ColumnMapping.objects.update(revision=opened.revision + 1)
    with pytest.raises(ChangedMeanwhile):
        remove_mapping(by=tayside.actor("analyst"), mapping=opened, revision=opened.revision)
    with pytest.raises(Refusal, match="another partnership"):
        remove_mapping(by=elsewhere.actor("analyst"), mapping=opened, revision=opened.revision + 1)
    assert ColumnMapping.objects.exists()


def column_page(raw, mapped, **typed):
    """The page of one column, as it is filled in or with something typed anew."""
    suggested = [SuggestedColumn(mapped, "it was remembered")]
    blank = ColumnsForm(raw=[raw], suggested=suggested, initial={"remember": "Ours"})
    data = {field.html_name: field.value() for field in blank if field.value() is not None} | typed
    form = ColumnsForm(
        {name: text.replace("\n", "\r\n") for name, text in data.items()}, raw=[raw], suggested=suggested
    )
    form.is_valid()
    return form


PIECES = st.lists(
    st.sampled_from(["a", "b", "=", " = ", '"', "“", ";", "\\", "1", ".0", " ", "é"]), min_size=1, max_size=6
)
WORDS_OF = PIECES.map("".join).map(str.strip)
VALUE = st.one_of(
    WORDS_OF.filter(bool), st.sampled_from(["a", "a = b", '"a"', "b = c", "a =", "= a", "=", "line\nbreak"])
)


@given(st.dictionaries(VALUE, WORDS_OF, max_size=5), st.lists(VALUE, max_size=4, unique=True))
@example({"a": "b = c", "a = b": "c"}, ["a = b", "; ", "1; 2"])
@example({'"a"': "", "a": "= b"}, ['"'])
def test_values_and_codes_that_the_page_wrote_are_read_as_they_were(values, missing):
    raw = RawColumn("q", values=tuple((value, 3) for value in values))
    mapped = MappedColumn("q", ColumnRole.QUESTION, "q", "Question", values, tuple(missing))
    form = column_page(raw, mapped)
    assert form.errors == {}
    (read,) = form.columns
    assert (read.values, list(read.values), read.missing) == (values, list(values), tuple(missing))


@pytest.mark.parametrize(
    ("line", "pair"),
    [
        ("1 = Always", ("1", "Always")),
        ("1 =", ("1", "")),
        ("Yes", ("Yes", "")),
        ("5 = 5 or more", ("5", "5 or more")),
        ("new = something = else", ("new", "something = else")),
        ("n = 5 or more = Five", ("n = 5 or more", "Five")),
        ("n = 5 or more", ("n = 5 or more", "")),
        ('"new = thing" = Words', ("new = thing", "Words")),
        ('"begun = x', ('"begun', "x")),
    ],
)
def test_a_line_is_split_where_its_writer_meant(line, pair):
    raw = RawColumn("q", values=(("1", 4), ("n = 5 or more", 4)))
    form = column_page(raw, MappedColumn("q", ColumnRole.GROUP, "q"), values_0=line)
    assert form.columns[0].values == dict([pair])


SAFE_IN_FILES = VALUE.filter(lambda text: "\n" not in text and text == text.strip())


@given(st.dictionaries(SAFE_IN_FILES, WORDS_OF, max_size=4), st.lists(SAFE_IN_FILES, max_size=4, unique=True))
@example({}, ["999", "Refused"])
@example({"1": "Yes", "9": "No answer"}, ["9", "99"])
@examples(50)
def test_a_mapping_file_holds_every_code_that_means_no_answer(tmp_path_factory, values, missing):
    whole = {_spreadsheet(value): words for value, words in values.items()}
    codes = tuple(dict.fromkeys(_spreadsheet(code) for code in missing))
    mapping = SurveyMapping.of([MappedColumn("q", ColumnRole.SCORE, "q", "Question", whole, codes)])
    path = tmp_path_factory.mktemp("mapping") / "mapping.csv"
    path.write_text(mapping_file(mapping), encoding="utf-8", newline="")
    problems = Problems()
    read = read_mapping(path, path.name, problems).columns["q"]
    assert not problems.kept
    assert set(read.missing) == set(codes)
    named = {value: words or value for value, words in whole.items()}
    assert read.values == {v: w for v, w in named.items() if not (w == v and v in codes)}


def _spreadsheet(code):
    """A whole number as a codebook means it: spreadsheets write 1 as 1.0."""
    return code[:-2] if code.endswith(".0") and code[:-2].lstrip("-").isdigit() else code


def test_a_score_may_have_words_that_mean_no_answer(analyst, django_capture_on_commit_callbacks):
    text = "stage,happy\n" + "".join(
        f"S{1 + n % 2},{'Refused' if n % 10 == 9 else 'Not sure' if n % 10 == 8 else n % 10}\n"
        for n in range(200)
    )
    record = upload(analyst, text)
    score = {"role": "score", "values": "", "missing": ""}
    refused = confirm_columns(analyst, record, happy=score).content.decode()
    assert "say which words mean that there is no answer" in refused
    page = confirm_columns(analyst, record, happy={**score, "missing": "Refused\nNot sure"}).content.decode()
    assert "No problems found" in page
    kept = analyst.get(ColumnMapping.objects.get().get_absolute_url(), {"format": "csv"}).content.decode()
    assert "happy,,,,Refused,,yes" in kept
    with django_capture_on_commit_callbacks(execute=True):
        analyst.post(at("accept", record.pk))
    described = {"title": "Ours", "slug": "ours", "wave": "2026", "population": "Our pupils"}
    analyst.post(at("add"), {**described, "dataset": Dataset.objects.get().pk, "lonely_psu": "fail"})
    table = analyst.get(
        at("builder", "ours"), {"measure": "happy=(average)", "by": ["stage"]}
    ).content.decode()
    assert "Average happy" in table
    assert "3.5" in table, "the mean of 0 to 7, without those who gave no answer"


def meant(name, cells):
    """What a column of an export of Microsoft Forms is suggested as."""
    return suggestion(raw_column(name, pa.array(cells), "", None))


def test_an_export_of_microsoft_forms_is_suggested_as_it_is_meant():
    school = meant("Which school do you go to?", ["Bell High", "Waid"] * 20)
    assert school.mapped.role is ColumnRole.PSU
    gender = meant("How do you describe yourself?", ["Girl", "Boy", "In another way", "Boy"] * 10)
    assert gender.mapped.role is ColumnRole.GROUP
    answers = ("Friend", "Teacher", "Parent", "Counsellor", "Nobody", "Nurse")
    lists = ["".join(f"{answer};" for answer in combination) for combination in combinations(answers, 3)]
    pairs = ["".join(f"{answer};" for answer in combination) for combination in combinations(answers, 2)]
    talk = meant("Who would you talk to? (choose all that apply)", lists + pairs)
    assert talk.mapped.role is ColumnRole.SEVERAL_SEMICOLONS
    told = meant("Anything else?", [f"First; I think {n}; and then {n + 1}" for n in range(60)])
    assert told.mapped.role is ColumnRole.LEFT_OUT
    year = meant("What school year are you in?", ["S1", "S2"] * 20)
    assert year.mapped.role is ColumnRole.STAGE


def test_answers_stand_in_the_order_in_which_they_are_asked():
    asked = ["None of the time", "Rarely", "Some of the time", "Often", "All of the time"]
    useful = meant("I've been feeling useful", sorted(asked) * 8)
    assert list(useful.mapped.values) == asked


def test_words_of_a_scale_that_only_numbers_can_score_are_a_problem():
    problems = Problems()
    plan = MappedColumn("Useful", ColumnRole.SCALE_ITEM, "swemwbs2", "Useful", {}, ())
    list(
        mapped(SurveyMapping.of([plan]), "Useful", pa.array(["Often", "Rarely"]), problems, lambda name: None)
    )
    (problem,) = problems.kept
    assert "words cannot be scored" in problem.todo


@pytest.mark.parametrize("heading", ['=HYPERLINK("http://x.example")', "@sum", "-2+3", "'=kept", " =1"])
def test_a_mapping_file_holds_no_formula_and_is_read_as_it_was_said(tmp_path, heading):
    mapping = SurveyMapping.of(
        [
            MappedColumn(
                heading, ColumnRole.GROUP, "q", heading, {heading.strip(): "=A1", "-9": "None"}, ("-9",)
            )
        ]
    )
    text = mapping_file(mapping)
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell != "-9"]
    assert [cell for cell in cells if cell.lstrip(" ").startswith(("=", "@", "-", "+"))] == []
    path = tmp_path / "mapping.csv"
    path.write_text(text, encoding="utf-8", newline="")
    problems = Problems()
    (read,) = read_mapping(path, path.name, problems).columns.values()
    assert not problems.kept
    assert (read.column, read.label, read.missing) == (heading, heading, ("-9",))
    assert read.values == {heading.strip(): "=A1", "-9": "None"}


@pytest.mark.parametrize("escape", ["\\ud800", "\\u0000"])
def test_no_escape_in_quotation_marks_stops_the_columns_from_being_kept(escape):
    raw = RawColumn("q", values=(("1", 4), ("2", 4)))
    said = MappedColumn("q", ColumnRole.GROUP, "q")
    form = column_page(raw, said, values_0=f'"{escape}" = x', missing_0=f'"{escape}"')
    (column,) = form.columns
    mapping_file(SurveyMapping.of([column])).encode()
    assert not any("\0" in text for text in (*column.values, *column.missing))
