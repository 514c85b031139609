"""Each organisation sees its own part and takes it away: scoped, whole, described, on the record."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from hashlib import sha256
from html import unescape

import pytest
from click.testing import CliRunner

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.types import Refusal
from realign.plan.proposals.models import Cost, Proposal
from realign.registers.groups.models import Seat
from realign.registers.services.models import Spend
from realign.review.exports import actions, queries
from realign.review.exports.commands import own_data
from realign.review.exports.queries import PARTS
from tests.apps.review.worlds import build

PAGE = "/tayside/work/own-data/"


def counts(organisation, by):
    return {one.part.slug: one.count for one in queries.own_part(organisation, by)}


def opened(made):
    with zipfile.ZipFile(io.BytesIO(made)) as held:
        return {name: held.read(name).decode() for name in held.namelist()}


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def shared(world):
    """The world, with a seat and a proposal’s cost for the health board."""
    by, nhs = world.cast.system, world.cast.bodies["nhs-tayside"]
    create_record(Seat, by=by, group=world.group, post="Nurse director", organisation=nhs, holder="=Ada()")
    proposal = Proposal.objects.get(slug="early-help")
    create_record(
        Cost, by=by, proposal=proposal, organisation=nhs, year="2026/27", amount=50_000, price_base="cash"
    )
    return world


def test_an_organisation_s_part_is_counted_by_kind(shared):
    by = shared.cast.system
    nothing = dict.fromkeys((part.slug for part in PARTS), 0)
    assert counts(shared.cast.bodies["nhs-tayside"], by) == nothing | {
        "seats": 1, "actions": 1, "action-money": 2, "positions": 1, "proposal-costs": 1,
    }  # fmt: skip
    assert counts(shared.cast.bodies["angus"], by) == nothing | {"spend": 2, "positions": 1}
    assert counts(shared.cast.bodies["voices"], by) == nothing | {"services": 1}


def test_money_is_shown_only_with_its_permission(shared):
    found = counts(shared.cast.bodies["angus"], shared.cast.actor("third-sector-representative"))
    assert (found["spend"], found["action-money"], found["positions"]) == (None, None, 1)
    assert counts(shared.cast.bodies["angus"], shared.cast.actor("finance-officer"))["spend"] == 2


def test_the_archive_holds_every_kind_with_its_description(shared):
    held = opened(actions.take_away(by=shared.cast.system, organisation=shared.cast.bodies["nhs-tayside"]))
    assert set(held) == {f"{part.slug}.csv" for part in PARTS} | {"datapackage.json", "README.txt"}
    money = rows(held["action-money.csv"])
    assert [(row["report_year"], Decimal(row["amount_gbp"])) for row in money] == [
        ("2026/27", 240_000), ("2027/28", 780_000),
    ]  # fmt: skip
    assert rows(held["positions.csv"])[0]["stance"] == "Agrees"
    assert rows(held["seats.csv"])[0]["holder"] == "'=Ada()"
    assert rows(held["actions.csv"])[0]["invented"] == "true"
    assert "action-money.csv: Money it gives to actions, 2 rows" in held["README.txt"]
    package = json.loads(held["datapackage.json"])
    for resource in package["resources"]:
        text = held[resource["path"]]
        header = next(csv.reader(io.StringIO(text)))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert resource["hash"] == f"sha256:{sha256(text.encode()).hexdigest()}"


def test_a_role_without_spending_takes_away_no_spending(shared):
    by = shared.cast.actor("third-sector-representative")
    held = opened(actions.take_away(by=by, organisation=shared.cast.bodies["angus"]))
    assert not {"spend.csv", "action-money.csv"} & set(held)
    assert "positions.csv" in held


def test_the_same_records_give_the_same_bytes(shared):
    body = shared.cast.bodies["nhs-tayside"]
    first = actions.take_away(by=shared.cast.system, organisation=body)
    assert first == actions.take_away(by=shared.cast.system, organisation=body)


def test_who_took_what_is_on_the_record_and_a_refusal_leaves_nothing(shared, elsewhere):
    actions.take_away(by=shared.cast.actor("planner"), organisation=shared.cast.bodies["angus"])
    event = audit.events("tayside").first()
    assert (event.verb, event.subject_label, event.detail["rows"]["spend"]) == (
        "downloaded the data of", "Angus Council", 2,
    )  # fmt: skip
    before = audit.events("tayside").count()
    with pytest.raises(Refusal, match="another partnership"):
        actions.take_away(by=shared.cast.actor("planner"), organisation=elsewhere.bodies["angus"])
    assert audit.events("tayside").count() == before


def test_another_partnership_s_records_are_never_among_them(shared, elsewhere):
    before = counts(shared.cast.bodies["angus"], shared.cast.system)
    build(elsewhere)
    assert counts(shared.cast.bodies["angus"], shared.cast.system) == before


def test_each_kind_is_one_query_however_much_there_is(shared, django_assert_num_queries):
    angus, by = shared.cast.bodies["angus"], shared.cast.system
    spend = Spend.objects.filter(funder=angus).first()
    for more in range(2):
        with django_assert_num_queries(len(PARTS)):
            queries.own_part(angus, by)
        with django_assert_num_queries(len(PARTS)):
            queries.files_of(angus, by)
        for year in range(2010 + 5 * more, 2015 + 5 * more):
            create_record(
                Spend, by=by, service=spend.service, year=f"{year}/{(year + 1) % 100}", funder=angus,
                amount=1, price_base="cash",
            )  # fmt: skip


def test_a_member_sees_their_own_organisation_first_and_may_choose_another(client, shared):
    client.force_login(shared.cast.people["third-sector-representative"])
    page = client.get(PAGE).content.decode()
    assert "Data of Dundee City Council" in page
    page = client.get(PAGE, {"organisation": "angus"}).content.decode()
    assert "Angus Council has 1 record of 1 kind here. Your role does not show 2 more kinds." in page
    assert "not shown: needs the permission spend.view" in page
    assert client.get(PAGE, {"organisation": "ghost"}).status_code == 404


def test_the_table_s_file_is_about_the_organisation_on_the_page(client, shared):
    client.force_login(shared.cast.people["planner"])
    page = client.get(PAGE, {"organisation": "angus"}).content.decode()
    link = unescape(re.search(r'href="(\?[^"]*format=csv[^"]*)"', page)[1])
    assert "What it spends on services" in page
    lines = client.get(PAGE + link).getvalue().decode().splitlines()
    assert next(line for line in lines if line.startswith("What it spends")).endswith(",2,spend.csv")


def test_the_archive_is_downloaded_by_a_member_and_by_nobody_else(client, shared, elsewhere):
    where = f"{PAGE}angus/take-away/"
    client.force_login(shared.cast.people["planner"])
    answer = client.post(where)
    assert answer["Content-Type"] == "application/zip"
    assert "tayside-angus.zip" in answer["Content-Disposition"]
    assert len(rows(opened(answer.content)["spend.csv"])) == 2
    assert client.get(where).url == PAGE
    client.force_login(elsewhere.people["coordinator"])
    assert client.post(where).status_code == client.get(PAGE).status_code == 404
    client.logout()
    assert client.post(where).status_code == client.get(PAGE).status_code == 302


def test_the_command_writes_the_same_archive_or_exits_2(shared, tmp_path):
    out = tmp_path / "angus.zip"
    answer = CliRunner().invoke(own_data, ["angus", "--partnership", "tayside", "--out", str(out)])
    assert (answer.exit_code, answer.output.strip()) == (0, str(out))
    assert len(rows(opened(out.read_bytes())["spend.csv"])) == 2
    for words, told in (
        (["ghost", "--partnership", "tayside", "--out", str(out)], "expected one of: angus"),
        (["angus", "--partnership", "nowhere", "--out", str(out)], "expected one of: tayside"),
        (
            ["angus", "--partnership", "tayside", "--out", str(tmp_path / "no" / "x.zip")],
            "is not there. Make it first",
        ),
    ):
        answer = CliRunner().invoke(own_data, words)
        assert (answer.exit_code, told in answer.output) == (2, True), answer.output
