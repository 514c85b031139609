"""Nothing that was not released can be read anywhere: values planted in the microdata are looked for on every page.

A visitor, and a member who may not see surveys, find none of the planted figures that are not out. Those who work with
surveys see protected tables before they go out, and never a hidden number, a record or a school.
"""

import pytest
from django.test import Client
from django.utils import timezone

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.access import MEMBER, PUBLIC, SIGNED_IN
from realign.foundations.partnerships.roles import permissions_of
from realign.registers.evidence.models import ReleasedCell
from tests.whole.planting import FORMULA, SMALL_SERIES, plant
from tests.whole.samples import samples
from tests.whole.walking import LIVE, Walk, stands_in, walk

pytestmark = [pytest.mark.slow, pytest.mark.looks]

# what an analyst can ask of the table builder, which no link spells out
ASKED = [
    "/tayside/work/surveys/planted/table/?profile=fewer-than-5&interval=logit&measure=sdq-raised&by=council&by=sex",
    "/tayside/work/surveys/planted/table/?profile=fewer-than-5&interval=logit&measure=sdq-mean&by=council&by=sex",
]
# where anybody reads the planted series of an indicator: the walk opens only a few series of its own accord
SMALL_SERIES_SHOWN = [
    f"/tayside/indicators/{SMALL_SERIES}/",
    *(
        f"/tayside/indicators/{SMALL_SERIES}/{kind}/"
        for kind in ("csv", "xlsx", "json", "scotpho", "opensdg")
    ),
    f"/tayside/api/v1/indicators/{SMALL_SERIES}/observations/",
]


@pytest.fixture(scope="module")
def planted(demonstration, django_db_blocker):
    """What was planted in the demonstration, rolled back with it."""
    with django_db_blocker.unblock():
        return plant(demonstration, timezone.now())


@pytest.fixture(scope="module")
def walks(demonstration, planted, django_db_blocker):
    """What each person could read, each walked once."""
    with django_db_blocker.unblock():
        held = samples(demonstration)
        published = f"/tayside/reports/{planted.report.slug}/"
        return {
            "visitor": walk(
                Client(), "tayside", held, rules={PUBLIC}, also=[f"{published}html/", *SMALL_SERIES_SHOWN]
            ),
            **{who: _walk_as(who, held) for who in ("reader", "analyst")},
        }


def _walk_as(who: str, held: dict) -> Walk:
    user = User.objects.get(email=f"{who}@demo.example")
    roles = user.memberships.get(partnership__slug="tayside").roles
    client = Client()
    client.force_login(user)
    # public pages are the visitor’s walk
    rules = {SIGNED_IN, MEMBER, *permissions_of(roles)}
    return walk(client, "tayside", held, rules=rules, also=ASKED if who == "analyst" else ())


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_no_page_download_chart_or_document_shows_a_figure_that_was_not_released(who, walks, planted):
    needles = {*planted.records, *planted.weights, *planted.hidden, *planted.unreleased}
    if who == "visitor":
        needles |= planted.small
    assert walks[who].leaks(needles) == {}


def test_those_who_work_with_surveys_see_no_record_and_no_hidden_number(walks, planted):
    assert walks["analyst"].leaks({*planted.records, *planted.hidden}) == {}
    assert "/tayside/work/surveys/" in walks["analyst"].read


@pytest.mark.parametrize("who", ["visitor", "analyst"])
def test_no_download_holds_a_formula_that_somebody_typed(who, walks):
    """The walk begins at every address, so that a new download is read without anybody remembering."""
    cells = walks[who].cells
    live = {
        where: [cell for cell in told if cell.startswith(LIVE)]
        for where, told in cells.items()
        if any(cell.startswith(LIVE) for cell in told)
    }
    assert live == {}
    planted = [where for where, told in cells.items() if any(cell.startswith(f"'{FORMULA}") for cell in told)]
    assert len(planted) > {"visitor": 1, "analyst": 20}[who], sorted(cells)


def test_the_walk_reads_every_kind_of_file_and_finds_what_is_out(walks, planted):
    """What may be read is found where it should be, so that the eyes of the walk are known to be open."""
    visitor = walks["visitor"]
    everybody = max(planted.shown, key=int)
    met = visitor.leaks({everybody})
    assert any(where.endswith("/evidence/tables/planted-raised/") for where in met)
    assert any("planted-raised/?format=csv" in where for where in met)
    assert any("planted-raised/?format=xlsx" in where for where in met)
    assert "/tayside/api/v1/evidence/tables/planted-raised/" in met
    assert len(planted.hidden) >= 4
    endings = {where.partition("?")[0].rstrip("/").rpartition("/")[2] for where in visitor.read}
    assert {"html", "docx", "pdf"} <= endings


def test_a_small_value_of_an_indicator_is_looked_for_where_its_series_is_read(walks):
    """The same series shows its earlier value, which is not small, so that its pages and files are known to be walked."""
    met = walks["visitor"].leaks({"4703.5", "4704"})
    assert any(where.startswith("/tayside/indicators/planted-waits/") for where in met)
    assert any(where.startswith("/tayside/api/v1/indicators/planted-waits/") for where in met)


def test_a_hidden_number_let_slip_is_caught_on_every_kind_of_page(planted, demonstration, db):
    """The control: a hidden count stands in the register and in a sentence, as a fault of the product would leave it."""
    number, key = next((n, k) for n, k in planted.hidden.items() if k["answer"] == "yes")
    group = {"council": key["council"], "sex": key["sex"]}
    cell = ReleasedCell.objects.get(release=planted.released, key=group)
    cell.count, cell.base, cell.symbol = int(number), 100_000, ""
    cell.estimate, cell.lower, cell.upper = 0.5, 0.4, 0.6
    cell.save()
    planted.finding.sentence = f"There are {int(number):,} of them."
    planted.finding.save()
    found = walk(Client(), "tayside", samples(demonstration), rules={PUBLIC})
    caught = set(found.leaks({number}))
    table = "/tayside/evidence/tables/planted-raised/"
    asked = "/tayside/api/v1/evidence/tables/planted-raised/"
    files = (f"{table}?format=csv", f"{table}?format=xlsx")
    for where in (table, *files, asked, "/tayside/evidence/planted/", "/tayside/evidence/"):
        assert where in caught, f"{where} was let through; caught: {sorted(caught)}"


@pytest.mark.parametrize(
    ("needle", "words", "found"),
    [
        ("7919", "7,919 pupils", True),
        ("7919", "7919.", True),
        ("7919", '"count": 7919,', True),
        ("7919", "17,919", False),
        ("7919", "7,919,000", False),
        ("7919", "0.7919", False),
        ("31847", "31 847", True),
        ("8123.45", "weight 8,123.4579", True),
        ("Zzschool-", "zzschool", False),
        ("Zzschool-", "from Zzschool-3", True),
    ],
)
def test_a_number_is_found_as_people_write_it(needle, words, found):
    assert stands_in(needle, words) is found
