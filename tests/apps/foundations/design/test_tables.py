"""Tables: the address decides what is shown, and the database is asked twice however long the table is."""

import csv
import io
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest
from django.test import RequestFactory

from realign.foundations.design.tables import Column, Filter, Kind, TableSpec, render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Status, Tone
from realign.foundations.partnerships.models import Organisation

LATE, FINE = Status("Late", Tone.BAD), Status("On track", Tone.GOOD)


@dataclass(frozen=True)
class Service:
    name: str
    town: str
    cost: Decimal | None
    checked: date
    state: Status


SERVICES = [
    Service("Counselling", "Perth", Decimal(900), date(2026, 1, 2), LATE),
    Service("breakfast club", "Dundee", Decimal(1_200_000), date(2026, 3, 31), FINE),
    Service("Youth work", "Dundee", None, date(2025, 12, 1), FINE),
]
SPEC = TableSpec(
    name="services",
    noun="service",
    columns=(
        Column("name", "Service", link=lambda service: f"/services/{service.name}/"),
        Column("town", "Town"),
        Column("cost", "Cost", kind=Kind.MONEY),
        Column("checked", "Checked", kind=Kind.DATE),
        Column("state", "State", kind=Kind.STATUS),
    ),
    search_fields=("name", "town"),
    filters=(Filter("town", "Town", choices=(("Perth", "Perth"), ("Dundee", "Dundee City"))),),
    default_sort="name",
    page_size=2,
)
BODIES = TableSpec(
    name="organisations",
    noun="organisation",
    columns=(
        Column("name", "Name"),
        Column("partnership.name", "Partnership"),
        Column("kind", "Kind", value=lambda body: body.get_kind_display(), sortable="kind"),
    ),
    search_fields=("name", "partnership__name"),
    filters=(Filter("kind", "Kind", choices=Organisation.Kind.choices),),
    default_sort="-name",
    page_size=2,
)


def asked(query: str = "", spec: TableSpec = SPEC, rows=SERVICES):
    """The page of a table at this address."""
    return table_page(RequestFactory().get(f"/{query}"), spec, rows)


def names(page) -> list[str]:
    return [row.record.name for row in page.rows]


def lines(page) -> list[list[str]]:
    text = b"".join(page.csv_response()).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_default_order_ignores_capitals():
    assert names(asked()) == ["breakfast club", "Counselling"]


def test_what_has_no_value_comes_last_either_way():
    whole = replace(SPEC, page_size=10)
    assert names(asked("?sort=cost", whole))[-1] == "Youth work"
    assert names(asked("?sort=-cost", whole)) == ["breakfast club", "Counselling", "Youth work"]


def test_every_word_searched_for_must_be_there():
    assert names(asked("?q=DUNDEE work")) == ["Youth work"]
    assert asked("?q=perth work").total == 0


def test_a_filter_keeps_its_rows_and_is_said_in_words():
    page = asked("?town=Dundee")
    assert (page.total, page.filters[0].word) == (2, "Dundee City")


def test_an_old_link_with_what_the_table_has_not_still_opens_it():
    page = asked("?town=Atlantis&sort=shoe-size&page=99")
    assert (page.total, page.first, page.last) == (3, 3, 3)


def test_results_are_counted_in_words():
    assert asked().result_words == "Showing 1 to 2 of 3 services"
    assert asked("?q=youth").result_words == "Showing 1 service"
    assert asked("?q=nothing").result_words == "No services"


def test_links_keep_what_was_chosen():
    page = asked("?q=u&town=Dundee&sort=-cost")
    assert page.headings[0].url == "?q=u&sort=name&town=Dundee"
    assert (page.headings[2].sorted, page.headings[2].url) == ("descending", "?q=u&sort=cost&town=Dundee")
    assert page.csv_url == "?q=u&sort=-cost&town=Dundee&format=csv&table=services"


def test_cells_are_words_for_people():
    cells = asked().rows[0].cells
    assert [cell.text for cell in cells] == [
        "breakfast club",
        "Dundee",
        "£1,200,000",
        "31 March 2026",
        "On track",
    ]
    assert (cells[0].url, cells[4].status) == ("/services/breakfast club/", FINE)


def test_the_file_holds_every_chosen_row_with_values_for_machines():
    assert lines(asked("?town=Dundee"))[1:] == [
        ["breakfast club", "Dundee", "1200000", "2026-03-31", "On track"],
        ["Youth work", "Dundee", "", "2025-12-01", "On track"],
    ]


@pytest.mark.parametrize("formula", ["=1+1", "+44", "-cmd", "@SUM(A1)", "\t=1", "\r=1", " =1"])
def test_no_text_in_the_file_is_run_by_a_spreadsheet(formula):
    spec = TableSpec(name="notes", columns=(Column("name", "Note"),))
    assert lines(asked("", spec, [{"name": formula}]))[1] == [f"'{formula}"]


def test_negative_numbers_in_the_file_stay_numbers():
    spec = TableSpec(
        name="sums", columns=(Column("sum", "Sum", kind=Kind.MONEY), Column("n", "n", csv=False))
    )
    assert lines(asked("", spec, [{"sum": Decimal("-12.50"), "n": 1}])) == [["Sum"], ["-12.50"]]


def test_a_view_answers_with_the_file_when_asked():
    page = asked("?format=csv")
    response = render_table(RequestFactory().get("/"), "no-such-template.html", page)
    assert response["Content-Disposition"] == 'attachment; filename="services.csv"'


def test_a_second_table_on_the_page_answers_only_to_its_own_link():
    other = replace(SPEC, name="others")
    first, second = (asked("?format=csv&table=others", spec) for spec in (SPEC, other))
    assert (first.wants_csv, second.wants_csv) == (False, True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"default_sort": "size"}, "sorts by “size”"),
        ({"columns": (Column("a", "A"), Column("a", "B")), "default_sort": ""}, "two columns with one key"),
    ],
)
def test_a_table_that_cannot_work_is_refused_where_it_is_written(change, told):
    with pytest.raises(ValueError, match=told):
        replace(SPEC, **change)


class TestRowsInTheDatabase:
    def test_search_filter_sort_and_paging_are_done_there(self, tayside, elsewhere):
        bodies = Organisation.objects.select_related("partnership")
        page = asked("?q=council tayside&kind=council", BODIES, bodies)
        assert names(page) == ["Perth and Kinross Council", "Dundee City Council"]
        assert page.result_words == "Showing 1 to 2 of 3 organisations"

    def test_two_questions_are_asked_however_many_rows_there_are(
        self, tayside, elsewhere, django_assert_num_queries
    ):
        bodies = Organisation.objects.select_related("partnership")
        for spec in (BODIES, replace(BODIES, page_size=100)):
            with django_assert_num_queries(2):
                asked("?q=a&sort=-kind", spec, bodies)

    def test_the_file_reads_them_row_by_row(self, tayside, django_assert_num_queries):
        page = asked("", BODIES, Organisation.objects.select_related("partnership"))
        with django_assert_num_queries(1):
            assert len(lines(page)) == 1 + len(tayside.bodies)


def test_what_the_address_says_of_the_whole_page_is_carried_on():
    spec = replace(SPEC, keep=("round",))
    page = asked("?round=2015&q=work&other=1", spec)
    assert page.carried == (("round", "2015"),)
    assert page.csv_url == "?round=2015&q=work&format=csv&table=services"
    assert page.bare_url == "?round=2015"
    assert all("round=2015" in heading.url for heading in page.headings)
    assert asked("?round=2015").carried == ()


@dataclass(frozen=True)
class MadeUp(Service):
    invented: bool = False


def test_a_file_says_of_each_record_whether_it_is_invented_once_any_is():
    made_up = [MadeUp(**vars(service), invented=number == 0) for number, service in enumerate(SERVICES)]
    head, *rows = lines(asked(rows=made_up))
    assert (head[-1], sorted(row[-1] for row in rows)) == ("Invented data", ["no", "no", "yes"])
    assert lines(asked(rows=[replace(service, invented=False) for service in made_up]))[0][-1] == "State"


@pytest.mark.django_db
def test_a_file_of_records_says_which_are_invented(tayside):
    Organisation.objects.filter(slug="voices").update(invented=True)
    bodies = Organisation.objects.filter(partnership=tayside.partnership)
    head, *rows = lines(asked(spec=BODIES, rows=bodies))
    assert head[-1] == "Invented data"
    assert [row[0] for row in rows if row[-1] == "yes"] == [tayside.bodies["voices"].name]


def test_finished_rows_are_marked_in_every_row():
    answer = rows_response("figures", [["n"], [1], [2]], invented=True)
    assert answer.getvalue().decode("utf-8-sig").split() == ["n,Invented", "data", "1,yes", "2,yes"]
